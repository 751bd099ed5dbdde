/*
 * Строка поиска Material: то, без чего она не ищет с диска и не замечает вставленного.
 *
 * С диска браузер не даёт запустить Worker, поэтому search.js загружается прямо в страницу, и
 * говорят с ним теми же сообщениями. Ни встроенных скриптов, ни фреймов для этого не нужно.
 */
(() => {
  "use strict";

  // Material слушает клавиши, а слова приходят и мышью, и голосом, и с экранной клавиатуры.
  document.addEventListener("input", ({ target }) => {
    if (target.matches?.("[data-md-component=search-query]")) {
      target.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
    }
  });

  if (location.protocol !== "file:") return;

  window.Worker = class extends EventTarget {
    constructor(url) {
      super();
      this.ready = new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = url;
        script.onload = done;
        script.onerror = failed;
        document.head.append(script);
      });
    }

    async postMessage(message) {
      await this.ready;
      const data = await window.nastavnikSearch(message);
      if (data) this.dispatchEvent(new MessageEvent("message", { data }));
    }

    terminate() {}
  };
})();
