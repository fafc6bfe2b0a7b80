"""Which questions a passage may answer, the likeliest first: BM25 over what each question says of itself. Pure.

A word counts the more, the fewer questions have it. In the languages that are written without spaces, two characters
that stand side by side are a word.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping

from briefing_desk.schema.model import Topic
from briefing_desk.schema.references import list_references

WORD = re.compile(r"[^\W\d_]{4,}")
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
STEM = 6
"""Characters by which two words are taken for forms of one: "closing", "closure"."""
K, B = 1.2, 0.75
"""How soon a word that is repeated counts no more, and how much a long question is held against it (the usual ones)."""
AROUND = 0.3
"""What a word of the paragraph counts, where one of the passage itself counts 1."""


def rank_questions(passage: str, paragraph: str, topics: Mapping[str, Topic]) -> list[str]:
    """Return the questions (`topic/question`) that share words with a passage or its paragraph, the likeliest first."""
    documents = {
        reference: Counter(list_stems(f"{question.label} {question.proposition}"))
        for reference, _, question in list_references(topics)
    }
    near, far = set(list_stems(passage)), set(list_stems(paragraph))
    wanted = {word: 1.0 if word in near else AROUND for word in sorted(near | far)}
    scores = score_all(wanted, documents)
    return sorted((found for found, score in scores.items() if score), key=lambda found: -scores[found])


def score_all(wanted: Mapping[str, float], documents: Mapping[str, Counter[str]]) -> dict[str, float]:
    """Return how well each document answers to words, each with its weight."""
    number = len(documents)
    average = sum(map(Counter.total, documents.values())) / number if number else 1
    spread = Counter(word for words in documents.values() for word in words)
    rarity = {word: math.log(1 + (number - spread[word] + 0.5) / (spread[word] + 0.5)) for word in wanted}
    return {
        name: sum(
            weight * rarity[word] * words[word] * (K + 1) / (words[word] + K * (1 - B + B * words.total() / average))
            for word, weight in wanted.items()
            if word in words
        )
        for name, words in documents.items()
    }


def list_stems(words: str) -> list[str]:
    """Return the beginnings of words, and pairs of characters where words are not parted by spaces."""
    found = []
    for word in WORD.findall(words):
        if UNSPACED.search(word):
            found += [word[at : at + 2] for at in range(len(word) - 1)]
        else:
            found.append(word.casefold()[:STEM])
    return found
