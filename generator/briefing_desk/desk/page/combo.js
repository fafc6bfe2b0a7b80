// A field with a list to choose from, by the pattern "combobox with list autocomplete" of the ARIA Authoring Practices.

import { find, make } from "/ask.js";

const MOST = 12;
let number = 0;

const simplify = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/**
 * Make a field over a list of `{ id, name, more }`, searched in all three.
 *
 * `list` gives the items now, the likeliest first, which `Enter` takes at once where it `isLikely`; `pick` gets the id
 * that was chosen; `declare`, if there is one, the words for which there is no item; `drop` takes off what was chosen last.
 */
export function makeCombo({ label, key, list, pick, declare, drop }) {
  const id = `combo-${number++}`;
  const options = make("ul", { role: "listbox", id: `${id}-list`, hidden: true, "aria-label": label });
  const input = make("input", {
    id, type: "text", role: "combobox", "aria-expanded": "false", "aria-controls": `${id}-list`, "aria-autocomplete": "list",
    autocomplete: "off", spellcheck: "false",
  });
  let shown = [];
  let chosen = -1;

  function search() {
    const wanted = simplify(input.value).split(/\s+/).filter(Boolean);
    const found = list()
      .map((item) => ({ item, words: simplify(`${item.name} ${item.id} ${item.more ?? ""}`) }))
      .filter(({ words }) => wanted.every((word) => words.includes(word)))
      .map(({ item, words }) => ({ item, rank: wanted.length && words.startsWith(wanted[0]) ? 0 : 1 }));
    found.sort((one, other) => one.rank - other.rank);
    shown = found.slice(0, MOST).map(({ item }) => item);
    if (declare && input.value.trim()) shown.push({ isNew: true, name: `+ declare “${input.value.trim()}”` });
    chosen = shown.length && (wanted.length || shown[0].isLikely) ? 0 : -1;
    draw();
  }

  function draw() {
    options.replaceChildren(...shown.map((item, index) => {
      const option = make("li", { role: "option", id: `${id}-${index}`, "aria-selected": String(index === chosen) }, item.name);
      if (item.note) option.append(make("span", { class: "faint" }, ` ${item.note}`));
      option.addEventListener("pointerdown", (event) => event.preventDefault());
      option.addEventListener("click", () => take(item));
      return option;
    }));
    options.hidden = !shown.length;
    input.setAttribute("aria-expanded", String(shown.length > 0));
    if (chosen >= 0) input.setAttribute("aria-activedescendant", `${id}-${chosen}`);
    else input.removeAttribute("aria-activedescendant");
    options.children[chosen]?.scrollIntoView({ block: "nearest" });
  }

  function close() {
    shown = [];
    chosen = -1;
    draw();
  }

  function take(item) {
    const words = input.value.trim();
    input.value = "";
    close();
    if (item.isNew) declare(words);
    else pick(item.id);
    if (!item.isNew) find("text").focus({ preventScroll: true });
  }

  input.addEventListener("input", search);
  input.addEventListener("focus", search);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!shown.length) search();
      chosen = (chosen + (event.key === "ArrowDown" ? 1 : -1) + shown.length) % Math.max(1, shown.length);
      draw();
    } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && shown[chosen]) take(shown[chosen]);
    else if (event.key === "Escape" && shown.length) close();
    else if (event.key === "Backspace" && drop && !input.value && !event.repeat) drop();
    else if (event.key === "+" && declare) take({ isNew: true });
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  const title = make("label", { class: "label", for: id }, label, " ", make("kbd", {}, key));
  return { element: make("div", { class: "combo" }, title, input, options), focus: () => input.focus() };
}
