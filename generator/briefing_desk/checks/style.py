"""What in the desk's own sentences makes readers read twice; advice that is told only when it is asked for. Pure.

How hard a text is to read is measured by LIX (C. H. Björnsson, *Läsbarhet*, 1968): words a sentence, plus long words
in a hundred. It needs no list of syllables, so that it works in every alphabet whose words stand apart.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from briefing_desk.languages import Language, load_language
from briefing_desk.quotes.omissions import compile_list, find_sentences
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Text
from briefing_desk.text.normalise import normalise

WORD = re.compile(r"\w+(?:['-]\w+)*")
CLAUSE_END = re.compile(r"[,;:()–—]")
LONG_SENTENCE = 25
"""Words that a sentence may have."""
LONG_WORD = 6
"""Letters beyond which LIX counts a word as long."""
VERY_HARD = 60
"""The LIX from which Björnsson calls a text very hard: research papers, and laws."""
MEASURED = 60
"""Words from which on a text can be measured."""
TELLING = 4
"""Letters from which on a word tells something."""
SHOWN = 6
"""Words by which a sentence is named."""


@dataclass(frozen=True, slots=True)
class Habits:
    """What is looked for in one language; None where nobody has described it."""

    denial: re.Pattern[str] | None
    passive: re.Pattern[str] | None
    account: re.Pattern[str] | None
    """A sentence that begins with its source."""


def check_style(texts: Iterable[Text], language: str, *, of_sources: bool = False) -> Iterator[Problem]:
    """Yield what makes sentences of the desk hard to read, for each of its texts in the site's language.

    Only a text that is not `of_sources` has to leave them to its footnotes.
    """
    habits = learn_habits(language)
    habits = replace(habits, account=None) if of_sources else habits
    for text in texts:
        words = normalise(text)
        sentences = split_sentences(words)
        for sentence in sentences:
            yield from check_sentence(text, sentence, habits)
        lix = measure_lix(sentences)
        if len(WORD.findall(words)) >= MEASURED and lix >= VERY_HARD:
            message = f"the text is very hard to read: its LIX is {lix}, and {VERY_HARD} is that of laws"
            yield Problem(text.at, "hard-text", message, "write shorter sentences, and shorter words")


def check_condition(summary: Text, condition: Text) -> Iterator[Problem]:
    """Yield a warning for a summary that says again what the condition says."""
    told = {word.casefold() for word in WORD.findall(normalise(summary))}
    telling = {word.casefold() for word in WORD.findall(normalise(condition)) if len(word) >= TELLING}
    if telling and telling <= told:
        message = "the summary repeats its condition, and readers see both"
        yield Problem(summary.at, "condition-repeated", message, "leave it to `condition`")


def check_sentence(text: Text, sentence: str, habits: Habits) -> Iterator[Problem]:
    """Yield what is wrong with one sentence."""
    words = WORD.findall(sentence)
    shown = f"“{' '.join(sentence.split()[:SHOWN])} …”"
    if len(words) > LONG_SENTENCE:
        message = f"the sentence {shown} has {len(words)} words, more than {LONG_SENTENCE}"
        yield Problem(text.at, "long-sentence", message, "make two of it")
    if habits.account and habits.account.match(sentence):
        message = f"the sentence {shown} is about its source"
        yield Problem(text.at, "source-as-subject", message, "begin with who did it; the footnote names the source")
    if habits.denial and any(len(habits.denial.findall(clause)) > 1 for clause in CLAUSE_END.split(sentence)):
        message = f"the sentence {shown} denies twice in one clause"
        yield Problem(text.at, "double-negative", message, "say what is so")
    if habits.passive and len(habits.passive.findall(sentence)) > 1:
        message = f"the sentence {shown} has several passives"
        yield Problem(text.at, "passive-chain", message, "say who did it")


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a folded text."""
    cuts = [0, *find_sentences(text, (0, len(text))), len(text)]
    return [sentence for start, end in pairwise(cuts) if (sentence := text[start:end].strip())]


def measure_lix(sentences: Iterable[str]) -> int:
    """Return the LIX of sentences, rounded: 20 is a picture book, 40 a newspaper, 60 a law."""
    counted = [words for sentence in sentences if (words := WORD.findall(sentence))]
    words = [word for sentence in counted for word in sentence]
    if not words:
        return 0
    long = sum(len(word) > LONG_WORD for word in words)
    return round(len(words) / len(counted) + 100 * long / len(words))


@cache
def learn_habits(language: str) -> Habits:
    """Return what is looked for in a language."""
    known = load_language(language)
    denial = compile_list(known.denials) if known.denials else None
    account = re.compile(rf"(?:{'|'.join(map(re.escape, known.accounts))})\b", re.I) if known.accounts else None
    return Habits(denial, compile_passive(known), account)


def compile_passive(known: Language) -> re.Pattern[str] | None:
    """Return a pattern of a passive: its auxiliary and, at most two words on, a participle."""
    if not known.passives:
        return None
    participles = "|".join(map(re.escape, known.passive_participles))
    endings = "|".join(map(re.escape, known.passive_endings))
    auxiliary = "|".join(map(re.escape, known.passives))
    return re.compile(rf"\b(?:{auxiliary})\s+(?:\w+\s+){{0,2}}?(?:\w{{2,}}(?:{endings})|{participles})\b", re.I)
