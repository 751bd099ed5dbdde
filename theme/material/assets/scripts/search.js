/*
 * Поиск по-русски для строки поиска Material: отвечает на её сообщения вместо её собственного
 * исполнителя. Слово находится в любой форме (основы слов по Snowball), ё и е не различаются,
 * кавычки и дефисы не мешают, при опечатке предлагается похожее.
 *
 * Работает как Worker, а при открытии с диска, где Worker запрещён, — внутри страницы, см.
 * search-box.js. Указатель готов заранее и лежит частями (adapters/search.py): запрос загружает
 * список страниц, полки своих слов и тексты найденного.
 */
(() => {
  "use strict";

  const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3;
  const PAUSES = [300, 1500];
  const MOST_PAGES = 30, MOST_PARTS = 10, MOST_SECTIONS = 8, OPEN_SECTIONS = 2, AROUND = 60, SNIPPET = 230;
  const WORD = /[\p{L}\p{N}]+/gu;

  const inPage = typeof importScripts !== "function";
  const here = inPage ? document.currentScript.src : self.location.href;
  const at = (path) => new URL(path, here).href;

  function loadInto(path) {
    return new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = at(path);
      script.async = false; // по порядку
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    });
  }

  async function run(paths) {
    if (inPage) await Promise.all(paths.map(loadInto));
    else importScripts(...paths.map(at));
  }

  /*
   * Части указателя по именам; загруженное раньше второй раз не просят. С диска их приносит
   * <script>, Worker читает те же файлы сам: importScripts ждал бы каждого по очереди.
   */
  const index = (self.nastavnikIndex = {});
  async function bring(name) {
    const path = `../../search/${name}.js`;
    if (inPage) await loadInto(path);
    else {
      const answer = await fetch(at(path));
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      const text = await answer.text();
      index[name] = JSON.parse(text.slice(text.indexOf("]=") + 2, text.lastIndexOf(";")));
    }
  }
  /* Сделанное помнится, а что не вышло — начнут заново, когда понадобится. */
  const begun = new Map();
  function once(name, make) {
    if (!begun.has(name)) {
      const end = make();
      end.catch(() => begun.delete(name));
      begun.set(name, end);
    }
    return begun.get(name);
  }
  /* На плохой связи просят трижды. */
  async function insist(make) {
    for (const pause of PAUSES) {
      try {
        return await make();
      } catch {
        await new Promise((done) => setTimeout(done, pause));
      }
    }
    return make();
  }

  async function parts(names) {
    await Promise.all(names.map((name) => once(name, () => insist(() => bring(name)))));
    return names.map((name) => index[name]);
  }

  async function list() {
    const [{ parts: count, shelves, pages }] = await parts(["pages"]);
    const held = Array(count).fill(0); // сколько страниц уже стоит в каждой части
    let first = 1;
    return {
      shelves,
      pages: pages.map(([address, size, part]) => {
        const page = { address, first, part, place: held[part]++ };
        first += size;
        return page;
      }),
      total: first - 1,
    };
  }

  // Основы слов берутся у lunr, сам lunr не нужен: довольно того, за что они держатся.
  function learnStems() {
    self.lunr = { Pipeline: { registerFunction() {} }, generateStopWordFilter() {} };
    const lunr = "../javascripts/lunr/min/lunr.";
    return run([`${lunr}stemmer.support.min.js`, `${lunr}ru.min.js`]);
  }
  const stems = () => once("stems", () => insist(learnStems));

  const fold = (text) => text.normalize("NFC").toLowerCase().replace(/[\u0301\u00ad]/g, "").replace(/ё/g, "е");
  const wordsOf = (text) => fold(text).match(WORD) || [];

  const known = new Map();
  function stem(word) {
    if (!/^[а-я]+$/.test(word)) return word;
    let found = known.get(word);
    if (found === undefined) {
      found = self.lunr.ru.stemmer({ update: (change) => change(word) });
      if (found.length < 3) found = word; // «опыт» не «оп»
      known.set(word, found);
    }
    return found;
  }

  const shelfOf = (word, shelves) => (word.charCodeAt(0) * 31 + (word.length > 1 ? word.charCodeAt(1) : 0)) % shelves;

  /* Слова полки, которые значат то же или начинаются так же: [слово, места, насколько подходит]. */
  function alike(shelf, word, base) {
    const found = [];
    const start = `\n${base}`;
    for (let from = shelf.indexOf(start); from >= 0; from = shelf.indexOf(start, from + 1)) {
      const space = shelf.indexOf(" ", from);
      const other = shelf.slice(from + 1, space);
      const same = other === word || stem(other) === base;
      if (!same && base.length < 3) continue;
      const likeness = other === word ? 1.3 : same ? 1 : 0.4 * base.length / (base.length + 0.3 * (other.length - base.length));
      found.push([other, placesAt(shelf, space), likeness]);
    }
    return found;
  }

  function placesAt(shelf, space) {
    const end = shelf.indexOf("\n", space);
    return shelf.slice(space + 1, end < 0 ? undefined : end);
  }

  /* За сколько правок начало слова становится основой; больше most — всё равно сколько. */
  function slips(base, word, most) {
    if (word.length < base.length - most) return most + 1;
    const width = Math.min(word.length, base.length + most);
    let row = Array.from({ length: width + 1 }, (_, place) => place);
    for (let line = 1; line <= base.length; line += 1) {
      const next = [line];
      for (let place = 1; place <= width; place += 1) {
        next.push(Math.min(row[place] + 1, next[place - 1] + 1,
          row[place - 1] + (base[line - 1] === word[place - 1] ? 0 : 1)));
      }
      if (Math.min(...next) > most) return most + 1;
      row = next;
    }
    return Math.min(...row);
  }

  function resembling(shelves, base) {
    let most = Math.round(base.length * 0.25), found = [];
    for (const shelf of shelves) {
      for (const [, word, places] of shelf.matchAll(/\n(\S+) (\S+)/g)) {
        const count = slips(base, word, most);
        if (count > most) continue;
        if (count < most) [most, found] = [count, []];
        found.push([word, places, 0.2]);
      }
    }
    return found;
  }

  /* Слово запроса → где оно стоит (номер записи → насколько там важно) и какими словами. */
  async function lookUp(word, { shelves, total }) {
    const [[shelf]] = await Promise.all([parts([`words-${shelfOf(word, shelves)}`]), stems()]);
    const base = stem(word);
    let found = alike(shelf, word, base);
    if (!found.length && word.length > 4) {
      found = resembling([shelf], base);
      if (!found.length) {
        found = resembling(await parts(Array.from({ length: shelves }, (_, number) => `words-${number}`)), base);
      }
    }
    const places = new Map();
    for (const [, list, likeness] of found) {
      let entry = 0;
      for (const [, distance, letter] of list.matchAll(/([0-9a-z]+)([A-Z])/g)) {
        entry += parseInt(distance, 36);
        const says = 0.1 * 200 ** ((letter.charCodeAt(0) - 65) / 25);
        places.set(entry, (places.get(entry) ?? 0) + says * likeness);
      }
    }
    const rarity = Math.log(1 + (total - places.size + 0.5) / (places.size + 0.5));
    for (const [entry, says] of places) places.set(entry, says * rarity);
    return { word, places, forms: found.map(([form]) => form) };
  }

  /* Предлоги и союзы не ищутся, если есть слова длиннее. */
  function telling(words) {
    const long = words.filter((word) => word.length > 2 || /\d/.test(word));
    return long.length ? long : words;
  }

  /* Страницы, где есть все слова, а если таких нет — хоть какие-то; лучшие сначала. */
  function ranked(terms, pages) {
    const entries = new Map(); // номер записи → {score, count}
    for (const { places } of terms) {
      for (const [number, score] of places) {
        const entry = entries.get(number);
        if (entry) {
          entry.score += score;
          entry.count += 1;
        } else entries.set(number, { number, score, count: 1 });
      }
    }
    const byPage = new Map();
    let place = 0;
    for (const entry of [...entries.values()].sort((one, other) => one.number - other.number)) {
      while (place + 1 < pages.length && pages[place + 1].first <= entry.number) place += 1;
      entry.score *= entry.count * (entry.number === pages[place].first ? 1.5 : 1);
      if (!byPage.has(place)) byPage.set(place, []);
      byPage.get(place).push(entry);
    }
    const found = [...byPage].map(([number, sections]) => {
      sections.sort((one, other) => other.score - one.score);
      const numbers = sections.map((section) => section.number);
      const missing = terms.filter(({ places }) => !numbers.some((entry) => places.has(entry)));
      // Страница, где о том же говорят несколько разделов, лучше той, где один.
      const score = Math.hypot(...sections.map((section) => section.score));
      return { page: pages[number], sections, score, missing: missing.map(({ word }) => word) };
    });
    const whole = found.filter(({ missing }) => !missing.length);
    return (whole.length ? whole : found)
      .sort((one, other) => other.score - one.score)
      .slice(0, MOST_PAGES);
  }

  /* Начало списка, тексты которого лежат не больше чем в десяти частях: остальных долго ждать. */
  function near(found) {
    const needed = new Set();
    const end = found.findIndex(({ page }) => needed.add(page.part).size > MOST_PARTS);
    return end < 0 ? found : found.slice(0, end);
  }

  const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  const escaped = (text) => text.replace(/[&<>"]/g, (sign) => SIGNS[sign]);

  /* Текст с выделенными словами; у длинного — отрывок вокруг первого из них. */
  function marked(text, hits, shorten) {
    let from = 0, to = text.length;
    if (shorten && text.length > SNIPPET) {
      const first = hits.length ? hits[0].index : 0;
      from = first > AROUND ? text.indexOf(" ", first - AROUND) + 1 || first : 0;
      if (from > first) from = first;
      to = text.length - from > SNIPPET ? text.lastIndexOf(" ", from + SNIPPET) : text.length;
      if (to <= from) to = Math.min(from + SNIPPET, text.length);
    }
    const pieces = [from ? "…" : ""];
    let place = from;
    for (const { 0: word, index } of hits) {
      if (index < from || index + word.length > to) continue;
      pieces.push(escaped(text.slice(place, index)), "<mark>", escaped(word), "</mark>");
      place = index + word.length;
    }
    pieces.push(escaped(text.slice(place, to)), to < text.length ? "…" : "");
    return pieces.join("");
  }

  function shown([location, title, text], hitsIn, missing, score) {
    const inTitle = hitsIn(title), inText = hitsIn(text);
    const terms = {};
    for (const [word] of [...inTitle, ...inText]) terms[fold(word)] = true;
    for (const word of missing) terms[word] = false;
    return { location, title: marked(title, inTitle), text: marked(text, inText, true), score, terms };
  }

  async function search(query) {
    const words = telling(wordsOf(query));
    if (!words.length) return { items: [] };
    stems(); // грузятся вместе со списком страниц
    const site = await once("list", list);
    const terms = await Promise.all([...new Set(words)].map((word) => lookUp(word, site)));
    const found = near(ranked(terms, site.pages));
    const texts = await parts(found.map(({ page }) => `texts-${page.part}`));
    const forms = new Set(terms.flatMap((term) => term.forms));
    const judged = new Map();
    const isHit = ([word]) => {
      if (!judged.has(word)) judged.set(word, forms.has(fold(word)));
      return judged.get(word);
    };
    const hitsIn = (text) => [...text.matchAll(WORD)].filter(isHit);
    return { items: found.map(({ page, sections, missing }, order) => {
      const entries = texts[order][page.place];
      const top = sections[0].score;
      // Material прячет под «ещё» всё, что слабее первого: главные разделы остаются на виду.
      const items = sections.slice(0, MOST_SECTIONS).map(({ number, score }, place) =>
        shown(entries[number - page.first], hitsIn, missing, place <= OPEN_SECTIONS ? top : score));
      if (!items.some(({ location }) => location === page.address)) {
        const [location, title] = entries[0];
        items.push({ location, title: escaped(title), text: "", score: 0, terms: {} });
      }
      return items;
    }) };
  }

  /* Найденного нет и сказать «не нашлось» было бы неправдой. */
  const UNREACHED = { items: [[{
    location: "", title: "Не получилось загрузить поиск",
    text: "Проверьте связь и наберите слово ещё раз.", score: 0, terms: {},
  }]] };

  /* Ответ на сообщение; на вопрос, после которого задали другой, ответа нет. */
  let asked = 0;
  async function answer({ type, data }) {
    if (type === SETUP) return { type: READY };
    if (type !== QUERY) throw new TypeError(`Неизвестное сообщение: ${type}`);
    const number = (asked += 1);
    const found = await search(data).catch((error) => (console.warn(error), UNREACHED));
    return number === asked ? { type: RESULT, data: found } : undefined;
  }

  const reply = (message) => message && postMessage(message);
  if (inPage) self.nastavnikSearch = answer;
  else addEventListener("message", async ({ data }) => reply(await answer(data)));
})();
