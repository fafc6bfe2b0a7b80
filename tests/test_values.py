"""A text becomes a value of its type, or says what it lacks."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from laws import tries

from briefing_desk.schema.values import (
    CONVERTERS,
    Wrong,
    check_id,
    convert_day,
    convert_id,
    convert_language,
    convert_number,
    convert_text,
    convert_url,
    convert_verbatim,
    convert_yes_no,
)
from briefing_desk.syntax.source import Place, Source, Text


def make(words: str) -> Text:
    return Text(words, Place(Source("a.yml", "x: y"), 3))


@pytest.mark.parametrize("wanted", CONVERTERS)
@given(words=st.text(max_size=40) | st.text(alphabet="https:/[]@.ab-0123456789", max_size=20))
@tries(50)
def test_any_text_is_a_value_or_wrong(wanted, words):
    try:
        value = CONVERTERS[wanted](make(words))
    except Wrong:
        return
    assert isinstance(value, wanted)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a?b=1&c=2#d",
        "HTTP://example.org",
        "https://en.wikipedia.org/wiki/A_(b)",
        "https://example.org:8443/%20",
        "https://[2001:db8::1]/",
        "https://пример.example/путь",
    ],
)
def test_addresses(address):
    assert convert_url(make(address)) == address


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("javascript:alert(1)", "only http and https links are allowed"),
        ("JaVaScRiPt:alert(1)", "only http and https links are allowed"),
        ("javascript&colon;alert(1)", "only http and https links are allowed"),
        ("\x01javascript:alert(1)", "only http and https links are allowed"),
        (" https://e.org", "only http and https links are allowed"),
        ("data:text/html,<script>alert(1)</script>", "only http and https links are allowed"),
        ("file:///etc/passwd", "only http and https links are allowed"),
        ("../../secret.md", "only http and https links are allowed"),
        ("//evil.example/x", "only http and https links are allowed"),
        ('https://e.org/" onmouseover="alert(1)', 'the address contains `"`'),
        ("https://e.org/' onmouseover='alert(1)", "the address contains `'`"),
        ("https://e.org/) <script>alert(1)</script>", "the address contains a space"),
        ("https://e.org/<script>", "the address contains `<`"),
        ("https://e.org/\n\n# pwn", "the address contains a line break"),
        ("https://e.org/\u202egnp.exe", "the address contains U+202E"),
        ("https://e.org/a\u200bb", "the address contains U+200B"),
        ("https://e.org/a|b", "the address contains `|`"),
        ("https://e.org/){: onclick=alert(1) }", "the address contains `{`"),
        ("https://e.org/{{7*7}}", "the address contains `{`"),
        ("https://e.org/\x00", "the address contains U+0000"),
        ("https:\\\\evil.example", "the address contains `\\`"),
        ("https://good.example@evil.example/", "the address contains a user name (`@`)"),
        ("https://user:word@evil.example/", "the address contains a user name (`@`)"),
        ("https://e.org:99999/", "not an address: Port out of range 0-65535"),
        ("https:///x", "the address has no host"),
        ("https:x", "the address has no host"),
        ("http://[::1", "not an address: Invalid IPv6 URL"),
        ("https://" + "é" * 70, "not an address: a part of the host's name is too long"),
        ("https://a..example/", "not an address: a part of the host's name is empty"),
        ("https://a!b.example/", "not an address: no host can have this name"),
        ("http://2130706433/", "not an address: the host `2130706433` is no IP address"),
    ],
)
def test_addresses_that_are_not_published(address, said):
    with pytest.raises(Wrong) as caught:
        convert_url(make(address))
    assert (caught.value.code, caught.value.message) == ("bad-url", said)


@pytest.mark.parametrize("id", ["a", "0", "council-votes", "2025-01-15-example", "a" * 80, "com10", "console"])
def test_ids(id):
    assert convert_id(make(id)) == id


@pytest.mark.parametrize(
    ("id", "said", "help"),
    [
        ("Example", "the id `Example` may contain only a-z, 0-9 and single hyphens", "for example `example`"),
        ("__search", "the id `__search` may contain only a-z, 0-9 and single hyphens", "for example `search`"),
        ("a--b", "the id `a--b` may contain only a-z, 0-9 and single hyphens", "for example `a-b`"),
        ("a\n", "the id `a\n` may contain only a-z, 0-9 and single hyphens", "for example `a`"),
        ("٣", "the id `٣` may contain only a-z, 0-9 and single hyphens", "write it in letters from a to z"),
        ("", "the id `` may contain only a-z, 0-9 and single hyphens", "write it in letters from a to z"),
        ("a" * 81, "the id has 81 characters, the limit is 80", "shorten it"),
        ("com1", "`com1` is a reserved name", "choose another id"),
        ("index", "`index` is a reserved name", "choose another id"),
    ],
)
def test_what_is_no_id(id, said, help):
    with pytest.raises(Wrong) as caught:
        check_id(id)
    assert (caught.value.code, caught.value.message, caught.value.help) == ("bad-id", said, help)


@given(st.text(alphabet="aB9-_. é", min_size=1, max_size=12).filter(lambda words: set(words) & set("aB9")))
def test_the_id_that_is_suggested_is_one(words):
    with pytest.raises(Wrong, match="may contain only") as caught:
        check_id(words + "!")
    check_id(caught.value.help.split("`")[1])


@pytest.mark.parametrize("tag", ["en", "pt-BR", "zh-Hant-TW", "ukr"])
def test_languages(tag):
    assert convert_language(make(tag)) == tag


@pytest.mark.parametrize("tag", ["english", "e", "en_GB", "en-", "", 'en"'])
def test_what_is_no_language(tag):
    with pytest.raises(Wrong, match="is not a language tag"):
        convert_language(make(tag))


def test_days():
    assert convert_day(make("2025-03-04")) == date(2025, 3, 4)


@pytest.mark.parametrize("words", ["2025-03", "2025-03-04~", "2025-03-04/2025-03-04", "2025-03-04/.."])
def test_what_is_no_exact_day(words):
    with pytest.raises(Wrong, match="is not one exact day"):
        convert_day(make(words))


def test_text_is_one_line():
    text = convert_text(make("  two\n\n  «\u00a0lines\u2028»\r\nhere \n"))
    assert (text, text.at.column) == ("two «\u00a0lines\u2028» here", 4)


def test_numbers_and_yes_or_no():
    assert convert_number(make("010")) == 10
    assert (convert_yes_no(make("yes")), convert_yes_no(make("no"))) == (True, False)


@pytest.mark.parametrize(
    ("convert", "words"), [(convert_number, "-1"), (convert_number, "٣"), (convert_yes_no, "true")]
)
def test_what_is_neither(convert, words):
    with pytest.raises(Wrong, match=f"`{words}` is n"):
        convert(make(words))


def test_the_same_letters_are_the_same_word_but_a_quote_keeps_its_characters():
    at = Place(Source("a.yml", ""))
    assert convert_text(Text("Zu\u0308rich", at)) == "Z\u00fcrich"
    assert convert_verbatim(Text("Zu\u0308rich\n \uf900", at)) == "Zu\u0308rich \uf900"
