// Whose words are marked, as far as the text tells: no choice is made here.

import { read } from "/text.js";

/** Say whether one of the quotes is somebody's own words, but for the punctuation at the ends of its pieces. */
export function isSpoken(quotes, direct) {
  return quotes.some((pieces) => pieces.map(trim).every(([start, end]) => direct.some(([first, last]) => first <= start && end <= last)));
}

function trim([start, end]) {
  const words = read([start, end]);
  const [lead, tail] = [/^[^\p{L}\p{N}]*/u, /[^\p{L}\p{N}]*$/u].map((marks) => words.match(marks)[0].length);
  return lead < words.length ? [start + lead, end - tail] : [start, end];
}

/** Return the candidate that says who is meant by the quote that was marked last; null where there is none, or they differ. */
export function findLikely(quotes, candidates) {
  const pieces = quotes.at(-1);
  if (!pieces) return null;
  const [start, end] = [pieces[0][0], pieces.at(-1)[1]];
  const touched = candidates.filter(({ place, told, name }) => told === undefined && name && place[0] < end && start < place[1]);
  const around = touched.filter(({ place }) => place[0] <= start && end <= place[1]);
  const [first, ...others] = around.length ? around : touched;
  const isSame = others.every(({ actor, speaker, name }) => actor === first.actor && speaker === first.speaker && (actor || name === first.name));
  return first && isSame ? first : null;
}
