"""No corruption of a quote passes in silence: it is told, or the receipt says otherwise whose words they are.

The quotes are the demo's own, in sentences made up around them, and some made-up ones in several languages.
"""

import re
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from builders import ROOT, make_article, make_position, make_quote, make_seeds
from laws import some

from briefing_desk.quotes.readings import Readings
from briefing_desk.quotes.verify import verify_article
from briefing_desk.schema.dates import Day
from briefing_desk.schema.model import Language, Limits
from briefing_desk.schema.receipts import read_receipt
from briefing_desk.syntax.source import Source
from briefing_desk.text.article_text import from_plain
from briefing_desk.text.quotation_marks import Direct


@dataclass(frozen=True)
class Sample:
    """Words of an article that are quoted."""

    words: str
    is_direct: bool
    language: str = "en"


MADE_UP = [
    Sample("We will not leave one person behind, not in 2024 and not in 30 years", True),
    Sample("The union’s three boats stay at Old Pier until Jo Marsh’s vote on the tolls", True),
    Sample("would accept the closure of the harbour if each of the twelve jobs moves to Ost", False),
    Sample("La ville ne fermera pas le quai avant l’été, a promis Édith Réau au syndicat", False, "fr"),
    Sample("Nous garderons les deux bacs à quai, même en février, pour Ost", True, "fr"),
    Sample("Die Werft schließt für zwei Jahre, und keiner der 40 Träger zieht nach Köln", True, "de"),
    Sample("Der Rat würde dem Verkauf der drei Fähren nur zögernd zustimmen", False, "de"),
    Sample("Мы оставим все два парома у причала, и Одесса не закроет порт до 2027 года", True, "ru"),
    Sample("Рада погодила продаж двох поромів, хоча Їржі Крук просив зачекати", False, "uk"),
    Sample("El muelle cerrará en mayo, y las dos lanchas irán a Cádiz sin pasajeros", True, "es"),
    Sample("Kajen stängs i höst, och de två färjorna går till Åbo", True, "sv"),
    Sample("Nabrzeże zostanie zamknięte na dwa lata, a łodzie popłyną do Łeby", True, "pl"),
]


def read_demo() -> list[Sample]:
    """Return the demo's quotes as they were found."""
    paths: list[Path] = sorted((ROOT / "seeds/receipts").glob("*.yml"))
    receipts = [read_receipt(Source("", path.read_text("utf-8")))[0] for path in paths]
    return [Sample(str(entry.exact), entry.direct is Direct.YES) for receipt in receipts for entry in receipt.quotes]


SAMPLES = [sample for sample in (*read_demo(), *MADE_UP) if len(sample.words.split()) > 3]
MARKS = str.maketrans(dict.fromkeys('“”"', "'"))
BEFORE, BEHIND = "Besides, at the ferry", "over at the weighbridge, perhaps"
"""Words in no quote that stand around each."""


def settle(sample: Sample) -> Sample:
    """Return a sample as one passage, without what it leaves out; what stands in marks has single ones inside."""
    words = sample.words.replace("[…] ", "")
    inner = words.translate(str.maketrans("“”", "‘’")).strip("‘’ ") if sample.is_direct else words
    return replace(sample, words=inner)


SAMPLES = [settle(sample) for sample in SAMPLES]


def tell(sample: Sample, words: str | None = None) -> str:
    """Return an article's text with the words of a sample in it: in marks where they are somebody's."""
    told = sample.words if words is None else words
    inner = f"{BEFORE} {told}, {BEHIND}."
    return f"The ferry was late.\n\n{f'“{inner}” said A. Bargee.' if sample.is_direct else inner}\n\nThe ferry left.\n"


def judge(text: str, sample: Sample, exact: str, prefix: str = "", suffix: str = "") -> tuple[list[str], bool | None]:
    """Return the codes of what is said about a quote, and whether it is direct (None if there is no receipt)."""
    quote = make_quote(exact, prefix or None, suffix or None)
    article = make_article(make_position(quotes=[quote]))
    article = replace(article, language=Language(sample.language, article.language.at))
    readings = Readings(make_seeds([article]), {}, {"a": ("a.txt", from_plain(text))})
    content, problems = verify_article("a", article, readings, Limits(max_quote_words=99, max_share=1), Day(2025, 4, 1))
    direct = f"direct: {'yes' if sample.is_direct else 'no'}\n"
    return [problem.code for problem in problems], direct in content if content else None


def split(sample: Sample) -> list[str]:
    return sample.words.split()


def edit(sample: Sample, pattern: str, new, fallback: str) -> str:
    """Return the words with the first that fits a pattern replaced; else with a word more in the middle."""
    changed = re.sub(pattern, new, sample.words, count=1)
    return changed if changed != sample.words else put(sample, fallback)


def put(sample: Sample, *more: str) -> str:
    """Return the words with others in their middle."""
    words = split(sample)
    middle = len(words) // 2
    return " ".join([*words[:middle], *more, *words[middle:]])


def alter(sample: Sample, change) -> str:
    """Return the words with the longest of those inside changed."""
    words = split(sample)
    at = max(range(1, len(words) - 1), key=lambda index: len(re.sub(r"\W", "", words[index])))
    return " ".join([*words[:at], change(words[at]), *words[at + 1 :]])


def change_letter(word: str, new) -> str:
    """Return a word with its middle letter changed."""
    letters = [at for at, letter in enumerate(word) if letter.isalpha()]
    at = letters[len(letters) // 2]
    return word[:at] + new(word[at]) + word[at + 1 :]


def exchange(sample: Sample) -> str:
    """Return the words, two neighbours exchanged."""
    words = split(sample)
    at = next(index for index in range(1, len(words)) if words[index] != words[index - 1])
    return " ".join([*words[: at - 1], words[at], words[at - 1], *words[at + 1 :]])


ACCENTS = str.maketrans("éèêëàâäáãåçñöôóòüûúùíìîïőűşğşćčšžąęłńśźżøй", "eeeeaaaaaacnoooouuuuiiiiousgsccszaelnszzoи")
TURNS = {
    kind: dict(zip(("en", "fr", "de", "ru", "uk", "es", "sv", "pl"), words, strict=True))
    for kind, *words in (
        ("negation", "not", "jamais", "nicht", "не", "не", "nunca", "inte", "nie"),
        ("hedge", "reportedly", "peut-être", "angeblich", "якобы", "нібито", "quizás", "kanske", "podobno"),
        ("condition", "if paid", "sauf accord", "falls", "если так", "якщо так", "salvo pacto", "såvida", "o ile"),
    )
}
"""A word of each kind that turns a meaning, by language."""
NUMBERS = r"\b(?:one|two|three|twelve|deux|zwei|два|двух|dos|två)\b"
LOOK_ALIKES = {"a": "а", "e": "е", "o": "о"}
"""Latin letters, and the Cyrillic ones that look the same."""


def change_accent(sample: Sample) -> str:
    """Return the words without accents; those that have none, with one."""
    bare = sample.words.translate(ACCENTS)
    return bare if bare != sample.words else edit(sample, "[aeiou]", lambda vowel: f"{vowel.group()}\u0301", "é")


QUOTE = {
    "a word swapped": lambda s: alter(s, lambda word: "anchors"),
    "a word dropped": lambda s: " ".join([split(s)[0], *split(s)[2:]]),
    "a word doubled": lambda s: put(s, split(s)[len(split(s)) // 2]),
    "negated": lambda s: put(s, TURNS["negation"][s.language]),
    "a negation taken back": lambda s: edit(s, r" (?:not|no|ne|keiner der|не|sin) ", " ", "not"),
    "a digit changed": lambda s: edit(s, r"\d", lambda digit: str((int(digit.group()) + 1) % 10), "7"),
    "a digit more": lambda s: edit(s, r"\d", r"\g<0>0", "70"),
    "a number word exchanged": lambda s: edit(s, NUMBERS, "nine", "two"),
    "a capital": lambda s: alter(s, lambda word: change_letter(word, str.swapcase)),
    "all capitals": lambda s: s.words.upper(),
    "words exchanged": exchange,
    "a letter changed": lambda s: alter(
        s, lambda word: change_letter(word, lambda letter: "x" if letter == "q" else "q")
    ),
    "a letter dropped": lambda s: alter(s, lambda word: change_letter(word, lambda _: "")),
    "a letter doubled": lambda s: alter(s, lambda word: change_letter(word, lambda letter: letter * 2)),
    "a letter of another script": lambda s: edit(s, "[aeo]", lambda a: LOOK_ALIKES[a.group()], "нот"),
    "an accent stripped or set": change_accent,
    "a comma more": lambda s: alter(s, lambda word: f"{word.rstrip(',')}," if not word.endswith(",") else word[:-1]),
    "a full stop for a comma": lambda s: edit(s, r",", ".", "."),
    "a dash dropped or set": lambda s: edit(s, r"(?<=\w)[-‑–](?=\w)", " ", "–"),
    "an apostrophe dropped or set": lambda s: edit(s, r"(?<=\w)['’](?=\w)", "", "o’"),
    "two words joined": lambda s: s.words.replace(" ", "", 1),
    "a word split": lambda s: alter(s, lambda word: change_letter(word, lambda letter: f"{letter} ")),
    "another name": lambda s: edit(s, r"(?<= )[A-ZА-ЯЁЇ][\w‑-]+", "Bergen", "Bergen"),
    "a plural": lambda s: alter(s, lambda word: re.sub(r"\b(?=\W*$)", "s", word, count=1)),
    "begun inside a word": lambda s: re.sub(r"\w", "", s.words, count=1) if split(s)[0][1:] else f"erry {s.words}",
    "ended inside a word": lambda s: f"{s.words}, over at the weigh",
    "begun inside the word before": lambda s: f"rry {s.words}",
    "halves exchanged": lambda s: " […] ".join(reversed([" ".join(split(s)[:2]), " ".join(split(s)[2:])])),
    "two quotes joined": lambda s: f"{s.words} ferry left",
    "two quotes joined where one ends": lambda s: f"{s.words}, {BEHIND}. The ferry left",
    "a word of ours in brackets": lambda s: put(s, "[the harbour]"),
    "an ellipsis for what is there": lambda s: put(s, "..."),
}
"""What may be done to a quote, by its name."""


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.words[:40])
def test_as_it_stands_each_is_verified_in_silence(sample):
    assert judge(tell(sample), sample, sample.words) == ([], True)


@pytest.mark.no_cover  # many times the same
@pytest.mark.parametrize("name", QUOTE)
def test_no_corruption_of_a_quote_passes(name):
    for sample in some(SAMPLES):
        exact = QUOTE[name](sample)
        assert exact != sample.words
        codes, is_same = judge(tell(sample), sample, exact)
        assert codes or not is_same, exact


@pytest.mark.parametrize("kind", TURNS)
def test_nothing_that_turns_the_meaning_is_left_out(kind):
    for sample in some(SAMPLES):
        turn = TURNS[kind][sample.language]
        text = tell(sample, put(sample, turn))
        assert judge(text, sample, sample.words)[0] == ["quote-not-found"]
        assert judge(text, sample, put(sample, "[…]"))[0] == ["omitted-hedge"], put(sample, turn)
        assert judge(text, sample, put(sample, turn)) == ([], True)


def test_no_two_sentences_are_joined_in_silence():
    for sample in some(SAMPLES):
        codes, _ = judge(tell(sample), sample, f"{' '.join(split(sample)[:-1])} […] ferry left")
        assert "joined-sentences" in codes, sample


MOVED = {
    "the opening mark moved into it": lambda text, words: text.replace("“", "", 1).replace(
        words, move(words, 1, "“"), 1
    ),
    "the closing mark moved into it": lambda text, words: text.replace("”", "", 1).replace(
        words, move(words, -1, "”"), 1
    ),
    "no marks": lambda text, _: text.replace("“", "").replace("”", ""),
    "the marks behind it": lambda text, _: text.replace("“", "").replace(f"{BEHIND}.", f"“{BEHIND}."),
    "the marks before it": lambda text, _: text.replace("”", "").replace(f"{BEFORE} ", f"{BEFORE}” "),
}
"""What may be done to the marks in a source."""


def move(words: str, at: int, mark: str) -> str:
    """Return words with a mark between them."""
    before, after = words.split()[:at], words.split()[at:]
    return " ".join(
        [*before, f"{mark}{after[0]}", *after[1:]] if mark == "“" else [*before[:-1], before[-1] + mark, *after]
    )


@pytest.mark.parametrize("name", MOVED)
def test_no_mark_is_moved_without_another_answer(name):
    for sample in some(SAMPLES):
        if sample.is_direct:
            text = MOVED[name](tell(sample), sample.words)
            assert text != tell(sample)
            codes, is_same = judge(text, sample, sample.words)
            assert codes or not is_same, text


def test_no_quote_runs_beyond_the_mark_that_closes_it():
    for sample in some(SAMPLES):
        if sample.is_direct:
            for more in (
                "” said A. Bargee",
                '" said A. Bargee',
                "” said A. Bargee.\n\nThe ferry left",
                " said A. Bargee",
            ):
                codes, is_same = judge(tell(sample), sample, f"{sample.words}, {BEHIND}.{more}")
                assert codes or not is_same, more


@pytest.mark.parametrize("prefix", ["ferries", "the ferry,", "at the", "Ferry", "erry", "he ferry", BEHIND])
def test_no_wrong_prefix_passes(prefix):
    for sample in some(SAMPLES):
        assert judge(tell(sample), sample, sample.words, prefix=prefix)[0] == ["quote-not-found"], sample


@pytest.mark.parametrize("suffix", ["over", ", over to", ", Over at", ", over at the weigh", ", ove", BEFORE])
def test_no_wrong_suffix_passes(suffix):
    for sample in some(SAMPLES):
        assert judge(tell(sample), sample, sample.words, suffix=suffix)[0] == ["quote-not-found"], sample
