"""Words become HTML that says exactly these words; `test_hostile.py` shows the same of whole pages."""

import re
from html import unescape
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from laws import tries

from briefing_desk.syntax.source import LAYOUT
from briefing_desk.web.escape import (
    BLOCK_TAGS,
    MARKDOWN,
    UNSAFE,
    Html,
    element,
    escape,
    fill,
    fill_around,
    join,
    quote_html,
)
from briefing_desk.web.figures import view_language
from briefing_desk.web.templates import load_templates

WORDS = st.text(st.one_of(st.characters(), st.sampled_from("<>&\"'`*_[](){}#!|~$\\ \t\n\r\u00a0\u2028\u202e\x00")))


def tidy(words):
    """Return what a reader may expect to see of words: line breaks folded, nothing that cannot be shown."""
    return LAYOUT.sub(" ", UNSAFE.sub("", words))


@given(WORDS)
@tries(60)
def test_escaped_words_are_one_line_of_text_and_nothing_else(words):
    shown = escape(words)
    assert "\n" not in shown
    assert "\r" not in shown
    assert not re.search("[<>\"']", shown)
    assert not set(shown) & {chr(code) for code in MARKDOWN}
    assert unescape(shown) == tidy(words)


RIGHT_TO_LEFT = st.text(
    st.sampled_from(
        "سلام שלום٣٤۵56abc ،؛؟«»“”()[]{}<>&\"'`*_/!.\u200e\u200f\u061c\u202a\u202b\u202c\u202e\u2066\u2067\u2068\u2069"
    )
)
TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What changes the direction of the words behind it."""


@given(RIGHT_TO_LEFT, RIGHT_TO_LEFT)
@tries(60)
def test_words_from_right_to_left_turn_nothing_around_them(words, others):
    shown = fill("{actor} بشأن «{question}»", actor=words, question=others)
    assert not TURNING.search(shown)
    assert not re.search("[<>\"']", shown)
    assert unescape(shown) == f"{tidy(words)} بشأن «{tidy(others)}»"


@given(RIGHT_TO_LEFT, st.sampled_from(["ar", "en", "xq"]))
@tries(60)
def test_a_quote_stands_apart_in_its_own_direction(words, language):
    quote = SimpleNamespace(words=words, language=view_language(language), is_fragment=False, translation="")
    shown = load_templates(()).get_template("macros/quote.html").module.blockquote(quote)
    direction = {"ar": "rtl", "en": "ltr", "xq": "auto"}[language]
    pattern = f'<blockquote lang="{language}"><p><bdi dir="{direction}">([^<>]*)</bdi></p></blockquote>'
    assert unescape(re.fullmatch(pattern, shown.strip())[1]) == tidy(words)
    assert not TURNING.search(unescape(shown))


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("", ""),
        (7, "7"),
        (None, ""),
        ("a < b & c", "a &lt; b &amp; c"),
        ('"it\'s"', "&quot;it&#x27;s&quot;"),
        ("{{ x }} `y` \\z [l]* _$", "&#123;&#123; x &#125;&#125; &#96;y&#96; &#92;z &#91;l&#93;&#42; &#95;&#36;"),
        ("one\r\n\r\ntwo\u2028three\x85four", "one two three four"),
        ("no\u00a0break,\u202fnarrow", "no\u00a0break,\u202fnarrow"),
        ("\x00a\x1b[31m\u202eb\u2066c\ud800d\ufffee\U0010ffff", "a&#91;31mbcde"),
        ("\U0001f468\u200d\U0001f469", "\U0001f468\u200d\U0001f469"),
        (Html("<b>ours</b>"), "<b>ours</b>"),
        (str(Html("<b>ours</b>") + "!"), "&lt;b&gt;ours&lt;/b&gt;!"),
    ],
)
def test_escape(words, shown):
    assert escape(words) == shown


def test_what_escape_returns_is_not_escaped_again():
    assert escape(escape("a & b")) == "a &amp; b"


@pytest.mark.parametrize(
    ("build", "shown"),
    [
        (lambda: element("p", "a < b"), "<p>a &lt; b</p>"),
        (lambda: element("p", None, "", "x"), "<p>x</p>"),
        (lambda: element("p"), "<p></p>"),
        (lambda: element("br"), "<br>"),
        (lambda: element("circle", r=3), '<circle r="3"></circle>'),
        (lambda: element("a", "x", href='"><script>'), '<a href="&quot;&gt;&lt;script&gt;">x</a>'),
        (lambda: element("td", "x", data_label="L", class_="c"), '<td data-label="L" class="c">x</td>'),
        (lambda: element("p", "x", hidden=True, title=None, lang=False, id=""), '<p hidden id="">x</p>'),
        (lambda: element("ul", element("li", "1"), element("li", "2")), "<ul>\n<li>1</li>\n<li>2</li>\n</ul>"),
        (lambda: element("div", element("p", "1"), "words"), "<div><p>1</p>words</div>"),
        (lambda: element("div", "words"), "<div>words</div>"),
    ],
)
def test_element(build, shown):
    assert build() == shown
    assert isinstance(build(), Html)


@given(st.lists(WORDS, max_size=4), st.sampled_from(sorted(BLOCK_TAGS)))
@tries(60)
def test_words_never_begin_a_line(words, tag):
    built = element(tag, *words, element("p", *words), element("div", *(element("b", word) for word in words)))
    assert all(line.startswith("<") for line in built.split("\n"))


def test_join_escapes_its_parts_and_its_separator():
    joined = join(("a<", None, "", Html("<b>"), 0), " & ")
    assert joined == "a&lt; &amp; <b> &amp; 0"
    assert isinstance(joined, Html)


def test_join_puts_nothing_between_by_itself():
    assert join(("a", "b")) == "ab"


def test_html_is_quoted_for_a_feed_once_more():
    assert quote_html(Html("<p class=\"a\">&amp; 'b'</p>")) == "&lt;p class=\"a\"&gt;&amp;amp; 'b'&lt;/p&gt;"


@pytest.mark.parametrize(
    ("attributes", "shown"),
    [
        ({"class_": "a"}, '<p class="a">x</p>'),
        ({"data_label": "a"}, '<p data-label="a">x</p>'),
        ({"aria_label_": "a"}, '<p aria-label="a">x</p>'),
        ({"XX_": "a"}, '<p XX="a">x</p>'),
        ({"_x": "a"}, '<p -x="a">x</p>'),
        ({"open": True}, "<p open>x</p>"),
        ({"open": False, "id": None}, "<p>x</p>"),
        ({"title": ""}, '<p title="">x</p>'),
        ({"start": 0}, '<p start="0">x</p>'),
    ],
)
def test_attributes(attributes, shown):
    assert element("p", "x", **attributes) == shown


def test_a_part_of_a_sentence_may_stand_anywhere_in_it_and_be_left_out():
    assert fill_around("{who} on “{what}”", "who", what="<b>") == ("", " on “&lt;b&gt;”")
    assert fill_around("“{what}”: {who}", "who", what="a\0b") == ("“ab”: ", "")
    assert fill_around("“{what}”", "who", what="x") == ("“x”", "")
    assert fill_around("{who} and {who}", "who") == ("", " and ")
