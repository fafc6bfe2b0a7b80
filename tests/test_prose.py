"""What people write between the regions: what it cites, and what in it would break the page."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from laws import tries
from test_hostile import make_engine

from briefing_desk.answers.problem_formats import format_text
from briefing_desk.regions.markers import format_region, parse_page
from briefing_desk.regions.prose import check_prose, find_prose, hash_prose, list_citations
from briefing_desk.syntax.source import Source

KNOWN = ("council-votes", "council-votes:cost", "union-objects")
REGION = format_region("glance", '<div class="b">\n<p>generated</p>\n</div>')


def parse(text):
    """Return the prose of a page whose markers are sound."""
    page, problems = parse_page(Source("briefings/page.md", text))
    assert problems == []
    return find_prose(page)


def check(text):
    """Return the problems of a page's prose as people see them."""
    return [format_text(problem) for problem in check_prose(parse(text), KNOWN)]


def cite(text):
    """Return what a page cites, with line and column."""
    return [f"{id} {id.at.line}:{id.at.column}" for id in list_citations(parse(text))]


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("As decided.[^a]", ["a 1:12"]),
        ("# Title[^a]\n\n## Part[^b]", ["a 1:8", "b 3:8"]),
        ("One[^a] two[^b:c]\nthree[^a]", ["a 1:4", "b:c 1:12", "a 2:6"]),
        ("- item[^a]\n    - inner[^b]\n\n1. first\n\n    more[^c]", ["a 1:7", "b 2:12", "c 6:9"]),
        ("> quoted[^a]", ["a 1:9"]),
        ("| x | y |\n|---|---|\n| 1[^a] | 2[^b] |", ["a 3:4", "b 3:12"]),
        ("**bold[^a]** *[^b]* [link[^c]](x) <b>[^d]</b>", ["a 1:7", "b 1:15", "c 1:26", "d 1:38"]),
        ("![picture[^a]](x.png)", ["a 1:10"]),
        ("!!! note\n    lazy[^a]", ["a 2:9"]),
        ("!!! note\n\n    text[^a]\n\n        code[^b]\n\n    more[^c]", ["a 3:9", "c 7:9"]),
        ('??? tip "Title[^a]"\n\n    text[^b]\n\n    !!! note\n\n        inner[^c]', ["a 1:15", "b 3:9", "c 7:14"]),
        ('=== "Tab"\n\n\ttext[^a]', ["a 3:6"]),
        ("- item\n\n    !!! note\n\n        text[^a]\n\n            code[^b]", ["a 5:13"]),
        ("words\n!!! note\n\n    text[^a]", ["a 4:9"]),
        ("> !!! note\n>\n>     text[^a]", ["a 3:11"]),
        ("> !!! note\n\n    code[^a]", []),
        ("# !!! note\n\n    code[^a]", []),
        ("!!! note\n\n***\n\n    code[^a]", []),
        ("words\n\n    code[^a]", []),
        ("```\ncode[^a]\n```\n~~~\n[^b]\n~~~", []),
        ("`code[^a]` and ``code ` [^b]`` and [^c]", ["c 1:36"]),
        ("`[^a]` then [^a]", ["a 1:13"]),
        (r"\[^a] and \\[^b]", ["b 1:13"]),
        ("<div>[^a]</div>\n\n<!-- [^b] -->", []),
        ("[^mine]\n\n[^mine]: My own note, after all[^a].", ["a 3:32"]),
        ("[^mine]: A note.\n\n    With a second paragraph[^a].\n\n        code[^b]\n\nText[^mine]", ["a 3:28"]),
        ("> [^mine]: In a quotation.\n\nText[^mine]", []),
        ("As decided[^a]: the quay closes.", ["a 1:11"]),
        ("| [^a]: b |\n|---|", ["a 1:3"]),
        ("```\n[^a]: no definition\n```\n\n[^a]", ["a 5:1"]),
        ("[^two words][^a]", ["two words 1:1", "a 1:13"]),
        ("[^] [^\n] [^a", []),
        ("[^a]\r\n\r\n[^b]\r[^c]", ["a 1:1", "b 3:1", "c 4:1"]),
        ("---\ntitle: x[^a]\n---\n\n[^b]", ["b 5:1"]),
        (f"{REGION}\n[^a]\n\n{REGION.replace('glance', 'matrix')}[^c]", ["a 9:1", "c 18:1"]),
        ("odd\u2028\u0085\x0c[^a]\n\ue00012\ue001 [^b]\ue000", ["a 1:7", "b 2:6"]),
    ],
)  # fmt: skip
def test_citations(text, cited):
    assert cite(text) == cited


def test_what_a_region_says_is_no_citation():
    body = '[^council-votes]: Publisher: <a href="x">council-votes</a>'
    assert cite(f"Text[^a]\n\n{format_region('citations', body)}") == ["a 1:5"]


def test_citations_of_known_things_are_fine():
    assert check("# Title\n\nSo.[^council-votes][^council-votes:cost]\n\n[^own]\n\n[^own]: Mine.\n") == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "# Title\n\nAs decided, `[^council-vote]`,[^council-vote]",
            "briefings/page.md:3:31: error[unknown-citation] nothing is called `council-vote`\n"
            "  help: did you mean `council-votes`?",
        ),
        (
            "# Title\n\n!!! note\n\n    So.[^council-votes:costs]",
            "briefings/page.md:5:8: error[unknown-citation] nothing is called `council-votes:costs`\n"
            "  help: did you mean `council-votes:cost`?",
        ),
        (
            "# Title\n\n[^zzz]",
            "briefings/page.md:3:1: error[unknown-citation] nothing is called `zzz`\n"
            "  help: cite an article by its id, a passage as `article:passage`; or define the footnote: `[^name]: …`",
        ),
        (
            "Note: this is dropped.\n\nText",
            "briefings/page.md:1:1: error[page-meta] MkDocs reads the first line as metadata and drops it\n"
            "  help: begin the page with its heading, `# …`",
        ),
        (
            "---\r\ntitle: x\r\n\r\n# Title",
            "briefings/page.md:1:1: error[front-matter] the front matter is never closed\n"
            "  help: end it with a line `---`",
        ),
        (
            "---\n---\n# Title",
            "briefings/page.md:1:1: error[page-meta] MkDocs prints front matter that is empty\n  help: delete it",
        ),
        (
            "---\ntitle: x\ntemplate: y.html\n---\n# Title",
            "briefings/page.md:3:1: error[page-meta] `template` is not allowed in a page's front matter\n"
            "  help: allowed are title, description, tags, hide, search",
        ),
        (
            "---\ntitle: a <b> c\n---\n# Title",
            "briefings/page.md:2:8: error[page-meta] the theme prints this value without escaping it\n"
            "  help: write it without <, & and straight double quotation marks",
        ),
        (
            "---\ntags:\n  - one\n  - two &amp; three\n---\n# Title",
            "briefings/page.md:3:3: error[page-meta] the theme prints this value without escaping it\n"
            "  help: write it without <, & and straight double quotation marks",
        ),
        (
            "---\nsearch:\n  boost: <2\n---\n# Title",
            "briefings/page.md:3:3: error[page-meta] the theme prints this value without escaping it\n"
            "  help: write it without <, & and straight double quotation marks",
        ),
        (
            "---\ndescription: the \"deal\"\n---\n# Title",
            "briefings/page.md:2:14: error[page-meta] the theme prints this value without escaping it\n"
            "  help: write it without <, & and straight double quotation marks",
        ),
    ],
)  # fmt: skip
def test_one_problem(text, problem):
    assert check(text) == [problem]


@pytest.mark.parametrize(
    ("text", "line", "fence"),
    [
        ("# Title\n\n```\ncode\n", 3, "```"),
        ("# Title\n\n~~~~\ncode\n~~~", 3, "~~~~"),
        ("~~~", 1, "~~~"),
        ("- item\n\n    ~~~\n    code\n\ntext", 3, "~~~"),
        ("!!! note\n\n    ~~~\n    code\n\ntext", 3, "~~~"),
        ("> ```\n> code\n\ntext", 1, "```"),
    ],
)
def test_a_fence_that_is_never_closed(text, line, fence):
    message = f"briefings/page.md:{line}:1: error[unclosed-fence] the code fence is never closed"
    assert check(text) == [f"{message}\n  help: end it with a line {fence}"]


def test_a_warning_about_front_matter_does_not_hide_its_errors():
    found = check("---\ntitle: We are #1\nstatus: new\n---\n# Title")
    assert [re.search(r"\[(.*?)\]", problem).group(1) for problem in found] == ["yaml-comment", "page-meta"]


def test_broken_front_matter_is_told_at_its_place():
    assert [problem.split("] ")[0] for problem in check("---\ntitle: [a\n---\n# T")] == [
        "briefings/page.md:2:8: error[yaml-syntax"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# Title",
        "---\ntitle: Ours\nhide:\n  - toc\n---\n\n# Title",
        "Words. Note: no metadata.",
        "\nNote: no metadata either, MkDocs looks at the first line only",
        "```\n<div>\n```\n\n    <div>\n\n`<div>` &lt;div&gt; <https://news.example> <a@b.example> 1 < 2",
        "``` python\ncode\n```\n\n> ```\n> code\n> ```\n\n- x\n\n    ~~~\n    code\n    ~~~",
        "!!! note\n\n    ```\n    <div>\n    ```\n",
        "<div>\n\ntext\n\n</div>\n\n<!-- a\n\ncomment -->",
        "<b>bold</b> and <br/>",
    ],
)
def test_sound_prose(text):
    assert check(text) == []
    assert check(text.replace("\n", "\r\n")) == []
    assert check(text.replace("\n", "\r")) == []


def before_region(text):
    """Return the problems of prose that a region follows, each as line and message."""
    return [
        f"{problem.at.line}: {problem.message}"
        for problem in check_prose(parse(f"# Title\n\n{text}\n\n{REGION}\nAfter"), KNOWN)
    ]


@pytest.mark.parametrize("tag", ["div", "script", "style", "pre", "textarea", "title", "details", "p", "summary"])
@pytest.mark.parametrize(
    "opening", ["<{}>", "words <{}>", "line\n<{}>\nline", "- item\n\n    <{}>", "!!! note\n\n    <{}>"]
)
def test_what_is_open_before_a_region_is_told_at_its_line(tag, opening):
    text = opening.format(tag)
    line = 3 + text[: text.index("<")].count("\n")
    assert f"{line}: `<{tag}>` is not closed before the region `glance`" in before_region(text)


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("<!-- note", ["3: a comment is not closed before the region `glance`"]),
        ("words <!-- only words", []),
        ('<div class="a', ["3: `<div` is not finished before the region `glance`"]),
        ("<?php if (a > b)", [
            "3: `<?php` is not finished before the region `glance`",
            "3: browsers end `<?` at the next `>`: what follows is no part of it",
        ]),
        ("<div>\n<![foo]>\n</div>", [
            "3: `<div>` is not closed before the region `glance`",
            "4: `<![foo]` is not finished before the region `glance`",
        ]),
        ("words </div>", ["3: `</div>` closes nothing"]),
        ("<b>bold\n\n<i\ntitle='x'>both\nlines <u>three", [
            "3: `<b>` is not closed before the region `glance`",
            "5: `<i>` is not closed before the region `glance`",
            "7: `<u>` is not closed before the region `glance`",
        ]),
        ("~~~\ncode\n~~~~", ["3: the code fence is not closed before the region `glance`"]),
        ("```\ncode\n ```", ["3: the code fence is not closed before the region `glance`"]),
        ("<div>\n```\n</div>", ["4: the code fence is not closed before the region `glance`"]),
        ("```some words<\n```", ["4: the code fence is not closed before the region `glance`"]),
        ("```\ncode\n```", []),
        ('```python title="x"\ncode\n```', []),
        ("``` {.python}\ncode\n```", []),
    ],
)  # fmt: skip
def test_what_a_region_would_be_lost_in(text, problems):
    assert before_region(text) == problems


@pytest.mark.parametrize(
    ("opening", "closing", "problems"),
    [
        ("<div>", "</div>", ["1: `<div>` is not closed before the region `glance`", "11: `</div>` closes nothing"]),
        ("<pre>", "</pre>", ["1: `<pre>` is not closed before the region `glance`", "11: `</pre>` closes nothing"]),
        ("<!--", "-->", ["1: a comment is not closed before the region `glance`"]),
        ("<p>", "</p>", ["1: `<p>` is not closed before the region `glance`", "11: `</p>` closes nothing"]),
    ],
)  # fmt: skip
def test_nothing_may_stand_around_a_region(opening, closing, problems):
    prose = parse(f"{opening}\n\n{REGION}\n{closing}\n")
    assert [f"{problem.at.line}: {problem.message}" for problem in check_prose(prose, ())] == problems


def test_html_may_be_open_at_no_end():
    prose = parse(f"{REGION}\n<div>\n")
    assert [problem.message for problem in check_prose(prose, ())] == [
        "`<div>` is not closed before the end of the page"
    ]


@pytest.mark.parametrize("words", ['--><div class="a</div>', "a `<b` word", "\\<svg", "1 <x"])
def test_words_are_html_where_html_is_open(words):
    """To CommonMark a blank line ends the block, to Material it does not: a tag that is none swallows what follows."""
    prose = parse(f"<div>\n\n{words}\n\n</div>\n\n{REGION}\n")
    assert [problem.code for problem in check_prose(prose, ())]


def test_a_fence_is_code_where_html_is_open():
    assert check_prose(parse(f"<div>\n\n```\n1 <x\n```\n\n</div>\n\n{REGION}\n"), ()) == []


PIECES = """
<div>|</div>|<div/>|<br>|<p>|</p>|<b>|</b>|<!--|-->|<!-- x -->|<script>|</script>|<pre>|</pre>|<textarea>|</textarea>|
<title>|</title>|<svg>|</svg>|<path/>|<div class="a|<?php|?>|<![CDATA[|]]>|<![x]>|<!DOCTYPE x|words|`|
```|~~~|~~~~|    |- |1. |> |!!! note|# |[^council-votes]|[^a]|[^a]:|\\|*|---|<https://x.example>|<|>|&|]
""".replace("\n", "").split("|")  # fmt: skip
PROSE = st.lists(st.one_of(st.sampled_from(PIECES), st.sampled_from(["\n", "\n\n", "\n    "])), max_size=9).map("".join)


@given(PROSE, PROSE)
@tries(120)
def test_prose_without_problems_leaves_regions_alone(before, after):
    """The law behind the checks: where they find nothing, Material shows the region as it is, and what follows it."""
    text = f"# Title\n\n{before}\n\n{REGION}\n{after}\n\n## Last\n\nthe *end*\n"
    page, problems = parse_page(Source("page", text))
    if problems or not page.regions or check_prose(find_prose(page), KNOWN):
        return
    shown = make_engine().convert(text)
    assert shown.count('<div class="b">\n<p>generated</p>\n</div>') == 1
    assert re.search(r'<h2 id="last">Last<.*</h2>\s*<p>the <em>end</em></p>', shown)


def test_a_line_stays_a_line_where_front_matter_has_odd_line_ends():
    """Of the line ends LF, CR, LF none may be joined when what stands between them is left out."""
    page, _ = parse_page(Source("page", "---\n\r0\n---\n<div>"))
    told = [(problem.code, problem.at.line) for problem in check_prose(find_prose(page), KNOWN)]
    assert ("unclosed-html", 5) in told


@given(PROSE, st.text(max_size=30))
@tries(80)
def test_nothing_raises(prose, odd):
    for text in (prose, prose + odd, f"---\n{odd}\n---\n{prose}", f"{odd}\r{prose}"):
        page, _ = parse_page(Source("page", text))
        if page is not None:
            for problem in check_prose(find_prose(page), KNOWN):
                assert problem.at.line <= text.count("\n") + text.count("\r") + 1
                assert problem.message


def test_the_hash_of_prose_is_that_of_its_words():
    """Neither regions, nor where lines break, nor the name of a cited article make other words of it."""
    said = hash_prose(parse("# Quay\n\nThe council voted[^votes].\n"))
    body = format_region("matrix", "<p>x</p>")
    assert hash_prose(parse(f"# Quay\n\n{body}\nThe council\nvoted[^council-votes:cost].\n")) == said
    assert hash_prose(parse(f"---\ntitle: x\n---\n# Quay\r\n\r\nThe council voted[^votes].\r\n{body}")) == said
    for other in ("The council voted.", "The Council voted[^votes].", "The council voted[^votes][^more]."):
        assert hash_prose(parse(f"# Quay\n\n{other}\n")) != said


def test_a_backslash_takes_the_first_mark_of_a_run():
    """What is left of the run is shorter than any that stands there."""
    told = check_prose(find_prose(parse_page(Source("x.md", "<div>\n\n\\```\n"))[0]), KNOWN)
    assert [problem.code for problem in told] == ["unclosed-html"]
