// Overtaken prose: each sentence beside the cells that it may rest on, before and now, until the page is reviewed.

import { alone, ask, calm, complain, countOf, find, make, say } from "/ask.js";

let tools = null;
let page = null;
let kept = new Set();

/** Show the pages whose prose is overtaken; return what the desk answered. */
export async function openStale(given) {
  tools = given;
  const found = await ask("stale");
  takeList(found);
  return found;
}

function takeList(found) {
  tools.noteActions(found);
  page = null;
  find("overtaken").textContent = found.rows.length ? "Since their prose was reviewed, cells of these pages have changed:" : "No prose is overtaken: nothing has changed since it was reviewed.";
  find("prose").replaceChildren(make("ul", {}, ...found.rows.map(({ name, title, reviewed, changed }) => {
    const open = make("button", { type: "button" }, title);
    open.addEventListener("click", () => alone(() => attempt(async () => takePage(await ask("prose", { name })))));
    return make("li", {}, open, ` ${countOf(changed, "cell")} changed, reviewed on ${reviewed}`);
  })));
  find("prose").querySelector("button")?.focus({ preventScroll: true });
}

async function attempt(work) {
  try {
    await work();
  } catch (error) {
    complain(error);
  }
}

function takePage(found) {
  tools.noteActions(found);
  calm();
  page = found;
  kept = new Set();
  draw();
}

const describe = (cell) => (cell ? [cell.stances.join(", ") || "nothing", cell.date, ...cell.marks].filter(Boolean).join(", ") : "");

/** Return what is to be judged: sentences beside their cells, and cells of which no sentence seems to tell. */
function listParts() {
  const told = new Set(page.sentences.flatMap(({ cells }) => cells));
  const left = page.cells.map((_, index) => index).filter((index) => !told.has(index));
  return [...page.sentences.filter(({ cells }) => cells.length), ...(left.length ? [{ words: "", cites: [], cells: left }] : [])];
}

function draw() {
  const parts = listParts();
  find("overtaken").textContent = `${page.path}, reviewed on ${page.reviewed}: is each sentence still true?`;
  const edit = act("Open in the editor", "e", openEditor);
  const again = act("Read it again", "", () => alone(() => attempt(async () => takePage(await ask("prose", { name: page.name })))));
  const review = act("Write the review", "Ctrl Enter", () => alone(writeReview), "main");
  review.disabled = kept.size < parts.length;
  find("prose").replaceChildren(
    make("h2", {}, page.title),
    make("div", {}, ...parts.map(drawPart)),
    make("div", { class: "keys" }, edit, again, review),
    make("p", { class: "told faint" }, `${kept.size} of ${countOf(parts.length, "part")} still true`));
}

function act(words, key, does, look = "") {
  const made = make("button", { type: "button", class: look }, words, key ? " " : "", key ? make("kbd", {}, key) : "");
  made.addEventListener("click", does);
  return made;
}

function drawPart({ words, line, cites, cells }, index) {
  const toggle = act("Still true", "", () => {
    if (!kept.delete(index)) kept.add(index);
    draw();
    const buttons = [...find("prose").querySelectorAll("[aria-pressed]")];
    (buttons.find((one) => one.getAttribute("aria-pressed") === "false") ?? buttons[index]).focus();
    say(`${kept.size} of ${listParts().length} still true`);
  });
  toggle.setAttribute("aria-pressed", String(kept.has(index)));
  const left = words
    ? [make("p", { dir: "auto" }, words), make("p", { class: "told faint" }, `line ${line}${cites.length ? `, cites ${cites.join(", ")}` : ""}`)]
    : [make("p", { class: "faint" }, "No sentence seems to tell of these: should one?")];
  return make("div", { class: "sides" }, make("div", {}, ...left, toggle), make("div", {}, ...cells.map(drawCell)));
}

function drawCell(index) {
  const { actor, question, told, before, now, is_new: isNew, quotes } = page.cells[index];
  const then = before ? describe(before) : isNew ? "silent" : "not known any more";
  return make("div", {}, make("h3", {}, `${actor}: ${question}`), make("p", { class: "told" }, `${then} → ${now ? describe(now) : "silent"}`), make("p", { class: "told faint" }, told),
    ...quotes.map((quote) => make("blockquote", { dir: "auto" }, quote)));
}

const openEditor = () => attempt(async () => { await ask("edit", { name: page.name }); say("opened in the editor"); });

function writeReview() {
  return attempt(async () => {
    if (kept.size < listParts().length) return say("not every part is judged yet");
    const found = await ask("review", { name: page.name, seen: page.seen });
    calm();
    takeList(found);
    say("reviewed");
  });
}

/** Do what a key means here. */
export function staleKey(event) {
  if (!page) return;
  if (event.key === "e" && !event.ctrlKey) {
    event.preventDefault();
    openEditor();
  }
}

/** Write the review of the page that is shown, if one is. */
export const acceptPage = () => page && writeReview();
