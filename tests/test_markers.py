"""Regions are found where they are, changes in them are seen, and nothing else of a page is touched."""

import re

import pytest
from builders import grows_linearly
from hypothesis import example, given
from hypothesis import strategies as st
from laws import tries

from briefing_desk.answers.problem_formats import format_text
from briefing_desk.regions.markers import compute_sum, format_region, is_edited, parse_page, replace_bodies
from briefing_desk.syntax.conflicts import Conflict
from briefing_desk.syntax.source import LINE_BREAK, Source

A, B = format_region("a", "<p>one</p>"), format_region("b", "<p>two</p>")
START, END = "<!-- generated: a -->", "<!-- end generated: a (sum: 0000000000) -->"


def parse(text):
    """Return a page, which must be sound."""
    page, problems = parse_page(Source("briefings/page.md", text))
    assert problems == []
    return page


def find(text):
    """Return the names of the regions of a page."""
    return [region.name for region in parse(text).regions]


def complain(text):
    """Return the problems of a page's markers as people see them."""
    page, problems = parse_page(Source("briefings/page.md", text))
    assert page is None
    return "\n".join(format_text(problem) for problem in problems)


def test_a_region_as_it_looks():
    assert A == "<!-- generated: a -->\n\n<p>one</p>\n\n<!-- end generated: a (sum: LHL6Z9Y1yq) -->\n"
    assert format_region("a", "") == "<!-- generated: a -->\n\n<!-- end generated: a (sum: xag8bY67lJ) -->\n"


def test_sums():
    assert compute_sum("") == "5IxLHpeEWj"
    assert compute_sum("<p>one</p>") == "1RcKjBsxTY"
    assert re.fullmatch("[0-9A-Za-z]{10}", compute_sum("…"))


def test_where_a_region_is():
    text = f"# Title\n\n{A}\nwords\n{B}"
    page = parse(text)
    a, b = page.regions
    assert text[a.start : a.end] == A
    assert text[b.start : b.end] == B
    assert page.body_of(a) == "\n<p>one</p>\n\n"
    assert [text[start:end] for start, end in page.prose] == ["# Title\n\n", "\nwords\n", ""]
    assert not is_edited(page, a)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_are_no_change(end):
    page = parse(f"# Title\n\n{A}\n{B}".replace("\n", end))
    assert [is_edited(page, region) for region in page.regions] == [False, False]
    assert page.body_of(page.regions[0]) == "\n<p>one</p>\n\n"
    assert page.newline == end


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", []),
        ("# A person's own page", []),
        (A + B, ["a", "b"]),
        (B + "\nwords\n" + A, ["b", "a"]),
        (A.rstrip("\n"), ["a"]),
        (A.replace("-->\n", "--> \t\n"), ["a"]),
        ("words\n" + A + "words", ["a"]),
        (f"- item\n{A}", ["a"]),
        (f"> quoted\n{A}", ["a"]),
        (f"<div>\n{A}\n</div>\n", ["a"]),
        (f"    code\n{A}", ["a"]),
        (f"```\n{A}```\n", []),
        (f"~~~~\n{A}~~~\n{A}~~~~\n{B}", ["b"]),
        (f"- item\n\n  ```\n  x\n\n{A}", ["a"]),
        ("words\n\n    " + A.replace("\n", "\n    ") + "\n" + B, ["b"]),
        ("words\n\n\t" + A.replace("\n", "\n\t") + "\n" + B, ["b"]),
        (f"    {START}", []),
        (f"---\ntitle: x\n---\n\n```\n{A}```\n", []),
        (f"text {START} `{START}` {END}\n", []),
        (f"---\ntitle: |\n  x\n{START}\n---\n{B}", ["b"]),
        (f"{START}\n<!-- end generated: a -->\n", ["a"]),
        ("<!-- a comment, generated: by nobody -->\n<!-- generatedly: x -->", []),
        ("[^x]: word\n\n    code\n\n" + A, ["a"]),
    ],
)
def test_regions_are_found(text, names):
    assert find(text) == names
    assert find(text.replace("\n", "\r\n")) == names
    assert find(text.replace("\n", "\r")) == names


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (
            f"words\n{START}\nbody\n",
            "briefings/page.md:2:1: error[marker] region `a` is never closed\n"
            "  help: restore the line `<!-- end generated: … -->`, or delete the opening marker and what was generated",
        ),
        (
            f"{START}\nbody\n{B}",
            "briefings/page.md:3:1: error[marker] region `b` opens inside region `a`\n"
            "  help: restore the line `<!-- end generated: a -->` before it",
        ),
        (
            f"{START}\n{B}{END}\n",
            "briefings/page.md:2:1: error[marker] region `b` opens inside region `a`\n"
            "  help: restore the line `<!-- end generated: a -->` before it\n"
            "briefings/page.md:7:1: error[marker] region `a` is closed here, but was never opened\n"
            "  help: delete the line",
        ),
        (
            f"{START}\nbody\n{END.replace(': a', ': b')}\n{B}",
            "briefings/page.md:3:1: error[marker] this closes `b`, but `a` is open\n"
            "  help: restore the line `<!-- end generated: a -->` before it, or delete this one",
        ),
        (
            f"{A}\nwords\n{A}\n{A}",
            "briefings/page.md:8:1: error[marker] region `a` stands on this page twice\n  help: delete one of them\n"
            "briefings/page.md:14:1: error[marker] region `a` stands on this page twice\n  help: delete one of them",
        ),
        (
            f"words\n{END}\n",
            "briefings/page.md:2:1: error[marker] region `a` is closed here, but was never opened\n"
            "  help: delete the line",
        ),
        *(
            (
                f"# Title\n\n{line}\n",
                "briefings/page.md:3:1: error[marker] this looks like a region's marker, but is malformed\n"
                "  help: write `<!-- generated: NAME -->` at the beginning of a line, with nothing behind it",
            )
            for line in (
                "<!-- generated: A -->",
                "<!-- generated: a b -->",
                "<!--generated: a-->",
                "<!-- generated a -->",
                "<!-- GENERATED: a -->",
                "<!-- generated: a --> words",
                "<!-- generated: a",
                "  <!-- generated: a -->",
                "<!-- end generated: a (sum: ) -->",
                "<!-- end generated: a (sum: é) -->",
                "<!-- end  generated: a -->",
            )
        ),
        (
            f"!!! note\n\n    {START}\n",
            "briefings/page.md:3:1: error[marker] this looks like a region's marker, but is malformed\n"
            "  help: write `<!-- generated: NAME -->` at the beginning of a line, with nothing behind it",
        ),
        (
            f"{A}\n<<<<<<< HEAD\nmine\n=======\nyours\n>>>>>>> branch\n{START}",
            "briefings/page.md:7:1: error[merge-conflict] unresolved merge conflict\n"
            "  help: keep one side and delete the lines with <<<<<<<, ======= and >>>>>>>",
        ),
    ],
)
def test_markers_that_are_none(text, problems):
    assert complain(text) == problems
    assert complain(text.replace("\n", "\r")) == problems


def test_a_marker_behind_one_that_is_none_is_seen():
    assert complain(f"<!-- generated: A -->\n{A}").count("error[marker]") == 1


@pytest.mark.parametrize("fence", ["```", "~~~"])
def test_what_somebody_wrote_into_a_region_ends_with_it(fence):
    """An open fence in an edited body hides no region behind it, so that `--replace` can do its work."""
    page = parse(A.replace("one", f"one</p>\n\n{fence}\n<p>") + "\n" + B)
    assert [(region.name, is_edited(page, region)) for region in page.regions] == [("a", True), ("b", False)]


@pytest.mark.parametrize(
    "body",
    [
        "\n<p>One</p>\n\n",
        "\n<p>one</p>\u00a0\n\n",
        "\n<p>o ne</p>\n\n",
        "\n<p>one</p>\n\n<p></p>\n\n",
        "\n\n",
        "\n",
    ],
)
def test_a_changed_body_is_seen(body):
    page = parse(A.replace("\n<p>one</p>\n\n", body))
    assert is_edited(page, page.regions[0])


NOTES = '[^a]: <a href="s.html#s-a">The Bugle, 5 March 2025</a>\n[^b]: <a href="s.html#s-b">The Gull, undated</a>'


@pytest.mark.parametrize(
    ("made", "laid_out"),
    [
        ("<p>one</p>", "<p>one</p>\n"),
        ("<p>one</p>", "\n<p>one</p>\n\n\n"),
        ("<p>one</p>", "\n  <p>one</p> \t\n\n"),
        ("<p>one</p>\n\n<p>two</p>", "\n<p>one</p>\n\n\n<p>two</p>\n"),
        (NOTES, f"\n{NOTES}\n".replace("</a>\n", "</a>\n\n")),
        (NOTES, f"\n{NOTES}\n\n".replace("]: <a", "]:\n    <a").replace("</a>\n", "</a>\n\n").replace(", ", ",\n    ")),
        ("", "\n \n\n"),
        ("", ""),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_what_formatters_do_to_a_body_is_no_change_and_is_undone(made, laid_out, end):
    """Prettier puts a blank line between footnotes, and wraps them where it is told to; others take blank lines out."""
    first, *_, last = format_region("a", made).splitlines(keepends=True)
    page = parse(f"{first}{laid_out}{last}".replace("\n", end))
    assert not is_edited(page, page.regions[0])
    assert replace_bodies(page, {"a": made}) == format_region("a", made).replace("\n", end)


def test_a_changed_sum_is_seen():
    page = parse(A.replace("LHL6Z9Y1yq", "LHL6Z9Y1yr"))
    assert is_edited(page, page.regions[0])


def test_a_region_without_sum_waits_to_be_filled():
    empty, full = parse(f"{START}\n \n<!-- end generated: a -->\n"), parse(f"{START}\nx\n<!-- end generated: a -->\n")
    assert not is_edited(empty, empty.regions[0])
    assert is_edited(full, full.regions[0])


def test_bodies_are_replaced_and_nothing_else():
    page = parse(f"# Title\n\n{A}\nwords {START} \n{B}end")
    fresh = format_region("a", "<p>new</p>")
    assert replace_bodies(page, {"a": "<p>new</p>", "c": "x"}) == page.source.text.replace(A, fresh)
    assert replace_bodies(page, {"a": "<p>one</p>", "b": "<p>two</p>"}) == page.source.text
    assert replace_bodies(page, {}) == page.source.text


def test_each_region_keeps_its_line_ends():
    page = parse(f"# Title\r\n\r\n{A}\n" + B.replace("\n", "\r\n") + "\n" + A.replace(": a", ": c").rstrip("\n"))
    fresh = [format_region(name, "<p>new</p>") for name in ("a", "b", "c")]
    assert replace_bodies(page, {"a": "<p>new</p>", "b": "<p>new</p>", "c": "<p>new</p>"}) == (
        f"# Title\r\n\r\n{fresh[0]}\n" + fresh[1].replace("\n", "\r\n") + "\n" + fresh[2].rstrip("\n")
    )


def test_a_page_without_a_line_end_has_the_usual_one():
    assert parse("# Title").newline == "\n"


ODD = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("<!->\n\r\t `~[]^:#()=|"), max_size=40)
LINES = [*A.splitlines(), *B.splitlines(), "```", "~~~", "    ", "<<<<<<< x", "=======", ">>>>>>> y", "---", "!!! note"]
PAGES = st.lists(st.sampled_from([*LINES, A, B, ""]) | ODD, max_size=12).flatmap(
    lambda lines: st.sampled_from(["\n", "\r\n", "\r"]).map(lambda end: end.join(lines))
)


@given(PAGES)
@tries(120)
@example(f"\r\n{A}\n".replace("\r\n", "\r", 1))
def test_any_page_is_read_and_only_bodies_change(text):
    page, problems = parse_page(Source("page", text))
    assert (page is None) == bool(problems)
    if page is None:
        assert all(1 <= problem.at.line <= len(LINE_BREAK.split(text)) for problem in problems)
        return
    bodies = {region.name: "<p>new</p>" for region in page.regions}
    result = replace_bodies(page, bodies)
    pieces = [re.escape(text[start:end]) for start, end in page.prose]
    assert re.fullmatch("<!-- generated: .*?-->.*".join(pieces), result, re.DOTALL)
    again = parse(result)
    assert [region.name for region in again.regions] == [region.name for region in page.regions]
    assert not any(is_edited(again, region) for region in again.regions)
    assert replace_bodies(again, bodies) == result
    assert [result[start:end] for start, end in again.prose] == [text[start:end] for start, end in page.prose]


@given(st.data(), st.sampled_from(["\n", "\r\n", "\r"]))
@tries(80)
def test_no_change_of_a_body_goes_unseen(data, end):
    text = f"# Title\n\n{A}\nwords\n".replace("\n", end)
    region = parse(text).regions[0]
    first = data.draw(st.integers(region.body, region.body_end))
    last = data.draw(st.integers(first, region.body_end))
    put = data.draw(ODD)
    changed = text[:first] + put + text[last:]
    page, problems = parse_page(Source("page", changed))
    if LINE_BREAK.sub("\n", changed) == LINE_BREAK.sub("\n", text):
        assert not problems
        assert not is_edited(page, page.regions[0])
    elif re.sub(r"[ \t\r\n]", "", changed) != re.sub(r"[ \t\r\n]", "", text):
        assert problems or is_edited(page, page.regions[0])


def test_a_page_with_many_rows_is_read_in_one_go():

    def replace(size):
        rows = "\n".join(f"<tr><td>{number}</td><td>words and more words</td></tr>" for number in range(size))
        text = f"# Title\n\n{format_region('matrix', rows)}\n" + "words\n\n```\ncode\n```\n\n" * size
        assert replace_bodies(parse(text), {"matrix": "<p>new</p>"}).count("words") == size

    assert grows_linearly(replace, 300)


def follow(text):
    """Return what became of a conflict inside the region `a` at the end of some lines."""
    conflict = Conflict()
    for line in text.splitlines():
        conflict.feed(line, is_end=line == "END")
    return conflict


@pytest.mark.parametrize(
    ("text", "closes", "spans"),
    [
        ("body", False, False),
        ("<<<<<<< HEAD\n1\n=======\n2\n>>>>>>> b", False, False),
        ("<<<<<<< HEAD\n1\nEND\n=======\n2\nEND\n>>>>>>> b", True, False),
        ("<<<<<<< HEAD\n1\nEND\n||||||| base\n0\nEND\n=======\n2\nEND\n>>>>>>> b", True, False),
        ("<<<<<<< HEAD\n1\n=======\n2\n>>>>>>> b\n3\n<<<<<<< HEAD\nEND\n=======\nEND\n>>>>>>> b", True, False),
        (
            "<<<<<<< HEAD\nEND\n||||||| base\n<<<<<<<<< x\n0\n=========\n>>>>>>>>> y\n=======\nEND\n>>>>>>> b",
            True,
            False,
        ),
        ("<<<<<<<\nEND\n=======\nEND\n>>>>>>>", True, False),
        ("<<<<<<< HEAD\nEND\n=======\n2\n>>>>>>> b", False, True),
        ("<<<<<<< HEAD\nEND\n=======\n>>>>>>> b", False, True),
        ("<<<<<<< HEAD\nEND\nprose\n=======\nEND\n>>>>>>> b", False, True),
        ("<<<<<<< HEAD\nEND\n\n=======\nEND\n>>>>>>> b", False, True),
        ("<<<<<<< HEAD\nEND\n=======\nEND\n## Heading\n>>>>>>> b", False, True),
    ],
)
def test_conflicts(text, closes, spans):
    conflict = follow(text)
    assert (conflict.closes_region, conflict.spans_end) == (closes, spans)
    assert conflict.was_seen == ("<<<<<<<" in text)
    assert not conflict.is_open


def conflicted(mine, yours):
    """Return a page with a conflict in the region `a`, and what stands behind it."""
    return f"# Title\n\n{START}\n\n<<<<<<< HEAD\n{mine}=======\n{yours}>>>>>>> branch\n\nwords\n"


def test_a_conflict_inside_a_region_is_discarded_with_it():
    page = parse(conflicted(f"<p>1</p>\n\n{END}\n", f"<p>2</p>\n\n{END}\n"))
    assert not is_edited(page, page.regions[0])
    assert replace_bodies(page, {"a": "<p>one</p>"}) == f"# Title\n\n{A}\nwords\n"


def test_a_conflict_before_the_end_of_a_region_is_discarded_too():
    page = parse(conflicted("<p>1</p>\n", "<p>2</p>\n").replace("\n\nwords", f"\n\n{END}\nwords"))
    assert not is_edited(page, page.regions[0])
    assert replace_bodies(page, {"a": "<p>one</p>"}) == f"# Title\n\n{A}words\n"


@pytest.mark.parametrize(
    "text",
    [
        conflicted(f"<p>1</p>\n{END}\nmine\n", f"<p>2</p>\n{END}\nyours\n"),
        conflicted(f"<p>1</p>\n{END}\n", ""),
        conflicted(f"<p>1</p>\n{END}\n", "").split("=======")[0],
        conflicted("", "").split("=======")[0],
    ],
)
def test_a_conflict_that_reaches_into_prose_is_an_error_where_it_begins(text):
    assert complain(text) == (
        "briefings/page.md:5:1: error[merge-conflict] a merge conflict goes beyond the end of region `a`\n"
        "  help: resolve the conflict around the closing marker by hand; inside the region it does not matter"
    )


NEIGHBOUR = format_region("b", "<p>b</p>")
"""A neighbour of the region `a`: git makes one conflict of both."""


def make_side(text):
    """Return a side of a conflict that begins in `a`, with another word in each region."""
    return f"<p>{text}</p>\n\n{END}\n\n{NEIGHBOUR.replace('<p>b', f'<p>{text}')}"


@pytest.mark.parametrize("base", ["", f"||||||| base\n{make_side('0')}", "||||||| base\n"])
def test_a_conflict_of_neighbours_is_discarded_with_both(base):
    page = parse(conflicted(make_side("1") + base, make_side("2")))
    assert [region.name for region in page.regions] == ["a", "b"]
    assert not any(is_edited(page, region) for region in page.regions)
    assert replace_bodies(page, {"a": "<p>one</p>", "b": "<p>b</p>"}) == f"# Title\n\n{A}\n{NEIGHBOUR}\nwords\n"


def test_a_conflict_that_ends_in_a_neighbour_is_discarded_with_both():
    behind = "<p>same</p>\n" + NEIGHBOUR.partition("</p>\n")[2]
    sides = (make_side(number).partition("</p>\n\n<!-- end generated: b")[0] + "</p>\n" for number in "12")
    page = parse(conflicted(*sides).replace("\n\nwords", f"\n{behind}\nwords"))
    assert not any(is_edited(page, region) for region in page.regions)
    assert replace_bodies(page, {"a": "<p>one</p>", "b": "<p>b</p>"}) == f"# Title\n\n{A}\n{NEIGHBOUR}\nwords\n"


@pytest.mark.parametrize(
    ("mine", "yours"),
    [
        (make_side("1").replace(f"{END}\n", f"{END}\nprose\n"), make_side("2")),
        (make_side("1"), make_side("2").replace(f"{END}\n", f"{END}\nprose\n")),
        (make_side("1"), f"<p>2</p>\n\n{END}\n"),
        (make_side("1"), make_side("2").replace("generated: b", "generated: c")),
        (make_side("1"), make_side("2") + "\n"),
        (make_side("1"), make_side("2") + "prose\n"),
        (make_side("1"), make_side("2").replace("end generated: b", "end generated: c")),
        (make_side("1"), make_side("2").replace(f"{END}\n", "")),
    ],
)
def test_a_conflict_of_neighbours_with_prose_of_one_side_is_an_error(mine, yours):
    assert complain(conflicted(mine, yours)) == (
        "briefings/page.md:5:1: error[merge-conflict] a merge conflict goes beyond the end of region `a`\n"
        "  help: resolve the conflict around the closing marker by hand; inside the region it does not matter"
    )
