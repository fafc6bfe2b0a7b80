"""Every quote is checked against the text, and what was found is written down."""

from dataclasses import replace

import pytest
from builders import make_article, make_passage, make_position, make_quote, make_seeds, show, text, verify_articles
from hypothesis import given
from hypothesis import strategies as st
from laws import tries

from briefing_desk.answers.problem_formats import format_text
from briefing_desk.quotes.evidence import collect_evidence
from briefing_desk.quotes.find import MAX_SOUGHT, Match, find_quote
from briefing_desk.quotes.near_misses import explain_missing
from briefing_desk.quotes.readings import Readings
from briefing_desk.quotes.recognition import names_somebody
from briefing_desk.quotes.stated import check_direct
from briefing_desk.quotes.verify import (
    check_lengths,
    check_named,
    check_share,
    merge_ranges,
    share_places,
)
from briefing_desk.schema.dates import Day
from briefing_desk.schema.model import Actor, ActorKind, Correction, Limits, Quote, Status, Verbatim
from briefing_desk.schema.receipts import read_receipt
from briefing_desk.syntax.source import Place, Source
from briefing_desk.text.article_text import from_markdown, from_plain
from briefing_desk.text.quotation_marks import Direct

TEXT = """Council votes to close the quay

“We will not leave one person behind,” said Jo Marsh, the union’s general secretary.
The union would accept the closure if every job moved.

Closing the quay would cost 12 million. The union would wait.
"""
TODAY = Day(2025, 4, 1)
SPLIT = "only {}: quote that, put […] in place of what stands outside, or write `basis: reported`"
LOOSE = Limits(max_quote_words=40, max_share=1)


def verify(article, text=TEXT, receipt=None, today=TODAY, limits=LOOSE, accepted=()):
    """Return an article's receipt (None where there is none) and the problems as lines."""
    texts = {} if text is None else {"a": ("a.txt", from_plain(text) if isinstance(text, str) else text)}
    receipts = {"a": read_receipt(Source("seeds/receipts/a.yml", receipt))[0]} if receipt else {}
    files, problems = verify_articles(Readings(make_seeds([article]), receipts, texts), limits, today, accepted)
    assert set(files) <= {"seeds/receipts/a.yml"}
    return files.get("seeds/receipts/a.yml"), [show(problem).split(" ", 1)[1] for problem in problems]


def quoting(*quotes, **position):
    return make_article(make_position(quotes=quotes, **position))


def find(*quotes, text=TEXT):
    """Return what is wrong with the quotes of an article."""
    return verify(quoting(*quotes), text)[1]


def test_a_receipt_says_what_stands_where_and_whose_it_is():
    content, problems = verify(
        make_article(
            make_position(basis="stated", quotes=['We will not leave [...] behind," ']),
            make_position("oppose", quotes=[make_quote("The union would", suffix="accept")]),
            passages=[make_passage("cost 12 million")],
        )
    )
    receipt, _ = read_receipt(Source("", content))
    assert problems == []
    assert (receipt.length, receipt.sha256) == (len(TEXT), receipt.sha256.lower())
    assert sorted((str(q.exact), q.start, q.end, q.direct, q.suffix) for q in receipt.quotes) == [
        ("The union would", 118, 133, Direct.NO, "accept"),
        ("We will not leave […] behind,”", 34, 71, Direct.YES, None),
        ("cost 12 million", 197, 212, Direct.NO, None),
    ]
    assert {entry.checked for entry in receipt.quotes} == {TODAY}
    assert [entry.id for entry in receipt.quotes] == sorted(entry.id for entry in receipt.quotes)


def test_a_check_that_finds_the_same_keeps_its_day():
    article = quoting("cost 12 million")
    first, _ = verify(article)
    again, problems = verify(article, receipt=first, today=Day(2026, 1, 1))
    assert (again, problems) == (first, [])


CHANGED = (
    "text-changed: the text has changed since the quotes were first checked, and nobody has said why (if the publisher "
    "corrected the article, write `status: corrected` and a `correction`; if not, run `briefing verify --accept a`)"
)


def test_a_text_that_changed_is_asked_about_until_somebody_answers():
    article, newer = quoting("cost 12 million"), f"{TEXT}More.\n"
    first, _ = verify(article)
    again, problems = verify(article, newer, first)
    assert again != first
    assert problems == [CHANGED]
    assert verify(article, newer, again) == (again, [CHANGED])
    assert verify(article, f"{newer}More.\n", again)[1] == [CHANGED]
    corrected, problems = verify(correct(article, Day(2025, 3, 6)), newer, again)
    assert problems == []
    accepted, problems = verify(article, newer, again, accepted=["a"])
    assert problems == []
    assert "changed_from" not in corrected + accepted
    assert verify(article, newer, accepted) == (accepted, [])


def correct(article, day):
    """Return an article that tells of its correction on a day."""
    return replace(article, status=Status.CORRECTED, correction=Correction(day, text("So.")))


def test_a_text_that_changes_after_its_correction_is_asked_about_again():
    article, newer, newest = quoting("cost 12 million"), f"{TEXT}More.\n", f"{TEXT}Less.\n"
    first, second = correct(article, Day(2025, 3, 6)), correct(article, Day(2025, 4, 1))
    known, problems = verify(first, newer, verify(article)[0])
    assert (problems, "corrected: 2025-03-06" in known) == ([], True)
    asked, problems = verify(first, newest, known)
    assert problems == [
        "text-changed: the text has changed since it was corrected on 2025-03-06, and nobody has said why "
        "(if the publisher corrected the article again, add it to the `correction`, with its date; if not, run "
        "`briefing verify --accept a`)"
    ]
    assert verify(first, newest, asked) == (asked, problems)
    accepted, problems = verify(first, newest, asked, accepted=["a"])
    assert (problems, "changed_from" in accepted) == ([], False)
    answered, problems = verify(second, newest, asked)
    assert (problems, "changed_from" in answered, "corrected: 2025-04-01" in answered) == ([], False, True)
    assert verify(second, newest, answered) == (answered, [])


def test_a_correction_may_be_told_before_its_text_is_there():
    article, newer = quoting("cost 12 million"), f"{TEXT}More.\n"
    told = correct(article, Day(2025, 3, 6))
    early, _ = verify(told, TEXT, verify(article)[0])
    assert verify(told, newer, early)[1] == []


def test_a_text_that_is_again_as_it_was_needs_no_answer():
    article = quoting("cost 12 million")
    first, _ = verify(article)
    again, _ = verify(article, f"{TEXT}More.\n", first)
    back, problems = verify(article, TEXT, again)
    assert (back, problems) == (first, [])


def test_a_text_that_is_not_nfc_keeps_its_day_too():
    article, text = quoting("the café closes"), "On Monday the cafe\u0301 closes.\n"
    first, _ = verify(article, text)
    assert verify(article, text, first, Day(2026, 1, 1)) == (first, [])


@pytest.mark.parametrize("text", [TEXT.replace("12 million", "12  million"), f"{TEXT} More.", TEXT.replace("“", '"')])
def test_a_check_of_another_text_has_its_own_day(text):
    article = quoting("cost 12 million")
    first, _ = verify(article)
    again, _ = verify(article, text, first, Day(2026, 1, 1))
    assert "checked: 2026-01-01" in again


def test_a_receipt_with_its_context_as_typed_keeps_its_day():
    text = "The plan - the Jo plan - stays.\n\nThe plan – the Kim plan – stays.\n"
    article = quoting(make_quote("stays", "Kim plan -"))
    own, problems = verify(article, text)
    assert (problems, own.count('prefix: "Kim plan –"')) == ([], 1)
    typed = own.replace("plan –", "plan -")
    assert verify(article, text, typed, Day(2026, 1, 1)) == (own, [])


def test_a_quote_that_links_would_miss_is_kept_with_words_before_it():
    text = "WE STAY, they wrote.\n\nIn Ost we stay.\n"
    own, problems = verify(quoting("we stay"), text)
    assert (problems, own.count('lead: "Ost"')) == ([], 1)
    known = own.replace('    lead: "Ost"\n', "")
    assert verify(quoting("we stay"), text, known, Day(2026, 1, 1)) == (own, [])


def test_only_a_new_quote_gets_a_new_day():
    first, _ = verify(quoting("cost 12 million"))
    again, _ = verify(quoting("cost 12 million", "said Jo Marsh"), receipt=first, today=Day(2026, 1, 1))
    assert (again.count("checked: 2025-04-01"), again.count("checked: 2026-01-01")) == (1, 1)


def test_an_entry_that_was_tampered_with_is_checked_anew():
    first, _ = verify(quoting("cost 12 million"))
    again, _ = verify(
        quoting("cost 12 million"), receipt=first.replace("direct: no", "direct: yes"), today=Day(2026, 1, 1)
    )
    assert "direct: no" in again
    assert "checked: 2026-01-01" in again


def test_a_quote_of_two_positions_is_checked_once():
    content, problems = verify(
        make_article(*(make_position(stance, quotes=["would wait"]) for stance in ("support", "oppose")))
    )
    assert (content.count("- id:"), problems) == (1, [])


def test_an_article_without_quotes_needs_no_receipt():
    assert verify(make_article(), None) == (None, [])


def test_a_text_that_is_missing_is_told():
    assert verify(quoting("would wait"), None) == (
        None,
        [
            "text-missing: the article's text is not at hand: its quotes were not checked"
            " (put `a.txt` into the folder that --texts names)"
        ],
    )


def test_an_error_leaves_the_receipt_unwritten():
    content, problems = verify(quoting("would wait", "would never wait"))
    assert content is None
    assert len(problems) == 1


@pytest.mark.parametrize(
    ("quote", "help"),
    [
        ("The union would not wait", "nearest passage, 1 word differs, at a.txt:6:41: The union would wait"),
        (
            "would accept the closing if every job moves",
            "nearest passage, 2 words differ, at a.txt:4:11: would accept the closure if every job moved",
        ),
        ("zebras graze in the night", "nothing in the text resembles it"),
        ("losing the quay", "it begins in the middle of `Closing`, line 6"),
        ("Closing the qua", "it ends in the middle of `quay`, line 6"),
        (
            "ill not leave one pers",
            "it begins in the middle of `will`, line 3 and ends in the middle of `person`, line 3",
        ),
        ("close the quay “We will", "its words run on from one paragraph to the next on line 1: part them with […]"),
        ("cost 12 million […] Jo Marsh", "its pieces do not follow each other, each within 400 characters"),
        ("cost 12 million […] ait", "its part `ait`: it begins in the middle of `wait`, line 6"),
        ("ost 12 million […] zxqjw vvk", "its part `zxqjw vvk` is not in the text; nothing in the text resembles it"),
        (make_quote("The union would", "and"), "`exact` stands on line 4, but not with this `prefix` and `suffix`"),
    ],
)
def test_a_quote_that_is_not_found_gets_help(quote, help):
    assert find(quote) == [f"quote-not-found: the quote is not in a.txt ({help})"]


@pytest.mark.parametrize(
    ("quote", "text", "help"),
    [
        ("possible now", "it is im-\npossible now", "it begins in the middle of `impossible`, line 1"),
        ("200 euros", "so,\n\nit costs 1\u00a0200 euros", "it begins in the middle of `1 200`, line 3"),
        (
            "the p\u043ert closes",
            "the port closes",
            "nearest passage, 1 word differs, at a.txt:1:1: the port closes "
            "(the text has `o` (U+006F LATIN SMALL LETTER O) where the quote has "
            "`\u043e` (U+043E CYRILLIC SMALL LETTER O))",
        ),
        (
            "it rose 10% in May",
            "it rose 10 % in May",
            "nearest passage, the same words with other spaces, at a.txt:1:1: ",
        ),
    ],
)
def test_help_says_what_is_hard_to_see(quote, text, help):
    assert f"({help}" in find(quote, text=text)[0]


def test_what_a_quote_passes_over_stands_in_its_receipt():
    content, problems = verify(quoting("impossible for the harbour now"), "im-\npossible for the harbour[2] now")
    entry = read_receipt(Source("", content))[0].quotes[0]
    assert problems == []
    assert (entry.exact, entry.left_out, entry.start, entry.end) == ("impossible for the harbour now", "- [2]", 0, 35)
    assert "left_out" not in verify(quoting("now"), "im-\npossible for the harbour[2] now")[0]


STARRED = "An der Seite der Lehrer*innen und Schüler*innen dort.\n"


def test_help_never_shows_what_markdown_has_changed():
    body = from_markdown(STARRED, 4)
    wanted = Quote(Verbatim("Lehrer*innen und Schüler*innen", Place(Source("a.md", ""))))
    help = explain_missing(wanted, body, "a.md")
    assert help == (
        "nearest passage at a.md:4:15, but Markdown has changed it; if the article has these characters, "
        "write `Lehrer\\*innen`; if not, write `Lehrerinnen`"
    )
    mended = from_markdown(STARRED.replace("*", "\\*"), 4)
    assert len(find_quote(mended.text, wanted.exact)) == 1
    assert "Lehrerinnen und" in explain_missing(wanted, from_plain(body.text), "a.txt")


def test_an_omission_alone_is_not_found():
    assert "quote-not-found: the quote is not in a.txt (nothing in the text resembles it)" in find("[…]")


def test_a_long_suggestion_is_cut():
    problem = find(f"{'a long word ' * 20}", text=f"{'a long wort ' * 20}")[0]
    assert problem.endswith("…)")
    assert len(problem) < 260


def test_words_on_both_sides_of_a_paragraphs_end_need_an_omission():
    assert find("close the quay […] We will not") == []


def test_cells_of_a_table_are_no_sentence():
    text = from_markdown("\n| who | what |\n|---|---|\n| the union | opposes it |\n")
    assert find("the union opposes it", text=text) == [
        "quote-not-found: the quote is not in a.txt"
        " (its words run on from one paragraph to the next on line 4: part them with […])"
    ]


@pytest.mark.parametrize(
    ("quote", "text", "problem"),
    [
        (
            "The union would",
            TEXT,
            "the quote stands in 2 places (lines 4, 6 of a.txt)"
            " (lengthen it, or add the words before it, for example `prefix: union’s general secretary.`)",
        ),
        (
            "stay",
            "stay or go. " + "stay. " * 4,
            "the quote stands in 5 places (lines 1, 1, 1, 1, 1 of a.txt)"
            " (lengthen it, or add the words behind it, for example `suffix: or go. stay.`)",
        ),
        (
            "stay",
            "stay or go. " + "stay. " * 6,
            "the quote stands in 7 places (lines 1, 1, 1, 1, 1, … of a.txt)"
            " (lengthen it, or add the words behind it, for example `suffix: or go. stay.`)",
        ),
    ],
)
def test_a_quote_that_stands_in_several_places_is_told_with_its_lines(quote, text, problem):
    assert find(quote, text=text) == [f"ambiguous-quote: {problem}"]


def test_lines_are_those_of_the_article_file():
    text = from_markdown("\nOne.\n\nThe union would wait. The union would go.\n", first_line=9)
    assert "lines 12, 12 of a.txt" in find("The union would", text=text)[0]


@pytest.mark.parametrize(
    ("quotes", "help"),
    [
        (["We will not leave one person behind"], ""),
        (["said Jo Marsh", "We will not"], ""),
        (["We will not […] person behind"], ""),
        (["said Jo Marsh"], "quote the actor's own words, or write `basis: reported`"),
        (["behind,” said"], SPLIT.format("`behind,` stands inside the marks (line 3)")),
        (["We will not […] Jo Marsh"], SPLIT.format("`We will not` stands inside the marks (line 3)")),
    ],
)
def test_stated_needs_direct_speech(quotes, help):
    found = verify(quoting(*quotes, basis="stated"))[1]
    message = "direct-speech-missing: `stated` needs a quote that stands in quotation marks in the article"
    assert found == ([f"{message} ({help})"] if help else [])


def test_stated_on_words_that_may_be_direct_speech_is_a_warning():
    text = from_plain('Jo wrote: "We want no "quay" now." All left.')
    article = quoting("We want no", basis="stated")
    content, problems = verify(article, text)
    assert problems == [
        "direct-speech-unsure: whether `We want no` is direct speech is not certain: straight marks stand inside"
        ' straight marks, and one of them may have been forgotten (line 1: `Jo wrote: "We want no "quay" now."'
        " All left.`)"
        " (quote words that stand between one pair of marks, or write `basis: reported`; left so, readers see"
        " “as quoted by the article”)"
    ]
    assert "direct: unsure" in content
    evidence = collect_evidence("a", article, read_receipt(Source("", content))[0].quotes)
    (told,) = check_direct(article, evidence, "a")
    assert told.message == "whether `We want no` is direct speech is not certain"


@pytest.mark.parametrize("basis", ["reported", "inferred"])
def test_other_bases_do_not(basis):
    assert verify(quoting("said Jo Marsh", basis=basis))[1] == []


def test_what_is_not_checked_is_not_judged():
    article = quoting("said Jo Marsh", "not there", basis="stated")
    assert [problem.split(":")[0] for problem in verify(article)[1]] == ["quote-not-found"]
    assert list(check_direct(make_article(make_position(basis="stated", quotes=[])), {}, "a")) == []


def test_a_quote_has_a_longest_and_a_shortest_length():
    article = quoting("one two three […] four", "one two […] three", "[…] no […]", "“a”", "ab c", "[…]", "abc")
    found = [show(problem).split(" ", 1)[1] for problem in check_lengths(article, Limits(max_quote_words=3))]
    assert found == [
        "long-quote: the quote has 4 words, the limit is 3 (shorten it, or leave words out with […])",
        *["short-quote: so short a quote matches almost anything (quote more of its sentence)"] * 4,
    ]


def test_many_quotes_of_an_article_share_the_places_that_are_looked_at():
    counts = (1, 2, 10, 100, 101, 200)
    assert [share_places(quoting(*["stay"] * count)) for count in counts] == [10_000, 5_000, 1_000, 100, 100, 100]
    assert share_places(make_article()) == 10_000


def test_one_word_may_be_all_that_an_article_says():
    (problem,) = check_share(quoting("Stay"), from_plain("Stay"), Limits(max_share=0))
    assert problem.message.startswith("1 of 1 words are quoted (100.0%), 0 may be (0%")
    assert list(check_share(quoting("Stay"), from_plain(""), Limits(max_share=0))) == []


ABC = "alpha beta gamma delta epsilon zeta eta theta iota kappa"


@pytest.mark.parametrize(
    ("quotes", "quoted"),
    [
        (["beta gamma"], 2),
        (["beta gamma", "beta  gamma"], 2),
        (["beta gamma", "gamma delta"], 3),
        (["beta gamma delta", "gamma"], 3),
        (["beta […] delta"], 2),
        (["beta […] delta", "gamma delta"], 3),
        (["beta", "gamma"], 2),
        (["beta", "omega"], 1),
    ],
)
def test_the_share_counts_each_published_word_once(quotes, quoted):
    article, text = quoting(*quotes), from_plain(ABC)
    assert list(check_share(article, text, Limits(max_share=quoted / 10))) == []
    (problem,) = check_share(article, text, Limits(max_share=quoted / 10 - 0.01))
    different = {" ".join(quote.split()) for quote in quotes}
    words = sorted((len(quote.replace("[…]", "").split()) for quote in different), reverse=True)
    longest = ", ".join(f"line 1 ({count})" for count in words)
    assert show(problem).split(" ", 1)[1] == (
        f"too-much-quoted: {quoted} of 10 words are quoted ({quoted}0.0%), "
        f"{quoted - 1} may be ({quoted * 10 - 1}%, `max_share` in mkdocs.yml)"
        " (shorten quotes by 1 word, with […] where words can go; "
        f"the longest (words): {longest}; what several share counts once: two positions may share one)"
    )


def test_passages_count_for_the_share():
    article = make_article(make_position(quotes=["beta"]), passages=[make_passage("gamma delta")])
    assert "3 of 10 words" in next(check_share(article, from_plain(ABC), Limits())).message


def test_an_empty_text_has_no_share():
    assert list(check_share(quoting("beta"), from_plain(""), Limits())) == []


ranges = st.tuples(st.integers(0, 30), st.integers(1, 10)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.lists(ranges))
@tries(100)
def test_merged_ranges_cover_the_same_and_never_overlap(pieces):
    merged = merge_ranges([Match((piece,)) for piece in pieces])
    covered = {at for start, end in pieces for at in range(start, end)}
    assert sorted(at for start, end in merged for at in range(start, end)) == sorted(covered)


SPEAKERS = {
    "jo-marsh": Actor(text("Jo Marsh"), ActorKind.PERSON),
    "ida-quist": Actor(text("Ida Quist"), ActorKind.PERSON, (text("the general secretary"),)),
    "tom-reed": Actor(text("Tom Reed"), ActorKind.PERSON),
    "no-name": Actor(text(""), ActorKind.PERSON),
}


@pytest.mark.parametrize(
    ("speaker", "quoted", "said"),
    [
        ("jo-marsh", "", []),
        ("ida-quist", "", []),  # by an alias
        ("nobody", "", []),  # that is told as unknown
        ("no-name", "", []),  # that is told as missing
        ("tom-reed", "", ["warning[speaker-not-named] a.txt names `tom-reed` (Tom Reed) nowhere"]),
        ("", "tom-reed", ["warning[speaker-not-named] a.txt names `tom-reed` (Tom Reed) nowhere"]),
    ],
)
def test_a_speaker_whom_the_article_does_not_name_is_told(speaker, quoted, said):
    article = quoting(make_quote("We will not leave", speakers=quoted), speakers=speaker)
    words = from_plain(TEXT.replace("the union’s general secretary", "the general secretary"))
    found = check_named(article, words, "a.txt", SPEAKERS)
    assert [format_text(problem).split(": ", 1)[1].split("\n")[0] for problem in found] == said


def test_the_part_of_a_quote_that_is_wrong_is_named():
    """The half that is right is no help."""
    said = "The company will cut the evening crossing to the outer islands from December, as it told the council."
    _, (problem, *_) = verify(quoting("cut the evening crossing […] from November, as it told"), said)
    assert "its part `from November, as it told` is not in the text" in problem
    assert "1 word differs, at a.txt:1:64: from December, as it told" in problem


def test_every_part_of_a_quote_that_is_wrong_is_named_with_what_stands_near_the_others():
    said = "Nothing for the moment. “We ask 4 crowns of those who cross, and we ask it for twelve years,” they say."
    _, (problem, *_) = verify(quoting("We ask 3 crowns […] for ten years"), said)
    assert "its part `We ask 3 crowns` is not in the text; nearest passage, 1 word differs, at a.txt:1:26:" in problem
    assert "its part `for ten years` is not in the text; nearest passage, 1 word differs, at a.txt:1:76:" in problem


@pytest.mark.parametrize(("length", "shown"), [(160, 160), (161, 160)])
def test_a_passage_is_shown_up_to_its_longest(length, shown):
    words = "".join((" lorem ipsum dolor" * 10)[1:length]) + "x"
    (problem,) = find(words.replace("lorem", "larem", 1), text=words)
    assert problem.endswith(f"nearest passage, 1 word differs, at a.txt:1:1: {words[:shown]}{'…' * (length > shown)})")


@pytest.mark.parametrize(
    ("length", "help"),
    [(MAX_SOUGHT, "nothing in the text resembles it"), (MAX_SOUGHT + 1, "shorten it: what resembles so long a quote")],
)
def test_what_resembles_a_quote_is_sought_up_to_its_longest(length, help):
    words = ("lorem ipsum dolor " * length)[: length - 1] + "x"
    assert f"the quote is not in a.txt ({help}" in find(words, text="The boats left early.")[0]


def test_a_few_parts_of_a_quote_are_named_as_they_begin():
    nothing = "is not in the text; nothing in the text resembles it"
    (problem,) = find(f"{'lorem ipsum ' * 6} […] one by one […] two by two […] three by three", text="Zebras graze.")
    told = (
        f"its part `{('lorem ipsum ' * 5)}` {nothing}; its part `one by one` {nothing}; its part `two by two` {nothing}"
    )
    assert problem == f"quote-not-found: the quote is not in a.txt ({told})"
    (problem,) = find(f"{'lorem ipsum ' * 6}dol […] night", text=f"{'lorem ipsum ' * 6}dolor of the night.")
    assert f"(its part `{'lorem ipsum ' * 5}`: it ends in the middle of `dolor`, line 1)" in problem


@pytest.mark.parametrize(
    ("near", "help"),
    [
        ("We might all go home.", "2 words differ, at a.txt:1:680: We might all go home"),
        ("We walk all to home.", "2 words differ, at a.txt:1:1: We will all go dome"),
    ],
)
def test_of_two_passages_that_a_part_resembles_the_one_near_the_others_is_shown(near, help):
    """Unless the other is more like it."""
    text = f"We will all go dome. {'So it was then. ' * 40}The port is shut. {near}"
    (problem,) = find("the port is shut […] we will all go home", text=text)
    assert problem.endswith(f"its part `we will all go home` is not in the text; nearest passage, {help})")


@pytest.mark.parametrize(
    ("words", "is_sure"),
    [
        ("“We stay,” said Jo, “until the end.”", True),
        ("“We stay,” said Jo Marsh. “We go on until the end.”", True),
        ("“We stay,” said Jo Marsh. “We go on until the end,” she said.", True),
        ("“We stay,” said Jo Marsh. “We go on until the end,” added Marsh.", True),
        ("“We stay,” said Jo Marsh. “They go until the end,” said Kim Lee.", False),
        ("“We stay,” said Jo Marsh.\n\n“They go until the end,” he said.", False),
        ("Jo Marsh said: “We stay.” Kim Lee said: “They go until the end.”", False),
        ("Jo Marsh said: “We stay.” Marsh said: “They go until the end.”", True),
        ("“We stay,” said Marsh. “They go until the end,” Quist added.", False),
        ("Jo Marsh spoke of “We stay” and Ida Quist of “they go until the end”.", False),
        ("“We stay,” said Jo Marsh.\n\nThe mayor was unmoved.\n\n“They go until the end.”", False),
        ("« We stay », dit Jo Marsh. « Ils partent until the end », dit Kim Lee.", False),
    ],
)
def test_what_two_people_say_is_not_joined_in_silence(words, is_sure):
    content, problems = verify(quoting("We stay […] until the end", basis="stated"), words)
    assert f"direct: {'yes' if is_sure else 'unsure'}" in content
    joined = ["joined-sentences"] if any(word in words for word in ("“They", "“We go", "Ils")) else []
    told = joined + ([] if is_sure else ["direct-speech-unsure"])
    assert [problem.split(":")[0] for problem in problems] == told


@pytest.mark.parametrize(
    ("line", "is_somebody"),
    [
        ("— Jo Marsh", True),
        ("– Jo Marsh, general secretary", True),
        ("— Dockers' Union statement", True),
        ("— Jo Marsh (by letter)", True),
        ("— What the Dockers' Union wants", False),
        ("– Dockers' Union to vote on strike", False),
        ("— Jo Marsh is mayor of the town", False),
        ("— Dockers' Union / Harbour Gazette", False),
        ("— Reuters", False),
    ],
)
def test_a_line_with_a_dash_attributes_words_where_it_is_a_name(line, is_somebody):
    actors = {
        "jo": Actor(name=text("Jo Marsh"), kind=ActorKind.PERSON),
        "dockers": Actor(name=text("Dockers' Union"), kind=ActorKind.ORGANISATION),
    }
    assert names_somebody(line, actors) is is_somebody
