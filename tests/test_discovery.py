"""What search engines, messengers and feed readers find in the head of each page of a built site."""

import re
import shutil
from pathlib import Path

import pytest
from builders import ROOT, copy_demo
from lxml import etree, html
from test_build import build, list_files
from test_cli import spoil

pytestmark = pytest.mark.slow
ADDRESS = "https://briefings.example.org/"


def read_heads(site):
    """Return the head of every page by its path."""
    names = [name for name in list_files(site) if name.endswith(".html") and name != "404.html"]
    return {name: html.parse(str(site / name)).getroot().find("head") for name in names}


def find_meta(head, name):
    return [tag.get("content") for tag in head.iterfind("meta") if name in (tag.get("name"), tag.get("property"))]


def find_links(head, kind):
    return [tag.get("href") for tag in head.iterfind("link") if tag.get("rel") == kind]


def test_every_page_has_one_description_of_its_own(demo):
    heads = read_heads(demo / "site")
    told = {name: find_meta(head, "description") for name, head in heads.items()}
    assert {len(found) for found in told.values()} == {1}
    assert len({found[0] for found in told.values()}) == len(told)
    summary = re.search(
        "^summary: (.+)", (ROOT / "seeds/topics/nato-bid.yml").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert told["nato-bid.html"] == [summary[1]]
    assert all(find_meta(head, "og:description") == told[name] for name, head in heads.items())
    assert all(len(find_meta(head, "og:title")) == 1 for head in heads.values())


def test_a_shared_link_shows_a_title_and_a_picture_that_is_there(demo):
    """Home, topics and actors have their own; a picture's address is whole, for messengers ask for no other."""
    shared = "og:type", "og:title", "og:image", "og:image:width", "og:image:height", "og:image:alt", "twitter:card"
    shown = {name: {key: find_meta(head, key) for key in shared} for name, head in read_heads(demo / "site").items()}
    assert all(len(found) == 1 for tags in shown.values() for found in tags.values())
    pictures = {name: tags["og:image"][0].removeprefix(f"{ADDRESS}share/") for name, tags in shown.items()}
    for tags, picture in zip(shown.values(), pictures.values(), strict=True):
        data = (demo / "site/share" / picture).read_bytes()
        assert data.startswith(b"\x89PNG\r\n")
        size = [str(int.from_bytes(data[at : at + 4], "big")) for at in (16, 20)]
        assert size == tags["og:image:width"] + tags["og:image:height"] == ["1200", "630"]
        assert tags["og:image:alt"] == tags["og:title"]
    assert pictures["territory.html"] == "territory.png"
    assert pictures["actors/ukraine.html"] == "actors/ukraine.png"
    assert {pictures[name] for name in ("index.html", "method.html", "topics/index.html")} == {"index.png"}
    assert len(set(pictures.values())) == len(list_files(demo / "site/share"))
    assert shown["index.html"]["og:type"] == ["website"]
    assert shown["territory.html"]["og:type"] == ["article"]


def test_the_feeds_in_the_head_are_there(demo):
    for name, head in read_heads(demo / "site").items():
        feeds = find_links(head, "alternate feed")
        assert len(feeds) >= 2, name
        assert [feed for feed in feeds if not ((demo / "site" / name).parent / feed).is_file()] == []
    head = read_heads(demo / "site")["actors/ukraine.html"]
    assert find_links(head, "alternate feed")[2:] == ["../feeds/actors/ukraine.xml", "../feeds/actors/ukraine.json"]


def test_what_we_generate_is_on_the_site_byte_for_byte(demo):
    names = [name for name in list_files(demo / "briefings") if name.startswith(("data/", "feed", "llms"))]
    assert len(names) > 50
    for name in names:
        assert (demo / "site" / name).read_bytes() == (demo / "briefings" / name).read_bytes()


def test_without_an_address_nothing_claims_one(tmp_path):
    root = copy_demo(tmp_path)
    spoil(root, "mkdocs.yml", f"site_url: {ADDRESS}\n", "")
    shutil.rmtree(root / "briefings/feeds")
    assert build(root).exit_code == 0
    for head in read_heads(root / "site").values():
        assert find_links(head, "canonical") == []
        assert find_meta(head, "og:url") == []
    assert ADDRESS not in (root / "site/feed.xml").read_text(encoding="utf-8")


def test_with_an_address_pages_are_canonical_and_in_the_sitemap(demo):
    heads = read_heads(demo / "site")
    for name, head in heads.items():
        assert find_links(head, "canonical") == [ADDRESS + name]
        assert find_meta(head, "og:url") == [ADDRESS + name]
    sitemap = etree.parse(str(demo / "site/sitemap.xml"))
    listed = {tag.text for tag in sitemap.iter("{*}loc")}
    assert listed == {ADDRESS + name for name in heads}
    links = [tag.get("href") for tag in etree.parse(str(demo / "site/feed.xml")).iter("{*}link")]
    assert all(link.startswith(ADDRESS) for link in links)
    targets = {link.removeprefix(ADDRESS).partition("#")[0] for link in links}
    assert [target for target in targets if not Path(demo / "site" / target).is_file()] == []
