"""HTML as browsers read it: what stands where, and what the parser beneath would lose."""

import pytest
from hostile_html import LIVE, NESTING, PIECES
from hypothesis import example, given
from hypothesis import strategies as st
from laws import tries

from briefing_desk.regions.dom import find_starts, get_attributes, parse_document, walk_document

SOUP = st.lists(st.sampled_from(PIECES + NESTING + LIVE), max_size=9).map("".join)


def list_tags(html, scripting=True):
    """Return the tag of every element, those that no tag opened too."""
    return [node.tag for node, _ in walk_document(parse_document(html, scripting)) if node.is_element_node]


def find_places(html, scripting=True):
    """Return tag and offset of every element but the outermost three."""
    tags = list_tags(html, scripting)
    return list(zip(tags, find_starts(html, scripting, tags), strict=True))[3:]


@pytest.mark.parametrize(
    ("html", "places"),
    [
        ("<p>a<p>b", [("p", 0), ("p", 4)]),
        ("<table><td>x", [("table", 0), ("tbody", 0), ("tr", 0), ("td", 7)]),
        ("<!-- <p> --><p>a", [("p", 12)]),
        ("<!--<p--><p>a", [("p", 9)]),
        ("<!--<p--!><p>a", [("p", 10)]),
        ("<svg><![CDATA[<p>]]><g>", [("svg", 0), ("g", 20)]),
        ("<svg><![CDATA[<p]]><g>", [("svg", 0), ("g", 19)]),
        ("<a title='<a>'><b title=<b>c", [("a", 0), ("b", 15)]),
        ('<a <b ="x>y">c</a><i>', [("a", 0), ("i", 18)]),
        ("<div><script>'<p></b</script><p>", [("div", 0), ("script", 5), ("p", 29)]),
        ("<textarea><p></textarea><p>", [("textarea", 0), ("p", 24)]),
        ("<p><b>a<p>c", [("p", 0), ("b", 3), ("p", 7), ("b", 3)]),  # reopened: by the same tag
        ("<table>a<i>b</table>", [("i", 8), ("table", 0)]),  # moved
        ("<p><image src=a><br/>", [("p", 0), ("img", 3), ("br", 16)]),
        ("<svg><image /></svg><table><image>", [("svg", 0), ("image", 5), ("img", 27), ("table", 20)]),
        ("<p><template><i>a</i></template><i>b", [("p", 0), ("template", 3), ("i", 13), ("i", 32)]),
        ("<p><x\x00 y><b\r\n>c", [("p", 0), ("x\ufffd", 3), ("b", 9)]),
        ("<svg><foreignobject/><PATH\t/>", [("svg", 0), ("foreignObject", 5), ("path", 21)]),
    ],
)
def test_elements_are_found_where_their_tags_stand(html, places):
    assert find_places(html) == places


def test_tags_that_marks_make_differ_are_still_found():
    """Of four open tags that are alike browsers reopen three; marked tags are never alike."""
    html = "<p><b><b><b><b>a<p>c<i>"
    assert find_places(html)[-2:] == [("b", 9), ("i", 20)]
    assert [tag for tag, _ in find_places(html)].count("b") == 7


@given(SOUP, st.booleans())
@example("<b><b><b><b><p><b>", True)
@example("<table><image><svg><image>", True)
@example("<p><noscript><image><b onclick=x>", False)
@tries(200)
def test_every_place_is_a_tag_or_the_beginning(html, scripting):
    tags = list_tags(html, scripting)
    starts = find_starts(html, scripting, tags)
    assert len(starts) == len(tags)
    assert all(html[start] == "<" for start in starts if start)


@pytest.mark.parametrize(
    ("html", "tags"),
    [
        ("<template><tr><i></template>", ["template", "tr", "i"]),
        ("<template><template><i></template><b></template>", ["template", "template", "i", "b"]),
        ("<svg><template><g/></template></svg>", ["svg", "template", "g"]),
        ("<svg><template><desc><i><template><b>", ["svg", "template", "desc", "i", "template", "b"]),
        ("<svg><template></template><g/></svg>", ["svg", "template", "g"]),
    ],
)
def test_what_templates_hold_is_there_once(html, tags):
    assert list_tags(f"<body>{html}")[3:] == tags


@pytest.mark.parametrize(
    ("html", "tags"),
    [
        ("<table><image></table>", ["img", "table"]),
        ("<table><tr><IMAGE/></table>", ["img", "table", "tbody", "tr"]),
        ("<table><td><image></table>", ["table", "tbody", "tr", "td", "img"]),
        ("<svg><image></svg>", ["svg", "image"]),
        ("<table><td><svg><image></svg></table>", ["table", "tbody", "tr", "td", "svg", "image"]),
        ("<table><images></table>", ["images", "table"]),
    ],
)
def test_images_by_their_old_name_are_kept_in_tables(html, tags):
    assert list_tags(html)[3:] == tags


def test_only_images_are_renamed():
    html = "<!--<image >--><table title='<image >'><image ><tr><td><svg><image ></svg><script>'<image >'</script>"
    nodes = [node for node, _ in walk_document(parse_document(html))]
    assert [node.comment_content for node in nodes if node.is_comment_node] == ["<image >"]
    assert [node.text_content for node in nodes if node.is_text_node] == ["'<image >'"]
    assert [get_attributes(node)["title"] for node in nodes if node.tag == "table"] == ["<image >"]
    assert [node.tag for node in nodes if node.tag in ("img", "image")] == ["img", "image"]


def test_with_scripts_what_noscript_holds_is_words():
    html = "<p><noscript><i>a</i></noscript>"
    assert [(tag, start) for tag, start in find_places(html)] == [("p", 0), ("noscript", 3)]
    assert find_places(html, scripting=False) == [("p", 0), ("noscript", 3), ("i", 13)]


def test_nodes_tell_how_many_elements_are_around_them():
    html = "<!--a--><p>b<template c><i>d</i></template></p></html><!--e-->"
    assert [(node.tag, depth) for node, depth in walk_document(parse_document(html))] == [
        ("-comment", 0),
        ("html", 0),
        ("head", 1),
        ("body", 1),
        ("p", 2),
        ("-text", 3),
        ("template", 3),
        ("i", 4),
        ("-text", 5),
        ("-comment", 0),
    ]


def test_what_would_stand_in_a_shadow_stays_a_template():
    assert list_tags("<div><template shadowrootmode=open><i>a")[3:] == ["div", "template", "i"]


def test_an_element_gets_no_copies():
    html = "<select><button><selectedcontent></selectedcontent></button><option><i>a</i></option></select>"
    assert list_tags(html)[3:] == ["select", "button", "selectedcontent", "option", "i"]
