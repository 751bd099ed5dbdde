/*
 * Отбор в ресурсном центре: внутри группы «или», между группами «и». Состояние — в адресе.
 * Страница полна и без этого скрипта: он превращает ссылки на темы в переключатели.
 */
(() => {
  "use strict";

  const root = document.querySelector("[data-library]");
  if (!root) return;
  const one = (selector, within = root) => within.querySelector(selector);
  const make = (tag, properties, ...inside) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...inside);
    return element;
  };
  const PORTION = 24;
  const words = one(".nm-finder__words"), form = one(".nm-finder"), facets = one(".nm-facets");
  const status = one(".nm-found"), chips = one(".nm-chips"), list = one(".nm-cards");
  const empty = one(".nm-empty"), more = one(".nm-more"), note = one(".nm-found + .nm-note");
  const plural = (n) => (n % 10 === 1 && n % 100 !== 11 ? "кейс"
    : n % 10 >= 2 && n % 10 <= 4 && !(n % 100 >= 12 && n % 100 <= 14) ? "кейса" : "кейсов");
  const cases = (n) => `${n}\u00a0${plural(n)}`;

  // Слова сравниваются по началу, без окончаний: «лабораторной» находит «лабораторная».
  const fold = (text) => text.normalize("NFC").toLowerCase().replace(/[\u0301\u00ad]/g, "").replace(/ё/g, "е");
  const split = (text) => fold(text).match(/[\p{L}\p{N}]+/gu) || [];
  const root_of = (word) => {
    const cut = word.replace(/(?:[аеиоуыэюяйь]{1,3}(?:м[иу]?|х|в|го)?)$/, "");
    return cut.length > 2 ? cut : word;
  };

  const groups = new Map(); // код группы → {name, bit, options: код → {number, name, box, count}}
  const options = []; // все значения по номерам
  let items = []; // {topics: номера значений, text, hit, card}
  let shown = PORTION;

  function upgrade() {
    for (const details of root.querySelectorAll("[data-facet]")) {
      const code = details.dataset.facet;
      const group = { name: one("h3", details).textContent, bit: 1 << groups.size, details, options: new Map() };
      one("ul", details).setAttribute("aria-labelledby", `facet-${code}`);
      for (const row of details.querySelectorAll("[data-code]")) {
        const link = one("a", row), count = one(".nm-facet__count", row);
        const box = make("input", { type: "checkbox", name: code, value: row.dataset.code });
        const name = link.textContent;
        row.replaceChildren(make("label", {}, box, make("span", { textContent: name }), count));
        const option = { number: options.length, name, folded: fold(name), bit: group.bit, box, row, count };
        options.push(option);
        group.options.set(row.dataset.code, option);
      }
      groups.set(code, group);
    }
    one("#topics-name").textContent = "Отбор";
    facets.setAttribute("role", "group");
  }

  /* Текст для поиска складывается, когда его спросят: тысячам кейсов это не мгновенно. */
  function listed(codes, text, card) {
    const topics = codes.map((topic) => {
      const [code, value] = topic.split(":");
      return groups.get(code)?.options.get(value)?.number;
    }).filter((number) => number !== undefined);
    let folded;
    return { topics, hit: true, card, get text() {
      folded ??= `${fold(text())} ${topics.map((number) => options[number].folded).join(" ")}`;
      return folded;
    } };
  }

  function fromPage() {
    return [...list.children].map((card) =>
      listed(card.dataset.topics.split(" "), () => card.textContent, () => card));
  }

  function fromData(data) {
    const sample = list.firstElementChild;
    return data.map(([href, title, lead, eyebrow, topics, before, after, unit, measure]) =>
      listed(topics, () => `${title} ${lead} ${measure}`, () => {
        const card = sample.cloneNode(true);
        const put = (selector, text) => one(selector, card)?.replaceChildren(text);
        one(".nm-eyebrow", card).replaceChildren(...eyebrow.map((text, place) =>
          make("span", { textContent: text, className: place > 1 ? "nm-best" : "" })), "");
        put(".nm-card__title a", title);
        one(".nm-card__title a", card).href = href;
        put(".nm-card__lead", lead);
        put(".nm-measure__before", before);
        put(".nm-measure__after", after);
        put(".nm-measure__unit", unit);
        put(".nm-measure__name", measure);
        return card;
      }));
  }

  const load = (source) => new Promise((done, failed) => {
    document.head.append(make("script", { src: source, onload: () => done(self.nastavnikCases), onerror: failed }));
  });

  /* Состояние: слова и выбранные значения; адрес — его запись. */
  function read() {
    const query = new URLSearchParams(location.search);
    words.value = query.get("text") ?? "";
    for (const [code, group] of groups) {
      const chosen = new Set((query.get(code) ?? "").split(",").filter(Boolean));
      for (const [value, { box }] of group.options) box.checked = chosen.has(value);
      if ([...chosen].some((value) => group.options.has(value))) group.details.open = true;
    }
  }

  const chosenIn = (group) => [...group.options].filter(([, { box }]) => box.checked);

  function address() {
    const query = new URLSearchParams();
    if (words.value.trim()) query.set("text", words.value.trim());
    for (const [code, group] of groups) {
      const chosen = chosenIn(group).map(([value]) => value);
      if (chosen.length) query.set(code, chosen.join(","));
    }
    const text = query.toString().replaceAll("%2C", ",");
    return location.pathname + (text ? `?${text}` : "");
  }

  function write(replace) {
    if (address() === location.pathname + location.search) return;
    history[replace ? "replaceState" : "pushState"](null, "", address());
  }

  let heard = "";
  function hear() {
    if (words.value === heard) return;
    heard = words.value;
    const tests = split(heard).map((word) => new RegExp(`(?:^|[^\\p{L}\\p{N}])${root_of(word)}`, "u"));
    for (const item of items) item.hit = tests.every((test) => test.test(item.text));
  }

  /*
   * Что остаётся при условиях и сколько кейсов у каждого значения. Значение считается так, будто в
   * его группе не выбрано ничего: кейс, которому мешает одна группа, входит в счёт её одной.
   */
  function matching() {
    hear();
    let asked = 0;
    for (const { box, bit } of options) if (box.checked) asked |= bit;
    const chosen = options.map(({ box }) => box.checked);
    const found = [], counts = new Uint32Array(options.length);
    for (const item of items) {
      if (!item.hit) continue;
      let missing = asked;
      for (const number of item.topics) if (chosen[number]) missing &= ~options[number].bit;
      if (!missing) found.push(item);
      if (missing & (missing - 1)) continue; // мешают две группы
      for (const number of item.topics) if (!missing || options[number].bit === missing) counts[number] += 1;
    }
    return { found, counts };
  }

  function showCounts(counts) {
    for (const { number, box, row, count, told } of options) {
      const n = counts[number];
      box.disabled = n === 0 && !box.checked;
      if (n === told) continue;
      options[number].told = n;
      count.replaceChildren(String(n), make("span", { className: "nm-hidden", textContent: ` ${plural(n)}` }));
      row.classList.toggle("nm-facet__none", n === 0);
    }
  }

  const conditions = () => [
    ...(words.value.trim() ? [{ code: "q", text: `«${words.value.trim()}»`, drop: () => { words.value = ""; } }] : []),
    ...[...groups].flatMap(([code, group]) => chosenIn(group).map(([, option]) =>
      ({ code, text: `${group.name}: ${option.name}`, drop: () => { option.box.checked = false; } }))),
  ];
  const reset = () => conditions().forEach(({ drop }) => drop());
  const button = (className, act, ...inside) => make("button", { type: "button", className, onclick: () => {
    act();
    update();
    words.focus();
  } }, ...inside);

  function showChips(all) {
    chips.hidden = !all.length;
    chips.replaceChildren(...all.map(({ text, drop }) => make("li", {},
      button("nm-chip", drop, make("span", { className: "nm-hidden", textContent: "Убрать: " }), text,
        make("span", { ariaHidden: "true", className: "nm-chip__cross", textContent: "×" })))));
    if (all.length > 1) chips.append(make("li", {}, button("nm-chip nm-chip--all", reset, "Сбросить всё")));
  }

  /* Ничего не нашлось: какое условие убрать и сколько тогда останется. */
  function showEmpty(all) {
    empty.hidden = false;
    const ways = all.map((condition) => {
      const text = words.value;
      const boxes = [...groups.values()].flatMap((group) => chosenIn(group).map(([, { box }]) => box));
      condition.drop();
      const left = matching().found.length;
      words.value = text;
      for (const box of boxes) box.checked = true;
      return { ...condition, left };
    }).filter(({ left }) => left).sort((a, b) => b.left - a.left).slice(0, 3);
    empty.replaceChildren(
      make("p", { textContent: ways.length ? "Таких кейсов пока нет. Попробуйте убрать одно из условий:" : "Таких кейсов пока нет." }),
      make("ul", { className: "nm-empty__ways" }, ...ways.map(({ text, drop, left }) =>
        make("li", {}, button("nm-chip", drop, `Без условия ${text} — ${cases(left)}`))),
      make("li", {}, button("nm-chip nm-chip--all", reset, `Показать все — ${cases(items.length)}`))));
  }

  function draw() {
    const { found, counts } = matching(), all = conditions();
    status.textContent = `${found.length % 10 === 1 && found.length % 100 !== 11 ? "Найден" : "Найдено"} ${cases(found.length)}`;
    list.replaceChildren(...found.slice(0, Math.max(shown, root.dataset.cases ? 0 : found.length)).map((item) => (item.made ??= item.card())));
    more.hidden = list.children.length === found.length;
    if (note) note.hidden = true;
    showChips(all);
    if (found.length) empty.hidden = true;
    else showEmpty(all);
    showCounts(counts);
    const open = one(".nm-finder__open");
    const chosen = all.filter(({ code }) => code !== "q").length;
    open.textContent = chosen ? `Отбор: ${chosen}` : "Отбор";
    const show = document.querySelector(".nm-drawer__show");
    if (show) show.textContent = found.length ? `Показать ${cases(found.length)}` : "Ничего не найдено";
  }

  function update(replace = false) {
    shown = PORTION;
    write(replace);
    draw();
  }

  /* На телефоне отбор открывается листом поверх страницы. */
  function drawer() {
    const show = make("button", { type: "button", className: "nm-button nm-drawer__show" });
    const close = make("button", { type: "button", className: "nm-drawer__close", textContent: "Закрыть" });
    const sheet = make("dialog", { className: "nm-drawer md-typeset" }, make("p", { className: "nm-drawer__top" }, close), make("p", { className: "nm-drawer__end" }, show));
    sheet.setAttribute("aria-labelledby", "topics-name");
    root.append(sheet);
    const back = document.createComment("");
    one(".nm-finder__open").onclick = () => {
      facets.replaceWith(back);
      sheet.lastElementChild.before(facets);
      draw();
      sheet.showModal();
    };
    close.onclick = show.onclick = () => sheet.close();
    sheet.onclose = () => back.replaceWith(facets);
    matchMedia("(min-width: 60em)").onchange = ({ matches }) => matches && sheet.open && sheet.close();
  }

  async function start() {
    upgrade();
    drawer();
    items = root.dataset.cases ? fromData(await load(root.dataset.cases)) : fromPage();
    read();
    if (conditions().length || root.dataset.cases) draw();
    else showCounts(matching().counts);
    facets.addEventListener("change", () => update());
    let typing;
    words.addEventListener("input", () => {
      const first = !typing;
      clearTimeout(typing);
      typing = setTimeout(() => { typing = undefined; }, 2000);
      update(!first);
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    one("button", more).onclick = () => {
      const next = shown;
      shown += PORTION;
      draw();
      one("a", list.children[next])?.focus();
    };
    addEventListener("popstate", () => {
      read();
      draw();
    });
  }

  start();
})();
