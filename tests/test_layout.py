"""What the layout put into a word may be left out of a quote, and nothing else."""

from itertools import pairwise

import pytest
from builders import grows_linearly
from hypothesis import given
from hypothesis import strategies as st
from laws import thin, tries

from briefing_desk.quotes.find import find_nearest, find_quote
from briefing_desk.text.layout import SUSPENDED, Joint, pass_over, read_layout, read_likely
from briefing_desk.text.normalise import normalise

BROKEN = "it was “im-\npossible to close” the well-\nknown quay"


def extract(text, quote, **context):
    return [match.extract(text) for match in find_quote(text, quote, **context)]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (BROKEN, "impossible to close"),
        (BROKEN, "im-possible to close"),
        (BROKEN, "im- possible to close"),
        (BROKEN, "well-known quay"),
        (BROKEN, "wellknown quay"),
        (BROKEN, "impossible to close” the well-known quay"),
        (BROKEN, "im- possible to close” the well- known quay"),
        (BROKEN, "it was"),
        ("im\u00ad\npossible to close", "impossible to close"),
        ("Po\n\u00ad\nlitik hier", "Politik hier"),
        ("im\u00ad possible here", "impossible here"),
        ("the Mini\n-\nCons came", "the Mini-Cons came"),
        ("a power\n-\nenhancing plan", "power-enhancing plan"),
        ("driving cli-  \n  mate change", "driving climate change"),
        ("driving cli-\r\nmate change", "driving climate change"),
        ("Δυ-\nνατότητας εδώ", "Δυνατότητας εδώ"),
        ("невоз‐\nможно закрыть", "невозможно закрыть"),
        ("DIE MÜN-\nCHNER SAGEN", "DIE MÜNCHNER SAGEN"),
        ("Anti-\nAmerican words", "Anti-American words"),
        ("COVID-\n19 rose", "COVID-19 rose"),
        ("in 2014-\n2015 too", "2014-2015 too"),
        ("pre-\nand post-war", "and post-war"),
        ("pre-\nand post-war", "pre- and post-war"),
        ("Vor-\nund Nachteile", "und Nachteile"),
        ("the war –\nwhich began", "which began"),
        ("the war—\nwhich began", "which began"),
        ("- one\n- two", "two"),
        ("im–\npossible to close", "impossible to close"),
        ("im—\npossible to close", "impossible to close"),
        ("im¬\npossible to close", "impossible to close"),
        ("im¬possible to close", "impossible to close"),
        ("im¬ possible to close", "impossible to close"),
        ("im=\npossible to close", "impossible to close"),
        ("im⹀\npossible to close", "impossible to close"),
        ("im‑\npossible to close", "impossible to close"),
        ("im-\u200b\npossible to close", "impossible to close"),
        ("im-\x0cpossible to close", "impossible to close"),
        ("im-\u00ad\npossible to close", "im-possible to close"),
        ("non–\nbinding vows", "non–binding vows"),
        ("non¬\nbinding vows", "non¬binding vows"),
        ("to re-\nsign now", "to resign now"),
        ("to re-\nsign now", "to re-sign now"),
        ("an (in)\nflexible plan", "an (in)flexible plan"),
        ("an (in)\nflexible plan", "an (in) flexible plan"),
        ("an [un-]\nlikely plan", "an [un-]likely plan"),
        ("the worker\n(s) left", "the worker(s) left"),
        ("the plan—\nwhich fell", "which fell"),
        ("it is un-\n12\nlikely to close", "it is unlikely to close"),
        ("it is un-\n12\nlikely to close", "it is un-likely to close"),
        ("it is un-\n12\nlikely to close", "it is un- 12 likely to close"),
        ("COVID-\n19\nRose", "COVID-19"),
        ("im\n-possible to close", "impossible to close"),
        ("im\n-possible to close", "im-possible to close"),
        ("im\n-possible to close", "im -possible to close"),
        ("im_\npossible to close", "impossible to close"),
        ("im\n–possible to close", "impossible to close"),
        ("Covid–\n19 rose", "Covid–19 rose"),
        ("a 5–\nyear plan", "a 5–year plan"),
        ("_so_ im_\npossible to close", "possible to close"),
        ("- the govern\n-ment fell", "ment fell"),
        ("the govern\n-ment fell\n - so", "ment fell"),
    ],
)
def test_a_word_parted_at_a_line_end_is_found_as_it_is_read(text, quote):
    assert extract(text, quote) == [quote]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (BROKEN, "possible to close"),
        (BROKEN, "known quay"),
        (BROKEN, "it was “im"),
        (BROKEN, "it was “im-"),
        (BROKEN, "im possible to close"),
        ("im\u00ad\npossible to close", "possible to close"),
        ("im\u00ad\npossible to close", "im-possible to close"),
        ("Po\n\u00ad\nlitik hier", "litik hier"),
        ("the Mini\n-\nCons came", "Cons came"),
        ("Anti-\nAmerican words", "AntiAmerican words"),
        ("Anti-\nAmerican words", "American words"),
        ("COVID-\n19 rose", "COVID19 rose"),
        ("in 2014-\n2015 too", "20142015 too"),
        ("pre-\nand post-war", "preand post-war"),
        ("im- possible", "impossible"),
        ("im\npossible", "impossible"),
        ("the re-sent letter", "the resent letter"),
        ("the war –\nwhich began", "warwhich began"),
        ("the war—\nwhich began", "warwhich began"),
        ("10–\n12 left", "1012 left"),
        ("x=\n5 here", "x5 here"),
        ("Covid–\n19 rose", "Covid19 rose"),
        ("the govern\n\n-ment fell", "government fell"),
        ("the govern -ment fell", "government fell"),
        ("the war\n-Which began", "warWhich began"),
        ("the war–\nWhich began", "warWhich began"),
        ("the port (all)\nclosed", "the port (all)closed"),
        ("the port\n(see) closed", "the port(see) closed"),
        ("12,\n5 left", "12,5 left"),
    ],
)
def test_and_not_otherwise(text, quote):
    assert find_quote(text, quote) == []


def test_what_is_left_out_is_told():
    text = "im-\npossible for the well-\nknown mayor[2] of the ha\u00ad\nrbour"
    match = find_quote(text, "impossible for the well-known mayor of the harbour")[0]
    assert (match.start, match.end) == (0, len(text))
    assert match.list_left_out(text) == "- [2]"
    assert find_quote(text, "for the")[0].list_left_out(text) == ""


def test_context_may_be_written_as_it_is_read():
    text = "im-\npossible to stay, possible to stay or hard-\nly to go"
    assert extract(text, "to stay", prefix="impossible") == ["to stay"]
    assert extract(text, "to stay", suffix="or hardly to") == ["to stay"]
    assert extract(text, "to stay", prefix="unpossible") == []
    assert extract(text, "to stay", prefix="-") == extract(text, "to stay", suffix="-") == []
    assert extract("stay im-\npossible hardly", "stay", prefix="hardly") == []


def test_a_quote_typed_both_ways_stands_where_it_stands():
    text = "an impossible thing, an im-\npossible thing, an im-possible thing"
    assert [match.start for match in find_quote(text, "impossible thing")] == [3, 24]
    assert extract(text, "an impossible […] im-possible thing") == [
        "an impossible […] im-possible thing", "an impossible […] im-possible thing",
    ]  # fmt: skip


WALL = " By the harbour wall."


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("close the harbour1 while" + WALL, "close the harbour while"),
        ("close the harbour1 while" + WALL, "close the harbour1 while"),
        ("close the harbour1 while" + WALL, "close the harbour"),
        ("close the harbour.1 The boats" + WALL, "close the harbour. The boats"),
        ("“close the harbour,”1 she said" + WALL, "close the harbour,” she said"),
        ("close the harbour¹ while", "close the harbour while"),
        ("close the harbour¹² while", "harbour while"),
        ("close the harbour¹,² while", "harbour while"),
        ("close it.² The boats", "close it. The boats"),
        ("close the harbour² while", "close the harbour while"),
        ("close the harbour[2] while", "close the harbour while"),
        ("close the harbour[2][3] while", "close the harbour while"),
        ("close the harbour[2, 3] while", "close the harbour while"),
        ("close the harbour.[12] The boats", "close the harbour. The boats"),
        ("“Close it.”[2]“Now,” she said", "“Now,” she said"),
        ("“Close it.”[2]“Now,” she said", "“Close it.”"),
        ("in 2024[3] it rose", "in 2024 it rose"),
        ("the quay[4] rose by 12[5] there", "rose by 12 there"),
        ("“close the harbour,”1 she said", "“close the harbour,” she said"),
        ("to walk 5 feet¹ and", "to walk 5 feet and"),
        ("the agency (WHO)² said", "the agency (WHO) said"),
        ("the boat1 and a quay2 or the pier3 here", "the boat and a quay or the pier here"),
        ("закрити гавань1 поки. Та гавань", "закрити гавань поки"),
    ],
)
def test_the_number_of_a_footnote_is_passed_over(text, quote):
    assert extract(text, quote) == [quote]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("close the harbour1 while" + WALL, "1 while"),
        ("close the harbour[2] while", "2] while"),
        ("close the harbour[2] while", "[2] while"),
        ("the pier1 closes" + WALL, "the pier closes"),  # known only with its number
        ("close the harbour2 while" + WALL, "the harbour while"),  # footnotes count from one
        ("the harbour1 and harbour2" + WALL, "the harbour and harbour"),
        ("the Harbour1 and Harbour wall", "the Harbour and"),
        ("said France24 in France", "said France in"),
        ("the G7 states, a G of", "the G states"),
        ("COVID19 came, COVID went", "COVID came"),
        ("H2O is not HO", "HO is"),
        ("an F16 or F plane", "an F or"),
        ("the no.1 English club", "the no. English"),
        ("harbour1.5 and harbour", "harbour and"),
        ("harbour1st and harbour", "harbour and"),
        ("10² euros", "10 euros"),
        ("5 km² of it", "5 km of it"),
        ("5 square feet² of it", "5 square feet of it"),
        ("5 Metern² hier", "5 Metern hier"),
        ("(a+b)² is", "(a+b) is"),
        ("so that, as all who sail out of the harbour know, (a+b)² is", "(a+b) is"),
        ("so that, as all who sail out of the harbour know, 5 feet² is", "5 feet is"),
        ("it lost jobs,1 of them" + WALL, "it lost jobs, of them"),
        ("it lost jobs;1 of them" + WALL, "it lost jobs; of them"),
        ("it lost “jobs”1 of them" + WALL, "it lost “jobs” of them"),
        ("it lost (jobs)1 million" + WALL, "it lost (jobs) million"),
        ("in phase1 trials of a phase", "in phase trials"),
        ("in Phase 2, no wave; the wave1 went, phase1 too", "went, phase too"),
        ("his hovel1 fell, not hovel 2, a hovel", "his hovel fell"),
        ("the boat1 and a quay2 or the co3 here", "the co here"),
        ("it sold harbour1^2 in the harbour", "harbour in"),
        ("it sold harbour1% in the harbour", "harbour in"),
        ("it sold harbour1½ in the harbour", "harbour in"),
        ("it was £200[0] then", "it was £200 then"),
        ("it was £200[1] then", "it was £200 then"),
        ("in 19[84] it rose", "in 19 it rose"),
        ("the quay[0] here", "the quay here"),
        ("the quay[05] here", "the quay here"),
        ("200 m³ here", "200 m here"),
        ("κm² εδώ", "κm εδώ"),
        ("rose by [3] per cent", "rose by per cent"),
        ("the law (²) here", "the law () here"),
        ("in [2024] it rose", "in it rose"),
        ("the worker[s] left", "the worker left"),
        ("a harbour[2]-based firm", "a harbour-based firm"),
    ],
)
def test_a_number_that_belongs_to_its_word_is_not(text, quote):
    assert find_quote(text, quote) == []


HYPHEN, JOIN, SOFT = ("", "-", "- "), ("-", "- "), ("", " ")


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("im-\npossible", [HYPHEN]),
        ("im-\n\npossible", [HYPHEN]),
        ("a T-\nshirt", [HYPHEN]),
        ("on - or im-\npossible", [HYPHEN]),
        ("re- sent or im-\npossible", [HYPHEN]),
        ("the war -\nwhich is im-\npossible", [HYPHEN]),
        ("Anti-\n\nAmerican or im-\npossible", [HYPHEN]),
        ("Anti-\nAmerican\n\nwords", [JOIN]),
        ("Vitamin-\nA\n\nhelps", [JOIN]),
        ("im\u00ad\npossible", [SOFT]),
        ("the A\u00ad\nB, here", [SOFT]),
        ("im\u00adpossible", []),
        ("so,\u00ad\nyes", []),
        ("so\u00ad\n(yes)", []),
    ],
)
def test_what_a_parted_word_may_be(text, readings):
    joints = read_layout(text).joints
    assert [joint.readings for joint in joints] == readings
    assert not any(joint.is_note for joint in joints)


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("”¹ so", ["¹"]),
        ("the REDUX¹ here", ["¹"]),
        ("A[1] b", ["[1]"]),
        ("to MAX[1] so", ["[1]"]),
        ("the harbour¹[2] so", ["¹", "[2]"]),
        ("the law(²) here", []),
        ("the law([2]) here", []),
        ("to the harbour.1 The boats", ["1"]),
        ("to the harbour.1 “The boats", ["1"]),
        ("to the harbour.1 Xi spoke", ["1"]),
        ("to the harbour.1", ["1"]),
        ("to the harbour.1 million came", []),
        ("on the ferry.1 The boats", ["1"]),
        ("to the harbour!1 The boats", ["1"]),
        ("to the harbour.1 came late", []),
        ("they lost harbour,1 then", []),
        ("they lost harbour;1 then", []),
        ("in this phase.1 The boats", ["1"]),
        ("the law([2]) and the law[3] so", ["[3]"]),
        ("at £200[7] by the law[3] so", ["[3]"]),
        ("the harbour1 and “the harbour”", ["1"]),
        ("a boat, B2, a boat1 and", ["1"]),
        ("on the quay.1 The boats", []),
    ],
)
def test_which_numbers_are_footnotes(text, notes):
    joints = read_layout(text).joints
    assert [joint.readings for joint in joints] == [("", note) for note in notes]
    assert all(joint.is_note for joint in joints)


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        ("im-\npossible to close", "impossible to close"),
        ("Anti-\nAmerican words", "Anti-American words"),
        ("the Mini\n-\nCons came", "the Mini-Cons came"),
        ("Po\n\u00ad\nlitik hier", "Politik hier"),
        ("the boat[2] left", "the boat left"),
        ("un-\n12\nlikely to close", "unlikely to close"),
        ("un-\n12 likely to close", "un-12 likely to close"),
        ("the war –\nwhich began", "the war - which began"),
    ],
)
def test_what_a_text_most_likely_says(text, likely):
    assert read_likely(text)[0] == likely


def test_a_hyphen_that_stays_leaves_out_the_line_end_only():
    assert list(pass_over("Anti- A", Joint(4, 6, JOIN), "-")) == [(5, 6)]
    assert list(pass_over("Mini - C", Joint(4, 7, ("-", " - ")), "-")) == [(4, 5), (6, 7)]
    assert list(pass_over("im- p", Joint(2, 4, HYPHEN), "")) == [(2, 4)]
    assert list(pass_over("im- p", Joint(2, 4, HYPHEN), "- ")) == []


SIGNS = ["ab", "é", "-", "‐", "\n", "\u00ad", " ", "[2]", "¹", "1", "A", ".", "ж", "日", "\u0301", "and", "of"]
pieces = st.lists(st.sampled_from(SIGNS), max_size=16)


@given(pieces, pieces)
@tries(200)
def test_joints_lie_in_order_and_a_match_says_what_the_quote_says(drawn, others):
    text, quote = "".join(drawn), "".join(others)
    page = read_layout(text)
    spans = [(joint.start, joint.end) for joint in page.joints]
    assert spans == sorted(spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    for joint in page.joints:
        assert joint.readings[-1] == page.text[joint.start : joint.end]
    for wanted in (quote, text):
        for match in find_quote(text, wanted):
            assert normalise(match.extract(text)) == normalise(wanted)


@given(st.lists(st.text("abcd", min_size=4, max_size=8), min_size=4, max_size=9), st.data())
@tries(150)
def test_wherever_lines_are_broken_the_quote_is_found(words, data):
    at = data.draw(st.integers(0, len(words) - 1))
    cut = data.draw(st.integers(2, len(words[at]) - 2))
    broken = [*words[:at], f"{words[at][:cut]}-\n{words[at][cut:]}", *words[at + 1 :]]
    text, quote = f"So: {' '.join(broken)}.", " ".join(words)
    if not SUSPENDED.match(words[at][cut:]):
        assert extract(text, quote) == [quote]
        assert all(match.start != text.index("\n") + 1 for match in find_quote(text, text.split("\n")[1]))


@given(st.text(max_size=60), st.text(max_size=20))
@tries(150)
def test_help_never_proposes_what_is_refused(text, quote):
    nearest = find_nearest(text, quote)
    if nearest and len(nearest.text) < 30 and "[" not in nearest.text:
        assert find_quote(text, nearest.text)


@pytest.mark.parametrize(
    ("text", "quote", "nearest"),
    [
        (BROKEN, "it was impossible to clothe", "it was “impossible to close"),
        (BROKEN, "the well-known quai", "the well-known quay"),
        (BROKEN, "possible to closed", "impossible to close"),
        ("the Anti-\nAmerican words here", "the Anti-Amercan words here", "the Anti-American words here"),
        (
            "close the har-\nbour and the well-\nknown quay[2] now",
            "close the harbor and the well-known quay now",
            "close the harbour and the well-known quay now",
        ),
        ("an (un)likely help to us", "likely helps to us", "(un)likely help to us"),
        ("about 1 200 euros a month", "200 euro a month", "1 200 euros a month"),
        ("close the harbour[2] while boats go", "close the harbor while boats go", "close the harbour while boats go"),
    ],
)
def test_help_proposes_whole_words_as_they_are_read(text, quote, nearest):
    assert find_nearest(text, quote).text == nearest
    assert find_quote(text, nearest)


@pytest.mark.parametrize(
    "unit", thin(["a-\n", "we-\nstay ", "a\u00ad\n", "we¹ ", "we[2] ", "boat1 ", "a - ", "1 200 ", "(a)"])
)
def test_a_long_text_of_joints_takes_linear_time(unit):
    def seek(size):
        text = unit * (size // len(unit))
        find_quote(text, "we stay we stay")
        find_quote(text, "aa aa")
        find_quote(text, unit * 3)

    assert grows_linearly(seek, 6_000)
