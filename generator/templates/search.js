/* The search of a large site, in the place of the theme's worker, whose language it speaks with the page: it loads only
   the parts of the index that a question needs. See generator/searchindex.py. */
const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3;
const MOST_PARTS = 12, MOST_SECTIONS = 100, LONGEST = 40, LEAD = 10, NEAR = 40, PAUSE = 150;
const WORD = /[\p{L}\p{N}_]+/gu;
const script = self.document?.querySelector("script[src]"); // from a file system this runs in a frame
const folder = new URL("../../../search/", script ? script.src : location.href);
const parts = new Map();
let newest = "", suggests = false, queue = Promise.resolve();

self.briefing = (name, part) => parts.set(name, part);

async function load(names) {
  const missing = names.filter((name) => !parts.has(name));
  if (missing.length) await importScripts(...missing.map((name) => new URL(`${name}.js`, folder).href));
  return names.map((name) => parts.get(name));
}

const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
const split = (text) => (fold(text).match(WORD) ?? []).map((word) => word.slice(0, LONGEST));
const strip = (html) => html.replace(/<[^>]*>/g, " ");
const find = (starts, wanted) => Math.max(0, starts.findLastIndex((start) => start <= wanted));

/* Every word that begins with these letters, as far as two more parts tell. */
async function look(word, starts) {
  const names = [find(starts, word)];
  while (names.length < 3 && starts[names.at(-1) + 1]?.startsWith(word)) names.push(names.at(-1) + 1);
  const found = await load(names.map((name) => `words/${name}`));
  return found.flat().filter(([known]) => known.startsWith(word));
}

/* What each section is worth that has the word; rare words, whole words and titles are worth more. */
function weigh(word, found, count) {
  const hits = new Map();
  const raise = (steps, worth) => {
    let at = 0;
    for (const step of steps) hits.set((at += step), Math.max(hits.get(at) ?? 0, worth));
  };
  for (const [known, titles, texts] of found) {
    const rarity = Math.log(1 + count / (texts ? texts.length + titles.length : count));
    const worth = known === word ? 2 * rarity : rarity;
    raise(texts || [], worth);
    raise(titles, 3 * worth);
  }
  return { word, hits, isCommon: found.some(([, , texts]) => !texts) };
}

/* The sections that have most of the words, the best first, as many as may be loaded. */
function rank(weighed, starts) {
  const scores = new Map();
  for (const { hits, isCommon } of weighed)
    for (const [section, worth] of hits) {
      const score = scores.get(section) ?? { section, words: 0, worth: 0 };
      score.words += isCommon ? 0 : 1;
      score.worth += worth;
      scores.set(section, score);
    }
  const most = Math.max(0, ...new Set([...scores.values()].map(({ words }) => words)));
  const best = [...scores.values()].filter(({ words }) => words === most);
  best.sort((a, b) => b.worth - a.worth || a.section - b.section);
  const needed = new Set(), ranked = [];
  for (const score of best.slice(0, MOST_SECTIONS)) {
    const part = find(starts, score.section);
    if (needed.size < MOST_PARTS || needed.has(part)) ranked.push({ ...score, part });
    needed.add(part);
  }
  return ranked;
}

/* Words of the index are HTML already, and may hold tags: none is left, and none but marks is put in. */
function mark(html, words) {
  const wanted = new RegExp(`(?<![\\p{L}\\p{N}_])(?:${words.join("|")})[\\p{L}\\p{N}_]*`, "giu");
  const pieces = strip(html).split(/(&[^;\s]+;)/);
  return pieces.map((piece, odd) => (odd % 2 ? piece : piece.replace(wanted, "<mark data-md-highlight>$&</mark>"))).join("");
}

/* Where most of the words are together, and how many. */
function cut(html, words) {
  const all = strip(html).split(/\s+/).filter(Boolean);
  const has = all.map((one) => split(one).flatMap((part) => words.filter((word) => part.startsWith(word))));
  let first = 0, near = 0;
  for (const [at, found] of has.entries()) {
    const together = found.length ? new Set(has.slice(at, at + NEAR).flat()).size : 0;
    if (together > near || (together && together === near && at < first + NEAR)) [first, near] = [at, together];
  }
  const from = Math.max(0, first - LEAD), to = first + NEAR;
  const text = mark(all.slice(from, to).join(" "), words);
  return { near, text: `${from ? "… " : ""}${text}${to < all.length ? " …" : ""}` };
}

/* Sections together with their page, as the theme shows them. */
function group(items) {
  const pages = new Map();
  for (const item of items) {
    const page = item.location.split("#")[0];
    pages.set(page, [...(pages.get(page) ?? []), item]);
  }
  for (const [page, [first, ...rest]] of pages)
    if (![first, ...rest].some(({ location }) => location === page))
      pages.get(page).push({ location: page, title: first.page, text: "", score: 0, terms: {} });
  return [...pages.values()];
}

async function answer(question) {
  const words = [...new Set(split(question))];
  if (!words.length) return { items: [] };
  const [start] = await load(["start"]);
  const weighed = [];
  let completed = words.at(-1);
  for (const word of words) {
    const found = await look(word, start.words);
    weighed.push(weigh(word, found, start.count));
    completed = found.reduce((best, next) => (next[2].length > (best[2]?.length ?? 0) ? next : best), [word])[0];
  }
  const ranked = rank(weighed, start.sections);
  await load([...new Set(ranked.map(({ part }) => `sections/${part}`))]);
  const asked = split(question).join(" ");
  const items = ranked.map(({ section, worth, part }) => {
    const [location, title, text, page] = parts.get(`sections/${part}`)[section - start.sections[part]];
    const isPhrase = ` ${split(`${title} ${strip(text)}`).join(" ")}`.includes(` ${asked}`);
    const terms = Object.fromEntries(weighed.map(({ word, hits, isCommon }) => [word, isCommon || hits.has(section)]));
    const { near, text: passage } = cut(text, words);
    const score = worth * (isPhrase ? 4 : 1 + near / words.length);
    return { location, title: mark(title, words), text: passage, page, score, terms };
  });
  items.sort((a, b) => b.score - a.score);
  return { items: group(items), ...(suggests && { suggest: [...words.slice(0, -1), completed] }) };
}

addEventListener("message", ({ data: { type, data } }) => {
  if (type === SETUP) {
    suggests = data.options.suggest;
    postMessage({ type: READY });
  } else if (type === QUERY) {
    newest = data;
    queue = queue.then(async () => {
      await new Promise((resolve) => setTimeout(resolve, data === newest ? PAUSE : 0));
      if (data !== newest) return; // somebody is still typing
      const found = await answer(data).catch(() => ({ items: [] }));
      postMessage({ type: RESULT, data: found });
    });
  }
});
