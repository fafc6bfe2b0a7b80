// The article's text: where the cursor is, what is marked, and in which colours. Places are units of UTF-16 in the whole text.

import { find, make } from "/ask.js";

const NAMES = ["speech", "candidate", "quoted", "mark", "gap", "sharp"];
const PAUSE = 350;
const PARTING = /[,;:،؛，、；：…()[\]"“”„«»‹›「」『』]|\s[-‐–—]+\s|—/;
const STRANDED = /^\s*[,;:،؛，、；：](?!\p{N})\s*/u;

let paragraphs = [];
let sentences = [];
let candidates = [];
let at = -1;
let words = null;
let isRightToLeft = false;

/** Show an article's text, each paragraph as one text node. */
export function showText(article) {
  const { language } = article.about;
  words = makeSegmenter(language);
  paragraphs = article.paragraphs.map(({ place, text }) => ({ start: place[0], end: place[1], text, words: null }));
  sentences = article.paragraphs.flatMap((paragraph) => paragraph.sentences);
  candidates = article.candidates.map(({ place }) => place);
  for (const paragraph of paragraphs) {
    paragraph.element = make("p", { dir: "auto" }, paragraph.text);
    paragraph.node = paragraph.element.firstChild;
  }
  find("text").replaceChildren(...paragraphs.map(({ element }) => element));
  find("text").lang = language;
  isRightToLeft = paragraphs.length > 0 && getComputedStyle(paragraphs[0].element).direction === "rtl";
  paint("speech", article.direct);
  paint("candidate", candidates);
  at = Math.min(at, sentences.length - 1);
}

/** Begin at the first sentence again. */
export function forgetPlace() {
  at = -1;
}

function makeSegmenter(language) {
  try {
    return new Intl.Segmenter(language || undefined, { granularity: "word" });
  } catch {
    return new Intl.Segmenter(undefined, { granularity: "word" });
  }
}

/** Colour some places. */
export function paint(name, places) {
  if (!CSS.highlights) return; // an older browser: the lists say the same in words
  const highlight = new Highlight(...places.map(toRange).filter(Boolean));
  highlight.priority = NAMES.indexOf(name);
  CSS.highlights.set(`desk-${name}`, highlight);
}

function findParagraph(place) {
  return paragraphs.findLast(({ start }) => start <= place) ?? paragraphs[0];
}

function toRange([start, end]) {
  const first = findParagraph(start);
  const last = findParagraph(Math.max(start, end - 1));
  if (!first?.node || !last?.node) return null;
  const range = new Range();
  range.setStart(first.node, Math.max(0, Math.min(start - first.start, first.text.length)));
  range.setEnd(last.node, Math.max(0, Math.min(end - last.start, last.text.length)));
  return range;
}

/** Return the words of a place. */
export function read([start, end]) {
  return toRange([start, end])?.toString() ?? "";
}

/** Bring a place into view. */
export function reveal(place) {
  const box = toRange(place)?.getBoundingClientRect();
  if (box && (box.top < 90 || box.bottom > innerHeight - 40)) {
    scrollBy({ top: box.top - innerHeight / 3, behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth" });
  }
}

/** Go to another sentence and return its place. */
export function step(by) {
  if (!sentences.length) return null;
  isAtCandidate = null;
  at = Math.max(0, Math.min(sentences.length - 1, at < 0 ? 0 : at + by));
  return sentences[at];
}

/** Return a place longer or shorter by a sentence. */
export function stretch([start, end], by) {
  const ends = sentences.map((sentence) => sentence[1]);
  const next = by > 0 ? ends.find((one) => one > end) : ends.findLast((one) => one < end && one > start);
  return [start, next ?? end];
}

/** Go to the next or the previous candidate and return its place. */
export function stepCandidate(by) {
  const here = at < 0 ? -1 : sentences[at][0];
  const place = by > 0
    ? candidates.find(([start]) => start > (isAtCandidate ?? here))
    : candidates.findLast(([start]) => start < (isAtCandidate ?? here));
  if (!place) return null;
  goTo(place);
  isAtCandidate = place[0];
  return place;
}
let isAtCandidate = null;

/** Put the cursor where a place begins; the next candidate is then the next in its sentence, or `isPast`: behind the place. */
export function goTo([start], isPast = false) {
  isAtCandidate = isPast ? start : null;
  at = Math.max(0, sentences.findLastIndex((sentence) => sentence[0] <= start));
}

/** Return how many sentences there are, and which one the cursor is at. */
export function tellPlace() {
  return `${at + 1} of ${sentences.length}`;
}

function listWords(place) {
  const paragraph = findParagraph(place);
  paragraph.words ??= [...words.segment(paragraph.text)]
    .filter(({ isWordLike }) => isWordLike)
    .map(({ index, segment }) => [paragraph.start + index, paragraph.start + index + segment.length]);
  return paragraph.words;
}

/** Return the runs of words between marks that part clauses, each from its first word to its last. */
function listClauses(place) {
  const paragraph = findParagraph(place);
  const ends = sentences.map(([, end]) => end);
  const clauses = [];
  for (const [first, last] of listWords(place)) {
    const behind = clauses.at(-1)?.[1];
    const between = behind === undefined ? "" : paragraph.text.slice(behind - paragraph.start, first - paragraph.start);
    const isParted = behind === undefined || PARTING.test(between) || ends.some((end) => behind <= end && end <= first);
    if (isParted) clauses.push([first, last]);
    else clauses.at(-1)[1] = last;
  }
  return clauses;
}

/** Return a place whose start or end has moved by a word, or by a clause; `arrow` is -1 for left. */
export function moveEdge([start, end], edge, arrow, isFar = false) {
  const forward = (arrow > 0) !== isRightToLeft;
  const list = isFar ? listClauses : listWords;
  if (edge === "start") {
    const starts = list(start).map(([first]) => first);
    const next = forward ? starts.find((one) => one > start && one < end) : starts.findLast((one) => one < start);
    return [next ?? start, end];
  }
  const ends = list(Math.max(start, end - 1)).map(([, last]) => last);
  const next = forward ? ends.find((one) => one > end) : ends.findLast((one) => one < end && one > start);
  return [start, next ?? end];
}

/** Return the first word inside a place that is neither its first nor its last. */
export function findInnerWord([start, end]) {
  const inside = listWords(start).filter(([first, last]) => first >= start && last <= end);
  return inside[1] && inside.length > 2 ? inside[1] : null;
}

/** Return a gap moved by a word or a clause, start or end apart; its other end goes along where they would meet. */
export function moveGap([start, end], edge, arrow, within, isFar = false) {
  const forward = (arrow > 0) !== isRightToLeft;
  const inside = listWords(within[0]).filter(([first, last]) => first > within[0] && last <= within[1]);
  const index = inside.findIndex(([first, last]) => (edge === "start" ? first >= start : last >= end));
  const by = forward ? 1 : -1;
  const side = edge === "start" ? 0 : 1;
  const stops = isFar ? listClauses(within[0]).map((clause) => clause[side]) : null;
  let next = index + by;
  while (stops && inside[next] && !stops.includes(inside[next][side])) next += by;
  const moved = inside[Math.max(0, Math.min(inside.length - 1, next))] ?? [start, end];
  return edge === "start" ? [moved[0], Math.max(end, moved[1])] : [Math.min(start, moved[0]), moved[1]];
}

/**
 * Return the pieces of a quote without a gap.
 *
 * A comma that would be left alone behind the gap goes into it: one of the two around an apposition is enough.
 */
export function cutOut(pieces, [from, to]) {
  return pieces
    .flatMap(([start, end]) => (end <= from || start >= to ? [[start, end]] : [trim([start, from], /^$/), trim([to, end], STRANDED)]))
    .filter(([start, end]) => start < end);
}

/** Return a place without the spaces at its ends, and without what is not to begin it. */
function trim([start, end], unwanted) {
  if (end <= start) return [start, start];
  const words = read([start, end]);
  const lead = words.match(unwanted)?.[0].length || words.length - words.trimStart().length;
  return [Math.min(start + lead, end), end - words.length + words.trimEnd().length];
}

/** Return the place that is selected with mouse, finger or caret; null where it is empty or elsewhere. */
export function readSelection() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const touched = paragraphs.filter(({ node }) => node && range.intersectsNode(node));
  const inside = touched.map(({ start, node, text }) => [
    start + (range.startContainer === node ? range.startOffset : 0),
    start + (range.endContainer === node ? range.endOffset : text.length),
  ]).filter(([start, end]) => end > start);
  return inside.length ? [inside[0][0], inside.at(-1)[1]] : null;
}

/** Call back with what somebody marks with a pointer: a click takes the sentence, a selection just what it holds. */
export function followPointer(onMark) {
  let timer = 0;
  let isDown = false;
  const look = () => {
    const place = readSelection();
    if (place) onMark(place, true);
  };
  find("text").addEventListener("pointerdown", () => (isDown = true));
  addEventListener("pointerup", ({ pointerType }) => {
    if (isDown) setTimeout(() => {
      look();
      if (pointerType === "mouse" && readSelection()) getSelection().removeAllRanges(); // else the next drag moves it
    });
    isDown = false;
  });
  addEventListener("pointercancel", () => (isDown = false));
  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    if (!isDown) timer = setTimeout(look, PAUSE);
  });
  find("text").addEventListener("click", () => {
    const { anchorNode, anchorOffset, isCollapsed } = getSelection();
    const paragraph = paragraphs.find(({ node }) => node === anchorNode);
    if (!isCollapsed || !paragraph) return;
    goTo([paragraph.start + anchorOffset]);
    onMark(sentences[at], false);
  });
}
