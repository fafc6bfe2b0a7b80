/* The search: names, then places. Of the index it loads the parts that a question needs; where MkDocs alone built the
   site, all. A word is what search_index.py says. */
{
  "use strict";

  const MOST_PARTS = 12, MOST_SECTIONS = 100, LONGEST = 40, LEAD = 10, NEAR = 40, LONG = 500, PAUSE = 150;
  const SHOWN = 10, NAMES_SHOWN = 5, SENTENCE = 5, SHORTEST = 3, SPELT = 5, LIKE = 3; // letters
  const WHOLE = 2, TITLE = 3, NAME = 3, PHRASE = 4; // how much more it is worth
  const WORD = /[\p{L}\p{N}_]+(?:\p{M}+[\p{L}\p{N}_]*)*/gu;
  const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\u{e0100}-\u{e01ef}]/gu;
  const MARK = /[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]/g;
  const APOSTROPHE = /[\u02b0-\u02ff]/g;
  const LETTERS = { ł: "l", ø: "o", đ: "d", ð: "d", ħ: "h", ı: "i", ŧ: "t", ς: "σ", æ: "ae", œ: "oe", ß: "ss", þ: "th" };
  const LETTER = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "g");
  const SCRIPTS = "\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aad\u3005-\u3007\u3040-\u30ff" +
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua980-\uaadf\uf900-\ufaff\u{20000}-\u{323af}";
  const SPACELESS = new RegExp(`[${SCRIPTS}]`, "u"), RUN = new RegExp(`[${SCRIPTS}]+|[^${SCRIPTS}]+`, "gu");
  const ARTICLE = /^[وف]?(?:[بك]?ال|لل)(?=.{2})/u;
  const base = new URL("../", document.currentScript.src);

  /* Words */

  const plain = (text) => text.replace(INVISIBLE, "").replace(APOSTROPHE, " ").normalize("NFKD").replace(MARK, "");
  const fold = (text) => plain(text).toLowerCase().replace(LETTER, (letter) => LETTERS[letter]);
  const cap = (word) => [...word].slice(0, LONGEST).join("");
  const split = (text) => (fold(text).match(WORD) ?? []).flatMap((word) => word.match(RUN)).flatMap(ask);
  const isTelling = (word) => word.length > 1 || SPACELESS.test(word);
  const isStem = (word) => word.length > SHORTEST || SPACELESS.test(word); // not "for", which begins "form" and "foreign"
  const fits = (form, asked) => form === asked || (isStem(asked) && form.startsWith(asked));
  const unique = (things) => [...new Set(things)];

  /* Without spaces: each two characters. */
  function ask(run) {
    const all = [...run];
    if (all.length < 2 || !SPACELESS.test(run)) return [cap(run.replace(ARTICLE, ""))];
    return all.slice(1).map((second, at) => all[at] + second);
  }

  /* Names have many spellings. */
  const sound = (word) => word.replace(/[yj]/g, "i").replace(/([aou])e/g, "$1").replace(/(.)\1+/gu, "$1");

  /* One letter more, less, another; two that changed places. */
  function isNear(one, two) {
    if (Math.abs(one.length - two.length) > 1) return false;
    let from = 0, to = 0;
    while (from < one.length && one[from] === two[from]) from += 1;
    while (to < one.length - from && to < two.length - from && one.at(-1 - to) === two.at(-1 - to)) to += 1;
    const [left, right] = [one.slice(from, one.length - to), two.slice(from, two.length - to)];
    return left.length < 2 && right.length < 2 || left.length === 2 && left === [...right].reverse().join("");
  }

  function isLike(asked, word) {
    const [one, other] = [sound(asked), sound(word)];
    return isNear(asked, word) || (Math.min(one.length, other.length) >= SHORTEST && isNear(one, other));
  }

  /* Words of one sound first, then those that begin alike; else inflected ones. */
  function findLike(asked, words) {
    if (asked.length < SHORTEST || SPACELESS.test(asked)) return [];
    const worth = (word) => (sound(word) === sound(asked) ? 0 : word[0] === asked[0] ? 1 : 2);
    const bend = (cut) => words.filter((word) => asked.length >= SPELT + cut && word.startsWith(asked.slice(0, -cut)));
    const like = [words.filter((word) => isLike(asked, word)), bend(2), bend(3)].find(([one]) => one) ?? [];
    return like.sort((a, b) => worth(a) - worth(b)).slice(0, LIKE);
  }

  /* The index */

  const parts = new Map(), scripts = new Map();

  self.briefing = (name, part) => parts.set(name, part);

  function run(path) {
    if (!scripts.has(path)) {
      scripts.set(path, new Promise((resolve, reject) => {
        const script = Object.assign(document.createElement("script"), { src: new URL(path, base).href, onload: resolve });
        script.onerror = () => {
          scripts.delete(path);
          reject(new Error(path));
        };
        document.head.append(script);
      }));
    }
    return scripts.get(path);
  }

  async function load(names) {
    await Promise.all(names.map((name) => parts.has(name) || run(`search/${name}.js`)));
    return names.map((name) => parts.get(name));
  }

  const loadStart = () => load(["start"]).catch(readWhole).then(([start]) => start);

  /* What `search_index.py` makes, of the index as MkDocs writes it. */
  async function readWhole() {
    const answer = await fetch(new URL("search/search_index.json", base));
    const strip = (html) => new DOMParser().parseFromString(html.replace(/<[^>]*>/g, " "), "text/html").body.textContent.trim();
    const show = (html) => html.replace(/<sup>[^<]*<\/sup>/g, "").replace(/(\s*<\/?(p|li|ol|ul|pre)>)+\s*/g, " · ");
    const edge = /^[ ·]+|[ ·]+$/g;
    const sections = (await answer.json()).docs.map(({ location, title, text }) =>
      [location, strip(title), strip(show(text)).replace(edge, "")]);
    const titles = Object.fromEntries(sections.map(([location, title]) => [location, title]));
    const words = {}, said = (text) => unique(split(text));
    sections.forEach((section, at) => {
      section.push(titles[section[0].split("#")[0]] ?? section[1]);
      for (const field of [1, 2]) for (const word of said(section[field])) (words[word] ??= ["", [], []])[field].push(at);
    });
    const steps = (numbers) => numbers.map((number, at) => number - (numbers[at - 1] ?? 0));
    const sorted = Object.keys(words).sort();
    parts.set("words/0", sorted.map((word) => [word, steps(words[word][1]), steps(words[word][2])]));
    parts.set("sections/0", sections).set("spellings", sorted);
    const pages = sections.flatMap(([location], at) => (location.includes("#") ? [] : [at]));
    const start = { sections: [0], words: [sorted[0] ?? ""], pages: steps(pages), count: sections.length };
    return [parts.set("start", start).get("start")];
  }

  const find = (starts, wanted) => Math.max(0, starts.findLastIndex((start) => start <= wanted));

  /* Words that begin so; for a short one that is complete, itself. */
  async function look(word, isOpen, starts) {
    const names = [find(starts, word)];
    while (names.length < 3 && starts[names.at(-1) + 1]?.startsWith(word)) names.push(names.at(-1) + 1);
    const found = await load(names.map((name) => `words/${name}`));
    return found.flat().filter(([known]) => (isOpen ? known.startsWith(word) : fits(known, word)));
  }

  /* Rare and whole words are worth more. */
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

  /* A word, and in its place the names of who is called so, all words in one section. */
  function join(weighed, others) {
    for (const [first, ...rest] of others)
      for (const [section, hit] of first.hits)
        if (rest.every(({ hits }) => hits.has(section))) {
          const own = weighed.hits.get(section);
          weighed.hits.set(section, own && own.worth > hit.worth ? own : hit);
        }
    return weighed;
  }

  /* The sections with most of the words, the best first; pages of that name before all. */
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
    const left = weighed.length < SENTENCE ? 0 : weighed.length / 3; // small words stand everywhere
    const best = [...scores.values()].filter(({ words }) => words >= most - left);
    for (const score of best) if (pages.has(score.section) && score.titled === weighed.length) score.worth *= NAME;
    best.sort((a, b) => b.worth - a.worth || a.section - b.section);
    const needed = new Set(), ranked = [];
    for (const score of best.slice(0, MOST_SECTIONS)) {
      const part = find(starts, score.section);
      if (needed.size === MOST_PARTS && !needed.has(part)) continue;
      needed.add(part);
      ranked.push({ ...score, part });
    }
    return { ranked, total: best.length };
  }

  /* What is shown of a section */

  const known = new Map();
  function foldLetter(letter) {
    if (!known.has(letter)) known.set(letter, fold(letter));
    return known.get(letter);
  }

  /* Which characters belong to a word that was asked for. */
  function cover(letters, words) {
    const said = letters.map(foldLetter), from = said.flatMap((folded, at) => Array(folded.length).fill(at));
    const covered = Array(letters.length).fill(false);
    const tell = (start, length) => from.slice(start, start + length).forEach((at) => (covered[at] = true));
    for (const { 0: word, index } of said.join("").matchAll(WORD))
      for (const { 0: run, index: at } of word.matchAll(RUN)) {
        const forms = SPACELESS.test(run) ? [] : [run, run.replace(ARTICLE, "")];
        if (words.some((asked) => forms.some((form) => fits(form, asked)))) tell(index + at, run.length);
        for (const asked of forms.length ? [] : words)
          for (let start = run.indexOf(asked); start >= 0; start = run.indexOf(asked, start + 1))
            tell(index + at + start, asked.length);
      }
    for (const [at, folded] of said.entries()) if (at && !folded) covered[at] = covered[at - 1]; // an accent, say
    return covered;
  }

  /* A text as nodes, with these words marked. */
  function mark(text, words) {
    const letters = [...text], covered = cover(letters, words), pieces = [];
    for (const [at, letter] of letters.entries())
      if (at && covered[at] === covered[at - 1]) pieces.at(-1).text += letter;
      else pieces.push({ text: letter, isAsked: covered[at] });
    return pieces.map((piece) => (piece.isAsked ? make("mark", { textContent: piece.text }) : piece.text));
  }

  /* Where most words are together. */
  function cut(text, words) {
    const all = text.split(/\s+/).filter(Boolean);
    const has = all.map((one) => split(one).flatMap((part) => words.filter((word) => fits(part, word))));
    let first = 0, near = 0;
    for (const [at, found] of has.entries()) {
      const together = found.length ? new Set(has.slice(at, at + NEAR).flat()).size : 0;
      if (together > near || (together && together === near && at < first + NEAR)) [first, near] = [at, together];
    }
    const from = Math.max(0, first - LEAD), to = first + NEAR;
    const passage = shorten(all.slice(from, to).join(" "), words);
    return { near, passage: `${from ? "… " : ""}${passage}${to < all.length ? " …" : ""}` };
  }

  /* As much as is read at a glance. */
  function shorten(text, words) {
    const letters = [...text];
    if (letters.length <= LONG) return text;
    const from = Math.max(0, cover(letters, words).indexOf(true) - LEAD * 4), to = from + LONG;
    return `${from ? "… " : ""}${letters.slice(from, to).join("")}${to < letters.length ? " …" : ""}`;
  }

  /* Names, with what else they are called */

  function readNames() {
    const { entries, small } = parts.get("names");
    const read = (form) => ({ words: split(form), text: split(form).join(" "), form });
    const names = entries.map(([name, others, about, href, callsSomebody]) =>
      ({ name, about, href, callsSomebody, called: [name, ...others].map(read) }));
    const forms = names.flatMap(({ called }) => called), texts = new Set(forms.map(({ text }) => text));
    return {
      names, words: unique(forms.flatMap(({ words }) => words)),
      written: new Map(forms.flatMap(({ form }) => [...write(form)])),
      small: new Set(small.flatMap(split).filter((word) => !texts.has(word))), // WHO is a name
    };
  }

  /* How each word is written. */
  const write = (text) => new Map(text.split(/\s+/).flatMap((piece) =>
    split(piece).map((word) => [word, piece.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "")])));

  /* A name's worth. */
  function matchName({ called }, asked, question) {
    const [{ word, like, meant }] = asked, isAlone = asked.length === 1;
    const stands = (one, words) => words.includes(one.word) || one.meant.some((name) => name.every((it) => words.includes(it)));
    const judge = ({ words, text }) =>
      text === question || (isAlone && (text === word || meant.some((name) => name.join(" ") === text))) ? 5
      : asked.every((one) => words.includes(one.word)) ? 4
      : (isAlone && like.includes(text)) || asked.every((one) => stands(one, words)) ? 3
      : asked.every((one) => words.some((it) => it.startsWith(one.word))) ? 2
      : asked.every((one) => stands(one, words) || words.some((it) => it.startsWith(one.word) || one.like.includes(it))) ? 1 : 0;
    const together = { words: called.flatMap(({ words }) => words), text: null };
    const [own, ...others] = [...called, together].map(judge);
    return own + Math.max(own, ...others) * 2; // its own name first
  }

  function findNames(names, asked, question) {
    const found = names.map((name, at) => ({ ...name, at, worth: matchName(name, asked, question) }));
    return found.filter(({ worth }) => worth).sort((a, b) => b.worth - a.worth || a.at - b.at);
  }

  /* Who is called by a word, or nearly: their names as words. */
  const namesOf = (names, word, likes) =>
    names.filter(({ callsSomebody, called }) => callsSomebody &&
      called.slice(1).some(({ text }) => text === word || (text.length > 1 && likes.includes(text))))
      .map(({ called }) => called[0].words);

  /* The answer */

  async function answer(question) {
    const asked = split(question), phrase = split(/["«»“-„](.+)["«»“-„]/.exec(question)?.[1] ?? question).join(" ");
    if (!asked.length) return null;
    const [start] = await Promise.all([loadStart(), run("data/names.js")]);
    const named = readNames(), written = write(question);
    const isSmall = (word) => named.small.has(word) && written.get(word) === written.get(word)?.toLowerCase();
    const words = keep(unique(asked), (word) => !isSmall(word));
    const weighed = [];
    for (const word of words) weighed.push(await weighWord(word, word === asked.at(-1), start, named));
    const { ranked, total } = await rankSections(weighed, start);
    const own = keep(words, isTelling);
    const telling = unique([...own, ...weighed.flatMap(({ like, spelt }) => [...like, ...spelt])]);
    const items = ranked.map((score) => readSection(score, start, phrase, own.length, telling));
    items.sort((a, b) => b.score - a.score);
    const names = findNames(named.names, weighed, asked.join(" ")), places = new Set(names.map(({ href }) => href));
    const rest = items.filter(({ href }) => !places.has(href));
    const tell = (word) => written.get(word) ?? word, tellName = (word) => named.written.get(word) ?? word;
    return {
      entries: [...names.slice(0, NAMES_SHOWN), ...rest, ...names.slice(NAMES_SHOWN)], telling,
      names: names.length, places: total - (items.length - rest.length),
      missing: weighed.filter(({ hits, like }) => !hits.size && !like.length).map(({ word }) => tell(word)),
      instead: weighed.flatMap(({ word, hits, like, spelt }) =>
        like.length ? [[tell(word), like.map(tellName)]] : spelt.length && hits.size ? [[tell(word), spelt]] : []),
    };
  }

  /* Those that are so, else all. */
  const keep = (words, isSo) => (words.some(isSo) ? words.filter(isSo) : words);

  /* Of a word that stands nowhere, those like it. */
  async function weighWord(word, isLast, start, { names, words }) {
    const found = await look(word, isLast && isTelling(word), start.words);
    const isKnown = words.some((name) => name.startsWith(word)) || found.some(([one]) => one === word);
    const like = isKnown ? [] : findLike(word, words);
    const weighExactly = async (one) =>
      weigh(one, (await look(one, false, start.words)).filter(([it]) => it === one), start.count);
    const meant = namesOf(names, word, like);
    const others = await Promise.all(meant.map((name) => Promise.all(name.map(weighExactly))));
    const weighed = join(weigh(word, found, start.count), others);
    if (weighed.hits.size || weighed.isCommon || others.length) return { ...weighed, like, meant, spelt: [] };
    const spelt = like.length || word.length < SPELT ? like : findLike(word, (await load(["spellings"]))[0]);
    const all = await Promise.all(spelt.map((one) => look(one, false, start.words)));
    return { ...weigh(word, all.flat(), start.count), like, meant, spelt };
  }

  async function rankSections(weighed, start) {
    let at = 0;
    const { ranked, total } = rank(weighed, start.sections, new Set(start.pages.map((step) => (at += step))));
    await load(unique(ranked.map(({ part }) => `sections/${part}`)));
    return { ranked, total };
  }

  /* Words that stand together are worth more. */
  function readSection({ section, worth, part, titled }, start, phrase, number, telling) {
    const [href, title, text, page] = parts.get(`sections/${part}`)[section - start.sections[part]];
    const isPhrase = ` ${split(`${title} ${text}`).join(" ")}`.includes(` ${phrase}`);
    const { near, passage } = cut(text, telling);
    const closeness = isPhrase ? PHRASE : 1 + Math.max(near / number, titled / number);
    return { href, title, passage, page, score: worth * closeness * (1 + titled / Math.max(titled, split(title).length)) };
  }

  /* The dialog */

  const make = (tag, properties, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };
  const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const plural = (forms, number) =>
    fill(forms[new Intl.PluralRules(document.documentElement.lang || undefined).select(number)] ?? forms.other, { number });
  const quote = (words, texts) => texts.map((text) => fill(words.quoted, { words: text })).join(words.list);

  function showEntry({ href, name, about, title, page, passage }, telling) {
    const link = make("a", { href: new URL(href, base).href }, ...(name ? [name] : mark(title, telling)));
    const where = about || (page !== title && page);
    const made = make("li", { className: name ? "b-found b-found--name" : "b-found" }, link);
    if (where) made.append(" ", make("span", { textContent: where }));
    if (passage) made.append(make("p", {}, ...mark(passage, telling)));
    return made;
  }

  function say(words, { names, places, missing, instead }, shown) {
    const counted = [names && plural(words.names, names), places && plural(words.places, places)].filter(Boolean);
    if (!counted.length) return fill(words.none, { words: quote(words, missing) });
    const found = counted.length === 2 ? fill(words.both, { names: counted[0], places: counted[1] }) : counted[0];
    const said = [
      ...instead.map(([word, like]) => fill(words.instead, { word: quote(words, [word]), like: quote(words, like) })),
      missing.length && fill(words.missing, { words: quote(words, missing) }),
      shown < names + places ? fill(words.shown, { found, shown }) : `${found}.`,
    ];
    return said.filter(Boolean).join(" ");
  }

  function build() {
    const { words } = parts.get("names");
    const input = make("input", { type: "search", name: "q", autocomplete: "off", spellcheck: false, autocapitalize: "off", placeholder: words.hint, enterKeyHint: "search" });
    input.setAttribute("aria-label", words.search);
    const close = make("button", { type: "button", textContent: words.close });
    const form = make("form", { className: "b-finder-form" }, input, close);
    form.setAttribute("role", "search");
    const status = make("p", { className: "b-finder-status" }), list = make("ol", { className: "b-finder-list" });
    status.setAttribute("role", "status");
    const more = make("button", { type: "button", className: "b-finder-more", textContent: words.more, hidden: true });
    const dialog = make("dialog", { className: "b-finder md-typeset" }, form, status, list, more);
    dialog.setAttribute("aria-label", words.search);
    let newest = "", timer = 0, found = null, shown = 0;

    const show = () => {
      const next = found.entries.slice(shown, shown + SHOWN);
      list.append(...next.map((entry) => showEntry(entry, found.telling)));
      shown += next.length;
      more.hidden = shown >= found.entries.length;
      status.textContent = say(words, found, shown);
    };
    const search = async () => {
      const question = input.value;
      if (question.trim() === newest && found) return;
      newest = question.trim();
      const result = await answer(question).catch(console.warn);
      if (question !== input.value) return;
      list.replaceChildren();
      more.hidden = true;
      [found, shown] = [result, 0];
      status.textContent = found === null ? "" : words.failed;
      if (found) show();
      dialog.dataset.answered = newest;
    };
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(search, PAUSE);
    };
    const go = async (event) => {
      event.preventDefault();
      clearTimeout(timer);
      await search();
      list.querySelector("a")?.click();
    };
    const walk = (event) => {
      if (event.key === "Escape") {
        event.preventDefault(); // browsers empty the field first
        dialog.close();
      }
      const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!way) return;
      const stops = [input, ...list.querySelectorAll("a")];
      const at = stops.indexOf(document.activeElement);
      if (at < 0) return;
      event.preventDefault();
      stops[Math.min(stops.length - 1, Math.max(0, at + way))].focus();
    };
    input.addEventListener("input", later); // typed, pasted, dictated
    form.addEventListener("submit", go);
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("keydown", walk);
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest("a")) dialog.close();
    });
    more.addEventListener("click", () => {
      const last = list.lastElementChild;
      show();
      last.nextElementSibling?.querySelector("a").focus();
    });
    document.body.append(dialog);
    return (question) => {
      if (!dialog.open) dialog.showModal();
      if (question) {
        input.value = question;
        search();
      }
      input.focus();
      input.select();
    };
  }

  const style = make("link", { rel: "stylesheet", href: new URL("assets/search.css", base).href });
  const isStyled = new Promise((resolve) => Object.assign(style, { onload: resolve, onerror: resolve }));
  document.head.append(style);
  let opened = null;
  self.openSearch = async (question = "") => {
    opened ??= Promise.all([run("data/names.js"), isStyled]).then(build);
    opened.catch(() => (opened = null)); // to be tried again
    (await opened)(question);
  };
  Object.assign(self.openSearch, { split, findLike }); // for tests
}
