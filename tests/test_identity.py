"""What was renamed stays what it was: feeds tell nothing twice, comparisons tell a new id and nothing else."""

import html
import re

import pytest
from builders import assemble_seeds, check_seeds, list_site_entries, make_article, make_position, make_seeds, read_seeds
from hypothesis import given
from hypothesis import strategies as st
from laws import tries

from briefing_desk.analysis.compare import compare_libraries
from briefing_desk.analysis.identity import list_first_ids
from briefing_desk.analysis.position_changes import list_position_changes
from briefing_desk.answers.changes_json import format_changes
from briefing_desk.answers.changes_text import format_markdown, format_plain
from briefing_desk.build.renaming import PARTS, RENAMERS, list_known
from briefing_desk.checks.assemble import make_library
from briefing_desk.editing.edits import apply_edits
from briefing_desk.exports.feed_entries import name_feed
from briefing_desk.quotes.evidence import collect_evidence
from briefing_desk.schema.settings import Settings
from briefing_desk.web.outlet import Outlet

SETTINGS = Settings(site_name="The quay")


def make_file(date, *positions, more=""):
    """Return an article's file with positions given as actor, question, stance, words, and what else they have."""
    lines = ["---", f'title: "Report {date} {positions[0][3] if positions else ""}"', "publisher: gazette"]
    lines += [f"date: {date}", "retrieved: 2025-06-01", "language: en", *more.splitlines(), "positions:"]
    for actor, question, stance, words, *rest in positions:
        lines += [f"  - actor: {actor}", f"    question: {question}", f"    stance: {stance}", "    summary: So."]
        lines += ["    basis: reported", *(f"    {line}" for line in rest), "    quotes:", f"      - exact: {words}"]
    return "\n".join([*lines, "---", "", *(f"We note that {p[3]}.\n" for p in positions), "And a price of nine.", ""])


PASSAGE = "passages:\n  - id: price\n    exact: a price of nine\n    matter: pier/bill\n"
FILES = {
    "seeds/actors.yml": """\
dockers: {name: Dockers' Union, kind: organisation}
council:  # the city's
  name: City Council
  kind: organisation
jo: {name: Jo Marsh, kind: person, on_behalf_of: dockers}
""",
    "seeds/publishers.yml": "gazette: {name: Harbour Gazette, kind: newspaper}\n",
    "seeds/topics/quay.yml": """\
title: The quay
summary: Whether it closes.
questions:
  - {id: close, label: Close, proposition: The quay should close.}
  - id: pay
    label: Pay
    proposition: The city should pay.
events:
  - id: vote
    title: The vote
    date: 2025-04-02
""",
    "seeds/topics/pier.yml": """\
title: The pier
summary: Whether it opens.
questions:
  - {id: open, label: Open, proposition: The pier should open.}
matters:
  - {id: bill, title: Who pays for it}
""",
    "seeds/articles/early.md": make_file(
        "2025-01-05",
        ("dockers", "quay/close", "oppose", "the dockers said no at first"),
        ("council", "quay/close", "oppose", "the council said no at first"),
        ("council", "pier/open", "oppose", "the council kept the pier shut"),
        more=PASSAGE,
    ),
    "seeds/articles/mid.md": make_file(
        "2025-03-05",
        ("dockers", "quay/close", "support", "the dockers said yes by now", "speakers: [jo]"),
        ("dockers", "quay/pay", "support", "the dockers want the city to pay"),
    ),
    # Two reports of one day: which of them names the change must not depend on what they are called.
    "seeds/articles/same-day.md": make_file(
        "2025-03-05", ("dockers", "quay/close", "support", "the dockers agreed that day")
    ),
    "seeds/articles/late.md": make_file(
        "2025-04-03",
        ("council", "quay/close", "support", "the council voted for it", "event: vote"),
        ("council", "pier/open", "support", "the council opens the pier"),
        more="status: corrected\ncorrection:\n  date: 2025-06-02\n  note: Another price.\n",
    ),
}
NAMES = ["a", "b", "dockers", "quay", "close", "early", "vote", "price", "council"]


def rename(files, kind, old, new):
    """Return the files of a site after a renaming; `new` is the last part of the id."""
    if kind in PARTS:
        new = f"{old.split(PARTS[kind][1])[0]}{PARTS[kind][1]}{new}"
    renaming = RENAMERS[kind](old, new, read_seeds(files))
    contents, failed = apply_edits(renaming.edits)
    assert not failed
    changed = {**files, **contents}
    return {renaming.moves.get(path, path): content for path, content in changed.items()}


def load(files):
    """Return the library of a site without errors."""
    library, problems = assemble_seeds(files)
    assert library, [problem.message for problem in problems]
    return library


def list_ids(library):
    """Return the ids of everything that feeds tell, and of the feeds."""
    ids = {entry.id: entry.title for entry in list_site_entries(Outlet(library, SETTINGS, ""))}
    topics, actors = (
        sorted(name_feed(Outlet(library, SETTINGS, f"{stem}.xml"), stem) for stem in stems)
        for stems in (
            [f"feeds/topics/{id}" for id in library.seeds.topics],
            [f"feeds/actors/{id}" for id in library.by_actor],
        )
    )
    return ids, topics, actors


def list_codes(files):
    """Return what kinds of problems a site has."""
    return sorted(line.split()[1] for line in check_seeds(files))


BEFORE = load(FILES)


@st.composite
def renamings(draw):
    """Return a site after some renamings, each to a name that is free."""
    files, done = FILES, []
    for _ in range(draw(st.integers(1, 5))):
        kind = draw(st.sampled_from(sorted(RENAMERS)))
        seeds = read_seeds(files).seeds
        known = list_known(kind, seeds)
        old = draw(st.sampled_from(known))
        new = draw(st.sampled_from(NAMES))
        home = f"{old.split(PARTS[kind][1])[0]}{PARTS[kind][1]}" if kind in PARTS else ""
        if f"{home}{new}" not in known:
            files = rename(files, kind, old, new)
            done.append((kind, old, new))
    return files, done


@given(renamings())
@tries(60)
def test_after_any_renamings_feeds_tell_nothing_twice_and_only_new_ids_are_told(case):
    files, done = case
    library = load(files)
    assert list_codes(files) == list_codes(FILES)
    assert list_ids(library) == list_ids(BEFORE), done
    for old, new in ((BEFORE, library), (library, BEFORE)):
        changes = compare_libraries(old, new)
        nothing = (changes.cells, changes.articles, changes.passages, changes.reworded, changes.stale)
        assert nothing == ((), (), (), (), {}), done


@given(renamings())
@tries(40)
def test_what_was_renamed_by_hand_is_known_by_its_name(case):
    files, done = case
    by_hand = {path: re.sub(r"first_id: [a-z-]+(, |\n +|\n)", "", content) for path, content in files.items()}
    assert not any("first_id" in content for content in by_hand.values())
    kinds = [(kind.replace("speaker", "actor"), old.split("/")[-1], name) for kind, old, name in done]
    taken = {(kind, name) for kind, _, name in kinds} & {(kind, old) for kind, old, _ in kinds}
    changes = compare_libraries(BEFORE, load(by_hand))
    if not taken:  # a name that passed from one thing to another means, without a note, the thing that has it
        assert (changes.cells, changes.articles, changes.passages, changes.reworded) == ((), (), (), ())


RENAMED = [
    ("actor", "dockers", "union", "actor dockers is now union"),
    ("speaker", "jo", "jo-marsh", "actor jo is now jo-marsh"),
    ("publisher", "gazette", "hg", "publisher gazette is now hg"),
    ("topic", "quay", "old-quay", "topic quay is now old-quay"),
    ("question", "quay/close", "close-now", "question quay/close is now quay/close-now"),
    ("event", "vote", "ballot", "event vote is now ballot"),
    ("article", "early", "first-report", "article early is now first-report"),
    ("passage", "early:price", "cost", "passage early:price is now early:cost"),
]


@pytest.mark.parametrize(("kind", "old", "new", "said"), RENAMED)
def test_a_renaming_is_told_as_one(kind, old, new, said):
    changes = compare_libraries(BEFORE, load(rename(FILES, kind, old, new)))
    assert format_plain(changes) == f"0 cells changed; 1 id renamed\n{said}"
    assert f"- {said[0].upper()}{said[1:]}" in html.unescape(format_markdown(changes))
    assert '"kind": "' in format_changes(changes)


def test_what_changes_besides_is_told_under_the_new_name():
    files = rename(rename(FILES, "actor", "dockers", "union"), "article", "mid", "march")
    path = "seeds/articles/march.md"
    files[path] = files[path].replace("stance: support", "stance: neutral", 1)
    assert format_plain(compare_libraries(BEFORE, load(files))) == (
        "1 cell changed; 2 ids renamed\n"
        "newly contested: Dockers' Union on The quay: Close: from supports to supports and neutral\n"
        "actor dockers is now union\n"
        "article mid is now march"
    )


def test_an_articles_end_is_told_under_its_last_name():
    between = rename(FILES, "article", "same-day", "that-day")
    files = {path: content for path, content in between.items() if "that-day" not in path}
    told = format_plain(compare_libraries(load(between), load(files)))
    assert "evidence removed: Dockers' Union on The quay: Close: supports; gone from: that-day" in told
    assert "article that-day," in told


# What is noted.


def read_first(files, kind):
    return dict(list_first_ids(read_seeds(files).seeds).by_kind[kind])


def test_the_first_id_is_kept_however_often_a_thing_is_renamed_and_goes_with_the_way_back():
    once = rename(FILES, "actor", "dockers", "union")
    assert "union: {first_id: dockers, name: Dockers' Union, kind: organisation}" in once["seeds/actors.yml"]
    twice = rename(once, "actor", "union", "the-union")
    assert read_first(twice, "actor") == {"the-union": "dockers"}
    assert rename(twice, "actor", "the-union", "dockers") == FILES


def test_a_note_is_a_line_of_its_own_where_its_neighbours_are():
    files = rename(FILES, "actor", "council", "city-council")
    assert "city-council:  # the city's\n  first_id: council\n  name: City Council\n" in files["seeds/actors.yml"]
    files = rename(files, "question", "quay/pay", "who-pays")
    assert "  - first_id: pay\n    id: who-pays\n    label: Pay\n" in files["seeds/topics/quay.yml"]
    files = rename(files, "event", "vote", "ballot")
    assert "  - first_id: vote\n    id: ballot\n" in files["seeds/topics/quay.yml"]
    files = rename(files, "topic", "quay", "old-quay")
    assert files["seeds/topics/old-quay.yml"].startswith("first_id: quay\ntitle: The quay\n")
    files = rename(files, "article", "early", "first-report")
    assert files["seeds/articles/first-report.md"].startswith('---\nfirst_id: early\ntitle: "Report')


def test_a_note_that_a_person_wrote_otherwise_stays():
    files = rename(FILES, "actor", "council", "city-council")
    files["seeds/actors.yml"] = files["seeds/actors.yml"].replace(
        "first_id: council\n", 'first_id: "council"  # once\n'
    )
    back = rename(files, "actor", "city-council", "council")
    assert 'council:  # the city\'s\n  first_id: "council"  # once\n' in back["seeds/actors.yml"]
    assert check_seeds(back) == check_seeds(FILES)
    assert list_ids(load(back)) == list_ids(BEFORE)


def test_two_that_change_names_are_still_two():
    files = rename(FILES, "actor", "dockers", "x")
    files = rename(files, "actor", "council", "dockers")
    files = rename(files, "actor", "x", "council")
    assert read_first(files, "actor") == {"council": "dockers", "dockers": "council"}
    assert list_ids(load(files)) == list_ids(BEFORE)
    assert format_plain(compare_libraries(BEFORE, load(files))) == (
        "0 cells changed; 2 ids renamed\nactor council is now dockers\nactor dockers is now council"
    )


def test_a_newcomer_under_a_name_that_was_given_up_needs_a_first_id_of_its_own():
    files = rename(FILES, "actor", "dockers", "union")
    new = "dockers: {name: Dockers of the West, kind: organisation}\n"
    files["seeds/actors.yml"] += new
    assert [line for line in check_seeds(files) if "duplicate-id" in line] == [
        "seeds/actors.yml:1:19 duplicate-id: the actor `union` has the first id `dockers`, and so has `dockers` "
        "(seeds/actors.yml:6) (give the newer of the two a `first_id` that no actor has or had, such as `dockers-2`)"
    ]
    files["seeds/actors.yml"] = files["seeds/actors.yml"].replace("dockers: {", "dockers: {first_id: dockers-2, ")
    assert [line for line in check_seeds(files) if "duplicate-id" in line] == []
    assert list_ids(load(files))[0] == list_ids(BEFORE)[0]
    told = compare_libraries(BEFORE, load(files))
    assert [(found.before, found.after) for found in told.renamed] == [("dockers", "union")]


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        (
            "seeds/topics/quay.yml",
            "  - id: pay\n",
            "  - id: pay\n    first_id: close\n",
            "seeds/topics/quay.yml:6:15 duplicate-id: the question `pay` has the first id `close`, and so has `close` "
            "(seeds/topics/quay.yml:4) (give the newer of the two a `first_id` that no question has or had, such as "
            "`close-2`)",
        ),
        (
            "seeds/topics/pier.yml",
            "title: The pier\n",
            "title: The pier\nfirst_id: quay\n",
            "seeds/topics/pier.yml:2:11 duplicate-id: the topic `pier` has the first id `quay`, and so has `quay` "
            "(seeds/topics/quay.yml:1) (give the newer of the two a `first_id` that no topic has or had, such as "
            "`quay-2`)",
        ),
        (
            "seeds/articles/mid.md",
            "language: en\n",
            "language: en\nfirst_id: early\n",
            "seeds/articles/mid.md:7:11 duplicate-id: the article `mid` has the first id `early`, and so has `early` "
            "(seeds/articles/early.md:2) (give the newer of the two a `first_id` that no article has or had, such as "
            "`early-2`)",
        ),
    ],
)
def test_two_of_one_first_id_are_told(path, old, new, said):
    files = {**FILES, path: FILES[path].replace(old, new, 1)}
    assert [line for line in check_seeds(files) if "duplicate-id" in line] == [said]


def test_a_branch_that_uses_an_old_name_is_told_the_new_one():
    files = rename(FILES, "actor", "dockers", "union")
    files["seeds/articles/mid.md"] = FILES["seeds/articles/mid.md"]
    told = [line for line in check_seeds(files) if "unknown-actor" in line]
    assert told[0].endswith("unknown-actor: actor `dockers` is not declared (it was renamed: write `union`)")


def test_without_renamings_a_change_has_the_id_that_it_always_had():
    many = [make_position("support", date="2025-03", quotes=[f"words {n}"]) for n in range(5)]
    articles = [make_article(position) for position in (make_position("oppose", date="2025-02"), *many)]
    seeds = make_seeds([*articles, make_article(*many)])
    evidence = {id: collect_evidence(id, article, ()) for id, article in seeds.articles.items()}
    for library in (make_library(seeds, evidence, {}), BEFORE):
        shifts = list_position_changes(library.cells.values())
        assert shifts
        assert [list_first_ids(library.seeds).name_shift(shift) for shift in shifts] == [shift.id for shift in shifts]
