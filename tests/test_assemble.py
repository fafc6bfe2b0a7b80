"""Everything that was read is joined: names lead somewhere, quotes are vouched for, positions fit each other."""

from dataclasses import replace

import pytest
from builders import (
    DAY,
    assemble_seeds,
    check_seeds,
    make_article,
    make_event,
    make_position,
    make_seeds,
    read_seeds,
    show,
    verify_articles,
)
from hypothesis import given
from hypothesis import strategies as st
from laws import tries

from briefing_desk.checks.assemble import assemble
from briefing_desk.quotes.readings import Readings
from briefing_desk.schema.model import Limits
from briefing_desk.syntax.problems import Problem, has_errors, leave_notes
from briefing_desk.syntax.source import Place, Source
from briefing_desk.text.article_text import from_plain

TEXT = "“We will not leave one person behind,” said Jo Marsh. The union would accept the closure if every job moved.\n"
POSITION = """\
  - actor: dockers
    question: quay/close
    stance: support
    summary: Accepts it.
    basis: stated
    speakers: [jo]
    event: hearing
    quotes:
      - exact: We will not leave one person behind
"""
ARTICLE = f"""\
---
title: Council votes to close the quay
url: https://news.example/quay
publisher: gazette
date: 2025-03-04
retrieved: 2025-03-06
language: en
positions:
{POSITION}---
"""
FILES = {
    "seeds/actors.yml": """\
dockers: {name: Dockers' Union, kind: organisation}
council: {name: City Council, kind: organisation}
jo: {name: Jo Marsh, kind: person, on_behalf_of: dockers}
ida: {name: Ida Quist, kind: person, on_behalf_of: council}
lee: {name: Lee Stone, kind: person}
""",
    "seeds/publishers.yml": "gazette: {name: Harbour Gazette, kind: newspaper}\nwire: {name: Wire, kind: wire}\n",
    "seeds/topics/quay.yml": """\
title: The quay
summary: Whether it closes.
questions:
  - {id: close, label: Close, proposition: The quay should close.}
  - {id: pay, label: Pay, proposition: The city should pay.}
events:
  - {id: hearing, title: The hearing, date: 2025-03-04}
""",
    "seeds/articles/a.md": ARTICLE,
}
AT = "seeds/articles/a.md"


def verify(files, text=TEXT):
    """Return the files with the receipt of the article's text."""
    receipts, problems = verify_articles(read_seeds({**files, "a.txt": text}), Limits(max_share=1), DAY)
    assert not has_errors(problems)
    return {**files, **receipts}


CHECKED = verify(FILES)


def change(old, new, path=AT, files=CHECKED):
    """Return the files with one change."""
    assert old in files[path]
    return {**files, path: files[path].replace(old, new)}


def check(*changes):
    """Return the problems after changes to the article, without those of its receipt."""
    files = FILES
    for old, new in changes:
        files = change(old, new, files=files)
    return [line for line in check_seeds(files) if "receipt-missing" not in line]


EARLY = (
    f"{AT}:6:12 checked-too-early: its quotes were checked on 2025-03-06, before the article was retrieved on "
    "2025-03-07 (if the machine's clock was wrong, delete seeds/receipts/a.yml and run `briefing verify`; "
    "else correct `retrieved`)"
)


def test_a_clock_that_runs_backwards_is_told():
    """By whoever reads the receipt, and at once by whoever writes it."""
    late = ("retrieved: 2025-03-06", "retrieved: 2025-03-07")
    assert check_seeds(change(*late)) == [EARLY]
    seeds = read_seeds({**change(*late, files=FILES), "a.txt": TEXT})
    receipts, problems = verify_articles(seeds, Limits(max_share=1), DAY)
    assert ([show(problem) for problem in problems], list(receipts)) == ([EARLY], ["seeds/receipts/a.yml"])


def test_a_library_without_faults_is_whole():
    library, problems = assemble_seeds({**CHECKED, "a.txt": TEXT})
    assert leave_notes(problems) == []
    assert list(library.cells) == [("dockers", "quay/close")]
    (evidence,) = library.evidence["a"].values()
    assert (evidence.text, evidence.direct, evidence.checked) == ("We will not leave one person behind", "yes", DAY)


QUALIFY = "write `topic/question`, as declared below `questions` in seeds/topics/"
OWN_SPEAKER = ("one person behind\n", "one person behind\n        speakers: [{}]\n")


@pytest.mark.parametrize(
    ("old", "new", "place", "kind", "name", "guess"),
    [
        ("actor: dockers", "actor: docker", "9:12", "actor", "docker", "dockers"),
        (
            "actor: dockers",
            "actors: [dockers, xyz]",
            "9:23",
            "actor",
            "xyz",
            "declare it in seeds/actors.yml, or mend the spelling",
        ),
        ("speakers: [jo]", "speakers: [jo, idaa]", "14:20", "actor", "idaa", "ida"),
        ("basis: stated", "basis: reported\n    according_to: concil", "14:19", "actor", "concil", "council"),
        (OWN_SPEAKER[0], OWN_SPEAKER[1].format("joe"), "18:20", "actor", "joe", "jo"),
        ("quay/close", "quay/closed", "10:15", "question", "quay/closed", "quay/close"),
        ("quay/close", "close", "10:15", "question", "close", QUALIFY),
        ("event: hearing", "event: hearings", "15:12", "event", "hearings", "hearing"),
        ("publisher: gazette", "publisher: gazete", "4:12", "publisher", "gazete", "gazette"),
        ("publisher: gazette", "based_on: [wires]", "4:12", "publisher", "wires", "wire"),
    ],
)
def test_a_name_that_leads_nowhere_is_told_with_a_guess(old, new, place, kind, name, guess):
    found = [line for line in check((old, new)) if "unused" not in line and "jo` does not" not in line]
    help = guess if " " in guess else f"did you mean `{guess}`?"
    assert found == [f"{AT}:{place} unknown-{kind}: {kind} `{name}` is not declared ({help})"]


def test_letters_that_look_like_others_are_named():
    assert check(("actor: dockers", "actor: d\u043eckers"))[0] == (
        f"{AT}:9:12 unknown-actor: actor `d\u043eckers` (contains U+043E CYRILLIC SMALL LETTER O) is not declared"
        " (did you mean `dockers`?)"
    )


def test_a_speaker_of_an_unknown_actor_is_told():
    files = change("on_behalf_of: council", "on_behalf_of: concil", "seeds/actors.yml")
    assert check_seeds(files) == [
        "seeds/actors.yml:4:52 unknown-actor: actor `concil` is not declared (did you mean `council`?)"
    ]


def test_all_faults_are_told_at_once():
    found = check(("actor: dockers", "actor: x"), ("quay/close", "y"), ("gazette", "z"), ("[jo]", "[w]"))
    assert sum("unknown-" in line for line in found) == 4


def test_errors_prevent_a_library_and_warnings_do_not():
    assert assemble_seeds(change("actor: dockers", "actor: docker"))[0] is None
    library, problems = assemble_seeds(FILES)
    assert library is not None
    assert [problem.code for problem in leave_notes(problems)] == ["receipt-missing"]


@pytest.mark.parametrize(
    ("actor", "holders"),
    [
        ("actor: jo", "`jo`"),
        ("actor: council", "`council`"),
        ("actors: [council, lee]", "`council` or `lee`"),
        ("actors: [council, dockers]", None),
    ],
)
def test_a_speaker_speaks_for_the_actor(actor, holders):
    found = [line for line in check(("actor: dockers", actor)) if "speaker-as" not in line]
    help = "(correct `speakers`, or `on_behalf_of` in actors.yml; add `according_to` if they report it of others)"
    assert found == ([f"{AT}:14:16 speaker-of-other: `jo` does not speak for {holders} {help}"] if holders else [])


def test_a_speaker_may_speak_for_who_reports_the_stance():
    reported = ("basis: stated", "basis: reported\n    according_to: dockers")
    assert check(("actor: dockers", "actor: council"), reported) == []


def test_a_speaker_is_no_actor():
    assert check(("actor: dockers", "actor: jo"))[0] == (
        f"{AT}:9:12 speaker-as-actor: `jo` speaks on behalf of `dockers`, and stands here as the actor"
        " (write `actor: dockers` and `speakers: [jo]`)"
    )


def test_a_quotes_own_speaker_is_checked_too():
    own = OWN_SPEAKER[1].format("ida")
    assert [line.split(" (")[0] for line in check((OWN_SPEAKER[0], own))] == [
        f"{AT}:18:20 speaker-of-other: `ida` does not speak for `dockers`"
    ]


def test_somebody_who_speaks_for_nobody_else_speaks_for_themselves():
    assert check(("actor: dockers", "actor: lee"), ("[jo]", "[lee]")) == []
    assert "`lee` does not speak for `dockers`" in check(("[jo]", "[lee]"))[0]


def test_without_an_actor_speakers_are_not_judged():
    """What could not be read was told when it was read."""
    nobody = replace(make_position(speakers="jo"), actor=None)
    readings = Readings(make_seeds([make_article(nobody, make_position(quotes=[]))]), {}, {})
    assert [problem.code for problem in leave_notes(assemble(readings, Limits())[1])] == ["receipt-missing"]


def test_where_a_file_has_errors_nothing_that_follows_from_them_is_told():
    readings = read_seeds({**FILES, "seeds/reviews/quay.yml": "reviewed: 2025-04-01\n"})
    limits, unread = Limits(max_share=1), Place(Source(AT, ""))
    assert {problem.code for problem in assemble(readings, limits)[1]} == {
        "unused-actor",
        "receipt-missing",
        "stale-prose",
    }
    assert assemble(readings, limits, [Problem(unread, "empty-value", "`actor` is empty", "give it a value")]) == (
        None,
        [],
    )


def test_an_actor_without_a_position_is_noted():
    assert [show(problem).split(" (")[0] for problem in assemble_seeds(CHECKED)[1]] == [
        "seeds/actors.yml:2:17 unused-actor: no article gives the actor `council` a position",
        "seeds/actors.yml:5:13 unused-actor: no article gives the actor `lee` a position",
    ]
    wrong = assemble_seeds(change("actor: dockers", "actor: dogs"))[1]
    assert "unused-actor" not in {problem.code for problem in wrong}
    nothing_said = {path: text for path, text in CHECKED.items() if "article" not in path and "receipt" not in path}
    assert "unused-actor" not in {problem.code for problem in assemble_seeds(nothing_said)[1]}


def test_an_event_is_declared_once_and_used():
    files = {
        **CHECKED,
        "seeds/topics/harbour.yml": FILES["seeds/topics/quay.yml"].replace("title: The quay", "title: More"),
    }
    assert check_seeds(files) == [
        "seeds/topics/harbour.yml:7:10 duplicate-id: the event `hearing` is declared in seeds/topics/quay.yml too "
        "(give one of them another id, here and wherever an article means it)"
    ]
    assert [line.split("/")[-1] for line in check(("    event: hearing\n", ""))] == [
        "quay.yml:7:10 unused-event: no article tells of the event `hearing` "
        "(name it below `event` of the positions and passages that do, or delete it)"
    ]


def test_a_matter_that_nothing_names_and_one_that_is_not_declared_are_told():
    matters = "matters:\n- {id: sum, title: What it costs}\n"
    topic = {"seeds/topics/quay.yml": CHECKED["seeds/topics/quay.yml"] + matters}
    assert check_seeds({**CHECKED, **topic}) == [
        "seeds/topics/quay.yml:9:8 unused-matter: no passage tells of the matter `quay/sum` "
        "(name it below `matter` of the passages that do, in two articles or more)"
    ]
    (article,) = (path for path in CHECKED if path.startswith("seeds/articles/"))
    passage = "passages:\n- {id: cost, exact: 12 million, matter: quay/sam}\n---\n"
    files = {**CHECKED, **topic, article: CHECKED[article].replace("\n---\n", f"\n{passage}", 1)}
    assert "unknown-matter: matter `quay/sam` is not declared" in "\n".join(check_seeds(files))


def test_an_event_declared_twice_in_one_file_was_told_when_it_was_read():
    seeds = make_seeds([make_article(make_position(event="hearing"))], [make_event("hearing"), make_event("hearing")])
    assert "duplicate-id" not in [problem.code for problem in assemble(Readings(seeds, {}, {}), Limits())[1]]


def test_two_articles_with_one_address_are_told():
    files = {**CHECKED, "seeds/articles/b.md": ARTICLE.split("positions:")[0] + "---\n"}
    assert check_seeds(files) == [
        "seeds/articles/b.md:3:6 duplicate-url: `a` has the same url, and the same title (delete one if they are the "
        "same article; parts of a document need titles of their own, and no position or quote in common)"
    ]
    for url in ("url: https://news.example/quay2\n", ""):
        other = ARTICLE.split("positions:")[0].replace("url: https://news.example/quay\n", url) + "---\n"
        assert (
            check_seeds({**files, "seeds/articles/b.md": other, "seeds/articles/c.md": other.replace("quay2", "quay3")})
            == []
        )


def add(**values):
    """Return a second position of the article, which differs in some values."""
    second = set_values(POSITION.replace("leave one person behind", "leave one person"), values)
    return ("behind\n---\n", f"behind\n{second}---\n")


def alter(values):
    """Return the change of the article's one position, if there is any."""
    return [(POSITION, set_values(POSITION, values))] if values else []


def set_values(position, values):
    """Return a position with other values; None: without the key."""
    for key, value in values.items():
        line = next((line for line in position.splitlines() if line.strip().startswith(f"{key}:")), None)
        new = f"    {key}: {value}\n" if value else ""
        position = position.replace(f"{line}\n", new) if line else position.replace("    quotes:", f"{new}    quotes:")
    return position


BOTH = "`dockers` both `support` and `oppose` on `quay/close`"
VOICES = "if by two voices, its `speakers`"
DATED = (
    f"conflicting-positions: {BOTH}"
    f" (if the two were said at different times, give each its `date`, or the later one `follows: a`; {VOICES})"
)
AT_ONE_EVENT = (
    f"conflicting-positions: {BOTH}"
    f" (reports of one event are one statement: if they were said at different times, delete one's `event`; {VOICES})"
)
OVERLAP = (
    f"dates-overlap: {BOTH}, and the dates do not tell which is the later: {{}}"
    f" (if this one came later, add `follows: a` to it, if it came first, `precedes: a`; {VOICES})"
)
NO_EVENT = ("    event: hearing\n", "")
UNUSED = (
    "seeds/topics/quay.yml:7:10 unused-event: no article tells of the event `hearing` "
    "(name it below `event` of the positions and passages that do, or delete it)"
)


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ({}, {}, AT_ONE_EVENT),
        ({}, {"date": "2025-03-01"}, AT_ONE_EVENT),
        ({}, {"speakers": None}, AT_ONE_EVENT),
        ({}, {"speakers": "[dockers]"}, None),
        ({}, {"stance": "support"}, None),
        ({}, {"question": "quay/pay"}, None),
        ({}, {"basis": "inferred"}, None),
        ({"basis": "inferred"}, {}, None),
        ({}, {"basis": "reported", "according_to": "council"}, None),
        ({"event": None}, {"event": None}, DATED),
        ({"event": None}, {"event": None, "date": "2025-03-01"}, None),
        ({"event": None}, {"event": None, "date": "2025-03"}, OVERLAP.format("`2025-03-04`, `2025-03`")),
        ({"event": None}, {"event": None, "date": "2025-03", "speakers": "[dockers]"}, None),
        ({"event": None}, {"event": None, "date": "2025-03/.."}, OVERLAP.format("`2025-03-04`, `2025-03/..`")),
        ({"event": None, "date": "../2025-03"}, {"event": None, "date": "2025-03"},
         OVERLAP.format("`../2025-03`, `2025-03`")),
        ({"event": None, "date": "../2025-03", "precedes": "a"}, {"event": None, "date": "2025-03"}, None),
        ({"event": None, "date": "../2025-03"}, {"event": None, "date": "2025-03", "follows": "a"}, None),
        ({"event": None}, {"event": None, "follows": "a"}, None),
        ({}, {"event": None, "follows": "hearing"}, None),
        ({"event": None, "precedes": "hearing"}, {"event": None, "follows": "hearing"}, None),
    ],
)  # fmt: skip
def test_two_stances_at_once_are_told(first, second, told):
    values = {"stance": "oppose", **second}
    found = [line.split(" ", 1)[1] for line in check(*alter(first), add(**values)) if line != UNUSED]
    assert found == ([told] if told else [])


def test_a_reading_before_what_is_stated_is_no_conflict():
    assert check(("basis: stated", "basis: inferred"), add(stance="oppose")) == []


def test_speakers_of_quotes_tell_two_voices_apart():
    own = (OWN_SPEAKER[0], OWN_SPEAKER[1].format("dockers"))
    assert check(add(stance="oppose"), own) == []
    assert check(add(stance="oppose", speakers="[dockers, jo]"), own) == [f"{AT}:21:13 {AT_ONE_EVENT}"]


def test_the_same_position_twice_is_told():
    second = ("behind\n---\n", f"behind\n{POSITION}---\n")
    assert check(second) == [
        f"{AT}:18:5 duplicate-position: `dockers` has this position on `quay/close` twice, from the same quote"
        " (delete one of them)"
    ]
    assert check(("behind\n---\n", f"behind\n{POSITION.replace('quay/close', 'quay/pay')}---\n")) == []


def test_an_article_without_receipt_is_not_yet_checked():
    assert check_seeds(FILES) == [
        f"{AT}:2:1 receipt-missing: the quotes are not yet checked: the article has no receipt"
        " (run `briefing verify --texts DIR` with its text)"
    ]
    assert check_seeds(change(f"positions:\n{POSITION}", "", files=FILES))[0].startswith("seeds/topics/quay.yml")


def test_a_receipt_without_article_is_told():
    files = {path: content for path, content in CHECKED.items() if path != AT}
    assert "seeds/receipts/a.yml:2:1 receipt-unused: there is no article `a` (delete the file)" in check_seeds(files)


def test_a_quote_that_does_not_fit_its_receipt_is_an_error():
    found = check_seeds(change("one person behind", "one person"))
    assert [line.split(":")[0] + line.split(" ")[1] for line in found] == [
        f"{AT}receipt-mismatch:",
        "seeds/receipts/a.ymlreceipt-unused:",
    ]


def test_a_basis_that_does_not_fit_its_receipt_is_an_error():
    receipt = change("direct: yes", "direct: no", "seeds/receipts/a.yml")
    assert check_seeds(receipt) == [
        f"{AT}:13:12 direct-speech-missing: `stated` needs a quote that stands in quotation marks in the article"
        " (quote the actor's own words, or write `basis: reported`)"
    ]
    assert check_seeds(change("basis: stated", "basis: reported", files=receipt)) == []


def test_with_the_text_at_hand_the_check_is_live():
    quote = "The union would accept the closure if every job moved"
    reported = change("We will not leave one person behind", quote, files=FILES)
    reported = verify(change("basis: stated", "basis: reported", files=reported))
    forged = change("direct: no", "direct: yes", "seeds/receipts/a.yml", reported)
    assert check_seeds(forged) == []
    assert check_seeds({**forged, "a.txt": TEXT}) == [
        "seeds/receipts/a.yml:5:9 receipt-mismatch: the text says something else about this quote than its receipt"
        " (run `briefing verify --texts DIR`)"
    ]
    stated = change("basis: reported", "basis: stated", files=forged)
    assert any("direct-speech-missing" in line for line in check_seeds({**stated, "a.txt": TEXT}))


def test_another_text_than_the_receipts_is_told():
    assert check_seeds({**CHECKED, "a.txt": f"{TEXT}More.\n"}) == [
        "seeds/receipts/a.yml:2:9 text-changed: a.txt is not the text that this receipt was made from"
        " (run `briefing verify`)"
    ]
    assert any("quote-not-found" in line for line in check_seeds({**CHECKED, "a.txt": "Another text.\n"}))


def test_a_receipt_of_a_text_that_changed_without_a_word_is_told():
    receipt = CHECKED["seeds/receipts/a.yml"].replace("\nlength:", f"\nchanged_from: {'0' * 64}\nlength:")
    changed = {**CHECKED, "seeds/receipts/a.yml": receipt}
    assert [line.split(": ")[0] for line in check_seeds(changed)] == [f"{AT}:2:1 text-changed"]
    said = "status: corrected\ncorrection: {date: 2025-03-06, note: So.}\nretrieved:"
    assert check_seeds(change("retrieved:", said, files=changed)) == []


def test_limits_hold_with_and_without_the_text():
    tight = Limits(max_quote_words=3, max_share=0.1)
    assert [line.split(" ")[1] for line in check_seeds(CHECKED, tight)] == ["long-quote:"]
    assert [line.split(" ")[1] for line in check_seeds({**CHECKED, "a.txt": TEXT}, tight)] == [
        "long-quote:",
        "too-much-quoted:",
    ]


TEXTS = [TEXT, f"{TEXT} More.", TEXT.replace("“", "‘‘"), TEXT.replace("leave one", "leave \u00ad one"), "Other.", ""]


@given(st.sampled_from([FILES, CHECKED]), st.sampled_from(TEXTS))
@tries(30)
def test_what_readers_see_is_the_same_with_and_without_the_text(files, text):
    readings = read_seeds(files)
    at_hand = Readings(readings.seeds, readings.receipts, {"a": ("a.txt", from_plain(text))})
    without, _ = assemble(readings, Limits(max_share=1))
    beside, problems = assemble(at_hand, Limits(max_share=1))
    assert (beside is None) == has_errors(problems)
    assert beside is None or beside == without


def test_problems_are_told_of_every_article():
    files = change("quay/close", "quay/closed")
    files["seeds/articles/b.md"] = files[AT].replace("quay\n", "quay2\n")
    assert [line.split(":")[0] for line in check_seeds(files) if "unknown-question" in line] == [
        AT,
        "seeds/articles/b.md",
    ]


def test_a_live_check_alone_vouches_for_nothing():
    library, _ = assemble_seeds({**FILES, "a.txt": TEXT})
    assert [(item.checked, item.direct) for item in library.evidence["a"].values()] == [(None, None)]
