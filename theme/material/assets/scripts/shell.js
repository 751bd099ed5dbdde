/* Окна меню и настроек вида, кнопка поиска. Без этого скрипта страница читается целиком. */
(() => {
  "use strict";
  const root = document.documentElement;

  /* Окна: браузер сам держит в них фокус, закрывает по Esc и возвращает фокус кнопке. */
  for (const button of document.querySelectorAll("[data-nm-open]")) {
    const sheet = document.getElementById(button.dataset.nmOpen);
    button.addEventListener("click", () => sheet.showModal());
    sheet.addEventListener("click", ({ target }) => {
      if (target === sheet || target.closest("[data-nm-close]")) sheet.close();
    });
  }

  /* Поиск на узком экране открывается кнопкой; закрытый не стоит на пути у клавиши Tab. */
  const toggle = document.querySelector("[data-md-toggle=search]");
  const opener = document.querySelector("[data-nm-search]");
  if (toggle && opener) {
    const query = document.querySelector("[data-md-component=search-query]");
    let returning = false;
    opener.addEventListener("click", () => {
      if (!toggle.checked) toggle.click();
      query.focus();
    });
    document.querySelector("[data-nm-search-close]").addEventListener("click", () => {
      returning = true;
      if (toggle.checked) toggle.click();
    });
    query.form.addEventListener("keydown", ({ key }) => { returning = key === "Escape"; }, true);
    document.querySelector("[data-md-component=search-result]").addEventListener(
      "keydown", ({ key }) => { returning = key === "Escape"; }, true);
    toggle.addEventListener("change", () => {
      opener.setAttribute("aria-expanded", String(toggle.checked));
      if (!toggle.checked && returning) setTimeout(() => opener.focus());
      returning = false;
    });
  }

  /* Настройки вида. Страница уже стоит в выбранном виде: об этом позаботился скрипт в <head>. */
  const form = document.querySelector("[data-nm-settings]");
  const status = form.querySelector("[role=status]");
  const words = (input) => input.parentElement.textContent.trim();
  const title = (input) => input.closest("fieldset").querySelector("legend").textContent;

  const describePictures = () => {
    for (const old of document.querySelectorAll(".nm-alt")) old.remove();
    if (root.dataset.nmPictures !== "off") return;
    for (const picture of document.querySelectorAll("main img[alt]:not([alt=''])")) {
      const text = document.createElement("span");
      text.className = "nm-alt";
      text.textContent = picture.alt;
      (picture.closest("picture") || picture).after(text);
    }
  };

  /*
   * Крупному тексту в узкой строке неразрывный пробел рвёт слова: там он становится обычным. А длинное
   * слово переносится по слогам: не у всякого браузера есть русские переносы, места для них — здесь.
   * Узкая — короче восемнадцати кеглей.
   */
  const VOWEL = "[аеёиоуыэюя]", CONSONANT = "[бвгджзклмнпрстфхцчшщ]";
  const SYLLABLES = [
    ["[йьъ]", "[а-яё]{2}"], [VOWEL, `${VOWEL}[а-яё]`], [VOWEL + CONSONANT, CONSONANT + VOWEL],
    [CONSONANT + VOWEL, CONSONANT + VOWEL], [VOWEL + CONSONANT, CONSONANT + CONSONANT + VOWEL],
    [VOWEL + CONSONANT + CONSONANT, CONSONANT + CONSONANT + VOWEL],
  ].map(([end, start]) => new RegExp(`(${end})(?=${start})`, "giu"));
  const hyphenated = (word) => SYLLABLES.reduce((text, place) => text.replace(place, "$1\u00ad"), word);
  const loosen = () => {
    const narrow = innerWidth < 18 * parseFloat(getComputedStyle(root).fontSize);
    if (!narrow || !["150", "200", "250"].includes(root.dataset.nmSize)) return;
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { data, parentElement } = texts.currentNode;
      if (parentElement.closest("script, style, code")) continue;
      const loose = data.replace(/(?<!№)\u00a0/g, " ").replace(/[а-яё]{9,}/giu, hyphenated);
      if (loose !== data) texts.currentNode.data = loose;
    }
  };

  const apply = () => {
    const chosen = Object.fromEntries(new FormData(form));
    nmSettings.keep(chosen);
    nmSettings.show(chosen);
    describePictures();
    loosen();
  };

  for (const [name, value] of Object.entries(nmSettings.chosen())) {
    const input = [...form.querySelectorAll("input")].find(
      (one) => one.name === name && one.value === value);
    if (input) input.checked = true;
  }
  describePictures();
  loosen();

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", ({ target }) => {
    apply();
    status.textContent = `${title(target)}: ${words(target)}`;
  });
  form.addEventListener("reset", () => setTimeout(() => {
    apply();
    status.textContent = "Обычный вид";
  }));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", apply);
})();
