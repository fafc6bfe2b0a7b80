"""Which of many short texts a passage speaks of: BM25, by words and the beginnings of words. Pure.

An index is made once for as long as its texts stay the same; asking it costs little more than the passage's words.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import log

from briefing_desk.text.normalise import normalise

STEM = 5
"""Characters by which two words are taken for forms of one: "reject", "rejection"."""
SATURATION, LENGTH = 1.2, 0.75
"""BM25's k1, how soon a word's being there again counts no more; and b, how much a long text is held back."""
UNPARTED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
"""Scripts that write no spaces between words: Thai, Lao, Burmese, Khmer, kana, Han."""
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Index:
    """Texts by their ids, made ready to be ranked."""

    weights: Mapping[str, Mapping[str, float]]
    """Of each stem, what it adds to the score of each text that has it."""


def build_index(texts: Mapping[str, str]) -> Index:
    """Return the index of some texts."""
    counts = {id: Counter(list_stems(words)) for id, words in texts.items()}
    mean = sum(map(Counter.total, counts.values())) / max(1, len(counts))
    weights: dict[str, dict[str, float]] = {}
    for id, stems in counts.items():
        held = SATURATION * (1 - LENGTH + LENGTH * stems.total() / mean) if mean else SATURATION
        for stem, times in stems.items():
            weights.setdefault(stem, {})[id] = times * (SATURATION + 1) / (times + held)
    for found in weights.values():
        rarity = log(1 + (len(counts) - len(found) + 0.5) / (len(found) + 0.5))
        found.update({id: rarity * weight for id, weight in found.items()})
    return Index(weights)


def rank(index: Index, *parts: tuple[str, float]) -> list[tuple[str, float]]:
    """Return the texts that share words with a passage, best first, each with its score.

    `parts` are words with what they count: the passage fully, `(quote, 1.0)`, what surrounds it less, `(paragraph,
    0.3)`. A word counts once, as much as the part in which it counts most.
    """
    asked: dict[str, float] = {}
    for words, weight in parts:
        for stem in list_stems(words):
            asked[stem] = max(asked.get(stem, 0.0), weight)
    scores: dict[str, float] = {}
    for stem, weight in asked.items():
        for id, adds in index.weights.get(stem, {}).items():
            scores[id] = scores.get(id, 0.0) + weight * adds
    return sorted(scores.items(), key=lambda found: (-found[1], found[0]))


def list_stems(words: str) -> list[str]:
    """Return the beginnings of words; of scripts without spaces, each two characters that stand together."""
    folded = normalise(words).casefold()
    pairs = [run[at : at + 2] for run in UNPARTED.findall(folded) for at in range(max(1, len(run) - 1))]
    return [word[:STEM] for word in WORD.findall(UNPARTED.sub(" ", folded))] + pairs
