"""Of which language a text is, by its commonest words, and how many words it has, in any script. Pure."""

import re
from collections import Counter

from briefing_desk.languages import list_languages, load_language

UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]"
)
"""Letters of scripts that put no spaces between words: Thai, Lao, Burmese, Khmer, kana, Han."""
LETTERS_PER_WORD = 2
"""Of these scripts, about."""
WORD = re.compile(r"\w+")
MIN_SHARE, MIN_LEAD, MIN_WORDS = 0.15, 1.4, 30


def measure_words(text: str) -> int:
    """Return how many words a text has: parted by spaces, and where the script has none, by the number of letters."""
    unspaced = len(UNSPACED.findall(text))
    return len(WORD.findall(UNSPACED.sub(" ", text))) + unspaced // LETTERS_PER_WORD if unspaced else len(text.split())


def guess_language(text: str) -> str:
    """Return the language of a text where its commonest words leave no doubt, else nothing."""
    words = Counter(WORD.findall(text.casefold()))
    total = sum(words.values())
    if total < MIN_WORDS:
        return ""
    shares = {code: sum(words[word] for word in load_language(code).common) / total for code in list_languages()}
    first, second = sorted(shares, key=lambda code: -shares[code])[:2]
    return first if shares[first] >= MIN_SHARE and shares[first] >= MIN_LEAD * shares[second] else ""
