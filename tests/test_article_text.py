"""What quotes are checked against: the words that a reader sees, and whose they are."""

import re
from pathlib import Path

import pytest
from builders import grows_linearly
from hypothesis import given
from hypothesis import strategies as st
from laws import tries
from markdown_it.utils import read_fixture_file

from briefing_desk.languages import load_language
from briefing_desk.text.article_text import (
    QUOTED,
    UNMARKED,
    from_markdown,
    from_plain,
    has_dash,
    is_attribution,
    trim,
)
from briefing_desk.text.quotation_marks import FAMILIES, MARK, Direct, Side, judge_mark
from briefing_desk.text.reporting import (
    Voice,
    guess_language,
    judge_voice,
    list_names,
    list_words,
    may_tell,
    tells_speaker,
)
from briefing_desk.text.speech import LOOSE, MIXED, NESTED, Speech, list_around

DATA = Path(__file__).parent / "data" / "quotes"
SPEECH = [line.split("\t") for line in (DATA / "speech.tsv").read_text("utf-8").splitlines()[1:]]
speech = st.text(st.sampled_from("ab s.,\n—1" + "".join(mark for mark in FAMILIES if len(mark) == 1)), max_size=40)


def load(name):
    return [pytest.param(given, wanted, id=title) for _, title, given, wanted in read_fixture_file(DATA / name)]


def names_marsh(line):
    return "Marsh" in line


def list_direct(article):
    """Return the ranges of direct speech in the order of the text, each on one line."""
    return [article.text[start:end].replace("\n", " / ") for start, end in sorted(article.direct)]


@pytest.mark.parametrize(("text", "wanted"), load("direct-plain.md"))
def test_direct_speech_in_plain_text(text, wanted):
    assert list_direct(from_plain(text, names=names_marsh)) == wanted.splitlines()


@pytest.mark.parametrize(("language", "text", "wanted"), SPEECH)
def test_direct_speech_by_language(language, text, wanted):
    article = from_plain(text.replace("¶", "\n\n"), language, names_marsh)
    found = sorted(article.speech, key=lambda span: (span.start, -span.end))
    shown = (f"{'? ' if span.doubt else ''}{article.text[span.start : span.end].strip()}" for span in found)
    assert " | ".join(shown).replace("\n", "¶") == wanted


@pytest.mark.parametrize(("body", "wanted"), load("markdown.md"))
def test_markdown_is_read_as_readers_see_it(body, wanted):
    article = from_markdown(f"\n{body}")
    text, _, direct = wanted.partition("=\n")
    assert [line or "~" for line in article.text[1:].split("\n")] == (text.splitlines() or ["~"])
    assert list_direct(article) == direct.splitlines()


BODY = """Front

# Head

> Shown

- one
- two

```
code
```

| a | b |
|---|---|
| c | d |

Last [x
y](z
'title') more

End
"""


@pytest.mark.parametrize("word", ["Front", "Head", "Shown", "one", "two", "code", "a", "c", "d", "Last", "End"])
def test_every_word_stands_on_its_line_of_the_file(word):
    article = from_markdown(BODY, first_line=10)
    start = re.search(rf"\b{word}\b", article.text).start()
    line = article.locate(start)[0]
    assert re.search(rf"\b{word}\b", BODY.split("\n")[line - 10])


def test_a_column_counts_in_the_text():
    article = from_markdown("\nOne **two** three", first_line=7)
    assert article.locate(article.text.index("three")) == (8, 9)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_do_not_matter(end):
    lines = ["We stay,", "said Jo.", "", "> They go."]
    assert from_plain(end.join(lines)) == from_plain("\n".join(lines))
    assert from_markdown(end.join(lines)) == from_markdown("\n".join(lines))


@pytest.mark.parametrize(
    ("words", "is_direct"),
    [
        ("We stay", True),
        ("“We stay,”", True),
        ("‘no’ to them", True),
        ("until the end”.", True),
        ("said", False),
        ("We stay,” said", False),
        ("We stay,” said Jo, “and say ‘no’ to them", False),
        ("” ", False),
        (",", False),
    ],
)
def test_direct_means_wholly_inside_the_marks(words, is_direct):
    text = "“We stay,” said Jo, “and say ‘no’ to them until the end”."
    start = text.index(words)
    assert from_plain(text).is_direct(start, start + len(words)) is is_direct


@pytest.mark.parametrize(
    ("read", "text", "paragraphs"),
    [
        (from_plain, "One\ntwo\n \n three ", ["One\ntwo", "three "]),
        (from_plain, f"Head\n{'long ' * 30}\nlast", ["Head", "long " * 30, "last"]),
        (from_plain, "\n \n", []),
        (from_plain, f"{'long ' * 20}\n{'more ' * 20}", [f"{'long ' * 20}\n{'more ' * 20}"]),
        (from_plain, f"{'x' * 120}\n{'y' * 120}", [f"{'x' * 120}\n{'y' * 120}"]),
        (from_plain, f"{'x' * 121}\n{'y' * 121}", ["x" * 121, "y" * 121]),
        (from_plain, f"{'x' * 130}\n{'y' * 64}\n{'z' * 64}", [f"{'x' * 130}\n{'y' * 64}\n{'z' * 64}"]),
        (from_plain, f"{'x' * 130}\n{'y' * 64}\n{'z' * 63}", ["x" * 130, "y" * 64, "z" * 63]),
        (from_markdown, "```\nMAX  \n```", ["MAX  "]),
        (from_markdown, "```\nMAX\n\n```", ["MAX"]),
        (from_markdown, "# One\ntwo\n- three\n- four\n\n|a|b|\n|-|-|", ["One", "two", "three", "four", "a", "b"]),
    ],
)
def test_paragraphs(read, text, paragraphs):
    article = read(text)
    assert [article.text[start:end] for start, end in article.paragraphs] == paragraphs


def test_continuous_means_in_one_paragraph():
    article = from_plain("\nOne two.\n\nThree.")
    one, two, three = (article.text.index(word) for word in ("One", "two", "Three"))
    assert article.is_continuous(one, two + 4)
    assert article.is_continuous(three, three + 6)
    assert not article.is_continuous(two, three + 5)
    assert not article.is_continuous(0, two)


@pytest.mark.parametrize("read", [from_plain, from_markdown])
def test_a_text_begins_on_its_first_line_and_is_in_the_language_that_is_declared(read):
    assert read("One").locate(0) == (1, 1)
    assert read("One").language.code == ""
    assert read("Un", language="fr").language is load_language("fr")


@pytest.mark.parametrize(
    ("text", "inner"), [("“I,”", "I"), ("I", "I"), ("(a, b)", "a, b"), ("‘“No.”’", "No"), ("…", ""), ("”.", "")]
)
def test_punctuation_at_the_ends_does_not_count(text, inner):
    start, end = trim(text, 0, len(text))
    assert text[start:end] == inner


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("— Jo Marsh", True),
        (" – Jo Marsh, dockers' union ", True),
        ("―Élodie", True),
        ("— Jo Marsh of the union of all dockers here", True),
        ("— Jo Marsh of the union of all the dockers here", False),
        ("— jo marsh", False),
        ("—jo", False),
        ("Jo Marsh", False),
        ("Jo — Marsh", False),
        ("- Jo Marsh", False),
        ("— 12 of 14", False),
        ("—", False),
        *[(f"— Jo Marsh{end}", False) for end in ".!?:,;"],
    ],
)
def test_an_attribution_is_a_dash_with_what_looks_like_a_name(line, answer):
    assert is_attribution(line) is answer


@pytest.mark.parametrize(
    ("line", "answer"),
    [("– a", True), ("—a", True), ("― a", True), (" - a", True), ("-a", False), ("a – b", False), ("", False)],
)
def test_which_lines_begin_with_a_dash(line, answer):
    assert has_dash(line) is answer


@pytest.mark.parametrize(
    ("words", "declared", "guessed"),
    [
        ("der Hafen und Lübeck", "en", "de"),
        ("Le Mans won", "en", "en"),
        ("Le Mans won", "", ""),
        ("the port of the city", "fr", "en"),
        ("", "fr", "fr"),
    ],
)
def test_a_paragraph_is_in_the_language_whose_commonest_words_it_has(words, declared, guessed):
    assert guess_language(words, load_language(declared) if declared else from_plain("").language).code == guessed


def test_names_are_words_with_a_capital_that_are_not_common():
    assert list_names("The mayor, Jo Marsh, met Al Lee and THE SHIP", load_language("en")) == {"Marsh", "Lee", "SHIP"}


@pytest.mark.parametrize(
    ("lead", "around", "voice"),
    [
        ("", "said Kim Lee", Voice.SAME),
        ("said Jo Marsh", " ", Voice.SAME),
        ("said Jo Marsh", "Marsh said", Voice.SAME),
        ("said Jo Marsh", "she added", Voice.SAME),
        ("said Jo Marsh", "added the mayor of the town", Voice.SAME),
        ("said Jo Marsh", "she told the Harbour Gazette on Tuesday", Voice.PRONOUN),
        ("The chair said:", "he said", Voice.PRONOUN),
        (":", "said the union leader", Voice.UNNAMED),
        ("said Jo Marsh", "Quist added", Voice.ANOTHER),
        ("said Jo Marsh", "said the mayor of the old town on the hill above the port", Voice.ANOTHER),
        ("a dit Jo Marsh", "a-t-elle ajouté", Voice.SAME),
        ("a dit Jo Marsh", "a-t-elle dit", Voice.PRONOUN),
        ("a dit Jo Marsh", "dit-elle", Voice.PRONOUN),
        ("a dit Jo Marsh", "a-t-elle dit devant la foule de", Voice.PRONOUN),
        ("a dit Jo Marsh", "a dit hier elle", Voice.UNNAMED),
        ("said Jo Marsh", "SHE ADDED", Voice.SAME),
        ("said Jo Marsh", "said the mayor of the old town there", Voice.UNNAMED),
    ],
)
def test_who_speaks_is_told_by_the_words_around(lead, around, voice):
    assert judge_voice(lead, around, load_language("fr" if " dit " in lead else "en")) is voice


@pytest.mark.parametrize(
    ("words", "language", "answer"),
    [
        ("quipped the mayor", "en", True),
        ("quipped the", "en", False),
        ("quipped", "en", False),
        ("quipped she", "en", True),
        ("quipped she and Jo", "en", False),
        ("quipped Marsh", "en", True),
        ("quipped loudly", "en", False),
        ("Quipped the mayor", "en", False),
        ("quipped the old mayor of the small town", "en", True),
        ("quipped the old mayor of the small port town", "en", False),
        ("quipped the mayor's old aide of the town", "en", True),
        ("quipped the mayor of our town", "en", False),
        ("the mayor said", "en", True),
        ("the mayor of our town said", "en", False),
        ("the mayor quipped", "en", False),
        ("despite the mayor", "en", False),
        ("soon the mayor", "en", False),
        ("jure-t-elle", "fr", True),
        ("jure-t-elle aussi", "fr", False),
        ("jure-bien", "fr", False),
        ("dis-je", "fr", False),
        ("semble-t-il", "fr", False),
        ("jure l’aujourd’hui", "fr", True),
        ("jure l’élue du port", "fr", True),
        ("se désole la maire", "fr", True),
        ("s’émeut la maire", "fr", True),
        ("j’adore la ville", "fr", False),
        ("обещает мэр", "ru", True),
        ("обещает нам мэр", "ru", False),
        ("обещает если мэр", "ru", False),
        ("обещает ей", "ru", False),
        ("skryter borgmästaren", "sv", True),
        ("skryter den nya borgmästaren", "sv", True),
        ("skryter högt", "sv", False),
        ("skryter en", "sv", False),
        ("quipped the mayor", "ja", False),
        ("", "en", False),
    ],
)
def test_what_may_tell_who_speaks_by_a_verb_of_no_list(words, language, answer):
    assert may_tell(words, load_language(language)) is answer


@pytest.mark.parametrize(
    ("words", "language", "answer"),
    [
        ("Wir bleiben, sagte sie", "de", True),
        ("Wir bleiben, und niemand geht", "de", False),
        ("We stay, the mayor told us", "en", True),
        ("We stay, told us", "en", True),
        ("We stay and told us", "en", False),
        ("We stay, the mayor of our town told us", "en", False),
        ("We stay, told us", "ja", False),
    ],
)
def test_whether_words_have_a_clause_that_tells_who_speaks(words, language, answer):
    assert tells_speaker(words, load_language(language)) is answer


def test_longer_words_stand_before_those_that_begin_them():
    assert list_words(("a", "abc", "ab.", "b")) == r"abc|ab\.|a|b"


@given(st.one_of(speech, st.text(max_size=40)), st.sampled_from([from_plain, from_markdown]))
@tries(150)
def test_direct_speech_lies_in_one_paragraph_between_marks_or_is_displayed(text, read):
    article = read(text)
    firsts, lasts = {start for start, _ in article.paragraphs}, {end for _, end in article.paragraphs}
    for start, end in article.direct:
        assert article.is_continuous(start - (start not in firsts), end)
        if start not in firsts:
            assert MARK.match(article.text[start - 1])
            assert end in lasts or MARK.match(article.text[end])


@given(st.one_of(speech, st.text(max_size=40)), st.sampled_from([from_plain, from_markdown]))
@tries(80)
def test_paragraphs_are_in_order_and_apart(text, read):
    article = read(text)
    last = 0
    for start, end in article.paragraphs:
        assert last <= start < end <= len(article.text)
        last = end


@given(
    st.text(st.sampled_from("ab ,.\n"), max_size=30).map(lambda text: re.sub(",+", ",", text)),
    st.sampled_from("\"“«„”'‘"),
)
@tries(80)
def test_one_stray_mark_makes_nothing_direct(text, mark):
    for at in range(len(text) + 1):
        assert not from_plain(text[:at] + mark + text[at:]).speech


NARRATED = ["said Jo Marsh of the union", "the mayor left for the port", "who had never liked the dockers' plan"]


@given(st.lists(st.sampled_from(NARRATED), min_size=1, max_size=3), st.sampled_from("\"“”„‟«»'‘’‹›「"), st.data())
@tries(150)
def test_what_stands_behind_a_sentence_that_a_mark_ends_is_never_speech(narrated, mark, data):
    """However the marks look, and wherever one is missing: behind a comma and before a space a mark closes."""
    closing = data.draw(st.sampled_from([mark, *"\"“”»«'‘’"]))
    told = ", ".join(narrated)
    text = f"{mark}We stay,{closing} {told}. {mark}They go,{closing} {told}."
    for missing in (0, text.index(closing, 1), text.rindex(mark), len(text)):
        article = from_plain(text[:missing] + text[missing + 1 :], "en")
        for at in (article.text.index(told), article.text.rindex(told)):
            assert not article.is_direct(at, at + len(told))


@pytest.mark.parametrize(
    ("text", "words", "answer"),
    [
        ('"We want "no" more," said Jo.', "We want", (Direct.UNSURE, NESTED)),
        ('"We want "no" more," said Jo.', "no", (Direct.YES, "")),
        ('"We stay,” said Jo.', "We stay", (Direct.UNSURE, MIXED)),
        ('Jo wrote"stay"and went.', "stay", (Direct.UNSURE, LOOSE)),
        ("“We stay,” said Jo.", "We stay", (Direct.YES, "")),
        ("“We stay,” said Jo.", "said", (Direct.NO, "")),
        ("We stay, said Jo.", "We stay", (Direct.NO, "")),
    ],
)
def test_there_are_three_answers(text, words, answer):
    start = text.index(words)
    assert from_plain(text).judge(start, start + len(words)) == answer


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("We stay here", (Direct.YES, "")),
        ("stay here and", (Direct.UNSURE, UNMARKED)),
        ("and go", (Direct.UNSURE, UNMARKED)),
        ("Later", (Direct.NO, "")),
    ],
)
def test_a_line_that_a_displayed_quotation_runs_on_to_is_in_doubt(words, answer):
    article = from_markdown("> We stay here\nand go.\n\nLater.")
    start = article.text.replace("\n", " ").index(words)
    assert article.judge(start, start + len(words)) == answer


IN_ANOTHER = (Direct.UNSURE, QUOTED)


def judge_words(article, words):
    """Return whose words some are."""
    starts = [(article.text.index(word), len(word)) for word in words]
    return [article.judge(start, start + length) for start, length in starts]


def test_what_is_displayed_inside_a_displayed_quotation_is_in_doubt():
    """As in an answer to a mail: somebody else's words."""
    article = from_markdown("> One\n>\n> > two, “three”\n>\n> four\n\n> > five\n\nsix\n")
    told = judge_words(article, ["One", "two", "three", "four", "five", "six"])
    assert told == [(Direct.YES, ""), IN_ANOTHER, IN_ANOTHER, (Direct.YES, ""), IN_ANOTHER, (Direct.NO, "")]


@pytest.mark.parametrize(
    ("mark", "before", "after", "side"),
    [
        *[(mark, " ", "W", Side.OPENS) for mark in "\"“”„‟«»'‘’‹›"],
        *[(mark, ",", " ", Side.CLOSES) for mark in "\"“”„‟«»'‘’‹›"],
        *[(mark, "y", "'", Side.CLOSES) for mark in "“”"[1:]],
        *[(mark, "y", ".", Side.CLOSES) for mark in "\"“”«»'’"],
        *[(mark, "(", "W", Side.OPENS) for mark in "\"“”«»'‘"],
        *[(mark, "y", "r", Side.NEITHER) for mark in "'’‘"],
        ('"', "d", "W", Side.EITHER),
        ("“", "说", "我", Side.OPENS),
        ("”", "口", "然", Side.CLOSES),
        ("«", " ", " ", Side.OPENS),
        ("»", " ", " ", Side.CLOSES),
        ('"', "5", "x", Side.NEITHER),
        ("״", "ה", "ל", Side.NEITHER),
        ('"', "ה", "ל", Side.NEITHER),
        ('"', "ה", "d", Side.EITHER),
        ('"', "d", "ה", Side.EITHER),
        ('"', "%", "$", Side.EITHER),
        ('"', " ", "X", Side.OPENS),
        ("’", "다", "고", Side.CLOSES),
        ("’", "O", "는", Side.CLOSES),
        ("’", "다", "x", Side.CLOSES),
        ("’", "o", "x", Side.NEITHER),
        ("‘", "说", "我", Side.OPENS),
        ("'", "0", "은", Side.EITHER),
        ("'", "은", "0", Side.EITHER),
        ("״", "ה", "d", Side.EITHER),
        ("“", "ש", "ל", Side.OPENS),
        ("”", "ה", "ל", Side.NEITHER),
        ("''", " ", "W", Side.OPENS),
        ("''", "(", "W", Side.OPENS),
        ("''", "(", ")", Side.CLOSES),
        ("''", "y", "W", Side.CLOSES),
        (",,", "(", "W", Side.OPENS),
        ("<<", "y", " ", Side.OPENS),
        (">>", " ", "y", Side.CLOSES),
        ("〞", " ", "y", Side.CLOSES),
        ('"', " ", ",", Side.EITHER),
        ("'", " ", " ", Side.NEITHER),
        ("'", " ", ",", Side.NEITHER),
        ("'", "y", "$", Side.NEITHER),
        ("'", "%", "$", Side.EITHER),
        ("「", ",", " ", Side.OPENS),
        ("``", ",", " ", Side.OPENS),
    ],
)
def test_what_a_mark_can_do_is_told_by_its_neighbours(mark, before, after, side):
    assert judge_mark(mark, before, after) is side


@pytest.mark.parametrize(
    ("text", "spans", "around"),
    [
        ("Jo “stays” on “they", [(4, 9)], "Jo  on "),
        ("乔“留下”说", [(2, 4)], "乔说"),
        ("Jo “a ‘b’ c” on", [(7, 8), (4, 11)], "Jo  on"),
        ("Jo stays", [], "Jo stays"),
    ],
)
def test_what_stands_around_quotations(text, spans, around):
    assert list_around(text, (0, len(text)), [Speech(*span) for span in spans]) == around


def test_displayed_quotations_of_a_plain_text_are_shown_without_their_marks():
    article = from_plain("The union said:\n\n> We stay,\n> and nobody goes.\n\n>not shown\nrest\n\n>\n\nThe end.\n")
    assert article.text == "The union said:\n\nWe stay,\nand nobody goes.\n\n>not shown\nrest\n\n\n\nThe end.\n"
    assert list_direct(article) == ["We stay, / and nobody goes."]
    article = from_plain("> One\n\nTwo\n\nthree\n\n> Four\n")
    assert article.text == "One\n\nTwo\n\nthree\n\nFour\n"
    assert list_direct(article) == ["One", "Four"]
    assert list_direct(from_plain("> One\n\nTwo\n")) == ["One"]
    nested = from_plain("> One\n> > two\n\nThree\n\n> four\n\n> > “five”\n")
    assert nested.text == "One\n> two\n\nThree\n\nfour\n\n> “five”\n"
    assert judge_words(nested, ["One", "two", "four", "five"]) == [IN_ANOTHER, IN_ANOTHER, (Direct.YES, ""), IN_ANOTHER]
    announced = "The council met.\n\nIt heard: \n\n— Jo Marsh\n\nIt voted."
    assert list_direct(from_plain(announced, names=names_marsh)) == []


@given(speech, st.sampled_from(['"We stay," said Jo.', "“We stay,” said Jo.", "« We stay », said Jo."]))
@tries(80)
def test_nothing_before_it_hides_a_quotation_of_the_next_paragraph(text, speech):
    article = from_plain(f"{text}\n\n{speech}")
    start = article.text.rindex("We stay")
    assert article.is_direct(start, start + len("We stay"))
    start = article.text.rindex("said")
    assert not article.is_direct(start, start + len("said"))


@pytest.mark.parametrize(
    "unit",
    [
        "We go on.\n— A. Name\n\n",
        "“a b\n\n",
        "“‘„«",
        "“a ‘b” ",
        "a\n",
        "\n ",
        "the dockers' ",
        "\"a 'b ",
        "> a\n",
        "'a' ",
    ],
)
def test_a_long_text_takes_linear_time(unit):
    assert grows_linearly(lambda size: from_plain(unit * (size // len(unit))), 8_000)
    assert grows_linearly(lambda size: from_markdown(unit * (size // len(unit))), 3_000)
