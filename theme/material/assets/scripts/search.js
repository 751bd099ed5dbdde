/*
 * Поиск по-русски для строки поиска Material: отвечает на её сообщения вместо её собственного
 * исполнителя. Слово находится в любой форме (основы слов по Snowball), ё и е не различаются,
 * кавычки и дефисы не мешают, при опечатке предлагается похожее.
 *
 * Работает как Worker, а при открытии с диска, где Worker запрещён, — внутри страницы, см.
 * search-box.js. Указатель страниц загружается с первым запросом, а не с каждой страницей.
 */
(() => {
  "use strict";

  const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3;
  const MOST_PAGES = 40, OPEN_SECTIONS = 2, AROUND = 60, SNIPPET = 230;
  const PARTS = 8;
  const WORD = /[\p{L}\p{N}]+/gu;

  const inPage = typeof importScripts !== "function";
  const here = inPage ? document.currentScript.src : self.location.href;
  const at = (path) => new URL(path, here).href;

  function load(path) {
    return new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = at(path);
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    });
  }

  async function loadLibraries() {
    const paths = [
      "minisearch.js",
      "../javascripts/lunr/min/lunr.stemmer.support.min.js",
      "../javascripts/lunr/min/lunr.ru.min.js",
    ];
    // Основы слов берутся у lunr, сам lunr не нужен: довольно того, за что они держатся.
    self.lunr = { Pipeline: { registerFunction() {} }, generateStopWordFilter() {} };
    if (inPage) for (const path of paths) await load(path);
    else importScripts(...paths.map(at));
  }

  async function loadPages() {
    const parts = Array.from({ length: PARTS }, (_, part) => `../../search/pages-${part}.js`);
    if (inPage) await Promise.all(parts.map(load));
    else importScripts(...parts.map(at));
    return self.nastavnikPages.flat().sort(([one], [other]) => (one < other ? -1 : one > other));
  }

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

  function indexed(pages) {
    const index = new self.MiniSearch({
      fields: ["title", "text"],
      tokenize: wordsOf,
      processTerm(word) {
        const base = stem(word);
        return base === word ? word : [base, word];
      },
      searchOptions: {
        processTerm: stem,
        prefix: (term) => term.length > 2,
        combineWith: "AND",
        boost: { title: 8 },
        boostDocument: (id) => (pages[id][0].includes("#") ? 1 : 1.5),
        weights: { prefix: 0.4, fuzzy: 0.2 },
      },
    });
    index.addAll(pages.map(([, title, text], id) => ({ id, title, text })));
    return index;
  }

  let engine;
  function start() {
    engine ||= loadLibraries().then(loadPages).then((pages) => ({ pages, index: indexed(pages) }));
    return engine;
  }

  /* Предлоги и союзы не ищутся, если есть слова длиннее. */
  function telling(words) {
    const long = words.filter((word) => word.length > 2 || /\d/.test(word));
    return long.length ? long : words;
  }

  function find(index, words) {
    const query = words.join(" ");
    for (const options of [{}, { combineWith: "OR" }, { combineWith: "OR", fuzzy: (word) => word.length > 4 && 0.25 }]) {
      const found = index.search(query, options);
      if (found.length) return found;
    }
    return [];
  }

  const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  const escaped = (text) => text.replace(/[&<>"]/g, (sign) => SIGNS[sign]);

  /* Текст с выделенными словами; у длинного — отрывок вокруг первого из них. */
  function marked(text, isHit, shorten) {
    const hits = [...text.matchAll(WORD)].filter(([word]) => isHit(word));
    let from = 0, to = text.length;
    if (shorten && text.length > SNIPPET) {
      const first = hits.length ? hits[0].index : 0;
      from = first > AROUND ? text.indexOf(" ", first - AROUND) + 1 || first : 0;
      if (from > first) from = first;
      to = text.length - from > SNIPPET ? text.lastIndexOf(" ", from + SNIPPET) : text.length;
      if (to <= from) to = Math.min(from + SNIPPET, text.length);
    }
    const parts = [from ? "…" : ""];
    let place = from;
    for (const { 0: word, index } of hits) {
      if (index < from || index + word.length > to) continue;
      parts.push(escaped(text.slice(place, index)), "<mark>", escaped(word), "</mark>");
      place = index + word.length;
    }
    parts.push(escaped(text.slice(place, to)), to < text.length ? "…" : "");
    return parts.join("");
  }

  function entry(page, match, words, score) {
    const [location, title, text] = page;
    const matched = new Set(Object.keys(match?.match ?? {}));
    const isHit = (word) => {
      const folded = fold(word);
      return matched.has(folded) || matched.has(stem(folded));
    };
    const terms = {};
    if (match) {
      const hits = new Set(wordsOf(`${title} ${text}`).filter(isHit));
      for (const word of [...hits].slice(0, 6)) terms[word] = true;
      for (const word of words) if (!match.queryTerms.includes(stem(word))) terms[word] = false;
    }
    return { location, title: marked(title, isHit), text: marked(text, isHit, true), score, terms };
  }

  function grouped(found, pages, words) {
    const byPage = new Map();
    for (const match of found) {
      const address = pages[match.id][0].split("#")[0];
      if (!byPage.has(address)) byPage.set(address, []);
      byPage.get(address).push(match);
    }
    const start = new Map(pages.map((page) => [page[0], page]));
    return [...byPage].slice(0, MOST_PAGES).map(([address, matches]) => {
      const top = matches[0].score;
      // Material прячет под «ещё» всё, что слабее первого: главные разделы остаются на виду.
      const items = matches.map((match, place) =>
        entry(pages[match.id], match, words, place <= OPEN_SECTIONS ? top : match.score));
      if (!items.some((item) => item.location === address)) {
        items.push(entry(start.get(address) ?? [address, matches[0].title ?? "", ""], null, words, 0));
      }
      return items;
    });
  }

  async function search(query) {
    const words = telling(wordsOf(query));
    if (!words.length) return { items: [] };
    const { pages, index } = await start();
    return { items: grouped(find(index, words), pages, words) };
  }

  async function answer({ type, data }) {
    if (type === SETUP) return { type: READY };
    if (type === QUERY) return { type: RESULT, data: await search(data) };
    throw new TypeError(`Неизвестное сообщение: ${type}`);
  }

  if (inPage) self.nastavnikSearch = answer;
  else addEventListener("message", async ({ data }) => postMessage(await answer(data)));
})();
