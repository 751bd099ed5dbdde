// Удобства поверх обычных форм: без скрипта всё работает так же.
"use strict";
(() => {
  const form = document.querySelector(".dk-form");
  if (!form) return;
  const before = new URLSearchParams(new FormData(form)).toString();
  let sending = false;
  form.addEventListener("submit", () => { sending = true; });
  window.addEventListener("beforeunload", (event) => {
    if (!sending && new URLSearchParams(new FormData(form)).toString() !== before) {
      event.preventDefault();
    }
  });
  const wrong = form.querySelector("[aria-invalid]");
  if (wrong) wrong.focus();
})();
