"""A receipt says what was checked, is read as it was written, and vouches for these words only."""

import unicodedata
from dataclasses import replace

import pytest
from builders import DAY, PLACE, make_article, make_passage, make_position, make_quote, show, text
from hypothesis import given
from hypothesis import strategies as st
from laws import tries

from briefing_desk.quotes.evidence import collect_evidence, get_id, list_ids, list_quotes
from briefing_desk.quotes.receipts import check_against_receipt, compare_receipts
from briefing_desk.schema.dates import FIRST_RECORD, LAST_RECORD, Day
from briefing_desk.schema.model import Checked, Receipt, Verbatim
from briefing_desk.schema.receipts import HEADER, format_receipt, read_receipt
from briefing_desk.syntax.source import Source
from briefing_desk.text.quotation_marks import Direct

ARTICLE = make_article(
    make_position(quotes=["We will stay", make_quote("stay", "and", "for")]),
    passages=[make_passage("cost 12 million")],
)


def make_entry(quote, **changes):
    """Return the entry of a quote that was found as it is annotated."""
    entry = Checked(text(get_id("a", quote)), quote.exact, 3, 20, Direct.YES, DAY, quote.prefix, quote.suffix)
    return replace(entry, **changes)


def make_receipt(*entries):
    return Receipt(text("0" * 64), 120, entries or tuple(make_entry(quote) for quote in list_quotes(ARTICLE)))


def read(content):
    return read_receipt(Source("seeds/receipts/a.yml", content))


def test_what_a_receipt_vouches_for_is_the_evidence_and_else_what_was_annotated():
    """Its characters, context and lead are the article's; an entry of another quote changes nothing."""
    stay = ARTICLE.positions[0].quotes[1]
    exact, prefix, suffix, lead = (Verbatim(words, PLACE) for words in ("ſtay", "‘and’", "“for”", "they and"))
    entry = make_entry(stay, exact=exact, prefix=prefix, suffix=suffix, lead=lead, direct=Direct.UNSURE)
    found = collect_evidence("a", ARTICLE, [entry])
    assert list(found) == [get_id("a", quote) for quote in list_quotes(ARTICLE)]
    vouched = found[get_id("a", stay)]
    assert (vouched.id, vouched.article, vouched.text) == (get_id("a", stay), "a", "ſtay")
    assert (vouched.prefix, vouched.suffix, vouched.lead) == ("‘and’", "“for”", "they and")
    assert {type(words) for words in (vouched.text, vouched.prefix, vouched.suffix, vouched.lead)} == {str}
    assert (vouched.direct, vouched.is_direct, vouched.checked) == (Direct.UNSURE, False, DAY)
    assert replace(vouched, direct=Direct.YES).is_direct
    bare = collect_evidence("a", ARTICLE, [])[get_id("a", stay)]
    assert (bare.text, bare.prefix, bare.suffix, bare.lead) == ("stay", "and", "for", None)
    assert (bare.direct, bare.is_direct, bare.checked) == (None, False, None)
    wrapped = make_article(passages=[make_passage("cost\n  12 million")])
    (passage,) = collect_evidence("a", wrapped, []).values()
    assert (passage.text, passage.prefix) == ("cost 12 million", None)


def test_the_ids_of_an_article_are_those_of_its_quotes_in_order():
    """Also where two positions share a quote, and whether evidence is there or not."""
    shared = make_article(make_position(quotes=["stay", "go"]), make_position("oppose", quotes=["stay"]))
    for article in (ARTICLE, shared):
        ids = [get_id("a", quote) for quote in list_quotes(article)]
        assert len(ids) > 1
        assert list_ids("a", article, collect_evidence("a", article, [])) == ids
        assert list_ids("a", article, {}) == ids
    evidence = collect_evidence("a", ARTICLE, [])
    assert list_ids("another", ARTICLE, evidence) == list(evidence)


def test_an_id_tells_quotes_apart_by_their_context():
    quotes = [make_quote("stay", *around) for around in ((), ("and",), (None, "and"), ("and", "for"), ("for", "and"))]
    assert len({get_id("a", quote) for quote in quotes}) == len(quotes)


def test_a_receipt_is_a_file_that_people_can_read():
    assert (
        format_receipt(make_receipt(*make_receipt().quotes[:2]))
        == f"""{HEADER}
sha256: {"0" * 64}
length: 120
quotes:
  - id: q-hftgiuelvp
    exact: "We will stay"
    start: 3
    end: 20
    direct: yes
    checked: 2025-03-06
  - id: q-hpzz3a7ych
    exact: "stay"
    prefix: "and"
    suffix: "for"
    start: 3
    end: 20
    direct: yes
    checked: 2025-03-06
"""
    )


# What can stand in a file: no control characters, no surrogates.
characters = st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
words = st.text(st.one_of(characters, st.sampled_from("\"\\#:'-\u2028\ufeff\xa0")), min_size=1, max_size=30)
# As passages are extracted and annotations read.
kept = words.map(lambda words: text(" ".join(unicodedata.normalize("NFC", words).split()))).filter(bool)
entries = st.builds(
    make_entry,
    st.just(make_quote("stay")),
    exact=kept,
    prefix=st.one_of(st.none(), kept),
    suffix=st.one_of(st.none(), kept),
    lead=st.one_of(st.none(), kept),
    start=st.integers(0, 999_999),
    end=st.integers(0, 999_999),
    direct=st.sampled_from(Direct),
    checked=st.dates(FIRST_RECORD, LAST_RECORD),
)


@given(st.lists(entries, min_size=1, max_size=3))
@tries(80)
def test_a_receipt_is_read_as_it_was_written(entries):
    receipt = Receipt(text("f" * 64), 7, tuple(entries))
    again, problems = read(format_receipt(receipt))
    assert not problems
    assert again == receipt
    assert format_receipt(again) == format_receipt(receipt)


@pytest.mark.parametrize("words", ['said "yes"', "a\\b", "# no", "yes", "a: b", "\ufeff", "\U0001f600"])
def test_words_that_yaml_would_read_otherwise(words):
    receipt = make_receipt(make_entry(make_quote("stay"), exact=text(f"x{words}x")))
    assert read(format_receipt(receipt)) == (receipt, [])


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ("length: 3\nquotes: [{}]\n", ["1:1 missing-key", "2:10 missing-key"]),
        ("- a\n", ["1:1 wrong-type"]),
        ("sha256: a\nlength: many\n", ["2:9 bad-word"]),
    ],
)
def test_what_is_no_receipt_says_where(content, lines):
    problems = [show(problem) for problem in read(content)[1]]
    for line in lines:
        assert any(problem.startswith(f"seeds/receipts/a.yml:{line}") for problem in problems), problems


def test_everything_quoted_is_listed_positions_first():
    assert [str(quote.exact) for quote in list_quotes(ARTICLE)] == ["We will stay", "stay", "cost 12 million"]


def check(article, receipt):
    return [(problem.code, problem.message, problem.help) for problem in check_against_receipt("a", article, receipt)]


VERIFY = "run `briefing verify --texts DIR` with the article's text"


def test_a_receipt_that_fits_says_nothing():
    assert check(ARTICLE, make_receipt()) == []


def test_typesetting_and_omissions_fit():
    article = make_article(make_position(quotes=["“We” [...] stay[…]"]))
    quote = article.positions[0].quotes[0]
    assert check(article, make_receipt(make_entry(quote, exact=text('"We" […] stay')))) == []


@pytest.mark.parametrize(
    "quote", [make_quote("We will go"), make_quote("We will stay", "and"), make_quote("We will stay", None, "for")]
)
def test_a_quote_or_selector_that_was_not_checked_is_an_error(quote):
    article = make_article(make_position(quotes=[quote]))
    receipt = make_receipt(make_entry(make_quote("We will stay")))
    assert check(article, receipt) == [
        ("receipt-mismatch", "the quote has no entry in the article's receipt", VERIFY),
    ]


def test_with_the_text_at_hand_a_changed_quote_is_verified_now_or_told_already():
    article = make_article(make_position(quotes=["We will go"]))
    receipt = make_receipt(make_entry(make_quote("We will stay")))
    found = list(check_against_receipt("a", article, receipt, make_receipt(make_entry(article.positions[0].quotes[0]))))
    assert [(one.code, one.message) for one in found] == [
        ("receipt-behind", "the quote is verified now, its receipt is not yet written")
    ]
    assert list(check_against_receipt("a", article, receipt, replace(receipt, quotes=()))) == []


def test_entries_beyond_those_of_changed_quotes_are_told():
    receipt = make_receipt(*(make_entry(make_quote(words)) for words in ("We will stay", "We will sing")))
    assert [code for code, *_ in check(make_article(make_position(quotes=["We will go"])), receipt)] == [
        "receipt-mismatch",
        "receipt-unused",
    ]


def test_words_changed_in_the_receipt_are_an_error():
    first, *rest = make_receipt().quotes
    problems = check(ARTICLE, make_receipt(replace(first, exact=text("We will not stay")), *rest))
    assert problems == [("receipt-mismatch", "the receipt's words are not the quote's", VERIFY)]


def test_the_receipt_of_an_article_without_quotes_can_go():
    problems = check(make_article(), make_receipt(make_entry(make_quote("We will stay"))))
    assert problems == [("receipt-unused", "no quote of the article has this entry", "delete the file")]


@pytest.mark.parametrize(
    ("change", "is_told"),
    [
        ({}, False),
        ({"checked": Day(2026, 1, 1)}, False),
        ({"direct": Direct.NO}, True),
        ({"direct": Direct.UNSURE}, True),
        ({"start": 4}, True),
        ({"exact": text("We  will stay")}, True),
        ({"prefix": text("and")}, True),
        ({"lead": text("and")}, True),
        ({"id": text("q-other")}, False),
    ],
)
def test_a_receipt_is_compared_with_what_the_text_says_now(change, is_told):
    live = make_receipt()
    told = make_receipt(replace(live.quotes[0], **change), *live.quotes[1:])
    problems = [problem.code for problem in compare_receipts(told, live)]
    assert problems == (["receipt-mismatch"] if is_told else [])


def test_a_receipt_may_have_its_context_as_typed_and_no_lead():
    quote = make_quote("stay", 'Kim - "', "- now")
    own = make_entry(quote, prefix=text("Kim – “"), suffix=text("– now"), lead=text("said Kim – “"))
    article, live = make_article(make_position(quotes=[quote])), make_receipt(own)
    for told in (own, make_entry(quote), replace(own, lead=None)):
        assert list(compare_receipts(make_receipt(told), live)) == []
        assert check(article, make_receipt(told)) == []
        assert read(format_receipt(make_receipt(told))) == (make_receipt(told), [])
    (evidence,) = collect_evidence("a", article, [own]).values()
    assert (evidence.prefix, evidence.suffix, evidence.lead) == ("Kim – “", "– now", "said Kim – “")


@pytest.mark.parametrize("change", [{"prefix": text("Jo: ")}, {"prefix": None}, {"suffix": text("later")}])
def test_a_context_that_is_not_the_quotes_is_an_error(change):
    quote = make_quote("stay", "Kim:", "now")
    article = make_article(make_position(quotes=[quote]))
    told = make_receipt(make_entry(quote, **change))
    assert check(article, told) == [("receipt-mismatch", "the receipt's words are not the quote's", VERIFY)]


def test_evidence_is_what_the_receipt_vouches_for():
    entry = make_entry(ARTICLE.positions[0].quotes[0], exact=text("We will\u00a0stay"), direct=Direct.NO)
    first, second, third = collect_evidence("a", ARTICLE, [entry]).values()
    assert (first.id, first.article, first.text, first.direct, first.checked) == (
        str(entry.id), "a", "We will\u00a0stay", Direct.NO, DAY,
    )  # fmt: skip
    assert (second.text, second.direct, second.checked, second.prefix, second.suffix) == (
        "stay", None, None, "and", "for",
    )  # fmt: skip
    assert third.text == "cost 12 million"


def test_evidence_of_a_quote_used_twice_is_there_once():
    article = make_article(make_position(quotes=["We stay"]), make_position("oppose", quotes=["We  stay"]))
    assert len(collect_evidence("a", article, ())) == 1


def test_a_receipts_place_is_no_part_of_it():
    receipt = read(format_receipt(make_receipt()))[0]
    assert receipt == make_receipt()
    assert receipt.quotes[0].exact.at.line == 6
    assert make_receipt().quotes[0].exact.at is PLACE


def test_a_day_on_which_nothing_can_have_been_checked_is_told():
    entry = make_entry(make_quote("stay"), checked=Day(1969, 3, 6))
    _, problems = read(format_receipt(Receipt(text("f" * 64), 7, (entry,))))
    (problem,) = problems
    assert (problem.code, problem.message) == (
        "bad-date",
        "1969-03-06 is not believable: a day of record cannot lie before 1980",
    )
    assert problem.help == "run `briefing verify`"
