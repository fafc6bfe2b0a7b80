// Settle: what two coders make differently of an actor and a question, side by side, and whose position stands.

import { alone, ask, calm, complain, countOf, find, make, say } from "/ask.js";

const CHOICES = [["1", "first", "The first stands"], ["2", "second", "The second stands"], ["0", "neither", "Neither: change it in the article"]];
let rows = [];
let tools = null;

/** Show the differences; return what the desk answered. */
export async function openSettle(given) {
  tools = given;
  const found = await ask("differences");
  take(found);
  find("differences").querySelector("button")?.focus({ preventScroll: true });
  return found;
}

function take(found) {
  tools.noteActions(found);
  rows = found.rows;
  const left = rows.length ? `${countOf(rows.length, "difference")} to settle` : "Nothing is left to settle";
  find("settled").textContent = `${left}; ${found.settled} settled. Choose by the text and the coding rules: the choice goes into the article, and what both had into the log.`;
  find("differences").replaceChildren(...rows.map(drawRow));
}

function drawRow(row, index) {
  const rule = make("input", { autocomplete: "off", placeholder: "a refusal “until” is oppose" });
  const label = make("label", {}, make("span", { class: "label" }, "Rule by which it is settled, or that it sharpens"), rule);
  const choices = CHOICES.map(([key, chosen, words]) => {
    const made = make("button", { type: "button", "aria-label": `${words}: ${row.actor_name} on ${row.question_name}` }, words, " ", make("kbd", {}, key));
    made.addEventListener("click", () => alone(() => choose(index, chosen)));
    return made;
  });
  const show = make("button", { type: "button" }, "Show the article");
  show.addEventListener("click", () => tools.openArticle(row.article));
  return make("li", {},
    make("h2", {}, `${row.actor_name}: ${row.question_name}`),
    make("p", { class: "told faint", dir: "auto" }, row.title),
    make("div", { class: "sides" }, drawSide("First coder", row.first), drawSide(row.coder, row.second)),
    label,
    make("div", { class: "keys" }, ...choices, show));
}

function drawSide(name, positions) {
  const told = positions.map(({ fields, quotes }) => make("div", {},
    make("p", { class: "told" }, make("strong", {}, fields.stance), ` · ${fields.basis}`, fields.according_to && ` · according to ${fields.according_to}`, fields.date && ` · ${fields.date}`),
    fields.condition ? make("p", { class: "told" }, fields.condition) : "",
    make("p", { class: "told" }, fields.summary),
    ...quotes.map((quote) => make("blockquote", { dir: "auto" }, quote))));
  return make("div", {}, make("h3", {}, name), ...(told.length ? told : [make("p", { class: "faint" }, "no position")]));
}

async function choose(index, chosen) {
  const { coder, article, actor, question, seen } = rows[index];
  const rule = find("differences").children[index].querySelector("input").value;
  try {
    const found = await ask("settle", { coder, article, actor, question, seen, chosen, rule });
    calm();
    take(found);
    find("differences").children[Math.min(index, rows.length - 1)]?.querySelector("button").focus();
    say(`settled; ${countOf(rows.length, "difference")} left`);
    if (chosen === "neither") tools.openArticle(article);
  } catch (error) {
    complain(error);
  }
}

/** Do what a key means here: a choice of the difference in which the focus is; j and k go on and back. */
export function settleKey(event) {
  const items = [...find("differences").children];
  const at = Math.max(0, items.findIndex((item) => item.contains(document.activeElement)));
  const chosen = CHOICES.find(([key]) => key === event.key)?.[1];
  const by = { j: 1, k: -1 }[event.key];
  if (!items.length || (!chosen && !by)) return;
  event.preventDefault();
  if (chosen) alone(() => choose(at, chosen));
  else items[Math.max(0, Math.min(items.length - 1, at + by))].querySelector("button").focus();
}
