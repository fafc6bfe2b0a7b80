// What is asked in a dialog: a new name, what is said of the article itself, and the list of keys.

import { ask, calm, find, make, Refused } from "/ask.js";

const KEYS = [
  ["j k", "next, previous sentence"], ["J K", "a sentence more, a sentence less"], [". ,", "next, previous candidate"],
  ["[ ]", "choose start or end; < and > do the same"], ["← →", "move it by a word"], ["Shift ← →", "move it to the next comma, dash, colon or end of a sentence"],
  ["e", "leave words out with […]; once more to do it"], ["+", "one more quote of this position"],
  ["1–9", "question by rank"], ["/", "find any question"], ["s o c m n u x", "stance"],
  ["a p w v d", "actor, speaker, according to, event, date"], ["l", "take the proposed actor and speaker"], ["t", "translation, where the article is in another language"], ["Backspace", "in an empty field: take a name off"], ["b", "basis"],
  ["Enter", "to the summary"], ["Ctrl Enter", "write and go on"], ["f", "file as a passage"],
  ["y", "check the quotes and write the receipt"], ["i", "about the article"], ["z", "the article is coded: have it checked, if that is set up"], ["g", "to the list of positions"],
  ["Ctrl Z", "undo, also what was written on another day"], ["Ctrl Y", "redo"], ["Enter", "in a field: done with it"], ["Esc", "out of a field, or away from a gap"], ["j k Enter", "in the list of articles: next, previous; open it (arrows do the same)"], ["s p", "there: settle two codings, overtaken prose"], ["q", "all articles"], ["?", "this list"],
];

/** Show all keys. */
export function showKeys() {
  const rows = KEYS.flatMap(([keys, does]) => [make("dt", {}, ...keys.split(" ").flatMap((key) => [make("kbd", {}, key), " "])), make("dd", {}, does)]);
  openDialog("Keys", make("dl", {}, ...rows), make("form", { method: "dialog" }, make("button", { value: "" }, "Close")));
}

function openDialog(title, ...content) {
  const dialog = find("dialog");
  dialog.replaceChildren(make("h2", { id: "dialog-title" }, title), ...content);
  dialog.returnValue = "";
  dialog.showModal();
  return dialog;
}

const toId = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/ß/g, "ss").replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60);

/** Whose a translation is. */
export const TRANSLATORS = [["desk", "Ours"], ["article", "The article’s own"], ["machine", "Machine translation, mended by nobody"]];

/** Return the name of a language, in English as this page is. */
export function nameLanguage(tag) {
  try {
    return new Intl.DisplayNames(["en"], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** Make a field with some values to choose from. */
export function makeSelect(properties, choices, value = "") {
  return make("select", properties, ...choices.map(([id, words]) => make("option", { value: id, ...(id === value ? { selected: "" } : {}) }, words)));
}

function makeField(label, name, value = "", choices = null) {
  const input = choices ? makeSelect({ name }, choices, value) : make("input", { name, value, autocomplete: "off" });
  return make("label", {}, make("span", { class: "label" }, label), input);
}

/** Let somebody fill in fields; resolve to what they are, or null; `act` may refuse, and the dialog stays. */
function fill(title, fields, act) {
  return new Promise((resolve) => {
    const told = make("p", { class: "bad", role: "alert" });
    const cancel = make("button", { type: "button" }, "Cancel");
    const form = make("form", {}, ...fields, told, make("div", { class: "row" }, make("button", { class: "main" }, "Write"), cancel));
    const dialog = openDialog(title, form);
    const name = form.elements.name;
    const id = form.elements.id;
    if (name && id) name.addEventListener("input", () => { if (!id.dataset.own) id.value = toId(name.value); });
    id?.addEventListener("input", () => { id.dataset.own = "yes"; });
    let isSent = false;
    cancel.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => resolve(null), { once: true });
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      form.requestSubmit();
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (isSent) return;
      isSent = true;
      const given = readForm(form);
      try {
        resolve(await act(given)); // at once: until it is shown, the page knows an article that is no more
        calm();
        dialog.close();
        find("text").focus({ preventScroll: true });
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        isSent = false;
        told.textContent = [error.message, ...error.told.map(({ message, help }) => (help ? `${message}; ${help}` : message))].join(": ");
      }
    });
  });
}

const readForm = (form) => Object.fromEntries([...new FormData(form)].map(([key, value]) => [key, value.trim()]));

const named = (list) => list.map(({ id, name }) => [id, name]);

/** Ask what a passage is called, where it has no id yet, and what it says; resolve to what `act` then answers. */
export function askPassage(into, { id = "", says = "", translation }, act) {
  const text = make("textarea", { name: "text", rows: "3", lang: into, dir: "auto" }, translation.text);
  const fields = [
    id ? "" : makeField("Its id in this article: a-z, 0-9 and hyphens", "id"),
    makeField("What it says, in a few words of your own", "says", says),
    ...(into ? [make("label", {}, make("span", { class: "label" }, `Translation into ${nameLanguage(into)}`), text), makeField("Whose it is", "by", translation.by || "desk", TRANSLATORS)] : []),
  ];
  return fill(id ? `The passage ${id}` : "File as a passage", fields.filter(Boolean), ({ id: name = id, says: words, ...said }) => act({ name, says: words, translation: into ? said : translation }));
}

/** Declare a new actor, question or event; `take` gets its id and the vocabulary as it is then. */
export async function declareName(kind, words, vocabulary, take = () => {}, other = "") {
  const forms = {
    actor: [
      makeField("Name", "name", words), makeField("Id", "id", toId(words)), makeField("Kind", "kind", other ? "person" : "organisation", vocabulary.actor_kinds.map((one) => [one, one])),
      makeField("Speaks for", "on_behalf_of", other, [["", "nobody else"], ...named(vocabulary.actors)]), makeField("Role, for readers", "role"), makeField("Other names, with commas", "aliases"),
    ],
    publisher: [makeField("Name", "name", words), makeField("Id", "id", toId(words)), makeField("Kind", "kind", "newspaper", vocabulary.publisher_kinds.map((one) => [one, one]))],
    question: [
      makeField("Topic", "topic", other, named(vocabulary.topics)), makeField("Head of the column: two or three words", "name", words), makeField("Id", "id", toId(words)),
      makeField("Proposition: a statement that one can support or oppose", "proposition"),
    ],
    event: [makeField("Topic", "topic", other, named(vocabulary.topics)), makeField("What happened, in a few words", "name", words), makeField("Id", "id", toId(words)), makeField("Date", "date")],
  };
  const names = { question: "label", event: "title" };
  return fill(`A new ${kind}`, forms[kind], async ({ id, topic = "", name, aliases, ...more }) => {
    const fields = { [names[kind] ?? "name"]: name, ...more };
    if (aliases) fields.aliases = aliases.split(",").map((one) => one.trim()).filter(Boolean);
    const found = await ask("declare", { kind, topic, id, fields });
    take(kind === "question" ? `${topic}/${id}` : id, found.vocabulary);
    dispatchEvent(new CustomEvent("desk-declared", { detail: found }));
    return id;
  });
}

/** Change what is said of the article itself. */
export async function askAbout(article, vocabulary, given = article.about) {
  const { title, publisher, date, date_note, language, abstract } = given;
  const fields = [
    makeField("Title", "title", title), makeField("Publisher", "publisher", publisher, [["", "not known"], ...named(vocabulary.publishers)]),
    makeField("Date: a day, a month, a year or an interval", "date", date), makeField("How the date is known", "date_note", date_note),
    makeField("Language", "language", language), makeField("Abstract: two sentences in your own words", "abstract", abstract),
  ];
  const add = make("button", { type: "button" }, "A new publisher");
  let typed = null;
  add.addEventListener("click", () => { typed = readForm(add.form); find("dialog").close(); });
  const found = await fill("About the article", [...fields, add], (fields) => ask("about", { id: article.id, digest: article.digest, fields }));
  if (!typed) return found;
  let names = vocabulary;
  await declareName("publisher", "", vocabulary, (id, fresh) => { typed.publisher = id; names = fresh; });
  return askAbout(article, names, typed);
}
