// The card of one position: its quotes, question, stance and holder, and what the desk says of it at once.

import { alone, ask, calm, complain, countOf, drawChoices, find, isBusy, make, refill, say, warn } from "/ask.js";
import { makeCombo } from "/combo.js";
import { askPassage, declareName, makeSelect, nameLanguage, TRANSLATORS } from "/forms.js";
import { findLikely, isSpoken } from "/likely.js";
import { cutOut, findInnerWord, moveEdge, moveGap, paint, read, reveal, stretch } from "/text.js";

export const STANCE_KEYS = {
  s: "support", o: "oppose", c: "conditional", m: "mixed", n: "neutral", u: "undecided", x: "no-comment",
};
const BASES = { stated: "stated", reported: "reported", inferred: "inferred" };
const DIRECT = { yes: "direct speech", no: "the article’s words", unsure: "perhaps direct speech" };
const NOTHING = { text: "", by: "desk" };
const WAIT = 60;

let article = null;
let vocabulary = null;
let combos = {};
let card = null;
let verdict = null;
let judged = ""; // the quotes that the verdict is about
let wantedRank = 0; // the number of a question, pressed before the desk has ranked them
let edge = "end";
let gap = null;
let before = null;
let timer = 0;
let asked = 0;
let onWritten = () => {};

function makeEmpty(kept = {}) {
  return {
    holders: [], speakers: [], event: "", according_to: "", date: "",
    question: "", stance: "", condition: "", summary: "", basis: "",
    quotes: [], words: [], translations: [], renewed: [], position: null, original: "", old: [], dropped: [], left: [],
    ...kept,
  };
}

/** Make the card's fields, once. */
export function makeCard(written) {
  onWritten = written;
  card = makeEmpty();
  const actors = (field) => () => listActors(field);
  combos = {
    question: makeCombo({ label: "Any question", key: "/", list: listQuestions, pick: (id) => set("question", id), declare: (words) => declareName("question", words, vocabulary, took("question")) }),
    holder: makeCombo({ label: "Actor", key: "a", list: actors("holders"), pick: (id) => add("holders", id), declare: (words) => declareName("actor", words, vocabulary, took("holders")), drop: () => drop("holders") }),
    speaker: makeCombo({ label: "Speaker", key: "p", list: actors("speakers"), pick: (id) => add("speakers", id), declare: (words) => declareName("actor", words, vocabulary, took("speakers"), tellNames("holders")[0]), drop: () => drop("speakers") }),
    according: makeCombo({ label: "According to", key: "w", list: actors("according_to"), pick: (id) => set("according_to", id), declare: (words) => declareName("actor", words, vocabulary, took("according_to")), drop: () => drop("according_to") }),
    event: makeCombo({ label: "Event", key: "v", list: listEvents, pick: (id) => set("event", id), declare: (words) => declareName("event", words, vocabulary, took("event"), topicOf(card.question)), drop: () => drop("event") }),
  };
  const stances = make("div", { class: "keys", role: "radiogroup", "aria-labelledby": "stance-label", id: "stances" });
  find("card").replaceChildren(
    part("Quotes", "quotes"),
    make("section", { id: "translations", "aria-label": "Translations", hidden: true }),
    make("section", { "aria-label": "Question" }, make("p", { class: "label told" }, "Question"), make("div", { id: "question", class: "stack", role: "radiogroup", "aria-label": "Questions, the likeliest first" }), combos.question.element),
    make("div", {}, make("p", { class: "label told", id: "stance-label" }, "Stance"), stances),
    field("condition", "Condition", "if every job is moved"),
    pair(make("div", {}, combos.holder.element, make("p", { id: "holders", class: "told" })),
      make("div", {}, combos.speaker.element, make("p", { id: "speakers", class: "told" }))),
    make("div", {}, make("label", { class: "label", for: "summary" }, "Summary: one sentence in your own words ", make("kbd", {}, "Enter")), make("textarea", { id: "summary", rows: "3" })),
    make("div", {}, make("p", { class: "label told", id: "basis-label" }, "Basis ", make("kbd", {}, "b")), make("div", { class: "keys", role: "radiogroup", "aria-labelledby": "basis-label", id: "bases" })),
    pair(make("div", {}, combos.according.element, make("p", { id: "according", class: "told" })),
      make("div", {}, combos.event.element, make("p", { id: "event", class: "told" }))),
    field("date", "Date, if neither the event’s nor the article’s", "2025-03-04", "d"),
    make("div", { id: "cells" }),
    make("div", { class: "keys" },
      button("write", "Write", "Ctrl Enter", () => alone(write), "main"),
      button("passage", "File as a passage", "f", () => alone(filePassage)),
      button("empty", "Empty the card", "", () => empty())),
  );
  for (const name of ["condition", "date", "summary"]) {
    find(name).addEventListener("input", () => { card[name] = find(name).value; changed(); });
  }
  find("card").addEventListener("submit", (event) => event.preventDefault());
}

function part(label, id) {
  return make("section", { "aria-label": label }, make("p", { class: "label told" }, label), make("div", { id }));
}

const pair = (...parts) => make("div", { class: "pair" }, ...parts);

function field(id, label, example, key = "") {
  return make("div", { id: `${id}-part` }, make("label", { class: "label", for: id }, label, key ? " " : "", key ? make("kbd", {}, key) : ""), make("input", { id, placeholder: example, autocomplete: "off" }));
}

function button(id, words, key, act, look = "") {
  const made = make("button", { type: "button", class: look, ...(id ? { id } : {}) }, words, key ? " " : "", key ? make("kbd", {}, key) : "");
  made.addEventListener("click", act);
  return made;
}

/** Take in an article and the vocabulary as they are now; a card that was begun stays. */
export function feedCard(shown, names, isOther) {
  article = shown;
  vocabulary = names;
  if (isOther) card = makeEmpty(recall());
  followChange();
  if (isOther) forget();
  gap = before = null;
  draw();
  if (card.quotes.length || card.old.length) judgeSoon();
}

const wordsOf = (pieces) => pieces.map(read).join(" […] ");
const describePosition = ({ fields, quotes }) => JSON.stringify([fields, quotes.map(({ exact }) => exact)]);

/** See that marks still hold the words that they held, and that the position on the card is still the same one. */
function followChange() {
  const kept = card.quotes.map((_, index) => index).filter((index) => wordsOf(card.quotes[index]) === card.words[index]);
  const lost = card.quotes.length - kept.length;
  card.translations = kept.map((index) => card.translations[index]);
  card.quotes = kept.map((index) => card.quotes[index]);
  card.words = card.quotes.map(wordsOf);
  const index = article.positions.findIndex((one) => describePosition(one) === card.original);
  const isGone = card.position !== null && index < 0;
  if (card.position !== null) card.position = index < 0 ? null : index;
  if (isGone) Object.assign(card, { old: [], dropped: [], renewed: [], original: "" });
  const told = [
    isGone && "the position that you were changing is no longer there as it was: the card would write a new one",
    lost && "the text has changed: mark the passage again",
  ].filter(Boolean);
  if (told.length) warn(told.join("; "));
}

/** Return whether there is something on the card that was not written. */
export function isBegun() {
  return Boolean(card.question || card.stance || card.summary || card.quotes.length > 1 || card.position !== null || card.translations.some((said) => said?.text));
}

function recall() {
  try {
    return JSON.parse(sessionStorage.getItem(`desk-card ${article.id}`)) ?? {};
  } catch {
    return {};
  }
}

function changed() {
  card.words = card.quotes.map(wordsOf);
  sessionStorage.setItem(`desk-card ${article.id}`, JSON.stringify(card));
  judgeSoon();
}

function took(name) {
  return (id, names) => {
    vocabulary = names;
    if (Array.isArray(card[name])) add(name, id);
    else set(name, id);
  };
}

function set(name, value) {
  card[name] = value;
  if (name === "question") wantedRank = 0;
  card.left = card.left.filter((one) => one !== name);
  if (name === "stance" && value !== "conditional") card.condition = "";
  changed();
  draw();
  say(`${name.replace("_", " ")}: ${nameOf(name, value)}`);
}

// Who is meant: chosen, kept from the position before, or made likely by the text

/** Return whom the text names beside the words that are marked; null where it names nobody, or several. */
const tellLikely = () => (card.position === null ? findLikely(card.quotes, article.candidates) : null);

/** Say whether what was kept from the position before does not hold for the words that are marked now. */
function isOverruled(name) {
  if (!card.left.includes(name) || !card.quotes.length) return false;
  const likely = tellLikely();
  const isOther = Boolean(likely?.actor) && card.left.includes("holders") && !card.holders.includes(likely.actor);
  if (name !== "speakers") return name === "holders" && isOther;
  const isSomebodyElse = Boolean(likely?.speaker || (likely?.name && !likely.actor)) && !card.speakers.includes(likely.speaker);
  return isOther || isSomebodyElse || !isSpoken(card.quotes, article.direct);
}

/** Return who stands in a field: what is seen there, and written. */
const tellNames = (name) => (isOverruled(name) ? [] : [card[name]].flat().filter(Boolean));

/**
 * Return whom the desk proposes for a field in which nobody stands.
 *
 * Unlike a basis it is not written before a person takes it: of the demo's coded quotes it names the actor for 59, and
 * for 12 of these another than the coder did.
 */
function tellProposed(name) {
  const likely = tellLikely();
  if (!likely || !["holders", "speakers"].includes(name) || tellNames(name).length) return "";
  if (name === "holders") return likely.actor;
  const holders = tellNames("holders");
  return !holders.length || holders.includes(likely.actor) ? likely.speaker : "";
}

/** Take the actor and the speaker who are proposed. */
export function takeProposed() {
  const found = ["holders", "speakers"].map((name) => [name, tellProposed(name)]).filter(([, id]) => id);
  for (const [name, id] of found) put(name, id);
  if (found.length) changed();
  draw();
  say(found.map(([name, id]) => tellTaken(name, id)).join("; ") || "nobody is proposed");
}

function add(name, id) {
  put(name, id);
  changed();
  draw();
  say(tellTaken(name, id));
}

const tellTaken = (name, id) => `${name === "holders" ? "actor" : "speaker"}: ${nameOf(name, id)}`;

/** Put an actor or a speaker on the card, in the place of what the position before has left there. */
function put(name, id) {
  const actor = vocabulary.actors.find((one) => one.id === id);
  const isOther = !card[name].includes(id);
  if (isOther && card.left.includes(name)) {
    card[name] = [];
    if (name === "holders" && card.left.includes("speakers")) card.speakers = [];
    if (name === "speakers" && card.left.includes("holders") && actor?.speaks_for && !card.holders.includes(actor.speaks_for)) card.holders = [];
  }
  const choose = (field, ids) => {
    card[field] = ids;
    card.left = card.left.filter((one) => one !== field);
  };
  choose(name, isOther ? [...card[name], id] : card[name]);
  if (name === "holders" && actor?.speaks_for && !tellNames("speakers").length) {
    choose("holders", card.holders.map((one) => (one === id ? actor.speaks_for : one)));
    choose("speakers", [id]);
  }
  if (name === "speakers" && actor?.speaks_for && !tellNames("holders").length) choose("holders", [actor.speaks_for]);
}

/** Take one off a field, the last if none is named. */
function drop(name, id = tellNames(name).at(-1)) {
  if (!id) return;
  card[name] = Array.isArray(card[name]) ? card[name].filter((one) => one !== id) : "";
  changed();
  drawChips();
  say(`taken off: ${nameOf(name, id)}`);
}

function nameOf(name, id) {
  const lists = { question: "questions", stance: "stances", event: "events" };
  return vocabulary[lists[name] ?? "actors"].find((one) => one.id === id)?.name ?? id;
}

const topicOf = (question) => question.split("/")[0];

function listActors(name) {
  const place = card.quotes.at(-1)?.[0];
  const near = place ? article.candidates.filter(({ place: [start, end] }) => start < place[1] && place[0] < end) : [];
  const proposed = tellProposed(name);
  const others = [...near, ...article.candidates].flatMap(({ actor, speaker }) => (name === "speakers" ? [speaker] : [actor, speaker]));
  const likely = [proposed, ...(card.left.includes(name) ? card[name] : []), ...others];
  const rank = (id) => { const at = likely.indexOf(id); return at < 0 ? likely.length : at; };
  return [...vocabulary.actors]
    .sort((one, other) => rank(one.id) - rank(other.id))
    .map(({ id, name: words, aliases, role, speaks_for }) => ({
      id, name: words, more: aliases.join(" "), isLikely: id === proposed, note: [id === proposed && "proposed", role, speaks_for && `for ${speaks_for}`].filter(Boolean).join(", "),
    }));
}

function listQuestions() {
  const ranking = verdict?.ranking ?? [];
  const rank = (id) => { const at = ranking.indexOf(id); return at < 0 ? ranking.length : at; };
  return [...vocabulary.questions]
    .sort((one, other) => rank(one.id) - rank(other.id))
    .map(({ id, name, proposition, topic }) => ({ id, name, more: `${proposition} ${topic}`, note: proposition }));
}

function listEvents() {
  return vocabulary.events.map(({ id, name, date }) => ({ id, name, note: date }));
}

// What is marked

/** Mark a place: it takes that of the quote at hand. `isFree`: by hand, so that it may lie in what was marked before. */
export function markPlace(place, isFree = false) {
  const now = card.quotes.at(-1);
  if (isFree && String(now) === String([place])) return;
  before = isFree && now?.length === 1 && now[0][0] <= place[0] && place[1] <= now[0][1] && (now[0][1] - now[0][0]) > (place[1] - place[0]) ? now : null;
  gap = null;
  card.quotes.splice(Math.max(0, card.quotes.length - 1), 1, [place]);
  reveal(place);
  say(read(place));
  changed();
  draw();
}

/** Mark more or less by a sentence. */
export function stretchMark(by) {
  const pieces = card.quotes.at(-1);
  if (pieces) markPlace(stretch([pieces[0][0], pieces.at(-1)[1]], by));
}

/** Choose which end the arrows move. */
export function chooseEdge(which) {
  edge = which;
  say(`the arrows move the ${which}`);
  draw();
}

/** Move the chosen end, of the mark or of the gap, by a word, or to the next mark that parts clauses. */
export function moveChosen(arrow, which = edge, isFar = false) {
  const pieces = card.quotes.at(-1);
  if (!pieces) return;
  if (gap) {
    const within = pieces.find(([start, end]) => start <= gap[0] && gap[1] <= end);
    gap = moveGap(gap, which, arrow, within, isFar);
    say(`leave out: ${read(gap)}`);
    drawMarks();
    return;
  }
  const index = which === "start" ? 0 : pieces.length - 1;
  pieces[index] = moveEdge(pieces[index], which, arrow, isFar);
  before = null;
  say(read(pieces[index]));
  changed();
  drawChips();
  drawMarks();
}

/** Leave words out: those that were selected inside the mark, else choose some by arrows, then again to do it. */
export function leaveOut() {
  const pieces = card.quotes.at(-1);
  if (!pieces) return;
  if (before) {
    const [inner] = pieces;
    card.quotes.splice(-1, 1, cutOut(before, inner));
    before = null;
  } else if (gap) {
    card.quotes.splice(-1, 1, cutOut(pieces, gap));
    gap = null;
  } else {
    gap = pieces.map(findInnerWord).find(Boolean) ?? null;
    say(gap ? `leave out: ${read(gap)}; move its end or start by arrows, then press e again` : "the quote is too short to leave words out");
    draw();
    return;
  }
  say("left out");
  changed();
  draw();
}

/** Let go of a gap that is being chosen; return whether there was one. */
export function leaveGap() {
  const was = gap !== null;
  gap = null;
  drawMarks();
  return was;
}

/** Keep the quote at hand and begin another of the same position. */
export function addQuote() {
  if (!card.quotes.at(-1)) return;
  card.quotes.push([...card.quotes.at(-1)]);
  say("one more quote of this position: mark it");
  changed();
  draw();
}

function dropQuote(index) {
  card.quotes.splice(index, 1);
  card.translations.splice(index, 1);
  changed();
  draw();
}

// What the desk says

/** Return the basis that was chosen, else the one that the desk proposes and would write. */
const tellBasis = () => card.basis || verdict?.quotes.find((quote) => quote.basis === "stated")?.basis || verdict?.quotes[0]?.basis || "";

function makeBody() {
  const { question, stance, condition, summary, basis, event, according_to, date } = card;
  const [holders, speakers] = [tellNames("holders"), tellNames("speakers")];
  const fields = { question, stance, condition, summary, basis, event, according_to, date, speakers };
  if (holders.length > 1) fields.actors = holders;
  else fields.actor = holders[0] ?? "";
  const body = { id: article.id, digest: article.digest, fields, quotes: listQuotes(), dropped: card.dropped };
  body.translations = numberQuotes().map((index) => card.translations[index] ?? NOTHING);
  if (card.position !== null) Object.assign(body, { position: card.position, renewed: card.renewed });
  return body;
}

/** Return the numbers of the quotes, of those with the same words the first. */
const numberQuotes = () => card.quotes.map(String).flatMap((one, index, all) => (all.indexOf(one) === index ? [index] : []));

const listQuotes = () => numberQuotes().map((index) => card.quotes[index]);

function judgeSoon() {
  clearTimeout(timer);
  timer = setTimeout(judge, WAIT);
}

async function judge() {
  if (!article?.has_text) return;
  if (isBusy()) {
    judgeSoon();
    return;
  }
  const turn = ++asked;
  try {
    const { position: _, ...body } = makeBody();
    const marked = String(card.quotes);
    const found = await ask("judge", body);
    if (turn !== asked) return;
    verdict = found;
    judged = marked;
    if (wantedRank) chooseRank(wantedRank);
    drawVerdict();
    drawMarks();
  } catch (error) {
    complain(error);
  }
}

function describeQuote(quote) {
  if (!quote.is_verbatim) return ["bad", "not word for word in the article"];
  const parts = ["verbatim", countOf(quote.words, "word"), DIRECT[quote.direct] + (quote.doubt ? ` (${quote.doubt})` : "")];
  if (quote.places > 1) parts.push(quote.is_told_apart ? `in ${quote.places} places, told apart by the words ${quote.prefix ? "before" : "behind"} it` : `in ${quote.places} places: mark more, so that it is told apart`);
  if (quote.words > article.limit) parts.push(`over the limit of ${article.limit} words`);
  return [quote.words > article.limit || !quote.is_told_apart ? "bad" : "good", parts.join(" · ")];
}

function drawVerdict() {
  drawQuotes();
  drawQuestions();
  drawBases();
  drawCells();
  find("budget").textContent = tellBudget();
  const last = verdict.quotes.at(-1);
  const proposed = ["holders", "speakers"].map((name) => [name, tellProposed(name)]).filter(([, id]) => id);
  const told = proposed.length ? `proposed ${proposed.map(([name, id]) => tellTaken(name, id)).join(", ")}; l takes it` : "";
  if (last) say([describeQuote(last)[1], told].filter(Boolean).join("; "));
}

function tellBudget() {
  const quoted = verdict?.quoted ?? article.quoted;
  const over = quoted > article.allowed ? "; that is too much" : "";
  const checked = { yes: "all checked", partly: "some not checked yet", no: "not checked yet", "": "" }[article.checked];
  return `${quoted} of ${article.allowed} words that may be quoted${over} · ${countOf(article.positions.length, "position")}${checked ? ` · ${checked}` : ""}`;
}

function drawQuotes() {
  const old = card.old.map((quote, index) => {
    const isDropped = card.dropped.includes(index);
    const toggle = button("", isDropped ? "Keep it" : "Take it out", "", () => {
      card.dropped = isDropped ? card.dropped.filter((one) => one !== index) : [...card.dropped, index];
      changed();
      draw();
    });
    return make("div", {}, make("blockquote", { class: isDropped ? "faint" : "" }, quote.exact), make("div", { class: "keys" }, make("span", { class: "faint" }, isDropped ? "will be taken out" : "in the file"), toggle));
  });
  const fresh = card.quotes.map((pieces, index) => {
    const told = verdict?.quotes[listQuotes().findIndex((one) => String(one) === String(pieces))];
    const [look, words] = told ? describeQuote(told) : ["faint", "…"];
    const isLast = index === card.quotes.length - 1;
    return make("div", {},
      make("blockquote", { dir: "auto" }, told?.exact ?? wordsOf(pieces)),
      make("p", { class: `told ${look}` }, words),
      ...(told?.problems ?? []).map(({ message }) => make("p", { class: "told warn" }, message)),
      ...tellOthers(pieces),
      isLast ? drawHandles() : "",
      card.quotes.length > 1 ? button("", "Take this quote off the card", "", () => dropQuote(index)) : "");
  });
  const hint = make("p", { class: "faint" }, "Click a sentence, select words, or press ", make("kbd", {}, "j"), ".");
  refill(find("quotes"), [...old, ...(fresh.length ? fresh : [hint])], "text");
}

/** Show a field for the translation of each quote, where the article is in another language than the site. */
function drawTranslations() {
  const into = article.translated_into;
  const old = card.old.map(({ exact }, index) => ({ list: card.renewed, index, exact })).filter(({ index }) => !card.dropped.includes(index));
  const rows = into ? [...old, ...card.quotes.map((pieces, index) => ({ list: card.translations, index, exact: wordsOf(pieces) }))] : [];
  const box = find("translations");
  box.hidden = !rows.length;
  while (box.children.length > rows.length) box.lastElementChild.remove();
  while (box.children.length < rows.length) box.append(makeTranslation(into, box.children.length));
  rows.forEach((row, index) => box.children[index].dispatchEvent(new CustomEvent("show", { detail: { row, isLast: index === rows.length - 1, isOnly: rows.length === 1 } })));
}

/** Make such a field, which stays where it is while somebody types, whichever quote it is about then. */
function makeTranslation(into, number) {
  const id = `translation-${number}`;
  const text = make("textarea", { id, rows: "2", lang: into, dir: "auto" });
  const by = makeSelect({ "aria-label": "Whose translation it is" }, TRANSLATORS);
  const label = make("label", { class: "label", for: id });
  const made = make("div", {}, label, text, by);
  let row = null;
  const note = () => { row.list[row.index] = { text: text.value, by: by.value }; changed(); };
  text.addEventListener("input", note);
  by.addEventListener("change", note);
  made.addEventListener("show", ({ detail }) => {
    row = detail.row;
    const said = row.list[row.index] ?? NOTHING;
    if (text.value !== said.text) text.value = said.text;
    by.value = said.by || NOTHING.by;
    const which = detail.isOnly ? "" : `of “${row.exact.split(/\s+/).slice(0, 4).join(" ")} …” `;
    label.replaceChildren(`Translation ${which}into ${nameLanguage(into)}, if it needs one `, detail.isLast ? make("kbd", {}, "t") : "");
  });
  return made;
}

/** What others who have marked this passage said of it, for a person to judge. */
function tellOthers(pieces) {
  const [start, end] = [pieces[0][0], pieces.at(-1)[1]];
  const met = article.candidates.filter(({ told, place }) => told !== undefined && place[0] < end && start < place[1]);
  return met.map(({ name, told }) => make("p", { class: "told faint", dir: "auto" }, `${name || "somebody"} has marked this: ${told}`));
}

function drawHandles() {
  const arrow = (which, by, words, label) => {
    const made = button("", words, "", () => { edge = which; moveChosen(by, which); drawQuotes(); });
    made.setAttribute("aria-label", label);
    made.dataset.id = `${which} ${by}`;
    return made;
  };
  const what = gap ? "gap" : "quote";
  return make("div", { class: "keys" },
    make("span", { class: "faint" }, make("kbd", {}, "["), " start"), arrow("start", -1, "←", `start of the ${what} a word to the left`), arrow("start", 1, "→", `start of the ${what} a word to the right`),
    make("span", { class: "faint" }, make("kbd", {}, "]"), " end"), arrow("end", -1, "←", `end of the ${what} a word to the left`), arrow("end", 1, "→", `end of the ${what} a word to the right`),
    button("", before ? "Leave the selected words out" : gap ? "Leave out what is struck" : "Leave words out", "e", leaveOut),
    button("", "One more quote", "+", addQuote));
}

function drawQuestions() {
  const ranking = (verdict?.ranking ?? []).slice(0, 9);
  const rows = ranking.map((id, index) => showQuestion(id, String(index + 1)));
  if (card.question && !ranking.includes(card.question)) rows.unshift(showQuestion(card.question, ""));
  drawChoices(find("question"), rows, card.question, (id) => set("question", id));
}

function showQuestion(id, key) {
  const { name = id, proposition = "" } = vocabulary.questions.find((one) => one.id === id) ?? {};
  const words = make("span", {}, name, make("span", { class: "faint" }, ` ${proposition}`));
  return { id, words: [key ? make("kbd", {}, key) : "", words].filter(Boolean), title: proposition };
}

function forget() {
  verdict = null;
  judged = "";
  wantedRank = 0;
}

/** Choose a question by its rank. */
export function chooseRank(number) {
  const id = verdict?.ranking?.[number - 1];
  wantedRank = id || judged === String(card.quotes) ? 0 : number; // is chosen once the desk has ranked them
  if (id) set("question", id);
  else if (!wantedRank) say("no question has this number: / finds one");
}

function drawStances() {
  const keyOf = (id) => Object.keys(STANCE_KEYS).find((key) => STANCE_KEYS[key] === id);
  const rows = vocabulary.stances.map(({ id, name }) => ({ id, words: [name, " ", make("kbd", {}, keyOf(id))] }));
  drawChoices(find("stances"), rows, card.stance, chooseStance);
  find("condition-part").hidden = card.stance !== "conditional";
}

/** Choose a stance; `conditional` asks for its condition, but not whoever only passes it. */
export function chooseStance(id, isPassing = false) {
  set("stance", id);
  if (id === "conditional" && !isPassing) find("condition").focus();
}

function drawBases() {
  const proposed = tellBasis();
  const rows = Object.keys(BASES).map((id) => ({ id, words: [BASES[id], !card.basis && id === proposed ? " (proposed)" : ""].filter(Boolean) }));
  drawChoices(find("bases"), rows, proposed, (id) => { card.basis = id; changed(); drawBases(); });
}

/** Choose the next basis. */
export function nextBasis() {
  const ids = Object.keys(BASES);
  card.basis = ids[(ids.indexOf(tellBasis()) + 1) % ids.length];
  say(`basis: ${card.basis}`);
  changed();
  drawBases();
}

function drawChips() {
  for (const [id, name] of [["holders", "holders"], ["speakers", "speakers"], ["according", "according_to"], ["event", "event"]]) {
    const chips = tellNames(name).map((one) => {
      const off = button("", "×", "", () => drop(name, one));
      off.setAttribute("aria-label", `take off ${nameOf(name, one)}`);
      return make("span", { class: "chip" }, nameOf(name, one), card.left.includes(name) ? make("span", { class: "faint" }, "(kept)") : "", off);
    });
    const proposed = tellProposed(name);
    const offered = proposed ? [button("", `${nameOf(name, proposed)} (proposed)`, "l", () => add(name, proposed), "proposed")] : [];
    refill(find(id), [...chips, ...offered], "text");
  }
}

function drawCells() {
  const show = (cell) => (cell ? [cell.stances.join(", ") || "nothing", cell.date, ...cell.marks].filter(Boolean).join(", ") : "silent");
  const cells = (verdict?.cells ?? []).map(({ actor, before: was, after }) => make("p", { class: "told" }, `${nameOf("holders", actor)}: ${show(was)}`, after ? ` → ${show(after)}` : ""));
  const others = (verdict?.others ?? []).map((cell) => make("li", {}, `${nameOf("holders", cell.actor)}: ${show(cell)}`));
  const list = others.length ? make("details", { open: Boolean(find("cells").querySelector("details[open]")) }, make("summary", {}, `${others.length} others on this question`), make("ul", {}, ...others)) : "";
  const rest = verdict?.unread ? make("p", { class: "told faint" }, `${verdict.unread} articles are still being read`) : "";
  refill(find("cells"), [...cells, list, rest].filter(Boolean), "text");
}

function drawMarks() {
  const pieces = card.quotes.flat();
  const holes = card.quotes.flatMap((quote) => quote.slice(1).map(([start], index) => [quote[index][1], start]));
  const sharp = (verdict?.quotes ?? []).some(({ problems }) => problems?.some(({ code }) => code.startsWith("omitted")));
  paint("mark", before ? [...before] : pieces);
  paint("gap", [...(gap ? [gap] : []), ...(before ? pieces : []), ...(sharp ? [] : holes)]);
  paint("sharp", sharp ? holes : []);
  paint("quoted", [...article.positions.flatMap(({ quotes }) => quotes), ...article.passages].flatMap((quote) => quote.pieces));
}

/** Show the card as it is. */
export function draw() {
  for (const name of ["condition", "date", "summary"]) if (find(name).value !== card[name]) find(name).value = card[name];
  find("write").firstChild.textContent = card.position === null ? "Write" : "Write the change";
  find("budget").textContent = tellBudget();
  drawQuotes();
  drawTranslations();
  drawQuestions();
  drawStances();
  drawChips();
  drawBases();
  drawCells();
  drawMarks();
}

// What is written

/** Write the position; the card then keeps actor, speakers and event, and nothing else. */
export async function write() {
  if (wantedRank) {
    clearTimeout(timer);
    await judge();
  }
  const missing = [
    [!card.quotes.length && card.old.length === card.dropped.length, "mark a quote", () => find("text").focus()],
    [!card.question, "choose a question", combos.question.focus],
    [!card.stance, "choose a stance", () => find("stances").firstChild.focus()],
    [card.stance === "conditional" && !card.condition.trim(), "write the condition", () => find("condition").focus()],
    [!tellNames("holders").length, tellProposed("holders") ? "choose an actor, or take the one who is proposed (l)" : "choose an actor", combos.holder.focus],
    [!card.summary.trim(), "write a summary", () => find("summary").focus()],
  ].find(([is]) => is);
  if (missing) {
    say(`not written yet: ${missing[1]}`);
    warn(`Not written yet: ${missing[1]}.`);
    missing[2]();
    return;
  }
  const [body, last] = [makeBody(), card.quotes.at(-1)?.at(-1)];
  lock(true);
  try {
    finish(await ask("write", body), "written", last);
  } catch (error) {
    complain(error);
  } finally {
    lock(false);
  }
}

/** Let nobody change what is being written: it would go with the card. */
function lock(isLocked) {
  find("card").setAttribute("aria-busy", String(isLocked));
  for (const one of find("card").querySelectorAll("input, textarea")) one.readOnly = isLocked;
}

function finish(found, done, last) {
  const { id } = found.article;
  sessionStorage.removeItem(`desk-card ${id}`);
  if (id === article.id) {
    article = found.article; // also where another screen is shown by now: what is to be judged is judged of this one
    empty(true);
  }
  onWritten(found, done, last);
}

/** File the quote at hand as a passage that is no position. */
export async function filePassage() {
  const pieces = card.quotes.at(-1);
  if (!pieces) return;
  const { id, digest, translated_into: into } = article;
  const translation = card.translations[card.quotes.length - 1] ?? NOTHING;
  const found = await askPassage(into, { translation }, (given) => ask("passage", { id, digest, pieces, ...given }));
  if (found) finish(found, "filed as a passage", pieces.at(-1));
}

/** Take everything off the card but, if wished, what the next position is likely to have too. */
export function empty(isKept = false) {
  const kept = { holders: tellNames("holders"), speakers: tellNames("speakers"), event: card.event, left: ["holders", "speakers", "event"] };
  card = makeEmpty(isKept ? kept : {});
  clearTimeout(timer);
  forget();
  gap = before = null;
  sessionStorage.removeItem(`desk-card ${article.id}`);
  draw();
}

/** Put what was found on the card: its words, actor and question; stance and summary are the person's. */
export function putFound({ place, actor, question }) {
  card = makeEmpty({ quotes: [[place]], holders: [actor], question });
  forget();
  gap = before = null;
  changed();
  draw();
  find("card").scrollIntoView({ block: "start" });
  find("stances").firstChild.focus();
  say("on the card: choose the stance, write the summary");
}

/** Put a position that is in the file on the card. */
export function edit(index) {
  const { fields, quotes } = article.positions[index];
  card = makeEmpty({
    ...fields, holders: fields.actor ? [fields.actor] : fields.actors, position: index, old: quotes, renewed: quotes.map(({ translation }) => translation), original: describePosition(article.positions[index]),
  });
  forget();
  changed();
  draw();
  find("card").scrollIntoView({ block: "start" });
  find("summary").focus();
  say("on the card: change it and write");
}

function focusTranslation() {
  const text = [...find("translations").querySelectorAll("textarea")].at(-1);
  if (text) text.focus();
  else say(article.translated_into ? "mark a quote first" : "the article is in the language of the site: its quotes need no translation");
}

/** Put the cursor into a field of the card. */
export function focusField(name) {
  if (name === "translation") focusTranslation();
  else if (combos[name]) combos[name].focus();
  else find(name).focus();
}
