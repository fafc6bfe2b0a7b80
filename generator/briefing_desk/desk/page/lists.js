// Lists beside the text: the articles of the site, what is coded, what may be quoted.

import { countOf, find, make, refill } from "/ask.js";
import { TRANSLATORS } from "/forms.js";
import { read } from "/text.js";

/** Show the articles. */
export function drawQueue({ rows, found, total, waiting }, open) {
  const shown = found > rows.length ? `${found} of ${total} articles; the newest ${rows.length} are shown` : `${found} of ${total} articles`;
  find("found").textContent = waiting ? `${shown}; ${waiting} are still being read` : shown;
  const checked = { yes: "yes", no: "not yet", "": "" };
  refill(find("rows"), rows.map((row) => {
    const link = make("button", { type: "button", lang: row.language, dir: "auto", "data-id": row.id }, row.title);
    link.addEventListener("click", () => open(row.id));
    const cells = [row.publisher, row.date, row.retrieved, String(row.positions), checked[row.checked]];
    return make("tr", {}, make("td", {}, link), ...cells.map((cell) => make("td", {}, cell)));
  }));
}

/** Show what watched feeds brought; `decide` gets the address and what is decided on it. */
export function drawBrought({ brought, kept }, decide) {
  if (!brought) return;
  find("brought").hidden = !brought.length;
  find("brought-title").textContent = kept > brought.length ? `From the watched feeds: the newest ${brought.length} of ${kept}` : "From the watched feeds";
  refill(find("items"), brought.map(({ url, title, day, feed, like, whose, named, about }) => {
    const words = title || url;
    const facts = [feed, day, like && `like “${like}”`, whose && `${whose} looks at it`, named.join(", "), about.length && `perhaps on “${about[0]}”`];
    return make("li", {},
      make("a", { href: url, target: "_blank", rel: "noopener noreferrer", dir: "auto" }, words),
      make("p", { class: "told faint" }, facts.filter(Boolean).join(" · ")),
      make("div", { class: "keys" }, ...[["taken", "Take in", "take in"], ["mine", "Mine", "mine:"], ["dismissed", "Dismiss", "dismiss"]].map(([decided, label, name]) =>
        act(label, `${name} ${words}`, () => decide(url, decided), { "data-id": `${decided} ${url}`, "data-decided": decided }))));
  }));
}

function act(words, label, does, more = {}) {
  const made = make("button", { type: "button", "aria-label": label, ...more }, words);
  made.addEventListener("click", does);
  return made;
}

/** Show what a quote says in the language of the site, and whose words that is. */
function tellTranslation({ text, by }) {
  return text ? make("p", { class: "told" }, make("span", { dir: "auto" }, text), make("span", { class: "faint" }, ` (${TRANSLATORS.find(([id]) => id === by)[1]})`)) : "";
}

/** Show what is coded, as text: colours say nothing to who does not see them. */
export function drawCoded(article, vocabulary, { edit, editPassage, remove, removePassage, dismiss, go }) {
  const name = (list, id) => vocabulary[list].find((one) => one.id === id)?.name ?? id;
  refill(find("coded"), article.positions.map(({ fields, quotes }, index) => {
    const holders = (fields.actor ? [fields.actor] : fields.actors).map((id) => name("actors", id)).join(", ");
    const title = `${holders}: ${name("questions", fields.question)}, ${name("stances", fields.stance)}`;
    return make("li", {}, make("strong", {}, title), make("p", { class: "told" }, fields.summary),
      ...quotes.flatMap(({ exact, pieces, translation }) => [make("blockquote", { dir: "auto" }, exact, pieces.length ? "" : make("span", { class: "bad" }, " (not in the text)")), tellTranslation(translation)]),
      make("div", { class: "keys" }, quotes[0]?.pieces.length ? act("Show", `show ${title}`, () => go(quotes[0].pieces[0])) : "", act("Edit", `edit ${title}`, () => edit(index)), act("Take out", `take out ${title}`, () => remove(index))));
  }), "text");
  find("passages-title").hidden = !article.passages.length;
  refill(find("passages"), article.passages.map(({ id, exact, pieces, says, translation }, index) => make("li", {}, make("strong", {}, id), make("blockquote", { dir: "auto" }, exact), says ? make("p", { class: "told" }, says) : "", tellTranslation(translation),
    make("div", { class: "keys" }, pieces.length ? act("Show", `show the passage ${id}`, () => go(pieces[0])) : "", act("Edit", `edit the passage ${id}`, () => editPassage(index)), act("Take out", `take out the passage ${id}`, () => removePassage(index))))), "text");
  find("candidates-list").firstElementChild.textContent = `Candidates (${article.candidates.length})`;
  refill(find("candidates"), article.candidates.map(({ place, is_direct: isDirect, name: who, told, seen }) =>
    make("li", {}, make("blockquote", { dir: "auto" }, read(place)), make("span", { class: "faint" }, [isDirect ? "direct speech" : "", who].filter(Boolean).join(", ")), " ", act("Mark", "mark this passage", () => go(place), { "data-id": `mark ${place}` }),
      told === undefined ? "" : make("p", { class: "told", dir: "auto" }, told), seen ? act("Dismiss", `dismiss what ${who || "somebody"} has marked`, () => dismiss(seen), { "data-seen": seen }) : "")), "text");
  const { problems } = article;
  find("wrong").hidden = !problems.length;
  find("wrong").querySelector("summary").textContent = `${countOf(problems.length, "problem")} in this article`;
  find("wrong").querySelector("ul").replaceChildren(...problems.map(({ severity, line, message, help }) => make("li", {}, `line ${line}, ${severity}: ${message}${help ? `; ${help}` : ""}`)));
}
