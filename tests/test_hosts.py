"""Hosts are those that browsers would ask, or none."""

import re
import socket
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from laws import tries

from briefing_desk.quotes.recognition import get_site
from briefing_desk.syntax.hosts import check_host, encode_host, encode_url, get_host
from briefing_desk.text.resemblance import simplify_address

NAMES = [
    ("news.example", "news.example"),
    ("NEWS.Example", "news.example"),
    ("news.example.", "news.example."),
    ("straße.example", "xn--strae-oqa.example"),
    ("STRAẞE.example", "xn--strae-oqa.example"),
    ("faß。example", "xn--fa-hia.example"),
    ("münchen.example", "xn--mnchen-3ya.example"),
    ("mu\u0308nchen.example", "xn--mnchen-3ya.example"),
    ("ｎｅｗｓ.example", "news.example"),
    ("ne\u00adws.example", "news.example"),
    ("аррӏе.com", "xn--80ak6aa92e.com"),
    ("ςσ.example", "xn--3xac.example"),
    ("日本語.example", "xn--wgv71a119e.example"),
    ("نامه\u200cای.example", "xn--mgba3gch31f060k.example"),
    ("☃.example", "xn--n3h.example"),
    ("💩.example", "xn--ls8h.example"),
    ("a_b.example", "a_b.example"),
    ("r3---sn.example", "r3---sn.example"),
    ("xn--strae-oqa.example", "xn--strae-oqa.example"),
    ("１.2.3.4", "1.2.3.4"),
    ("2001:db8::1", "2001:db8::1"),
]
EMPTY = "a part of the host's name is empty"
NONE = "no host can have this name"
WRONG = [
    ("", EMPTY),
    (".", EMPTY),
    ("a..example", EMPTY),
    (".ü.example", EMPTY),
    ("a" * 64 + ".example", "a part of the host's name has 64 characters, the limit is 63"),
    ("ü" * 60 + ".example", "a part of the host's name is too long"),
    (".".join(["abc"] * 64), "the host has 255 characters, the limit is 253"),
    ("a b.example", NONE),
    ("a%62.example", NONE),
    ("a!b.example", NONE),
    ("*.example", NONE),
    ("ü/b.example", NONE),
    ("β\u200c.example", NONE),
    ("1.2.3.256", "the host `1.2.3.256` is no IP address"),
    ("0x7f.1", "the host `0x7f.1` is no IP address"),
    ("2130706433", "the host `2130706433` is no IP address"),
    ("example.7", "the host `example.7` is no IP address"),
    ("2001:db8::g", "the host `2001:db8::g` is no IP address"),
]


@pytest.mark.parametrize(("host", "known_as"), NAMES)
def test_a_host_as_the_network_knows_it(host, known_as):
    assert encode_host(host) == known_as
    assert encode_host(known_as) == known_as


@pytest.mark.parametrize(("host", "why"), WRONG)
def test_what_is_no_host(host, why):
    with pytest.raises(ValueError, match=f"^{re.escape(why)}$"):
        encode_host(host)


@given(st.text(max_size=30) | st.text("aü.ß-xn1[]:@/%\\💩\u200c", max_size=30))
@tries(200)
def test_any_text_is_a_host_or_none(host):
    with suppress(ValueError):
        known_as = encode_host(host)
        assert known_as.isascii()
        assert encode_host(known_as) == known_as
    assert check_host(f"http://{host}/") or get_host(f"http://{host}/")


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("https://news.example/a?b=c#d", "https://news.example/a?b=c"),
        ("https://straße.example:8443/größe?ä=%20", "https://xn--strae-oqa.example:8443/gr%C3%B6%C3%9Fe?%C3%A4=%20"),
        ("http://[2001:db8::1]:80/", "http://[2001:db8::1]:80/"),
        ("https://user:word@news.example/", "https://news.example/"),
    ],
)
def test_addresses_are_asked_for_in_ascii(url, asked):
    assert (encode_url(url), check_host(url)) == (asked, "")


@pytest.mark.parametrize(
    "url", ["http://[::1", "http://a:99999/", "http://a:b/", "https://", "//a..b/", "http://[::g]/"]
)
def test_an_address_without_a_host_is_told(url):
    assert check_host(url)
    assert get_host(url) == ""


def test_two_ways_to_write_a_host_are_one_site():
    assert (
        get_site("https://www.straße.example/a")
        == get_site("https://xn--strae-oqa.example")
        != get_site("https://strasse.example")
    )
    assert simplify_address("http://Straße.example/a/") == simplify_address("https://www.xn--strae-oqa.example/a")


@pytest.mark.slow
def test_chromium_asks_the_same_hosts(chromium):
    page = chromium.new_page()
    shown = [f"[{host}]" if ":" in host else host for host, _ in NAMES]
    found = page.evaluate("(hosts) => hosts.map((host) => new URL(`http://${host}/`).hostname)", shown)
    page.close()
    assert [host.strip("[]") for host in found] == [known_as for _, known_as in NAMES]


def test_the_name_that_is_looked_up_is_that_of_the_site(monkeypatch):
    """Python's own sockets would look up another one."""
    from briefing_desk.audit.external import Asker
    from briefing_desk.network import is_public

    looked_up = []
    found = [(0, 0, 0, "", ("10.0.0.1", 0))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *_: looked_up.append(host) or found)
    (answer,) = Asker(0, 0, is_public).ask_all(["https://straße.example/"])
    assert (looked_up, answer.fault) == (["xn--strae-oqa.example"], "the host has no public address")
