"""The promises, each held end to end, and each shown to break when what guards it is taken out.

Every test runs twice: as things are, and, in `make test`, with its guard replaced by something careless; then it must
fail.
"""

import os
import re
import shutil
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from click.testing import CliRunner

from briefing_desk.audit.examine import examine
from briefing_desk.audit.gather import read_built
from briefing_desk.build.spine import load_quoted
from briefing_desk.cli import main
from briefing_desk.disk.cache_folder import find_cache
from briefing_desk.disk.read import read_pages
from briefing_desk.disk.write import make_change
from briefing_desk.mkdocs_site import site_build as sitebuild
from briefing_desk.quotes.find import Match
from briefing_desk.store.database import FILE
from briefing_desk.syntax.source import Source
from briefing_desk.web import escape, templates
from briefing_desk.web.template_faults import ROOM

FOLDER = "seeds/articles"


def keeps(guard, careless):
    """Make of a function two tests: it holds, and without its guard it does not."""

    def decorate(check):
        @pytest.mark.parametrize("guarded", [True, pytest.param(False, marks=pytest.mark.slow)])
        def test(site, monkeypatch, guarded):
            (site / "texts").mkdir()
            if guarded:
                check(site)
                return
            monkeypatch.setattr(guard, careless, raising=False)  # a built-in function is put before itself
            with pytest.raises(AssertionError):
                check(site)

        test.__name__, test.__doc__ = check.__name__, check.__doc__
        return test

    return decorate


def spoil_template(name, old, new):
    """Return what loads our templates with some words of one changed, as if a site had its own in its place."""
    text = (Path(templates.__file__).parent.parent / "templates" / name).read_text(encoding="utf-8")
    assert old in text
    spoilt, load = Source(ROOM + name, text.replace(old, new)), templates.load_templates
    return lambda _: load((spoilt,))


def run(site, *words):
    """Run a command on a site."""
    return CliRunner().invoke(main, [*words, "--root", str(site)])


def generate(site):
    """Write the pages and return their text by path."""
    result = run(site, "generate")
    assert result.exit_code == 0, result.output
    return read(site / "briefings")


def read(folder):
    """Return the bytes of every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def change(path, old, new):
    """Change some words of a file, once."""
    words = path.read_text(encoding="utf-8")
    assert old in words
    path.write_text(words.replace(old, new, 1), encoding="utf-8")


# 1. Every cell is one click from a verbatim passage; every passage is checked, character by character.


@keeps("briefing_desk.web.templates.load_templates", spoil_template("macros/cell.html", 'href="{{ report }}"', ""))
def test_every_cell_is_one_click_from_a_verbatim_passage(site):
    page = generate(site)["quay-closure.md"].decode()
    table = re.search("<!-- generated: matrix -->.*?<!-- end", page, re.DOTALL).group()
    cells = [cell for cell in re.findall(r"<td\b.*?</td>", table, re.DOTALL) if "stance" in cell]
    assert len(cells) > 4
    for cell in cells:
        anchor = re.search(r'href="#([^"]+)"', cell)
        assert anchor
        at = page.index(f'id="{anchor.group(1)}"')
        assert "<blockquote" in page[at : at + 3000]


@keeps("briefing_desk.quotes.verify.find_in", lambda *_: [Match(((0, 4),))])
def test_every_passage_is_the_articles_character_by_character(site):
    change(site / FOLDER / "council-votes.md", "The old quay has had its day\n", "The old quay has had its days\n")
    result = run(site, "verify")
    assert result.exit_code == 1
    assert "quote-not-found" in result.stderr
    assert b"days" not in (site / "seeds/receipts/council-votes.yml").read_bytes()


@keeps("briefing_desk.checks.assemble.check_against_receipt", lambda *_: [])
def test_a_quote_that_does_not_fit_its_receipt_stops_everything(site):
    forget_texts(site)
    change(site / FOLDER / "council-votes.md", "the city will carry the bill\n", "the city will carry no bill\n")
    result = run(site, "generate")
    assert result.exit_code == 1
    assert "receipt-mismatch" in result.stderr


def forget_texts(site):
    """Write receipts, then take the texts away."""
    run(site, "verify")
    for path in (site / FOLDER).glob("*.md"):
        front = path.read_text(encoding="utf-8").split("---\n")[1]
        path.write_text(f"---\n{front}---\n", encoding="utf-8")


@keeps("briefing_desk.checks.assemble.collect_evidence", lambda *_: {})
def test_full_texts_are_never_needed_to_build(site):
    run(site, "verify")
    before = generate(site)
    shutil.rmtree(site / "briefings")
    forget_texts(site)
    try:
        after = generate(site)
    except KeyError:
        after = None
    assert after == before
    assert b"quote-not-found" not in after["quay-closure.md"]


# 2. Silence, change and disagreement are shown as what they are.


@keeps(
    "briefing_desk.web.templates.load_templates",
    spoil_template("macros/cell.html", "words.NO_STATEMENT }}", "words.STANCES.neutral[0] }}"),
)
def test_silence_is_no_stance(site):
    rows = find_rows(generate(site)["quay-closure.md"].decode())
    assert rows.count("No statement found") > 1


@keeps("briefing_desk.analysis.cells.Cell.is_contested", property(lambda cell: False))
def test_disagreement_is_never_merged_into_one_value(site):
    assert re.search("(?i)contested|divided", find_rows(generate(site)["quay-closure.md"].decode()))


@keeps("briefing_desk.analysis.cells.Cell.changed_from", property(lambda cell: ()))
def test_a_change_is_shown_with_what_was_before(site):
    page = generate(site)["quay-closure.md"].decode()
    assert re.search("b-mark--changed.*?was “oppose", find_rows(page), re.DOTALL)


def find_rows(page):
    """Return the rows of a page's matrix."""
    table = re.search("<!-- generated: matrix -->.*?<!-- end", page, re.DOTALL).group()
    return re.search(r"<tbody>.*</tbody>", table, re.DOTALL).group()


# 3. Not one byte of prose written by a person is ever changed or lost.


@keeps("briefing_desk.regions.merge.replace_bodies", lambda page, bodies: page.source.text.replace("\u00a0", " "))
def test_not_one_byte_of_prose_is_changed(site):
    generate(site)
    page = site / "briefings/quay-closure.md"
    mine = "Mine\u00a0\t,  as *I* wrote it \r\n<br>  \n\n"
    page.write_text(page.read_text(encoding="utf-8").replace("## Positions\n", f"{mine}## Positions\n"), newline="")
    change_article(site)
    assert mine.encode() in generate(site)["quay-closure.md"]
    assert b"New title" in read(site / "briefings")["quay-closure.md"]


def change_article(site):
    """Change what pages show of an article."""
    change(site / FOLDER / "council-votes.md", "title: ", "title: New title, ")


@keeps("briefing_desk.regions.merge.is_edited", lambda *_: False)
def test_a_region_edited_by_hand_is_never_overwritten(site):
    before = generate(site)
    page = site / "briefings/quay-closure.md"
    page.write_bytes(before["quay-closure.md"].replace(b"carry the bill", b"CARRY THE BILL"))
    edited = page.read_bytes()
    assert edited != before["quay-closure.md"]
    assert run(site, "generate").exit_code == 1
    assert page.read_bytes() == edited


@keeps("briefing_desk.disk.journal.is_changed", lambda *_: False)
def test_a_page_saved_while_a_run_writes_is_not_lost(site):
    generate(site)
    change_article(site)
    page = site / "briefings/quay-closure.md"
    saved = page.read_bytes() + b"\nSaved meanwhile.\n"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("briefing_desk.commands.generate.report", lambda *_, **__: page.write_bytes(saved))
        run(site, "generate")
    assert page.read_bytes() == saved


@keeps("briefing_desk.regions.prose.check_html", lambda prose: [])
def test_html_that_would_swallow_a_region_is_an_error(site):
    generate(site)
    change(site / "briefings/quay-closure.md", "## Positions\n", "<details>\n\n## Positions\n")
    assert "unclosed-html" in run(site, "check").stderr


@keeps("briefing_desk.regions.markers.CONFLICT", re.compile("(?!)"))
def test_a_conflict_in_prose_is_an_error_at_its_line(site):
    generate(site)
    page = site / "briefings/quay-closure.md"
    change(page, "## Positions\n", "<<<<<<< HEAD\nmine\n=======\nyours\n>>>>>>> branch\n\n## Positions\n")
    before = page.read_bytes()
    assert "merge-conflict" in run(site, "generate").stderr
    assert page.read_bytes() == before


# 4. Nothing that an article says can run, break a page or leave its place.


@keeps("briefing_desk.web.escape.escape_words", escape.Html)
def test_nothing_that_an_article_says_can_run(site):
    change(site / FOLDER / "council-votes.md", "title: ", "title: <script>alert(1)</script> ")
    pages = b"".join(words for path, words in generate(site).items() if path.endswith(".md"))
    assert b"alert(1)" in pages or b"alert&#" in pages
    assert b"<script>alert" not in pages


@keeps("briefing_desk.schema.values.re.match", lambda *_: True)
def test_only_links_of_the_web_are_published(site):
    change(site / FOLDER / "council-votes.md", "url: https://news.example/quay", "url: javascript://news.example/quay")
    result = run(site, "generate")
    assert result.exit_code == 1
    assert "bad-url" in result.stderr


@keeps("briefing_desk.disk.read.Reader.examine", lambda *_: None)
def test_nothing_is_read_from_outside_the_sites_folder(site):
    outside = site.parent / f"{site.name}-outside.md"
    (site / FOLDER / "council-votes.md").rename(outside)
    (site / FOLDER / "council-votes.md").symlink_to(outside)
    assert "error[symlink]" in run(site, "check").stderr


# The built site.


AUDITED = {
    "outside-request": ("check_requests", "</article>", "<img src=https://e.example/x.png alt=x></article>"),
    "foreign-script": ("check_scripts", "</article>", "<script>alert(1)</script></article>"),
    "link-broken": ("check_links", "</article>", "<a href=nowhere.html>x</a></article>"),
    "quote-differs": ("check_quotes", "<blockquote", "<blockquote><p>never said</p></blockquote><blockquote"),
    "cell-without-evidence": ("check_cells", 'class="b-evidence-link"', ""),
    "region-lost": ("check_regions", "<!-- generated: matrix -->", ""),
}
"""What `audit` promises to find: by what it is found, and what makes it."""


@pytest.mark.slow
def test_the_built_site_asks_nobody_runs_nothing_foreign_and_shows_all_evidence(demo, tmp_path):
    """A page with every fault at once; without the check of its name a fault goes unseen, and only that one."""
    root = shutil.copytree(demo, tmp_path / "demo")
    for _, old, new in AUDITED.values():
        change(root / "site/nato-bid.html", old, new)
    given = read_built(root), *load_quoted(root)[:2], read_pages(root)[0]
    assert {problem.code for problem in examine(*given)} == set(AUDITED)
    for code, (guard, *_) in AUDITED.items():
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(f"briefing_desk.audit.examine.{guard}", lambda *_: ())
            assert {problem.code for problem in examine(*given)} == set(AUDITED) - {code}


# Commands: the old site stays, a second run writes nothing, the same seeds give the same bytes.


def build_half(root, target, newest, old):
    """Stand in for a builder that fails half-way."""
    (target / "index.html").write_text("half")
    return CompletedProcess([], 1, "", "a fault")


@keeps("briefing_desk.mkdocs_site.site_build.tempfile.mkdtemp", lambda prefix, dir: dir / "site")
def test_the_old_site_stays_in_place_until_the_new_one_is_whole(site):
    (site / "site").mkdir()
    (site / "site/index.html").write_text("old")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sitebuild, "run_mkdocs", build_half)
        assert run(site, "build").exit_code == 1
    assert read(site / "site") == {"index.html": b"old"}


def forget(site):
    """Remove what the run before remembers, so that every file is made again."""
    (find_cache(site) / FILE).unlink()


def plan_anyway(root, path, text, read):
    """Plan to write a file, whether it differs or not."""
    return make_change(path, (root / path).read_bytes() if (root / path).exists() else None, text.encode())


@keeps("briefing_desk.disk.write.plan_change", plan_anyway)
def test_a_second_generate_writes_nothing(site):
    generate(site)
    files = [path for path in (site / "briefings").rglob("*") if path.is_file()]
    for path in files:
        os.utime(path, (1, 1))
    forget(site)
    generate(site)
    assert {path.stat().st_mtime for path in files} == {1}
    assert {path for path in (site / "briefings").rglob("*") if path.is_file()} == set(files)


@keeps("briefing_desk.quotes.verify.replace", lambda entry, **changes: None)
def test_a_clock_set_back_changes_nothing(site):
    """The day of a check stays while nothing changes; pages and site know no other clock."""
    run(site, "verify")
    before = generate(site), read(site / "seeds")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SOURCE_DATE_EPOCH", raising=False)
        patch.setattr("briefing_desk.terminal.time.time", lambda: 1.0)
        assert run(site, "verify").exit_code == 0
        assert (generate(site), read(site / "seeds")) == before


def test_output_does_not_depend_on_the_order_of_files(site):
    (site / "texts").mkdir()
    before, list_names = generate(site), os.listdir
    shutil.rmtree(site / "briefings")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "listdir", lambda path: sorted(list_names(path), reverse=True))
        assert generate(site) == before
        assert [line for line in spoil(site) if "error[" in line] == sorted(spoil(site))


def spoil(site):
    """Return what is said of two faulty files of one folder."""
    for name in ("Zz.md", "Aa.md"):
        (site / FOLDER / name).write_text("x")
    return [line for line in run(site, "check").stderr.splitlines() if "Zz.md" in line or "Aa.md" in line]
