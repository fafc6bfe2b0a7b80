"""What a stretch of prose leaves open is found where it opens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from laws import tries

from briefing_desk.regions.open_html import OpenTags
from briefing_desk.syntax.source import Source


def complain(html, first=1):
    """Return what is wrong with a stretch of HTML before `here`: line, message, help."""
    tags = OpenTags(Source("page", "\n" * (first + html.count("\n"))), first)
    tags.feed(html)
    tags.stop("here")
    assert {problem.code for problem in tags.problems} <= {"unclosed-html"}
    return [(problem.at.line, problem.message, problem.help) for problem in tags.problems]


@pytest.mark.parametrize(
    "html",
    [
        "",
        "words, 1 < 2 && 3 > 2, a <",
        "<div>\n<p>words</p>\n</div>",
        "<ul><li>one<li>two</ul>",
        "<table><tr><td>1<td>2</table>",
        '<DIV CLASS="x">\n</div>',
        '<br><br/><br /><img src="x"><hr><input>',
        '<svg viewBox="0 0 1 1"><path d="M0 0"/><g><circle r="1"/></g></svg>',
        "<svg/><math/>",
        "<script>if (a < b) '</div>' + '<div>'</script>",
        "<!-- a comment\n\n<div> -->",
        "<!--> <!---->",
        "<!DOCTYPE html>",
        "<?php if (a > b) echo '<div>' ?>",
        "<![CDATA[ <div> ]]>",
        "<b><i>both</i></b>",
        "<p>one</p><p>two</p>",
        "&lt;div&gt; &#60;div&#62; &#99999999999;",
    ],
)
def test_what_is_closed_is_fine(html):
    assert complain(html) == []


@pytest.mark.parametrize(
    "tag",
    [
        "div",
        "section",
        "script",
        "style",
        "pre",
        "textarea",
        "title",
        "details",
        "summary",
        "table",
        "p",
        "b",
        "custom-x",
    ],
)
def test_each_open_element_is_told_at_its_line(tag):
    assert complain(f"words\n<{tag}>\nwords") == [
        (2, f"`<{tag}>` is not closed before here", f"close it with `</{tag}>`")
    ]


@pytest.mark.parametrize(
    ("html", "problems"),
    [
        ("<div/>", [(1, "`<div>` is not closed before here", "close it with `</div>`")]),
        ("\n<script/>", [(2, "`<script>` is not closed before here", "close it with `</script>`")]),
        (
            "<div>\n<section>\n",
            [
                (1, "`<div>` is not closed before here", "close it with `</div>`"),
                (2, "`<section>` is not closed before here", "close it with `</section>`"),
            ],
        ),
        ("a\n</div>", [(2, "`</div>` closes nothing", "delete it")]),
        ("</p>", [(1, "`</p>` closes nothing", "delete it")]),
        ("</br>", []),
        ("<div>\n<a href=x>\n</div>", [(2, "`<a>` is not closed before `</div>`", "close it with `</a>`")]),
        ("<plaintext>\n</plaintext>", [
            (1, "nothing can close `<plaintext>`", "delete it"),
            (2, "`</plaintext>` closes nothing", "delete it"),
        ]),
        ("\n\n<!-- note", [(3, "a comment is not closed before here", "close it with `-->`")]),
        ("<!--note", [(1, "a comment is not closed before here", "close it with `-->`")]),
        ('words\n<div class="a\n', [(2, "`<div` is not finished before here", "end it as it began")]),
        ("</div\n", [(1, "`</div` is not finished before here", "end it as it began")]),
        ("<?php a > b", [(1, "`<?php` is not finished before here", "end it as it began")]),
        ("<![CDATA[ a > b", [(1, "`<![CDATA[` is not finished before here", "end it as it began")]),
        ("<div>\n<![foo]>\n</div>", [
            (1, "`<div>` is not closed before here", "close it with `</div>`"),
            (2, "`<![foo]` is not finished before here", "end it as it began"),
        ]),
        ("<!DOCTYPE x", [(1, "`<!DOCTYPE` is not finished before here", "end it as it began")]),
        ("<script>\n<!-- <div", [(1, "`<script>` is not closed before here", "close it with `</script>`")]),
    ],
)  # fmt: skip
def test_what_is_wrong(html, problems):
    assert complain(html) == problems


def test_lines_are_those_of_the_page():
    assert complain("\n<div>", first=41)[0][0] == 42


@given(st.text(st.sampled_from("<>/!?-[] \n\"'=&;#abdivscript")), st.text(max_size=5))
@tries(60)
def test_nothing_raises(html, more):
    complain(html + more)
