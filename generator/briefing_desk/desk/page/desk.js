// The desk: which screen is shown, what each key does, and what is taken back.

import { alone, ask, calm, complain, countOf, find, inTurn, isUnderWay, make, say, takeToken } from "/ask.js";
import {
  addQuote, chooseEdge, chooseRank, chooseStance, edit, feedCard, filePassage, focusField, isBegun, leaveGap, leaveOut, makeCard,
  markPlace, moveChosen, nextBasis, putFound, STANCE_KEYS, stretchMark, takeProposed, write,
} from "/card.js";
import { drawCheck, haveChecked } from "/check.js";
import { askAbout, askPassage, showKeys } from "/forms.js";
import { drawBrought, drawCoded, drawQueue } from "/lists.js";
import { openSettle, settleKey } from "/settle.js";
import { acceptPage, openStale, staleKey } from "/stale.js";
import { followPointer, forgetPlace, goTo, reveal, showText, step, stepCandidate, tellPlace } from "/text.js";

let article = null;
let vocabulary = null;
let actions = { undo: null, redo: null };
let turn = 0; // what was asked for last: a screen that comes after another was asked for is not shown
let screen = "queue";
let waiting = 0;
const POLL = 1500;

async function attempt(work) {
  try {
    return await work();
  } catch (error) {
    complain(error);
    return null;
  }
}

function noteActions({ undo, redo }) {
  actions = { undo, redo };
  for (const name of ["undo", "redo"]) {
    find(name).disabled = !actions[name];
    find(name).title = actions[name]?.label ?? "";
  }
}

/** Give the focus a place again, where what had it is no longer there. */
function holdFocus() {
  if (document.activeElement !== document.body) return;
  (article ? find("text") : find(screen).querySelector("tbody button, button"))?.focus({ preventScroll: true });
}

// Screens

async function openQueue() {
  const mine = ++turn;
  const hadFocus = document.activeElement !== document.body;
  const found = await attempt(() => ask("queue", { wanted: find("wanted").value }));
  if (!found || mine !== turn) return;
  const left = article?.id;
  article = null;
  noteActions(found);
  drawQueue(found, (id) => inTurn(() => openArticle(id)));
  drawBrought(found, (...decision) => alone(() => decide(...decision)));
  clearTimeout(waiting);
  if (found.waiting) waiting = setTimeout(() => screen === "queue" && openQueue(), POLL);
  find("ways").hidden = Boolean(found.coder);
  find("to-settle").hidden = !found.coders;
  show("queue", found.coder ? `Articles, coded a second time by ${found.coder}` : "Articles");
  if (left) [...find("rows").querySelectorAll("button")].find((one) => one.dataset.id === left)?.focus();
  history.replaceState(null, "", "#/");
  if (hadFocus) holdFocus();
}

async function decide(url, decided) {
  const at = [...find("items").children].findIndex((item) => item.contains(document.activeElement));
  const found = await attempt(() => (decided === "taken" ? ask("take", { url }) : ask("decide", { url, decided })));
  if (!found) return;
  calm();
  if (found.article) {
    turn += 1;
    take(found, true);
    find("text").focus({ preventScroll: true });
  } else {
    noteActions(found);
    drawBrought(found, (...decision) => alone(() => decide(...decision)));
    const items = [...find("items").children];
    (items[Math.min(Math.max(0, at), items.length - 1)]?.querySelector(`[data-decided="${decided}"]`) ?? find("wanted")).focus();
  }
  say(decided);
}

function show(name, title) {
  screen = name;
  for (const one of ["queue", "code", "settle", "stale"]) find(one).hidden = one !== screen;
  find("to-queue").hidden = screen === "queue";
  find("title").textContent = title;
  document.title = `${title} · Desk`;
}

const SCREENS = {
  settle: () => openOther("settle", "Settle two codings", openSettle),
  stale: () => openOther("stale", "Overtaken prose", openStale),
};

async function openOther(name, title, open) {
  const mine = ++turn;
  const found = await attempt(() => open({ noteActions, openArticle }));
  if (!found || mine !== turn) return;
  article = null;
  calm();
  show(name, title);
  history.replaceState(null, "", "#/");
}

async function openArticle(id) {
  const mine = ++turn;
  const found = await attempt(() => ask("article", { id }));
  if (!found || mine !== turn) return;
  const isOther = article?.id !== id;
  if (isOther) forgetPlace();
  calm();
  take(found, isOther);
  history.replaceState(null, "", `#/${id}`);
  if (isOther) {
    scrollTo(0, 0);
    find("text").focus({ preventScroll: true });
  }
}

function take(found, isOther = false) {
  noteActions(found);
  if (!found.article) return;
  article = found.article;
  vocabulary = found.vocabulary;
  if (!article.about) {
    complainOfFile(article);
    return;
  }
  show("code", article.about.title);
  find("article-title").textContent = article.about.title;
  find("article-title").lang = article.about.language;
  const facts = [article.publisher, article.about.date, article.about.language, found.coder && `coded a second time by ${found.coder}`];
  const tools = found.coder ? [] : [tool("About the article", "i", () => alone(openAbout)), " ", tool("Check the quotes", "y", () => alone(verify))];
  find("facts").replaceChildren(facts.filter(Boolean).join(" · "), " ", ...tools);
  showText(article);
  if (!article.has_text) find("text").textContent = "The article’s text is not at hand: start the desk with --texts DIR, or put the text below the front matter.";
  feedCard(article, vocabulary, isOther);
  drawLists();
}

function tool(words, key, does) {
  const made = make("button", { type: "button" }, words, " ", make("kbd", {}, key));
  made.addEventListener("click", does);
  return made;
}

function drawLists() {
  drawCoded(article, vocabulary, {
    edit: (position) => alone(() => edit(position)),
    editPassage: (passage) => alone(() => changePassage(passage)),
    remove: (position) => alone(() => change("remove", { position }, "taken out")),
    dismiss: (seen) => alone(() => dismiss(seen)),
    removePassage: (passage) => alone(() => change("remove", { passage }, "taken out")),
    go: (place) => alone(() => go(place)),
  });
  drawCheck(article, checkTools);
}

function go(place) {
  goTo(place);
  markPlace(place);
  reveal(place);
}

const checkTools = {
  go,
  put: putFound,
  checked: (id, found) => {
    if (article?.id !== id) return;
    if (found) {
      article.check = found.article.check;
      noteActions(found);
    }
    drawCheck(article, checkTools);
  },
};

function complainOfFile({ path, problems }) {
  article = null;
  show("queue", path);
  find("notice").replaceChildren(`${path} cannot be read: mend it in an editor.`, make("ul", {}, ...problems.map(({ line, message, help }) => make("li", {}, `line ${line}: ${message}; ${help}`))));
  find("notice").hidden = false;
}

// Changes

async function change(name, body, done) {
  const found = await attempt(() => ask(name, { id: article.id, digest: article.digest, ...body }));
  if (found) written(found, done);
}

async function changePassage(passage) {
  const { id, digest, translated_into: into, passages } = article;
  const found = await askPassage(into, passages[passage], (given) => ask("passage", { id, digest, passage, ...given }));
  if (found) written(found, "written");
}

async function dismiss(seen) {
  const listButtons = () => [...find("candidates").querySelectorAll("[data-seen]")];
  const at = listButtons().indexOf(document.activeElement);
  await change("dismiss", { seen }, "dismissed");
  if (at >= 0) (listButtons()[at] ?? listButtons().at(-1))?.focus();
}

function written(found, done, last) {
  if (screen !== "code" || article?.id !== found.article.id) { // somebody has gone on to something else meanwhile
    noteActions(found);
    say(done);
    return;
  }
  take(found);
  const told = found.told ?? [];
  if (told.length) {
    find("notice").replaceChildren(make("ul", {}, ...told.map(({ message, help }) => make("li", {}, help ? `${message}; ${help}` : message))));
    find("notice").hidden = false;
  } else calm();
  if (last) goTo([last[1] - 1], true);
  find("text").focus({ preventScroll: true });
  say(`${done}; ${countOf(article.positions.length, "position")}, ${article.quoted} of ${article.allowed} words quoted`);
}

const verify = () => change("verify", {}, "checked: the receipt is written");

async function takeBack(name) {
  const action = actions[name];
  if (!action) return say(name === "undo" ? "nothing to take back" : "nothing to do again");
  const found = await attempt(() => ask(name, { action: action.id, id: article?.id ?? action.article }));
  if (!found) return;
  calm();
  if (SCREENS[screen]) await SCREENS[screen]();
  else if (screen === "queue" && !found.article) await openQueue();
  else {
    const isOther = found.article && found.article.id !== article?.id;
    if (isOther) forgetPlace();
    take(found, isOther);
  }
  say(`${name === "undo" ? "taken back" : "done again"}: ${action.label}`);
  holdFocus();
}

async function openAbout() {
  const found = await askAbout(article, vocabulary);
  if (found?.article) written(found, "written");
}

// Keys

const place = (found) => found && markPlace(found);
const FIELDS = { a: "holder", p: "speaker", t: "translation", w: "according", v: "event", "/": "question", d: "date" };
const KEYS = {
  j: () => { place(step(1)); say(`sentence ${tellPlace()}: ${find("live").textContent}`); },
  k: () => place(step(-1)),
  J: () => stretchMark(1),
  K: () => stretchMark(-1),
  ".": () => place(stepCandidate(1)),
  ",": () => place(stepCandidate(-1)),
  "[": () => chooseEdge("start"),
  "<": () => chooseEdge("start"),
  "]": () => chooseEdge("end"),
  ">": () => chooseEdge("end"),
  ArrowLeft: (event) => moveChosen(-1, undefined, event.shiftKey),
  ArrowRight: (event) => moveChosen(1, undefined, event.shiftKey),
  e: leaveOut,
  "+": addQuote,
  b: nextBasis,
  l: takeProposed,
  f: filePassage,
  y: verify,
  i: openAbout,
  z: () => { haveChecked(article, checkTools); }, // takes minutes, in which everything else can be done
  g: () => find("coded").querySelector("button")?.focus(),
  Enter: () => focusField("summary"),
  Escape: leaveGap,
};

const QUEUE = {
  "/": () => find("wanted").focus(), s: SCREENS.settle, p: SCREENS.stale,
  j: () => stepRow(1), k: () => stepRow(-1), ArrowDown: () => stepRow(1), ArrowUp: () => stepRow(-1),
};

/** Go to the next or the previous article of the list. */
function stepRow(by) {
  const rows = [...find("rows").querySelectorAll("button")];
  const here = rows.indexOf(document.activeElement);
  rows[Math.max(0, Math.min(rows.length - 1, here + by))]?.focus();
}

const WRITES = { code: write, stale: acceptPage };

function onKey(event) {
  if (find("dialog").open || event.isComposing) return undefined;
  const isCommand = event.ctrlKey || event.metaKey;
  const key = event.key;
  const isField = event.target.matches?.("input, textarea, select");
  const isPressed = key === "Enter" && event.target.matches?.("button:not([aria-checked=true]), summary, a"); // what is chosen is done with
  if (event.repeat && key === "Enter" && (isCommand || isPressed)) return event.preventDefault(); // held down: meant once
  if (isCommand && key === "Enter" && WRITES[screen]) {
    event.preventDefault();
    return alone(WRITES[screen]);
  }
  if (isUnderWay() && !event.isKept && !isField && !isPressed) return keep(event);
  if (isField && key === "Escape" && screen !== "code" && screen !== "queue") return done(event, () => event.target.blur());
  if (event.target === find("wanted") && ["ArrowDown", "Enter"].includes(key)) return done(event, QUEUE.ArrowDown);
  if (isField && key === "Escape") return done(event, () => (article ? find("text") : find("rows").querySelector("button"))?.focus());
  if (isField && key === "Enter" && event.target.matches("#card input")) return done(event, () => find("text").focus({ preventScroll: true }));
  if (isField) return undefined;
  if (isCommand && key.toLowerCase() === "z") return done(event, () => takeBack(event.shiftKey ? "redo" : "undo"));
  if (isCommand && key.toLowerCase() === "y") return done(event, () => takeBack("redo"));
  if (isCommand || event.altKey && !"[]".includes(key)) return undefined;
  if (key === "?") return done(event, showKeys);
  if (key === "q") return done(event, openQueue);
  if (screen === "settle") return settleKey(event);
  if (screen === "stale") return staleKey(event);
  if (!article) return QUEUE[key] && !(key === "s" && find("to-settle").hidden) ? done(event, QUEUE[key]) : undefined;
  if (isPressed) return undefined;
  if (STANCE_KEYS[key]) return done(event, () => chooseStance(STANCE_KEYS[key]));
  if (FIELDS[key]) return done(event, () => focusField(FIELDS[key]));
  if (/^[1-9]$/.test(key)) return done(event, () => chooseRank(Number(key)));
  return KEYS[key] ? done(event, () => KEYS[key](event)) : undefined;
}

/** Keep a key until what is under way is shown: it is meant for that; but which side stands is chosen by looking. */
function keep(event) {
  const { key, ctrlKey, metaKey, shiftKey, altKey } = event;
  const isCommand = ctrlKey || metaKey;
  const isOurs = isCommand ? "zZyY".includes(key) : (key.length === 1 && key !== " ") || ["Enter", "Escape", "ArrowLeft", "ArrowRight"].includes(key);
  if (!isOurs) return;
  event.preventDefault();
  if (screen === "settle" && !isCommand) return;
  inTurn(() => onKey({ key, ctrlKey, metaKey, shiftKey, altKey, target: document.activeElement, isKept: true, preventDefault() {} }));
}

function done(event, does) {
  event.preventDefault();
  return event.isKept ? does() : inTurn(does);
}

function start() {
  takeToken();
  makeCard(written);
  followPointer((...marked) => alone(() => markPlace(...marked)));
  document.addEventListener("keydown", onKey);
  find("undo").addEventListener("click", () => inTurn(() => takeBack("undo")));
  find("redo").addEventListener("click", () => inTurn(() => takeBack("redo")));
  find("help").addEventListener("click", showKeys);
  find("to-queue").addEventListener("click", openQueue);
  find("to-settle").addEventListener("click", () => inTurn(SCREENS.settle));
  find("to-stale").addEventListener("click", () => inTurn(SCREENS.stale));
  find("wanted").addEventListener("input", openQueue);
  addEventListener("desk-declared", ({ detail }) => {
    vocabulary = detail.vocabulary;
    noteActions(detail);
    if (article) feedCard(article, vocabulary, false);
  });
  addEventListener("desk-reload", () => inTurn(() => (article ? openArticle(article.id) : (SCREENS[screen] ?? openQueue)())));
  addEventListener("beforeunload", (event) => { if (article && isBegun()) event.preventDefault(); });
  addEventListener("hashchange", () => { const id = location.hash.split("/")[1]; if (id && id !== article?.id) inTurn(() => openArticle(id)); });
  const id = location.hash.split("/")[1];
  if (id) inTurn(() => openArticle(id));
  else openQueue();
}

start();
