// A check by a language model: asked for once a person says that the article is coded, and shown only then.

import { ask, calm, complain, countOf, find, make, refill, say } from "/ask.js";

let busy = "";

/** Show the way to a check, and what it has found; `tools` go to a passage, put one on the card, take in an answer. */
export function drawCheck(article, tools) {
  const { check } = article;
  find("check").hidden = !(check?.is_offered || check?.is_done);
  if (find("check").hidden) return;
  const isBusy = busy === article.id;
  const begin = make("button", { type: "button", disabled: isBusy }, isBusy ? "It is being checked …" : "The article is coded: have it checked", " ", make("kbd", {}, "z"));
  begin.addEventListener("click", () => haveChecked(article, tools));
  const told = check.is_done ? make("p", { class: "told" }, `${check.model}: ${tell(check)}`) : "";
  refill(find("checked"), [check.is_offered ? begin : "", told,
    ...draw("Passages that you did not code", check.missing, tools), ...draw("Stances that differ from yours", check.differing, tools),
    check.refused?.length ? make("p", { class: "told faint" }, `Refused: ${check.refused.join("; ")}`) : ""].filter(Boolean), "text");
}

const tell = ({ missing, differing }) => `${countOf(missing.length, "passage")} that you did not code; ${countOf(differing.length, "stance")} ${differing.length === 1 ? "differs" : "differ"}`;

function draw(title, rows, { go, put }) {
  if (!rows?.length) return [];
  const act = (words, label, does) => {
    const made = make("button", { type: "button", "aria-label": label }, words);
    made.addEventListener("click", does);
    return made;
  };
  return [make("h3", {}, title), make("ul", {}, ...rows.map((row) => {
    const named = `${row.actor_name} on ${row.question_name}`;
    return make("li", {}, make("strong", {}, `${named}: ${row.stance}`), row.condition ? make("p", { class: "told", dir: "auto" }, row.condition) : "",
      make("blockquote", { dir: "auto" }, row.exact),
      make("div", { class: "keys" }, act("Show", `show ${named}`, () => go(row.place)), act("Put on the card", `put ${named} on the card`, () => put(row))));
  }))];
}

/** Ask for a check of an article; the person goes on meanwhile. */
export async function haveChecked(article, tools) {
  if (!article.check?.is_offered || busy) return;
  busy = article.id;
  say("it is being checked");
  drawCheck(article, tools);
  let found = null;
  try {
    found = await ask("done", { id: article.id, digest: article.digest });
    calm();
  } catch (error) {
    complain(error);
  }
  busy = "";
  tools.checked(article.id, found);
  if (found) say(tell(found.article.check));
}
