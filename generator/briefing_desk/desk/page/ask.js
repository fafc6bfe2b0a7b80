// How the page asks the desk, and how it makes elements: never from a string of tags.

const KEPT = "desk-token";

/** Keep the token from the address in this tab alone, and take it out of the address. */
export function takeToken() {
  const [token, rest = ""] = location.hash.slice(1).split("/");
  if (token) sessionStorage.setItem(KEPT, token);
  if (token) history.replaceState(null, "", `#/${rest}`);
}

/** What the desk refused, with the reason in words. */
export class Refused extends Error {
  constructor(status, reason, told = []) {
    super(reason);
    this.status = status;
    this.told = told;
  }
}

let judging = Promise.resolve();
let others = 0;

/** Say whether an answer is awaited after which the article may be another one. */
export const isBusy = () => others > 0;

/** Ask the desk for something, after what is being judged; throw Refused where it says no, or is not there. */
export async function ask(name, body = {}) {
  if (name === "done") return send(name, body); // takes minutes, and changes no article
  if (name === "judge") {
    const answer = send(name, body);
    judging = answer.catch(() => {});
    return answer;
  }
  others += 1;
  try {
    await judging;
    return await send(name, body);
  } finally {
    others -= 1;
  }
}

let underWay = null;

/** Say whether something is under way after which the page shows something else. */
export const isUnderWay = () => underWay !== null;

function follow(result) {
  if (!(result instanceof Promise)) return result;
  const mine = result.catch(() => {}).then(() => { if (underWay === mine) underWay = null; });
  underWay = mine;
  return result;
}

/** Do something after which the page shows something else, as soon as nothing else of this kind is under way. */
export const inTurn = (does) => follow(underWay ? underWay.then(does) : does());

/** Do it unless something else is under way: whoever presses twice means it once, and of what is still shown. */
export function alone(does) {
  if (!isUnderWay()) return follow(does());
  say("one moment: the last thing is still under way");
  return undefined;
}

async function send(name, body) {
  let response;
  try {
    response = await fetch(`/api/${name}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Desk-Token": sessionStorage.getItem(KEPT) ?? "" },
      body: JSON.stringify(body),
    });
  } catch {
    throw new Refused(0, "the desk does not answer: start `briefing desk` again, and open the address that it prints");
  }
  const found = await response.json();
  if (!response.ok) throw new Refused(response.status, found.reason, found.told);
  return found;
}

/** Make an element; words are text and nothing else. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element && typeof value !== "string") element[name] = value;
    else if (name === "class") element.className = value;
    else if (value !== undefined && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== null && child !== ""));
  return element;
}

/** Put others in the place of what a list shows; the focus stays on what has the same name, or goes to `other`. */
export function refill(list, children, other = "wanted") {
  const nameOf = (one) => one.dataset.id ?? one.getAttribute("aria-label") ?? one.textContent;
  const held = list.querySelector(":focus");
  list.replaceChildren(...children);
  if (!held) return;
  const same = [...list.querySelectorAll(held.tagName)].find((one) => nameOf(one) === nameOf(held));
  (same ?? find(other)).focus({ preventScroll: true });
}

/**
 * Show a group of buttons of which one is chosen, by the pattern "radio group" of the ARIA Authoring Practices.
 *
 * It is one stop for the tabulator; in it the arrows choose. `rows` have an id, what to show and a title; `choose` gets
 * an id, and whether an arrow came to it.
 */
export function drawChoices(group, rows, chosen, choose) {
  const stop = Math.max(0, rows.findIndex(({ id }) => id === chosen));
  const made = rows.map(({ id, words, title }, index) => {
    const one = make("button", { type: "button", role: "radio", "aria-checked": String(id === chosen), tabindex: index === stop ? "0" : "-1", "data-id": id, title: title ?? "" }, ...words);
    one.addEventListener("click", () => choose(id, false));
    one.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      const next = rows[(index + by + rows.length) % rows.length];
      group.querySelector(`[data-id="${CSS.escape(next.id)}"]`).focus();
      choose(next.id, true);
    });
    return one;
  });
  const isHere = group.contains(document.activeElement);
  refill(group, made, "text");
  if (isHere) group.querySelector("[aria-checked=true]")?.focus({ preventScroll: true });
}

/** Return a number with its noun. */
export const countOf = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

export const find = (id) => document.getElementById(id);

/** Say something to those who do not see the page, also where it was said before. */
export function say(words) {
  const live = find("live");
  live.textContent = live.textContent === words ? `${words}\u00a0` : words;
}

/** Show what went wrong until the next thing goes well. */
export function complain(error) {
  if (!(error instanceof Refused)) throw error;
  const told = error.told.map(({ message, help }) => make("li", {}, help ? `${message}; ${help}` : message));
  find("notice").replaceChildren(error.message, ...(told.length ? [make("ul", {}, ...told)] : []));
  if (error.status === 409) {
    const again = make("button", { type: "button" }, "Show it as it is now");
    again.addEventListener("click", () => dispatchEvent(new CustomEvent("desk-reload")));
    find("notice").append(" ", again);
  }
  find("notice").hidden = false;
}

/** Show words that ask for something. */
export function warn(words) {
  find("notice").textContent = words;
  find("notice").hidden = false;
}

/** Take away what was shown. */
export function calm() {
  find("notice").hidden = true;
}
