/* The search of a site, in the place of the theme's worker, whose language it speaks with the page: it loads only the
   parts of the index that a question needs. See generator/briefing_desk/mkdocs_site/search_index.py, which says the same of words. */
const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3;
const MOST_PARTS = 12, MOST_SECTIONS = 100, LONGEST = 40, LEAD = 10, NEAR = 40, LONG = 500, PAUSE = 150;
const WHOLE = 2, TITLE = 3, NAME = 3, PHRASE = 4; // how much more it is worth to be one, or to stand in one
const WORD = /[\p{L}\p{N}_]+(?:\p{M}+[\p{L}\p{N}_]*)*/gu;
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const MARK = /[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]/g;
const APOSTROPHE = /[\u02b0-\u02ff]/g;
const LETTERS = { ł: "l", ø: "o", đ: "d", ð: "d", ħ: "h", ı: "i", ŧ: "t", ς: "σ", æ: "ae", œ: "oe", ß: "ss", þ: "th" };
const LETTER = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "g");
const SCRIPTS = "\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aad\u3005-\u3007\u3040-\u30ff" +
  "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua980-\uaadf\uf900-\ufaff\u{20000}-\u{323af}";
const SPACELESS = new RegExp(`[${SCRIPTS}]`, "u"), RUN = new RegExp(`[${SCRIPTS}]+|[^${SCRIPTS}]+`, "gu");
const ARTICLE = /^[وف]?(?:[بك]?ال|لل)(?=.{2})/u;
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

const plain = (text) => text.replace(INVISIBLE, "").replace(APOSTROPHE, " ").normalize("NFKD").replace(MARK, "");
const fold = (text) => plain(text).toLowerCase().replace(LETTER, (letter) => LETTERS[letter]);
const cap = (word) => [...word].slice(0, LONGEST).join("");
const strip = (html) => html.replace(/<[^>]*>/g, " ");
const split = (text) => (fold(text).match(WORD) ?? []).flatMap((word) => word.match(RUN)).flatMap(ask);
const splitHtml = (html) => split(strip(html).replace(/&[^;\s]+;/g, " "));
const OPEN = "<mark data-md-highlight>", CLOSE = "</mark>";
const find = (starts, wanted) => Math.max(0, starts.findLastIndex((start) => start <= wanted));

/* A script without spaces is asked for by each two of its characters. */
function ask(run) {
  const all = [...run];
  if (all.length < 2 || !SPACELESS.test(run)) return [cap(run.replace(ARTICLE, ""))];
  return all.slice(1).map((second, at) => all[at] + second);
}

/* Every word that begins with these letters, as far as two more parts tell; of one letter among others the word itself. */
async function look(word, isAlone, starts) {
  const names = [find(starts, word)];
  while (names.length < 3 && starts[names.at(-1) + 1]?.startsWith(word)) names.push(names.at(-1) + 1);
  const found = await load(names.map((name) => `words/${name}`));
  const isFound = isAlone || isTelling(word) ? (known) => known.startsWith(word) : (known) => known === word;
  return found.flat().filter(([known]) => isFound(known));
}

const isTelling = (word) => word.length > 1 || SPACELESS.test(word);

/* What each section is worth that has the word, and whether its title has it; rare and whole words are worth more. */
function weigh(word, found, count) {
  const hits = new Map();
  const raise = (steps, worth, isTitle) => {
    let at = 0;
    for (const step of steps) {
      const hit = hits.get((at += step)) ?? { worth: 0, isTitle };
      hits.set(at, { worth: Math.max(hit.worth, worth), isTitle: isTitle || hit.isTitle });
    }
  };
  for (const [known, titles, texts] of found) {
    const rarity = Math.log(1 + count / (texts ? texts.length + titles.length : count));
    const worth = known === word ? WHOLE * rarity : rarity;
    raise(texts || [], worth, false);
    raise(titles, TITLE * worth, true);
  }
  return { word, hits, isCommon: found.some(([, , texts]) => !texts) };
}

/* The sections that have most of the words, the best first, as many as may be loaded: pages of that name before all. */
function rank(weighed, starts, pages) {
  const scores = new Map();
  for (const { hits, isCommon } of weighed)
    for (const [section, { worth, isTitle }] of hits) {
      const score = scores.get(section) ?? { section, words: 0, titled: 0, worth: 0 };
      score.words += isCommon ? 0 : 1;
      score.titled += isTitle ? 1 : 0;
      score.worth += worth;
      scores.set(section, score);
    }
  const most = [...scores.values()].reduce((best, { words }) => Math.max(best, words), 0);
  const best = [...scores.values()].filter(({ words }) => words === most);
  for (const score of best) if (pages.has(score.section) && score.titled === weighed.length) score.worth *= NAME;
  best.sort((a, b) => b.worth - a.worth || a.section - b.section);
  const needed = new Set(), ranked = [];
  for (const score of best.slice(0, MOST_SECTIONS)) {
    const part = find(starts, score.section);
    if (needed.size === MOST_PARTS && !needed.has(part)) continue;
    needed.add(part);
    ranked.push({ ...score, part });
  }
  return ranked;
}

const known = new Map();
function foldLetter(letter) {
  if (!known.has(letter)) known.set(letter, fold(letter));
  return known.get(letter);
}

/* Of each character of a text, whether it belongs to a word that was asked for. */
function cover(letters, words) {
  const said = letters.map(foldLetter), from = said.flatMap((folded, at) => Array(folded.length).fill(at));
  const covered = Array(letters.length).fill(false);
  const tell = (start, length) => from.slice(start, start + length).forEach((at) => (covered[at] = true));
  for (const { 0: word, index } of said.join("").matchAll(WORD))
    for (const { 0: run, index: at } of word.matchAll(RUN)) {
      const forms = SPACELESS.test(run) ? [] : [run, run.replace(ARTICLE, "")];
      if (words.some((asked) => forms.some((form) => form.startsWith(asked)))) tell(index + at, run.length);
      for (const asked of forms.length ? [] : words)
        for (let start = run.indexOf(asked); start >= 0; start = run.indexOf(asked, start + 1))
          tell(index + at + start, asked.length);
    }
  for (const [at, folded] of said.entries()) if (at && !folded) covered[at] = covered[at - 1]; // an accent, say
  return covered;
}

/* Words of the index are HTML already, and may hold tags: none is left, and none but marks is put in. */
function mark(html, words) {
  const pieces = strip(html).split(/(&[^;\s]+;)/);
  return pieces.map((piece, odd) => (odd % 2 ? piece : markText(piece, words))).join("");
}

function markText(text, words) {
  const letters = [...text], covered = cover(letters, words);
  const edge = (at) => (covered[at] === (covered[at - 1] ?? false) ? "" : covered[at] ? OPEN : CLOSE);
  return letters.map((letter, at) => edge(at) + letter).join("") + (covered.at(-1) ? CLOSE : "");
}

/* Where most of the words are together, and how many. */
function cut(html, words) {
  const all = strip(html).split(/\s+/).filter(Boolean);
  const has = all.map((one) => splitHtml(one).flatMap((part) => words.filter((word) => part.startsWith(word))));
  let first = 0, near = 0;
  for (const [at, found] of has.entries()) {
    const together = found.length ? new Set(has.slice(at, at + NEAR).flat()).size : 0;
    if (together > near || (together && together === near && at < first + NEAR)) [first, near] = [at, together];
  }
  const from = Math.max(0, first - LEAD), to = first + NEAR;
  const text = mark(shorten(all.slice(from, to).join(" "), words), words);
  return { near, text: `${from ? "… " : ""}${text}${to < all.length ? " …" : ""}` };
}

/* A text in which spaces are rare: as much of it as is read at a glance. */
function shorten(text, words) {
  const letters = [...text];
  if (letters.length <= LONG) return text;
  const from = Math.max(0, cover(letters, words).indexOf(true) - LEAD * 4), to = from + LONG;
  const part = letters.slice(from, to).join("").replace(/&[^;\s]*$/, "");
  return `${from ? "… " : ""}${from ? part.replace(/^#?\w{1,8};/, "") : part}${to < letters.length ? " …" : ""}`;
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
    const found = await look(word, words.length === 1, start.words);
    weighed.push(weigh(word, found, start.count));
    completed = found.reduce((best, next) => (next[2].length > (best[2]?.length ?? 0) ? next : best), [word])[0];
  }
  let at = 0;
  const pages = new Set(start.pages.map((step) => (at += step)));
  const ranked = rank(weighed, start.sections, pages);
  await load([...new Set(ranked.map(({ part }) => `sections/${part}`))]);
  const asked = split(question).join(" ");
  const telling = words.some(isTelling) ? words.filter(isTelling) : words;
  const items = ranked.map(({ section, worth, part, titled }) => {
    const [location, title, text, page] = parts.get(`sections/${part}`)[section - start.sections[part]];
    const isPhrase = ` ${splitHtml(`${title} ${text}`).join(" ")}`.includes(` ${asked}`);
    const named = splitHtml(title);
    const terms = Object.fromEntries(
      weighed.filter(({ word }) => telling.includes(word)).map(({ word, hits, isCommon }) => [word, isCommon || hits.has(section)]),
    );
    const { near, text: passage } = cut(text, telling);
    const closeness = isPhrase ? PHRASE : 1 + Math.max(near / telling.length, titled / words.length);
    const score = worth * closeness * (1 + titled / Math.max(titled, named.length));
    return { location, title: mark(title, telling), text: passage, page, score, terms };
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
