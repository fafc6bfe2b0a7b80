"""What earlier runs found out is used only where finding it out again would give the same."""

import dataclasses
import json
import os
import pickle
import random
import re
import shutil
import sqlite3
import zlib
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from builders import list_site_entries, verify_articles
from click.testing import CliRunner
from conftest import QUAY
from hypothesis import given
from hypothesis import strategies as st
from laws import thin, tries

from briefing_desk.analysis.reviews import judge_prose
from briefing_desk.answers.explanation import explain_cell
from briefing_desk.answers.problem_formats import format_text
from briefing_desk.build import article_checks, making, pages, spine, survey
from briefing_desk.build.entries import make_entry, pack_entry, unpack_entry
from briefing_desk.build.pages import plan_pages
from briefing_desk.build.spine import load_library, load_state, plan_receipts
from briefing_desk.checks.acceptance import accept_warnings
from briefing_desk.cli import main
from briefing_desk.disk.cache_folder import VARIABLE, find_cache
from briefing_desk.disk.read import Reader, read_settings, read_site
from briefing_desk.disk.write import plan_changes, write_changes
from briefing_desk.exports.files import Site, export_page
from briefing_desk.mkdocs_site import provenance
from briefing_desk.mkdocs_site.provenance import write_record
from briefing_desk.pages.site_pages import render_site
from briefing_desk.quotes.evidence import Evidence, collect_evidence
from briefing_desk.regions.markers import format_region
from briefing_desk.schema.dates import Day
from briefing_desk.schema.model import Article, Checked, Freshness, Id, Passage, Review, Verbatim
from briefing_desk.schema.seeds import read_article
from briefing_desk.store import code_version, database, file_states
from briefing_desk.store.code_version import CODE, describe_code
from briefing_desk.store.database import DAMAGED, FILE, open_store
from briefing_desk.store.file_states import Files
from briefing_desk.store.packing import find_unpack, pack, pack_outline, unpack_outline
from briefing_desk.syntax.problems import has_errors, sort_problems
from briefing_desk.syntax.source import Place, Source
from briefing_desk.text.quotation_marks import Direct
from briefing_desk.web.drafts import CITATIONS
from briefing_desk.web.outlet import Outlet
from briefing_desk.web.views import list_whole, view_months

TOPIC, OTHER = "briefings/quay-closure.md", "briefings/harbour-tolls.md"
ARTICLE, CITED, MEMO = (f"seeds/articles/{name}.md" for name in ("council-votes", "hearing-report", "leaked-memo"))
RECEIPT = "seeds/receipts/hearing-report.yml"
TABLES = "briefings/data"
ROOT = Path(__file__).parent.parent
LATER = Day(2026, 1, 2)
SECOND = {
    "seeds/topics/harbour-tolls.yml": """\
title: Harbour tolls
summary: Who pays for the harbour.
questions:
  - {id: double, label: Double them, proposition: The tolls should be doubled.}
""",
    "seeds/articles/tolls-rise.md": """\
---
title: Tolls may rise
publisher: evening-tide
date: 2025-12-02
retrieved: 2025-12-03
language: en
positions:
  - actors: [city-council, residents]
    question: harbour-tolls/double
    stance: support
    summary: Would double the tolls.
    basis: reported
    quotes:
      - exact: the council and many residents would double the tolls
---
In December the council and many residents would double the tolls, said a report.
""",
}
"""A second topic, with an article of its own."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Path:
    """Return the quay with a second topic, its pages, prose that cites, and a review."""
    root = Path(shutil.copytree(QUAY / "seeds", tmp_path_factory.mktemp("desk") / "quay/seeds")).parent
    settings = (QUAY / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(f"site_url: https://briefings.example.org/\n{settings}", encoding="utf-8")
    for path, text in SECOND.items():
        (root / path).write_text(text, encoding="utf-8")
    write_changes(root, list(plan_pages(root).changes))
    replace(TOPIC, "*No summary has been written yet.*", "The union waits.[^hearing-report]")(root)
    replace(OTHER, "*No summary has been written yet.*", "They may rise.")(root)
    for command in (("generate",), ("review", "quay-closure"), ("generate",)):
        assert run(*command, "--root", str(root)).exit_code == 0
    return root


@pytest.fixture
def site(desk, tmp_path, monkeypatch) -> Path:
    """Return a copy of the desk with a store of its own."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "store"))
    return Path(shutil.copytree(desk, tmp_path / "site"))


def replace(path: str, old: str, new: str) -> Callable[[Path], None]:
    """Return an edit that exchanges words, or exchanges them back."""

    def edit(root: Path) -> None:
        file = root / path
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.replace(old, new) if old in text else text.replace(new, old), encoding="utf-8")

    return edit


def remove(path: str) -> Callable[[Path], None]:
    """Return an edit that deletes a file; a page comes back with the next run."""
    return lambda root: (root / path).unlink(missing_ok=True)


def append(path: str, words: str) -> Callable[[Path], None]:
    """Return an edit that adds words to the end of a file, or takes them away."""

    def edit(root: Path) -> None:
        text = (root / path).read_text(encoding="utf-8")
        with_words = text.removesuffix(words) if text.endswith(words) else text + words
        (root / path).write_text(with_words, encoding="utf-8")

    return edit


def toggle(source: str, copy: str) -> Callable[[Path], None]:
    """Return an edit that adds a file like another one, or takes it away."""

    def edit(root: Path) -> None:
        if (root / copy).exists():
            (root / copy).unlink()
        elif (root / source).exists():
            shutil.copy(root / source, root / copy)

    return edit


def put_back(root: Path) -> None:
    """Exchange a file for another version of it that has its size and its time."""
    file = root / ARTICLE
    state, text = file.stat(), file.read_text(encoding="utf-8")
    one, other = "\nlanguage: en\n", "\nlanguage: de\n"
    file.write_text(text.replace(one, other) if one in text else text.replace(other, one), encoding="utf-8")
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))


def move_out(path: str) -> Callable[[Path], None]:
    """Return an edit that puts a file out of the site, and a link in its place."""

    def edit(root: Path) -> None:
        if (root / path).is_file() and not (root / path).is_symlink():
            target = root.parent / f"elsewhere-{Path(path).name}"
            shutil.move(root / path, target)
            (root / path).symlink_to(target)

    return edit


def own_page(root: Path) -> None:
    """Let the pages of actors begin as the site says, with a citation, and one begin anew."""
    template = root / "overrides/briefing/pages/actor.md"
    template.parent.mkdir(parents=True, exist_ok=True)
    ours = (CODE / "templates/pages/actor.md").read_text(encoding="utf-8")
    template.write_text(f"{ours}\nWe know of them.[^hearing-report]\n", encoding="utf-8")
    (root / "briefings/actors/residents.md").unlink(missing_ok=True)


WITHDRAWN = "status: withdrawn\ncorrection: {date: 2026-01-02, note: Not so.}\n"
CORRECTED = "\nstatus: corrected\ncorrection: {date: 2026-01-02, note: A name.}\nretrieved:"
ACCEPTED = "accepted:\n  - code: short-quote\n    about: nobody\n    reason: So.\npositions:"
EDITS = {
    "article's title": replace(ARTICLE, "title: ", "title: New "),
    "article's day": replace(ARTICLE, "retrieved: 2025", "retrieved: 2026"),
    "article's text": replace(CITED, "In its minutes", "In the minutes"),
    "quoted text": replace(CITED, "the authority expects", "the authority hopes"),
    "article's id": toggle(CITED, "seeds/articles/a.md"),
    "an article put back with its time": put_back,
    "withdrawal": replace("seeds/articles/union-objects.md", "\nretrieved:", f"\n{WITHDRAWN}retrieved:"),
    "new article": toggle(CITED, "seeds/articles/one-more.md"),
    "deleted article": toggle(MEMO, MEMO),
    "oldest article": replace("seeds/articles/leaked-memo.md", "retrieved: 20", "retrieved: 19"),
    "a quote with a prefix": replace(
        "seeds/articles/tolls-rise.md",
        "would double the tolls\n---",
        "would double the tolls\n        prefix: In December\n        suffix: said a report\n---",
    ),
    "an article that is elsewhere": move_out(ARTICLE),
    "a page that is elsewhere": move_out(TOPIC),
    "a table that is elsewhere": move_out("briefings/data/events.csv"),
    "own page of an actor": own_page,
    "broken article": replace(CITED, "positions:", "position: ["),
    "acceptance": replace(CITED, "positions:", ACCEPTED),
    "occasion": replace(CITED, "    event: council-hearing\n", "    follows: council-votes\n"),
    "actor's name": replace("seeds/actors.yml", "name: Residents", "name: The Residents"),
    "speaker's name": replace("seeds/actors.yml", "name: Ida Quist", "name: Ada Quist"),
    "new actor": append("seeds/actors.yml", "\nnewcomer:\n  name: The newcomer\n  kind: group\n"),
    "lost actor": replace("seeds/actors.yml", "\nresidents:", "\nresident:"),
    "publisher": replace("seeds/publishers.yml", "name: ", "name: The "),
    "topic's title": replace("seeds/topics/harbour-tolls.yml", "title: ", "title: Also "),
    "question's label": replace("seeds/topics/quay-closure.yml", "label: ", "label: The "),
    "event's date": replace("seeds/topics/quay-closure.yml", "date: 2025-03-04", "date: 2025-03"),
    "new event": append("seeds/topics/quay-closure.yml", "  - id: a-strike\n    title: Strike\n    date: 2025-04\n"),
    "new topic": toggle("seeds/topics/harbour-tolls.yml", "seeds/topics/another.yml"),
    "lost receipt": toggle(RECEIPT, RECEIPT),
    "stray receipt": toggle(RECEIPT, "seeds/receipts/stray.yml"),
    "edited receipt": replace(RECEIPT, "direct: no", "direct: unsure"),
    "review": remove("seeds/reviews/quay-closure.yml"),
    "stray review": toggle("seeds/reviews/quay-closure.yml", "seeds/reviews/nothing.yml"),
    "limit": replace("mkdocs.yml", "max_share: 1", "max_share: 0.5"),
    "address": replace("mkdocs.yml", "https://briefings.example.org/", "https://elsewhere.example.org/"),
    "prose": replace(TOPIC, "## Bottom line", "Words.\n\n## Bottom line"),
    "citation": replace(OTHER, "## Bottom line", "Words.[^hearing-report]\n\n## Bottom line"),
    "wrong citation": replace(OTHER, "## Bottom line", "Words.[^nowhere]\n\n## Bottom line"),
    "deleted region": replace(TOPIC, "<!-- generated: timeline", "<!-- generated: timelin"),
    "deleted page": remove(OTHER),
    "a person's page": toggle("seeds/actors.yml", "briefings/about.md"),
    "deleted data": remove(f"{TABLES}/topics/harbour-tolls.csv"),
    "edited feed": replace("briefings/feeds/topics/harbour-tolls.xml", "<feed", "<feed "),
    "corrected citation": replace(CITED, "\nretrieved:", CORRECTED),
    "deleted table": remove(f"{TABLES}/events.csv"),
    "edited package": replace(f"{TABLES}/datapackage.json", '"name"', '"named"'),
    "home's prose": replace("briefings/index.md", "\n## Topics", "\nWords.\n\n## Topics"),
    "edited region": replace(TOPIC, "<table", "<table "),
    "deleted sources": remove("briefings/sources/2025-12.md"),
}


UNTOLD = ("home's prose", "a person's page")
"""Edits after which nothing is to be written or told."""


def list_told(plan) -> list[str]:
    """Return what a plan tells, as people see it."""
    return list(map(format_text, sort_problems([*plan.problems, *plan.unfinished()])))


def plan_from_nothing(root: Path):
    """Return the plan of a run for which there is nothing to know."""
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, folder)
        return plan_pages(root)


def check_whole(root: Path, plan) -> None:
    """Hold all pages against those of the library of the whole site, of which nothing was packed or cut."""
    library, problems = load_state(root, "whole")
    settings, _ = read_settings(root)
    if library is None or has_errors([*problems, *plan.problems]):
        return
    parts = [load_library(root), *(load_library(root, topic=id) for id in library.seeds.topics)]
    for actor, question in library.cells:
        told = [[*explain_cell(one, actor, question, 0)] for one, *_ in parts if (actor, question) in one.cells]
        assert told == [[*explain_cell(library, actor, question, 0)]] * 2
    texts = {change.path: change.new.decode() for change in plan.changes}
    for draft in render_site(library, settings):
        text = texts.get(draft.path) or (root / draft.path).read_text(encoding="utf-8")
        regions = re.findall("<!-- generated: ([a-z-]+) -->", text)
        wrong = [name for name in regions if name != CITATIONS and format_region(name, draft.bodies[name]) not in text]
        assert (draft.path, wrong) == (draft.path, [])
    outlet, months = Outlet(library, settings, "index.md"), list(view_months(library))
    site = Site(list_whole(library), list_site_entries(outlet))
    for path, text in export_page(outlet, "index.md", months, texts.__getitem__, site).items():
        assert (path, texts.get(path) or (root / path).read_text(encoding="utf-8")) == (path, text)


def plan_both(root: Path):
    """Return the plan with what earlier runs found out, held against the plan without."""
    quick, whole = plan_pages(root), plan_from_nothing(root)
    check_whole(root, quick)
    assert list_told(quick) == list_told(whole)
    assert [(change.path, change.new) for change in quick.changes] == [(c.path, c.new) for c in whole.changes]
    assert (quick.files, quick.newest, quick.saved) == (whole.files, whole.newest, whole.saved)
    return quick


def verify_both(root: Path, texts: Path | None = None):
    """Return the plan of receipts with what earlier runs found out, held against one that looks for every quote."""
    quick = plan_receipts(root, texts, LATER)
    readings, told = read_site(root, texts)
    settings, wrong = read_settings(root)
    files, found = verify_articles(readings, settings.limits, LATER)
    problems, _ = accept_warnings([*told, *wrong, *found], readings.seeds)
    changes = [] if has_errors(problems) else plan_changes(root, files)
    assert list_told(quick) == list(map(format_text, sort_problems(problems)))
    assert (list(quick.changes), quick.files) == (changes, len(files))
    return quick


@pytest.mark.slow
@pytest.mark.no_cover  # many times the same
@tries(6)
@given(st.lists(st.sampled_from(sorted(EDITS)), min_size=2, max_size=6))
def test_any_edits_one_after_the_other_give_what_a_run_from_nothing_gives(desk, tmp_path_factory, names):
    root = tmp_path_factory.mktemp("edited")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(root / "store"))
        site = Path(shutil.copytree(desk, root / "site"))
        plan_both(site)
        for name in names:
            EDITS[name](site)
            write_changes(site, list(plan_both(site).changes))
            write_changes(site, list(verify_both(site).changes))


@pytest.mark.parametrize("name", thin(EDITS, 12))
def test_each_edit_is_noticed_and_taken_back(desk, site, name):
    before = plan_pages(site)
    EDITS[name](site)
    plan = plan_both(site)
    assert plan.changes or list_told(plan) != list_told(before) or name in UNTOLD
    shutil.rmtree(site / "overrides", ignore_errors=True)
    for folder in ("seeds", "briefings"):  # with the times that the files had
        shutil.rmtree(site / folder)
        shutil.copytree(desk / folder, site / folder)
    shutil.copy2(desk / "mkdocs.yml", site)
    again = plan_pages(site)
    assert (list_told(again), again.changes) == (list_told(before), before.changes)


def count_made(monkeypatch) -> list[str]:
    """Return a list that gets the name of whatever is parsed, checked or made."""
    done: list[str] = []

    def watch(module, name, say):
        work = getattr(module, name)

        def run(*arguments):
            done.append(say(*arguments))
            return work(*arguments)

        monkeypatch.setattr(module, name, run)

    watch(survey, "learn_article", lambda _, file: f"parse {file[0]}")
    watch(article_checks, "check_one", lambda *arguments: f"check {arguments[-1][0]}")
    watch(making, "make_files", lambda _, library, page: f"make {page}")
    return done


def test_nothing_is_done_twice(site, monkeypatch):
    write_changes(site, list(plan_pages(site).changes))
    done = count_made(monkeypatch)
    assert plan_pages(site).changes == ()
    assert done == []


def test_explain_changes_and_review_do_nothing_twice(site, monkeypatch):
    run("generate", "--root", str(site))
    done = count_made(monkeypatch)
    for command in (("explain", "quay-closure/museum", "dockers-union"), ("changes", str(site)), ("review", "index")):
        assert run(*command, "--root", str(site)).exit_code == 0
    assert done == []


def test_rename_reads_no_article_but_those_that_name_the_id(site, monkeypatch):
    """An occasion, an origin and what an accepted warning is about are names too."""
    run("generate", "--root", str(site))
    read, parse = set(), Reader.parse
    monkeypatch.setattr(Reader, "parse", lambda self, path, parser: read.add(path) or parse(self, path, parser))
    texts = {path.stem: path.read_text(encoding="utf-8") for path in (site / "seeds/articles").iterdir()}
    for kind, old in (("actor", "residents"), ("event", "council-hearing"), ("article", "council-votes")):
        read.clear()
        run("rename", "--root", str(site), "--diff", kind, old, "another")
        named = {id for id, text in texts.items() if old in (id, *re.findall(r"[a-z0-9-]+", text))}
        found = {Path(path).stem for path in read if path.startswith("seeds/articles/")}
        assert named <= found
        assert found <= named | {id for id, text in texts.items() if "accepted:" in text}
        assert found < texts.keys()


def test_audit_reads_no_article_and_no_page_twice(site, monkeypatch):
    """Nor does it hash what it has hashed; what has changed is told all the same."""
    run("generate", "--root", str(site))
    (site / "site").mkdir()
    write_record(site, site / "site")
    assert "site-outdated" not in run("audit", "--root", str(site)).output
    run("audit", "--root", str(site))
    done, hashed, work = count_made(monkeypatch), [], provenance.hash_source
    monkeypatch.setattr(provenance, "hash_source", lambda root, path: hashed.append(path) or work(root, path))
    assert "site-outdated" not in run("audit", "--root", str(site)).output
    assert (done, hashed) == ([], [])
    replace(ARTICLE, "title: ", "title: New ")(site)
    assert "site-outdated" in run("audit", "--root", str(site)).output
    assert (done, hashed) == ([f"parse {Path(ARTICLE).stem}", f"check {Path(ARTICLE).stem}"], [ARTICLE])
    (site / OTHER).unlink()
    run("audit", "--root", str(site))
    with open_store(site) as store:
        assert OTHER not in store.list_keys("sources")
        assert TOPIC in store.list_keys("sources")


def test_verify_looks_for_no_quote_twice(site, tmp_path, monkeypatch):
    """Only where the article, its text or its receipt is another one, or it cannot be known, or somebody asks."""
    (tmp_path / "texts").mkdir()
    front, text = (site / CITED).read_text(encoding="utf-8").rsplit("---\n", 1)
    (site / CITED).write_text(f"{front}---\n", encoding="utf-8")
    elsewhere = tmp_path / f"texts/{Path(CITED).stem}.txt"
    elsewhere.write_text(text, encoding="utf-8")
    looked, look = [], spine.verify_one
    monkeypatch.setattr(spine, "verify_one", lambda *given: looked.append(given[-1]) or look(*given))
    for texts in (tmp_path / "texts", None, tmp_path / "texts"):
        write_changes(site, list(verify_both(site, texts).changes))
        verify_both(site, texts)
    looked.clear()
    for texts in (tmp_path / "texts", None):
        assert verify_both(site, texts).changes == ()
    assert looked == []
    elsewhere.write_text(f"{text}\nMore was said.\n", encoding="utf-8")
    assert len(verify_both(site, tmp_path / "texts").changes) == 1
    assert looked == [Path(CITED).stem]
    plan_receipts(site, None, LATER, [Path(MEMO).stem])
    assert looked == [Path(CITED).stem, Path(MEMO).stem]


@pytest.mark.parametrize("name", thin(EDITS, 12))
def test_verify_notices_each_edit(site, name):
    write_changes(site, list(verify_both(site).changes))
    verify_both(site)
    for _ in range(2):  # there and back
        EDITS[name](site)
        verify_both(site)


def test_runs_with_the_texts_and_without_let_each_others_checks_stand(site, tmp_path, monkeypatch):
    (tmp_path / "texts").mkdir()
    front, text = (site / CITED).read_text(encoding="utf-8").rsplit("---\n", 1)
    (site / CITED).write_text(f"{front}---\n", encoding="utf-8")
    (tmp_path / f"texts/{Path(CITED).stem}.txt").write_text(text, encoding="utf-8")
    found = [list_told(plan_pages(site, texts)) for texts in (None, tmp_path / "texts")]
    done = count_made(monkeypatch)
    assert [list_told(plan_pages(site, texts)) for texts in (None, tmp_path / "texts")] == found
    assert [one for one in done if one.startswith("check")] == []
    replace(CITED, "quay-closure/city-pays", "quay-closure/museum")(site)
    plan_pages(site)
    replace(CITED, "quay-closure/city-pays", "quay-closure/museum")(site)
    assert plan_pages(site, tmp_path / "texts").complaint == ""


def test_a_preview_goes_on_where_a_changed_quote_is_verified(site):
    assert run("verify", "--root", str(site)).exit_code == 0
    plan_pages(site)
    replace(CITED, "the council said the authority expects the city", "the authority expects the city")(site)
    stopped, shown = plan_pages(site), plan_pages(site, is_preview=True)
    told = "the quote is verified now, its receipt is not yet written"
    assert [one.code for one in stopped.problems if one.message == told] == ["receipt-behind"]
    assert [one.code for one in shown.problems if one.message == told] == ["receipt-missing"]
    assert (stopped.changes, bool(shown.changes)) == ((), True)


def test_only_what_an_article_says_is_done_again(site, monkeypatch):
    plan_pages(site)
    done = count_made(monkeypatch)
    replace(CITED, "Hearing: union", "Hearing: the union")(site)
    plan_pages(site)
    assert "parse hearing-report" in done
    assert "check hearing-report" in done
    assert "make sources/2025-03.md" in done
    assert "make sources/2025-12.md" not in done
    assert sum(one.startswith(("parse", "check")) for one in done) == 2


def test_a_new_actor_of_whom_nothing_is_said_makes_no_page_of_others(site, monkeypatch):
    plan_pages(site)
    done = count_made(monkeypatch)
    EDITS["new actor"](site)
    plan_pages(site)
    assert {one for one in done if not one.startswith("make")} == set()
    assert {page for page in done if page.startswith(("make actors/", "make quay", "make sources/2"))} <= {
        "make actors/index.md"
    }


def test_a_new_event_of_which_nobody_tells_makes_no_page_of_an_actor(site, monkeypatch):
    plan_pages(site)
    done = count_made(monkeypatch)
    EDITS["new event"](site)
    plan_pages(site)
    assert "make quay-closure.md" in done
    assert [one for one in done if one.startswith("make actors/") and "index" not in one] == []


def test_who_cannot_be_compared_yet_renews_no_page_of_others(site, monkeypatch):
    """An actor that is heard on two questions is told of on nobody's page."""
    write_changes(site, list(plan_pages(site).changes))
    renewed = []
    watched = pages.renew_agreements
    monkeypatch.setattr(pages, "renew_agreements", lambda job, told: renewed.append(told) or watched(job, told))
    append("seeds/actors.yml", "\nnewcomer:\n  name: The newcomer\n  kind: group\n")(site)
    text = (site / CITED).read_text(encoding="utf-8")
    ours = re.sub(r"actor: [a-z-]+", "actor: newcomer", re.sub(r"    speakers:.*\n", "", text))
    (site / "seeds/articles/one-more.md").write_text(ours, encoding="utf-8")
    plan = plan_both(site)
    assert "briefings/actors/newcomer.md" in [change.path for change in plan.changes]
    assert renewed[0] == []


def test_the_page_of_an_earlier_year_is_made_again_only_for_what_happened_in_it(site, monkeypatch):
    make, asked = pages.make_site, []

    def make_site(*given):
        asked.append(given[-2])
        make(*given)

    monkeypatch.setattr(pages, "make_site", make_site)
    write_changes(site, list(plan_pages(site).changes))
    for name, words in (("hearing-report", "Hearing: union"), ("union-objects", "Union objects")):
        replace(f"seeds/articles/{name}.md", words, f"Again {words}")(site)
        write_changes(site, list(plan_pages(site).changes))
    assert ["changes.md" in wanted for wanted in asked] == [True, True, True]
    assert ["changes/2024.md" in wanted for wanted in asked] == [True, False, True]


def run(*arguments):
    """Run a command."""
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def find_store(site: Path) -> Path:
    """Return the file in which a site's store is."""
    return find_cache(site) / FILE


@pytest.mark.parametrize("data", thin([b"SQLite format 3\0" + b"\xff" * 5000, b"", b"{", b"\0" * 5000]))
def test_a_store_that_is_none_is_begun_anew(site, data):
    assert run("generate", "--root", str(site)).exit_code == 0
    find_store(site).write_bytes(data)
    for path in find_store(site).parent.glob(f"{FILE}-*"):
        path.unlink()
    result = run("generate", "--root", str(site))
    assert result.exit_code == 0
    assert " 0 changed" in result.output
    assert f"ignored {find_store(site)}: it does not read as" in result.output
    assert "ignored" not in run("generate", "--root", str(site)).output


def test_what_is_learned_of_an_article_travels_between_processes(site):
    learned = survey.learn_article(site, (Path(ARTICLE).stem, ARTICLE, None))
    assert pickle.loads(pickle.dumps(learned)) == learned
    assert learned[2] is not None


@pytest.fixture
def kept(site) -> Path:
    """Return the file of a store, all of it in one file."""
    run("generate", "--root", str(site))
    connection = sqlite3.connect(find_store(site))
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    return find_store(site)


@pytest.mark.parametrize("seed", thin(range(6), 6))
def test_bits_that_turn_over_are_told_or_harmless(site, kept, seed):
    data, chance = bytearray(kept.read_bytes()), random.Random(seed)
    for _ in range(40):
        data[chance.randrange(100, len(data))] ^= 1 << chance.randrange(8)
    kept.write_bytes(data)
    replace(ARTICLE, "title: ", "title: New ")(site)
    plan_both(site)


@pytest.mark.parametrize("table", thin(["nouns", "articles", "checks", "evidence", "subjects", "parts", "pages"]))
def test_one_wrong_letter_in_a_row_is_noticed(site, kept, table):
    """It could be one of a quote, and stand on a page."""
    with sqlite3.connect(kept) as connection:
        connection.execute(f"UPDATE {table} SET value = replace(value, 'e', 'a')")
    connection.close()
    replace(ARTICLE, "title: ", "title: New ")(site)
    plan = plan_both(site)
    assert plan.complaint == DAMAGED


SHAPES = ("null", '["x", "y", "z"]', "[[[[[]]]]]", '{"a": [1]}')


@pytest.mark.parametrize(
    "table", thin(["files", "nouns", "articles", "checks", "evidence", "subjects", "parts", "pages"])
)
def test_another_shape_in_a_row_is_noticed(site, kept, table):
    """Its sum is right: somebody wrote it on purpose, or we were wrong once."""
    whole = kept.read_bytes()
    for shape in SHAPES:
        kept.write_bytes(whole)
        with sqlite3.connect(kept) as connection:
            value = f"{zlib.crc32(shape.encode()):08x}{shape}"
            connection.execute(f"UPDATE {table} SET value = ? WHERE key != ''", [value])
        connection.close()
        plan = plan_pages(site)
        assert plan.complaint in ("", DAMAGED), shape
        assert not has_errors(plan.problems), shape


@pytest.mark.skipif(os.name == "nt", reason="no such files")
@pytest.mark.parametrize("ending", ["-journal", "-wal", "-shm"])
def test_what_stands_beside_the_store_and_is_no_file_is_replaced_unopened(site, kept, ending):
    os.mkfifo(f"{kept}{ending}")
    assert "it is no file" in plan_pages(site).complaint
    assert plan_pages(site).complaint == ""


def test_a_row_that_is_gone_is_made_anew(site, kept):
    with sqlite3.connect(kept) as connection:
        connection.execute("DELETE FROM evidence")
        connection.execute("DELETE FROM nouns")
        connection.execute("DELETE FROM parts")
    connection.close()
    replace(ARTICLE, "title: ", "title: New ")(site)
    plan_both(site)


@pytest.mark.parametrize("path", thin([ARTICLE, RECEIPT, "seeds/topics/quay-closure.yml", TOPIC], 2))
def test_what_a_link_leads_to_is_read_each_time(site, path):
    """The link itself stays as it is."""
    target = site / "seeds" / f".{Path(path).name}"
    (site / path).rename(target)
    (site / path).symlink_to(target)
    plan_both(site)
    text = target.read_text(encoding="utf-8")
    target.write_text(text.replace("quay", "pier").replace("direct: no", "direct: unsure"), encoding="utf-8")
    plan_both(site)


@pytest.mark.parametrize("kind", ["folder", "fifo", "link", "device"])
def test_a_store_that_is_no_file_is_replaced_unopened(site, kind, tmp_path):
    path = find_store(site)
    path.parent.mkdir(parents=True)
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        (tmp_path / "victim").write_text("a person's")
        path.symlink_to("/dev/zero" if kind == "device" else tmp_path / "victim")
    result = run("generate", "--root", str(site))
    assert result.exit_code == 0
    assert " 0 changed" in result.output
    assert kind != "link" or (tmp_path / "victim").read_text() == "a person's"


def test_a_store_may_be_deleted_and_a_place_for_it_may_lack(site, monkeypatch):
    run("generate", "--root", str(site))
    find_store(site).unlink()
    assert " 0 changed" in run("generate", "--root", str(site)).output
    assert find_store(site).exists()
    blocked = site.parent / "file"
    blocked.write_text("")
    monkeypatch.setenv(VARIABLE, str(blocked))
    assert " 0 changed" in run("generate", "--root", str(site)).output


def test_two_runs_at_once_do_each_other_no_harm(site):
    run("check", "--root", str(site))
    with open_store(site) as one, open_store(site) as other:
        for number, store in enumerate((one, other)):
            store.put("subjects", f"a{number}", "x", number)
            store.save()
        assert one.find("subjects", "a1", "x") == 1
    assert run("check", "--root", str(site)).exit_code == 0


def test_another_version_of_the_code_begins_anew(site, monkeypatch):
    plan_pages(site)
    monkeypatch.setattr(database, "describe_code", lambda: "another")
    done = count_made(monkeypatch)
    assert plan_pages(site).complaint == ""
    assert len([one for one in done if one.startswith("parse")]) == 6


def test_each_file_of_the_package_is_part_of_its_code():
    told = describe_code()
    files = [path for path in CODE.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    assert len(files) > 100
    assert [path for path in files if f"{path.relative_to(CODE)} " not in told] == []
    assert code_version.CODE == CODE


def test_a_file_is_read_again_when_it_has_changed_and_within_the_tick_of_its_change(site, monkeypatch):
    with open_store(site) as store:
        files, file = Files(site, store), site / "seeds/actors.yml"
        first = files.hash("seeds/actors.yml")
        assert store.added["files"] == {}  # it was written a moment ago, and may be once more
        old = file.stat().st_mtime_ns - 10 * file_states.TICK
        os.utime(file, ns=(old, old))
        monkeypatch.setattr(file_states.time, "time_ns", lambda: file.stat().st_ctime_ns + 2 * file_states.TICK)
        assert Files(site, store).hash("seeds/actors.yml") == first
        assert list(store.added["files"]) == ["seeds/actors.yml"]
        monkeypatch.setattr(file_states, "hash_file", None)
        assert Files(site, store).hash("seeds/actors.yml") == first
        monkeypatch.undo()
        file.write_text("a")
        assert Files(site, store).hash("seeds/actors.yml") != first
        file.unlink()
        assert Files(site, store).hash("seeds/actors.yml") is None


@given(st.text(st.characters(categories=["L", "N", "Z", "P"], include_characters="\r\n"), max_size=60))
@tries(200)
def test_an_outline_has_every_line_and_column(text):
    one, other = Source("a", text), Source("a", unpack_outline(pack_outline(text)))
    assert [one.locate(at) for at in range(len(text) + 1)] == [other.locate(at) for at in range(len(text) + 1)]
    assert set(other.text) <= {" ", "\r", "\n"}


def list_places(noun) -> list[object]:
    """Return where everything in a noun stands."""
    found = [(key, place.line, place.column) for key, place in sorted(noun.places.items())]
    return [*found, *(list_places(position) for position in getattr(noun, "positions", ()))]


def test_what_is_known_of_quotes_and_pages_is_packed_without_loss():
    words = Verbatim("before it", Place(Source("a.md", "before it")))
    passage = Passage(id=Id("p", words.at), exact=words, prefix=words)
    article = dataclasses.replace(Article(words, Day(2025, 1, 2), words), passages=(passage,))
    (unchecked,) = collect_evidence("a", article, ()).values()
    checked = Checked(unchecked.id, words, 0, 9, Direct.YES, Day(2025, 1, 2), words, words, words)
    for entries in ((), (checked,)):
        found = tuple(collect_evidence("a", article, entries).values())
        again = find_unpack(tuple[Evidence, ...])(json.loads(json.dumps(pack(found))), None)
        assert again == found
        assert all(type(words) is str for one in again for words in (one.prefix, one.suffix, one.lead) if words)
    fresh = judge_prose("quay", Review(Day(2025, 1, 2), prose=words), {})
    assert find_unpack(Freshness)(json.loads(json.dumps(pack(fresh))), None) == fresh


def test_a_noun_that_was_packed_is_the_same():
    reader = Reader(ROOT)
    for _, path in reader.list_files("seeds/articles", ".md"):
        source, article = reader.parse(path, read_article)
        again = find_unpack(Article)(pack(article), Source(path, unpack_outline(pack_outline(source.text))))
        assert (again, repr(again), list_places(again)) == (article, repr(article), list_places(article))
        assert [str(q.exact.at.line) for p in again.positions for q in p.quotes] == [
            str(q.exact.at.line) for p in article.positions for q in p.quotes
        ]
        entry = make_entry(article, "x", has_body=False)
        assert unpack_entry(pack_entry(entry)) == entry
