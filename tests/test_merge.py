"""Where drafts meet the pages on disk: people's words stay, to the byte, or nothing is written."""

import re
import shutil
import subprocess
from functools import partial

import pytest
from builders import check_pages, grows_linearly, merge_site
from hypothesis import given
from hypothesis import strategies as st
from laws import tries
from test_render import DRAFTS, FIRST, LIBRARY, SECOND, make_library

from briefing_desk.answers.problem_formats import format_text
from briefing_desk.disk.read import read_pages
from briefing_desk.disk.revisions import list_joined
from briefing_desk.pages.site_pages import render_site
from briefing_desk.regions.markers import format_region, is_edited, parse_page
from briefing_desk.regions.merge import NO_WISHES, Wishes
from briefing_desk.regions.skeleton import fill_skeleton
from briefing_desk.schema.settings import Settings
from briefing_desk.syntax.errors import UsageError
from briefing_desk.syntax.problems import has_errors
from briefing_desk.syntax.source import LINE_BREAK, Source
from briefing_desk.web.drafts import Draft

PATH = "briefings/quay.md"
NEW = fill_skeleton(DRAFTS[PATH])
THIRD = (
    SECOND.replace("retrieved: 2025-03-07", "date: 2025-03-06\nretrieved: 2025-03-08")
    .replace("actor: union", "actor: council")
    .replace("Union", "Council")
)
BIGGER = make_library({"first": FIRST, "second": SECOND, "third": THIRD})
BIGGER_DRAFTS = {draft.path: draft for draft in render_site(BIGGER, Settings())}


def merge(text, wishes=NO_WISHES, path=PATH, library=LIBRARY, drafts=DRAFTS):
    """Return one page merged, and its problems as people see them."""
    chosen = [drafts[path]] if path in drafts else []
    merged = merge_site(library, chosen, {path: Source(path, text)}, wishes)
    return merged.pages.get(path), "\n".join(format_text(problem) for problem in merged.problems)


def take_out(name, text=NEW):
    """Return a page without one of its regions."""
    return re.sub(rf"<!-- generated: {name} -->\n.*?<!-- end generated: {name} .*?-->\n", "", text, flags=re.DOTALL)


def get_region(name, drafts=DRAFTS):
    """Return a region of the topic's page as it should be."""
    return format_region(name, drafts[PATH].bodies[name])


def test_a_missing_page_is_created_whole():
    merged = merge_site(LIBRARY, DRAFTS.values(), {})
    assert merged.pages == {path: fill_skeleton(draft) for path, draft in DRAFTS.items()}
    assert merged.problems == []


def test_a_page_that_is_up_to_date_stays_as_it_is():
    assert merge(NEW) == (NEW, "")


def test_a_new_article_changes_regions_only():
    mine = NEW.replace("*No summary has been written yet.*", "The council voted,  for now\t.[^first]\n<br>")
    result, problems = merge(mine, library=BIGGER, drafts=BIGGER_DRAFTS)
    assert problems == ""
    expected = mine
    for name in DRAFTS[PATH].bodies:
        expected = expected.replace(get_region(name), get_region(name, BIGGER_DRAFTS))
    title = "Council votes to close the quay, The &#42;Harbour&#42; Gazette, 5 March 2025"
    note = f'[^first]: <a href="sources/2025-03.html#s-first" data-search-exclude>{title}</a>'
    assert result == expected.replace(format_region("citations", ""), format_region("citations", note))
    assert result != mine
    assert merge(result, library=BIGGER, drafts=BIGGER_DRAFTS) == (result, "")


def test_citations_stand_in_the_order_of_their_use():
    result, problems = merge(NEW.replace("*Not written yet.*", "[^second] [^first:cost][^second]"))
    assert problems == ""
    assert re.findall(r"^\[\^(.*?)\]:", result, re.MULTILINE) == ["second", "first:cost"]


def test_a_citation_of_something_unknown_gets_no_footnote():
    result, problems = merge(NEW.replace("*Not written yet.*", "[^secnd]"))
    line = NEW[: NEW.index("*Not written yet.*")].count("\n") + 1
    assert problems == (
        f"briefings/quay.md:{line}:1: error[unknown-citation] nothing is called `secnd`\n  help: did you mean `second`?"
    )
    assert "[^secnd]:" not in result


def test_an_edited_region_is_an_error():
    _, problems = merge(NEW.replace("Opposes", "Loves", 1))
    line = NEW[: NEW.index("<!-- generated: matrix")].count("\n") + 1
    assert problems == (
        f"briefings/quay.md:{line}:1: error[edited-region] "
        "the generated region `matrix` was edited by hand; the change would be lost\n"
        "  help: undo it, or run `briefing generate --replace briefings/quay.md` to save it beside the page and go on"
    )


@pytest.mark.parametrize("name", ["quay.md", "briefings/quay.md"])
def test_an_edited_region_can_be_replaced(name):
    edited = NEW.replace("Opposes", "Loves\n\n```\n\n<pre>", 1)
    merged = merge_site(LIBRARY, [DRAFTS[PATH]], {PATH: Source(PATH, edited)}, Wishes(replace=(name,)))
    assert merged.problems == []
    assert merged.pages == {PATH: NEW}
    body = f"\n{DRAFTS[PATH].bodies['matrix']}\n\n".replace("Opposes", "Loves\n\n```\n\n<pre>", 1)
    assert merged.saved == {f"{PATH} matrix": body}


def test_replacing_another_page_saves_nothing_here():
    pages = {path: Source(path, fill_skeleton(DRAFTS[path])) for path in ("briefings/index.md", PATH)}
    pages[PATH] = Source(PATH, NEW.replace("Opposes", "Loves", 1))
    merged = merge_site(LIBRARY, DRAFTS.values(), pages, Wishes(replace=("index.md",)))
    assert [problem.code for problem in merged.problems] == ["edited-region"]
    assert merged.saved == {}


def test_a_deleted_region_stays_deleted():
    text = take_out("timeline")
    assert merge(text) == (text, "")


@pytest.mark.parametrize(
    ("path", "name"),
    [(PATH, "matrix"), (PATH, "evidence"), ("briefings/sources/2025-03.md", "articles")],
)
def test_regions_that_others_link_to_are_required(path, name):
    text = take_out(name, fill_skeleton(DRAFTS[path]))
    short = path.removeprefix("briefings/")
    assert merge(text, path=path)[1] == (
        f"{path}:1:1: error[region-required] the region `{name}` is missing, and something links into it\n"
        f"  help: run `briefing generate --add {short}:{name}`"
    )
    result, problems = merge(text, Wishes(add=(f"{short}:{name}",)), path)
    assert problems == ""
    assert format_region(name, DRAFTS[path].bodies[name]) in result


def test_citations_are_required_where_something_is_cited():
    text = take_out("citations").replace("*Not written yet.*", "[^first]")
    result, problems = merge(text)
    assert problems == (
        "briefings/quay.md:1:1: error[region-required] "
        "the region `citations` is missing, and something links into it\n"
        "  help: run `briefing generate --add quay.md:citations`"
    )
    assert merge(take_out("citations")) == (take_out("citations"), "")
    assert merge(take_out("citations").replace("*Not written yet.*", "[^own]\n\n[^own]: Mine."))[1] == ""
    result, problems = merge(text, Wishes(add=("citations",)))
    assert problems == ""
    assert "[^first]: <a" in result.split("<!-- generated: citations -->")[1]


@pytest.mark.parametrize("name", list(DRAFTS[PATH].bodies))
@pytest.mark.parametrize("wish", ["{}", "quay.md:{}", "briefings/quay.md:{}"])
def test_a_region_comes_back_to_its_place(name, wish):
    """Its heading stays when a person deletes only the region: it comes back below it, not with a second one."""
    result, problems = merge(take_out(name), Wishes(add=(wish.format(name),)))
    assert problems == ""
    assert normalise(result) == normalise(NEW)
    assert merge(result, Wishes(add=(wish.format(name),))) == (result, "")


def normalise(text):
    """Return a text in which no blank line follows another."""
    return re.sub(r"\n{3,}", "\n\n", text)


HEADINGS = {"changes": "## What changed", "evidence": "## Evidence", "matrix": "## Positions"}


@pytest.mark.parametrize("name", HEADINGS)
def test_a_region_comes_back_with_its_heading(name):
    text = take_out(name).replace(f"{HEADINGS[name]}\n\n", "")
    result, problems = merge(text, Wishes(add=(name,)))
    assert problems == ""
    assert f"-->\n\n{HEADINGS[name]}\n\n{get_region(name)}\n" in result
    assert normalise(take_out(name, result).replace(f"{HEADINGS[name]}\n\n", "")) == normalise(text)


def test_a_region_comes_back_behind_the_one_before_it_wherever_that_was_moved():
    text = take_out("agreement", take_out("sources", take_out("changes")))
    text = text.replace("## Sources\n\n", "").replace("## What changed\n\n", "")
    text = take_out("matrix", text) + get_region("matrix") + "\nThe end.\n"
    result, _ = merge(text, Wishes(add=("changes",)))
    assert f"{get_region('matrix')}\n## What changed\n\n{get_region('changes')}\nThe end.\n" in result


def test_a_region_with_a_heading_comes_behind_what_a_person_wrote_below_the_one_before_it():
    text = take_out("standing").replace("## Who stands where\n\n", "")
    prose = "*No summary has been written yet.*\n"
    result, _ = merge(text, Wishes(add=("standing",)))
    assert normalise(result) == normalise(NEW)
    assert result.index(prose) < result.index("## Who stands where")


def test_regions_come_to_a_page_that_has_none():
    result, problems = merge("# Title", Wishes(add=tuple(DRAFTS[PATH].bodies)))
    assert problems == ""
    assert result.startswith(f"# Title\n\n{get_region('glance')}")
    assert re.findall("generated: ([a-z]+) -->", result) == list(DRAFTS[PATH].bodies)
    assert "\n\n## Sources\n\n<!-- generated: sources -->" in result


def test_the_first_region_comes_back_before_the_first_section():
    text = take_out("glance").replace("## Bottom line", "!!! note\n\n    ## No section\n\n## Mine\n\n## Bottom line")
    result, _ = merge(text, Wishes(add=("glance",)))
    assert f"{get_region('glance')}\n## Mine\n" in result


ENDINGS = ("", "# T", "# T\n", "# T\n\n", "# T\n   ", "---\nhide: [toc]\n---", "words\n\n```\ncode")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("text", ENDINGS)
def test_regions_are_added_in_the_line_ends_of_the_page(text, end):
    text = text.replace("\n", end)
    result, _ = merge(text, Wishes(add=("matrix", "evidence")))
    assert result.startswith(text)
    assert set(LINE_BREAK.findall(result)) == {end if end in text else "\n"}
    if "```" not in text:
        assert merge(result) == (result, "")


def test_a_page_whose_topic_is_gone_is_told_and_kept():
    path = "briefings/gone.md"
    result, problems = merge(NEW, path=path)
    assert set(problems.split("\n")) == {
        "briefings/gone.md:1:1: warning[orphan-page] nothing in seeds/ makes this page any more",
        "  help: `briefing generate --prune` removes it if nobody wrote in it; to keep its prose, delete its regions",
    }
    assert result == NEW


def test_a_page_of_ones_own_is_left_alone_and_checked():
    path = "briefings/about.md"
    assert merge("# About us\n\nWe read.\n", path=path) == ("# About us\n\nWe read.\n", "")
    assert merge("# About us\n\n<div>\n", path=path)[1] == (
        "briefings/about.md:3:1: error[unclosed-html] `<div>` is not closed before the end of the page\n"
        "  help: close it with `</div>`"
    )
    result, problems = merge("# About us[^first]\n", Wishes(add=("about.md:citations",)), path)
    assert problems == ""
    assert result.startswith("# About us[^first]\n\n<!-- generated: citations -->\n\n[^first]: <a href=")


def test_a_region_of_another_kind_of_page_is_an_error():
    text = NEW.replace("generated: timeline", "generated: timelin")
    line = NEW[: NEW.index("<!-- generated: timeline")].count("\n") + 1
    _, problems = merge(text)
    assert problems == (
        f"briefings/quay.md:{line}:1: error[unknown-region] this kind of page has no region `timelin`\n"
        "  help: did you mean `timeline`?"
    )


def test_broken_markers_stop_everything_else():
    text = NEW.replace("<!-- end generated: matrix", "<!-- and generated: matrix").replace("Opposes", "Loves")
    line = NEW[: NEW.index("<!-- generated: agreement")].count("\n") + 1
    assert merge(text) == (
        None,
        f"briefings/quay.md:{line}:1: error[marker] region `agreement` opens inside region `matrix`\n"
        "  help: restore the line `<!-- end generated: matrix -->` before it",
    )


@pytest.mark.parametrize(
    ("wishes", "complaint"),
    [
        (Wishes(replace=("quai.md",)), "--replace quai.md: there is no such page"),
        (Wishes(add=("quai.md:matrix",)), "--add quai.md:matrix: there is no such page"),
        (Wishes(add=("matrx",)), "--add matrx: no such page has a region `matrx`; did you mean `matrix`?"),
        (
            Wishes(add=("method.md:matrix",)),
            "--add method.md:matrix: no such page has a region `matrix`; "
            "there are citations, coverage, data, reliability, thresholds, vocabulary",
        ),
    ],
)
def test_a_wish_that_no_page_can_fulfil(wishes, complaint):
    with pytest.raises(UsageError) as caught:
        merge_site(LIBRARY, DRAFTS.values(), {}, wishes)
    assert str(caught.value) == complaint


def test_pages_are_checked_even_without_a_library():
    pages = {
        PATH: Source(PATH, NEW.replace("Opposes", "Loves", 1).replace("*Not written yet.*", "[^frist] <div>")),
        "briefings/x.md": Source("briefings/x.md", "<!-- generated: a -->"),
    }
    assert [problem.code for problem in check_pages(LIBRARY.seeds, pages)] == [
        "unclosed-html",
        "unknown-citation",
        "edited-region",
        "marker",
    ]
    assert check_pages(LIBRARY.seeds, {PATH: Source(PATH, NEW)}) == []


# What a person may do to a page.

REGIONS = [get_region(name) for name in DRAFTS[PATH].bodies]
PARTS = [(part, part in REGIONS) for part in re.split(f"({'|'.join(map(re.escape, REGIONS))})", NEW)]
"""The page in pieces, each with whether it is a region."""
HOLE = r"<!-- generated: ([a-z]+) -->.*?<!-- end generated: [a-z]+ \(sum: \w+\) -->(?:\r\n|\n|\r|\Z)"
"""What a region may become."""
ODD_LINES = (
    "words", "", "  ", "\t", "# Heading", "## What changed", "    code [^first]", "- item", "1. item", "> quoted",
    "[^first]", "So.[^first:cost][^second]", "[^own]", "[^own]: Mine[^first].", "[^zzz]", "!!! note", "    [^second]",
    "```", "~~~", "`code` [^first]", "<div>", "</div>", "<div>x</div>", "<br/>", "<b>x</b>", "<!-- x -->", "<!--",
    "-->", "<pre>", "</pre>", "<![x]>", "---", "***", "| a | b |", "|---|---|", "\u2028\u0085\x0b\x0c", "\ufeff\u202e",
    "<<<<<<< HEAD", "=======", ">>>>>>> branch", "<!-- generated: matrix -->", "    <!-- generated: matrix -->",
    "<!-- end generated: matrix (sum: 0000000000) -->", "`<!-- generated: matrix -->`", "Note: x", "\\[^first]",
)  # fmt: skip
EDITS = st.lists(
    st.tuples(
        st.sampled_from(["insert", "insert", "insert", "delete", "move", "drop", "spoil"]),
        st.integers(0, 10**6),
        st.integers(0, 10**6),
        st.sampled_from(ODD_LINES) | st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    ),
    max_size=4,
)


def edit(edits):
    """Return the pieces of the page after some edits."""
    parts = list(PARTS)
    for kind, where, which, words in edits:
        is_wanted = kind in ("move", "drop", "spoil")
        chosen = [index for index, (_, is_region) in enumerate(parts) if is_region == is_wanted]
        if not chosen:
            continue
        index = chosen[where % len(chosen)]
        part, is_region = parts.pop(index)
        lines = part.splitlines(keepends=True)
        if kind == "insert":
            lines.insert(which % (len(lines) + 1), f"{words}\n")
        elif kind == "delete" and lines:
            del lines[which % len(lines)]
        elif kind == "spoil":
            at = part.index("\n") + 1 + which % 40
            lines = [part[:at], words, part[at:]]
        elif kind == "move":
            index = which % (len(parts) + 1)
        if kind != "drop":
            parts.insert(index, ("".join(lines), is_region))
    return parts


def put_line_ends(parts, ends, has_end):
    """Return the pieces with other line ends, each kind in turn, and without the last one if so wanted."""
    parts = [(part.replace("\n", ends[i % len(ends)]), is_region) for i, (part, is_region) in enumerate(parts)]
    while not has_end and parts and parts[-1][0].endswith(("\r", "\n")):
        part, is_region = parts.pop()
        parts += [(part.rstrip("\r\n"), is_region)] if part.strip("\r\n") else []
    return parts


@given(EDITS, st.sampled_from([["\n"], ["\r\n"], ["\r"], ["\n", "\r\n"], ["\r", "\r\n"]]), st.booleans())
@tries(80)
def test_no_word_of_a_person_is_lost(edits, ends, has_end):
    """Either there are errors, and nothing is written, or every character outside the regions is there, in order."""
    parts = put_line_ends(edit(edits), ends, has_end)
    merged = merge_site(BIGGER, [BIGGER_DRAFTS[PATH]], {PATH: Source(PATH, "".join(part for part, _ in parts))})
    if has_errors(merged.problems):
        return
    result = merged.pages[PATH]
    kept = "".join(HOLE if is_region else re.escape(part) for part, is_region in parts)
    assert re.fullmatch(kept, result, re.DOTALL)
    again = merge_site(BIGGER, [BIGGER_DRAFTS[PATH]], {PATH: Source(PATH, result)})
    assert again.pages == merged.pages
    assert not has_errors(again.problems)
    whole = [LINE_BREAK.sub("\n", part) for part, is_region in parts if is_region]
    changed = [part for part in whole if part not in (*REGIONS, *(region.rstrip("\n") for region in REGIONS))]
    assert [part for part in changed if part not in LINE_BREAK.sub("\n", result)] == []


def test_a_page_with_many_rows_takes_no_time_to_speak_of():
    def merge_rows(size):
        rows = "\n".join(f"<tr><td>{number}</td><td>words and more words</td></tr>" for number in range(size))
        draft = Draft(PATH, "topic.md", {**DRAFTS[PATH].bodies, "matrix": rows})
        text = NEW.replace(get_region("matrix"), format_region("matrix", rows)) + "words[^first]\n\n" * size
        assert merge_site(LIBRARY, [draft], {PATH: Source(PATH, text)}).problems == []

    assert grows_linearly(merge_rows, 400)


# Two branches, one page: git merges what it can.


def run_git(root, *arguments):
    """Run git in a folder, without anybody's own settings; return whether it succeeded."""
    settings = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null", "PATH": "/usr/bin:/bin"}
    people = {f"GIT_{role}_{field}": "x@example.org" for role in ("AUTHOR", "COMMITTER") for field in ("NAME", "EMAIL")}
    done = subprocess.run(["git", *arguments], cwd=root, env=settings | people, capture_output=True, check=False)
    return done.returncode == 0


def generate(root, articles):
    """Bring the pages of a folder up to date with some articles; return the problems, as people see them."""
    library = make_library(articles)
    pages, _ = read_pages(root)
    merged = merge_site(library, render_site(library, Settings()), pages, recall=partial(list_joined, root))
    if not has_errors(merged.problems):
        for path, text in merged.pages.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8", newline="")
    return [format_text(problem) for problem in merged.problems]


def change(root, old, new):
    """Change a word on the topic's page, as a person does."""
    page = root / PATH
    assert old in page.read_text(encoding="utf-8")
    page.write_text(page.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


BASE, MINE, YOURS = {"first": FIRST}, {"first": FIRST, "second": SECOND}, {"first": FIRST, "third": THIRD}
SUMMARY = "*No summary has been written yet.*"


def make_branches(root, mine=(SUMMARY, SUMMARY), yours=(SUMMARY, SUMMARY)):
    """Make two branches that each take in an article and change a word; stand on `mine`."""
    assert run_git(root, "init", "-q", "-b", "base")
    for branch, articles, words in (("base", BASE, None), ("mine", MINE, mine), ("yours", YOURS, yours)):
        if words:
            assert run_git(root, "checkout", "-q", "-b", branch, "base")
        assert generate(root, articles) == []
        if words:
            change(root, *words)
        assert run_git(root, "add", "-A")
        assert run_git(root, "commit", "-q", "-m", branch)
    assert run_git(root, "checkout", "-q", "mine")


def read_all(root):
    """Return the text of every page."""
    return {path: source.text for path, source in read_pages(root)[0].items()}


needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@needs_git
@pytest.mark.parametrize("style", ["merge", "diff3"])
def test_branches_that_both_add_articles_merge(tmp_path, style):
    """Conflicts in regions are of no account, and what both people wrote is there."""
    make_branches(tmp_path, mine=(SUMMARY, "My summary.\n\nIn two parts."), yours=("*Not written yet.*", "Your words."))
    assert not run_git(tmp_path, "-c", f"merge.conflictStyle={style}", "merge", "yours")
    conflicted = [path for path, text in read_all(tmp_path).items() if "<<<<<<<" in text]
    assert {"briefings/quay.md", "briefings/changes.md", "briefings/index.md"} <= set(conflicted)
    page = (tmp_path / PATH).read_text(encoding="utf-8")
    assert re.search("(?m)^<!-- end generated: matrix .*\n=======$", page)
    assert generate(tmp_path, {**MINE, **YOURS}) == []
    merged = read_all(tmp_path)
    assert run_git(tmp_path, "checkout", "-q", "-f", "mine")
    change(tmp_path, "*Not written yet.*", "Your words.")
    assert generate(tmp_path, {**MINE, **YOURS}) == []
    assert merged == read_all(tmp_path)


@needs_git
@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_regions_of_which_one_side_had_its_way_are_generated_anew(tmp_path, side):
    """`git merge -X` leaves no mark where it has put two generated bodies into one; prose is that of both."""
    make_branches(tmp_path, yours=("*Not written yet.*", "Your words."))
    assert run_git(tmp_path, "merge", "-q", "-X", side, "yours")
    pages = [parse_page(source)[0] for source in read_pages(tmp_path)[0].values()]
    assert side == "theirs" or any(is_edited(page, region) for page in pages for region in page.regions)
    assert generate(tmp_path, {**MINE, **YOURS}) == []
    merged = read_all(tmp_path)
    assert "Your words." in merged[PATH]
    assert run_git(tmp_path, "checkout", "-q", "-f", "mine~1")
    assert run_git(tmp_path, "checkout", "-q", "-B", "again", "mine~1")
    change(tmp_path, "*Not written yet.*", "Your words.")
    assert generate(tmp_path, {**MINE, **YOURS}) == []
    assert merged == read_all(tmp_path)


@needs_git
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_persons_word_in_such_a_region_still_stops(tmp_path, when):
    """Whether it was there when the branches were merged, or came later."""
    opening = "<!-- generated: matrix -->\n"
    word = (opening, f"{opening}<p>Mine.</p>\n")
    make_branches(tmp_path, **({"mine": word} if when == "before" else {}))
    assert run_git(tmp_path, "merge", "-q", "-X", "ours", "yours")
    if when == "after":
        change(tmp_path, *word)
    before = read_all(tmp_path)
    (said,) = [line for line in generate(tmp_path, {**MINE, **YOURS}) if "quay.md" in line]
    assert "error[edited-region] the generated region `matrix` was edited by hand" in said
    assert read_all(tmp_path) == before


@needs_git
def test_a_conflict_of_prose_is_an_error_at_its_line(tmp_path):
    ours = "Whether the old quay closes."
    make_branches(tmp_path, mine=(ours, "Whether it closes."), yours=(ours, "Whether the quay closes."))
    assert not run_git(tmp_path, "merge", "yours")
    before = read_all(tmp_path)
    line = before[PATH][: before[PATH].index("<<<<<<< HEAD\nWhether it closes.")].count("\n") + 1
    assert generate(tmp_path, {**MINE, **YOURS}) == [
        f"briefings/quay.md:{line}:1: error[merge-conflict] unresolved merge conflict\n"
        "  help: keep one side and delete the lines with <<<<<<<, ======= and >>>>>>>"
    ]
    assert read_all(tmp_path) == before


@needs_git
def test_a_conflict_that_reaches_from_a_region_into_prose_is_an_error(tmp_path):
    make_branches(tmp_path, mine=("\n## Bottom line\n", "Mine.\n\n## Bottom line\n"))
    assert not run_git(tmp_path, "merge", "yours")
    before = read_all(tmp_path)
    end = before[PATH].index("<!-- end generated: glance")
    line = before[PATH][: before[PATH].rindex("<<<<<<< HEAD", 0, end)].count("\n") + 1
    assert generate(tmp_path, {**MINE, **YOURS}) == [
        f"briefings/quay.md:{line}:1: error[merge-conflict] a merge conflict goes beyond the end of region `glance`\n"
        "  help: resolve the conflict around the closing marker by hand; inside the region it does not matter"
    ]
    assert read_all(tmp_path) == before
