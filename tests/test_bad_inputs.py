"""Malformed input of every kind: the expected outcome at the expected place, in bounded time.

`data/bad_inputs.tsv` lists the kinds and says where each is tested: a file of `errors/`, or a test.
"""

import csv
import os
import re
import sys
import time
import warnings
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from builders import check_pages, grows_linearly, measure_slowness
from hypothesis import given
from hypothesis import strategies as st
from laws import tries
from test_assemble import check as check_article
from test_verify import quoting, verify

from briefing_desk.answers.problem_formats import format_text
from briefing_desk.build.pages import plan_pages
from briefing_desk.build.spine import plan_receipts, plan_reviews
from briefing_desk.disk.read import MAX_READ_BYTES, read_pages, read_site
from briefing_desk.quotes.find import count_tokens, find_nearest, occurs
from briefing_desk.quotes.verify import find_places
from briefing_desk.regions import merge
from briefing_desk.regions.markers import MAX_ITEMS, format_region
from briefing_desk.schema.seeds import read_actors, read_article, read_topic
from briefing_desk.syntax import yaml_tree as yamltree
from briefing_desk.syntax.decode import MARKS, MAX_MARKS, MAX_PAGE_BYTES
from briefing_desk.syntax.front_matter import MAX_CHARACTERS
from briefing_desk.syntax.problems import Severity, sort_problems
from briefing_desk.syntax.source import Source
from briefing_desk.text.article_text import from_markdown
from briefing_desk.text.layout import read_layout, read_likely

TESTS = Path(__file__).parent
ROWS = list(csv.DictReader((TESTS / "data/bad_inputs.tsv").read_text("utf-8").splitlines(), delimiter="\t"))
OUTCOMES = {"error": "error[", "warn": "warning["}


def read_said(row):
    """Return what is said about a case that is a file, or None."""
    path = TESTS / f"errors/{row['where']}.txt"
    return path.read_text(encoding="utf-8") if path.exists() else None


@pytest.mark.parametrize("row", ROWS, ids=[row["case"] for row in ROWS])
def test_every_kind_of_bad_input_is_tested(row):
    """As a file with its exact messages, or as a test; where there can be no such case, the table says why."""
    said = read_said(row)
    if said is not None:
        found = {outcome for outcome, mark in OUTCOMES.items() if mark in said} or {"ok"}
        assert row["decided otherwise"] or row["expected"] in found
    elif row["where"] == "-":
        assert row["decided otherwise"]
    else:
        module, _, name = row["where"].partition(".")
        assert re.search(rf"^def {name}\(", (TESTS / f"{module}.py").read_text(encoding="utf-8"), re.MULTILINE)


def test_the_table_is_whole():
    assert len(ROWS) == len({row["case"] for row in ROWS}) == 182


# One fault, one error.

ARTICLE = """---
title: The council votes
retrieved: 2025-03-06
language: en
status: corrected
correction:
  date: 2025-03-07
  note: A number was wrong.
authors: [A. Name]
positions:
  - actor: acme
    question: quay/close
    stance: conditional
    condition: if every job is moved
    summary: Accepts the closure.
    date: 2025-03-01
    speakers: [jo]
    basis: stated
    quotes:
      - exact: We accept it.
passages:
  - id: one
    exact: It is good.
---
"""
TOPIC = """title: The quay
summary: What is at stake.
questions:
  - id: close
    label: Close it?
    proposition: The quay is closed.
events:
  - id: vote
    title: The vote
    date: 2025-03-01
matters:
  - id: jobs
    title: Jobs
"""
ACTORS = """acme:
  name: Acme
  kind: organisation
  aliases: [ACME Inc.]
jo:
  name: Jo
  kind: person
  on_behalf_of: acme
"""
VALUES = (
    "", "~", "[a, b]", "{a: b}", "!x y", "*a", "&a b", '"x', "'x", "[x", "{x", "a: b", "%x", "@x", "`x", "> x", "| x",
    "# x", "- a", "? a", "w" * 3_000, "\\x", '"\\q"', "\xa0", "1e9", "no", "2025-13-40",
)  # fmt: skip
"""What stands in the place of a value."""


def spoil_line(line):
    """Yield what may become of one line with a key, and of nothing else."""
    before, key, rest = re.fullmatch(r"([ -]*)([\w-]+):(.*)", line).groups()
    if len(key) > 2:
        yield f"{before}{key[0]}{key[2:]}:{rest}"
        yield f"{before}{key[1]}{key[0]}{key[2:]}:{rest}"
        yield f"{before}{key.capitalize()}:{rest}"
        yield f"{before}{key} :{rest}"
    yield f"{before}{key}{rest}"
    yield f"{before}{key}：{rest}"
    yield f"\t{line.lstrip()}"
    yield f" {line}"
    yield f"\xa0{line[1:]}"
    if line.startswith(" "):
        yield line[1:]
    if value := rest.strip():
        yield f"{before}{key}:{value}"
        yield f"{before}{key}:\xa0{value}"
        yield f"{before}{key}: {value.upper()}"
        yield f"{line}\n{' ' * len(before)}{key}:{rest}"
        yield from (f"{before}{key}: {value}" for value in VALUES)


READERS = {"article": (ARTICLE, read_article), "topic": (TOPIC, read_topic), "actors": (ACTORS, read_actors)}


@pytest.mark.parametrize("kind", READERS)
def test_one_fault_is_one_error(kind):
    """Whatever a slip makes of a line with a key: what follows from it is not told beside it."""
    text, read = READERS[kind]
    assert read(Source("a", text))[1] == []
    lines, tried = text.split("\n"), 0
    for number, line in enumerate(lines):
        for spoilt in spoil_line(line) if ":" in line else ():
            problems = sort_problems(read(Source("a", "\n".join([*lines[:number], spoilt, *lines[number + 1 :]])))[1])
            errors = [format_text(problem) for problem in problems if problem.severity is Severity.ERROR]
            assert len(errors) <= 1, (spoilt, errors)
            tried += 1
    assert tried > 250


@pytest.mark.parametrize(
    ("actor", "help"),
    [
        ("dock\u200bers", "contains U+200B ZERO WIDTH SPACE"),
        ("d\u043eckers", "contains U+043E CYRILLIC SMALL LETTER O"),
    ],
)
def test_look_alikes_of_an_actor_are_explained(actor, help):
    said = check_article(("actor: dockers", f"actor: {actor}"))[0]
    assert help in said
    assert "did you mean `dockers`?" in said


@pytest.mark.parametrize(
    ("quote", "is_found"),
    [
        ("We support the act.", True),
        ("We “support” the act.", False),
        ("We support the açt.", False),
        ("Example title", False),
        ("x <!-- end generated: matrix --> y", False),
    ],
)
def test_quotes_that_are_not_the_articles(quote, is_found):
    """What counts are the words that readers of the article see, not its markup and not its annotation."""
    article = "---\ntitle: Example title\n---\n\nWe **support** the [act](https://e.example).\n"
    _, problems = verify(quoting(quote), from_markdown(article.split("---\n")[2]))
    assert [line.split(":")[0] for line in problems] == ([] if is_found else ["quote-not-found"])


def test_what_reads_files_or_runs_code_stays_off():
    """Extensions that would act on words of an article, in the demo's configuration."""
    names = "snippets macros critic smartsymbols smarty emoji magiclink wikilinks arithmatex abbr b64 inlinehilite keys"
    config = (TESTS.parent / "mkdocs.yml").read_text(encoding="utf-8")
    entries = re.findall(r"^  - (?:\w+\.)*(\w+)", config, re.MULTILINE)
    assert "superfences" in entries
    assert not set(entries) & set(names.split())
    assert "hooks:" not in config


# A megabyte of anything.

PIECES = ("[^", "![a](", "<", "<a>", "“", "- a\n", "[^a]: b\n", "a: b\n", "a\n\n", "\n", "\u0301")
"""The slowest of a hundred that were tried."""
VALID = (TESTS / "errors/valid.md").read_text(encoding="utf-8")
REGION = format_region("glance", "<p>x</p>")
KINDS = {
    "an article": ("seeds/articles/a.md", ""),
    "front matter": ("seeds/articles/a.md", "---\n"),
    "an article's text": ("seeds/articles/a.md", VALID),
    "a topic": ("seeds/topics/a.yml", ""),
    "a receipt": ("seeds/receipts/a.yml", ""),
    "a plain text": ("texts/a.txt", ""),
    "a page": ("briefings/a.md", "# Page\n\n"),
    "a page with code and a region": ("briefings/a.md", f"# Page\n\n```\nx\n```\n\n{REGION}\n"),
}


def list_floods(kind, start):
    """Yield files that are as large as they may be, of one piece: as often as it goes, and as often as is read."""
    size = MAX_CHARACTERS - 2_000 if kind == "front matter" else 999_000 - len(start.encode())
    end = "\n---\n" if kind == "front matter" else ""
    for piece in PIECES:
        most = size // len(piece.encode())
        marks = len(MARKS.findall(piece))
        read = min(most, (MAX_MARKS - 300) // marks if marks else most)
        for times in {most, read}:
            rest = "" if end else "word and " * ((size - times * len(piece.encode())) // 9)
            yield piece, f"{start}{piece * times}{rest}{end}".encode()


def read_all(root):
    """Read the files of a site, as every command does, and check its pages."""
    readings, _ = read_site(root, root / "texts")
    pages, _ = read_pages(root)
    check_pages(readings.seeds, pages)


@pytest.mark.parametrize(("items", "codes"), [(MAX_ITEMS, []), (MAX_ITEMS + 1, ["too-large"])])
def test_an_endless_list_is_refused(empty, items, codes):
    text = f"# Page\n\n```\nx\n```\n\n{chr(10).join(['- a'] * items)}\n"
    (empty / "briefings/a.md").write_text(text, encoding="utf-8")
    pages, _ = read_pages(empty)
    problems = check_pages(read_site(empty)[0].seeds, pages)
    assert [problem.code for problem in problems] == codes


def test_a_page_that_could_not_be_read_again_is_not_written(site, monkeypatch):
    """One topic with 650 actors and questions once made such a page, and nothing could be done any more."""
    monkeypatch.setattr(merge, "MAX_PAGE_BYTES", 20_000)
    problems = [problem for problem in plan_pages(site).problems if problem.code == "too-large"]
    assert [problem.at.path for problem in problems] == ["briefings/quay-closure.md"]
    assert "make two topics of one in `seeds/topics/`" in problems[0].help
    assert plan_pages(site).changes == ()
    assert MAX_READ_BYTES > MAX_PAGE_BYTES


@given(st.integers(0, 60), st.integers(20, 300), st.integers(100, 3_000))
@tries(100)
def test_what_is_written_for_us_can_be_read_again(quotes, values, size):
    """Receipts and reviews grow with their articles and cells."""
    entries = "".join(f"  - id: q-{n}\n    exact: 'word {n}'\n    start: {n}\n" for n in range(quotes))
    text = f"# Written by us.\nquotes:\n{entries}" if quotes else "# Written by us.\n"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yamltree, "MAX_VALUES", values)
        patch.setattr(yamltree, "MAX_BYTES", size)
        if not yamltree.check_written("a.yml", text, "split it"):
            assert yamltree.read_yaml(Source("a.yml", text))[1] == []
            assert len(text.encode()) <= size


def test_a_receipt_and_a_review_that_are_too_large_are_not_written(site, monkeypatch):
    monkeypatch.setattr(yamltree, "MAX_BYTES", 300)
    for plan in (plan_receipts(site, None, date(2025, 4, 1)), plan_reviews(site, ["quay-closure"], date(2025, 4, 1))):
        found = [problem for problem in plan.problems if problem.code == "too-large"]
        assert found
        assert all(problem.help for problem in found)
        assert plan.changes == ()


@pytest.fixture
def empty(tmp_path):
    """Return a site with one article, whose text is elsewhere."""
    for folder in ("seeds/articles", "seeds/topics", "seeds/receipts", "texts", "briefings"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "seeds/actors.yml").write_text("")
    (tmp_path / "seeds/articles/a.md").write_text(VALID.partition("\nWe support")[0])
    return tmp_path


ALLOWED = 2.0
"""Seconds: what takes one takes up to two where others use the same processor; the square would take minutes."""
MEGABYTES = 100
"""Of memory that reading may need beyond what the process has."""
MORE = {"\n": 200, "a\n\n": 200}
"""The same where nearly every character ends a line: of each the Markdown parser keeps five numbers."""


linux = pytest.mark.skipif(sys.platform != "linux", reason="needs copies of a process, and what Linux tells of them")


def read_most():
    """Return the kilobytes of memory that this process has had at most."""
    from resource import RUSAGE_SELF, getrusage  # which not every system has

    return getrusage(RUSAGE_SELF).ru_maxrss


def measure_apart(run):
    """Run something in a copy of this process; return its seconds, as on a machine with nothing else to do, and MB.

    Of a copy the system tells how much memory it had at most, at no cost: to trace it takes four times as long.
    """
    readable, writable = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # other threads of this process hold nothing that is needed
        child = os.fork()
    if not child:
        with suppress(BaseException):  # then it says nothing, which is told
            before, began = read_most(), time.process_time()
            run()
            took, grown = time.process_time() - began, read_most() - before
            slowness = measure_slowness() if took > ALLOWED else 1
            os.write(writable, f"{took / slowness} {grown / 1000}".encode())
        os._exit(0)
    os.close(writable)
    with os.fdopen(readable) as said:
        found = said.read().split()
    os.waitpid(child, 0)
    assert found, "it ended with an error"
    return tuple(map(float, found))


@pytest.mark.slow
@linux
@pytest.mark.no_cover  # which would be what is measured
@pytest.mark.parametrize("kind", KINDS)
def test_a_megabyte_of_anything_ends_in_a_second_and_a_hundred_megabytes(empty, kind):
    path, start = KINDS[kind]
    bad = {}
    for piece, data in list_floods(kind, start):
        (empty / path).write_bytes(data)
        took, grown = measure_apart(partial(read_all, empty))
        if took > ALLOWED:
            took = min(took, *(measure_apart(partial(read_all, empty))[0] for _ in range(3)))  # others were busy
        bad |= {(piece, len(data)): (took, grown)} if took > ALLOWED or grown > MORE.get(piece, MEGABYTES) else {}
    assert bad == {}


@pytest.mark.slow
@linux
def test_what_needs_much_is_noticed():
    """A copy begins with the memory of this process, of which some may be free."""
    assert measure_apart(lambda: [bytes(1_000) for _ in range(10)])[1] < 10
    assert measure_apart(lambda: [bytes(1_000) for _ in range(2 * MEGABYTES * 1_000)])[1] > MEGABYTES


def test_what_grows_with_the_square_is_noticed():
    assert grows_linearly(lambda size: sum(range(size)), 100_000)
    assert not grows_linearly(lambda size: [sum(range(size)) for _ in range(size)], 400)


PROSE = "we stay and they go " * 49_000
MISSING = {
    "like it": (PROSE, [f"we stay and they zz {number}" for number in range(300)]),
    "like nothing": (PROSE, [f"say nothing of it at all {number}" for number in range(300)]),
    "with omissions": (PROSE, [f"we […] stay […] zz {number}" for number in range(300)]),
    "of words that are everywhere": ("a " * 490_000, [f"a a a a b {number}" for number in range(300)]),
    "that stand everywhere": (PROSE, [f"{'we stay and they go ' * number}we" for number in range(60)]),
    "long": (PROSE, [f"{PROSE[:3_000]}{number} {PROSE[:3_000]}" for number in range(10)]),
    "of one word without end": ("stay" * 240_000, [f"{'stay' * 20}{number}" for number in range(300)]),
}
"""Quotes that are not in a text of a megabyte, or not once."""


@pytest.mark.slow
@pytest.mark.no_cover
@pytest.mark.parametrize("kind", MISSING)
def test_many_quotes_that_are_not_in_a_long_text_end_in_a_second(kind):
    """Each is told with what resembles it, if it is not too long."""
    words, quotes = MISSING[kind]
    article, text = quoting(*quotes), from_markdown(words)
    took = []
    while len(took) < 4 and (not took or min(took) > ALLOWED):  # the machine may have been busy
        for memory in (read_layout, read_likely, occurs, count_tokens, find_places):
            memory.cache_clear()
        began = time.process_time()
        _, problems = verify(article, text)
        took.append((time.process_time() - began) / measure_slowness())
    assert min(took) < ALLOWED
    codes = ("quote-not-found", "ambiguous-quote")
    assert sum(any(code in line for code in codes) for line in problems) == len(quotes)


def test_every_missing_quote_of_a_long_text_is_told_with_what_resembles_it():
    """As of a short one: the words that a text has least lead to the place."""
    said = [f"the {name} said that number {n} would not be moved" for n, name in enumerate(("mayor", "port") * 100)]
    text = from_markdown(" ".join(f"{words}, {'and so on ' * 20}." for words in said))
    wrong = [words.replace("would not", "will not") for words in said[::20]]
    _, problems = verify(quoting(*wrong), text)
    for words in said[::20]:
        assert any(f"1 word differs, at a.txt:1:{text.text.index(words) + 1}: {words}" in line for line in problems)


def test_what_resembles_a_very_long_quote_is_not_sought():
    _, problems = verify(quoting("we stay " * 200 + "zz"), from_markdown("we stay " * 300))
    assert any("shorten it: what resembles so long a quote is not sought" in line for line in problems)


@pytest.mark.slow
@linux
@pytest.mark.no_cover
def test_a_hundred_quotes_missing_in_a_megabyte_need_no_more_than_a_hundred():
    words = "".join(map(chr, range(97, 123)))
    text = " ".join(words[at % 19 : at % 19 + 2 + at % 7] + str(at % 5_003) for at in range(150_000))[:999_000]

    def run():
        for at in range(0, 900_000, 9_000):
            assert find_nearest(text, text[at : at + 200].replace("e", "i"))

    assert measure_apart(run)[1] < MEGABYTES
