"""The pictures of shared links: of the right size, of the same data, legible in other scripts, and made once."""

import json
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from laws import tries
from PIL import Image

from briefing_desk.mkdocs_site import share_images
from briefing_desk.mkdocs_site.share_images import (
    COLOURS,
    Line,
    Share,
    draw_share,
    fit,
    list_shares,
    wrap,
    write_shares,
)
from briefing_desk.schema.settings import Settings

SETTINGS = Settings(site_name="Desk", site_description="Who says what", order=("index.md", "b.md", "a.md"))


def make_matrix(topic, *cells):
    names = sorted({actor for actor, _, _ in cells})
    return {
        "topic": topic,
        "title": topic.upper(),
        "questions": [{"id": f"{topic}/one", "label": "One"}, {"id": f"{topic}/two", "label": "Two"}],
        "actors": [{"id": name, "name": name.title()} for name in names],
        "cells": [
            {"actor": actor, "question": f"{topic}/{question}", "stances": [stance]}
            for actor, question, stance in cells
        ],
    }


B = make_matrix("b", ("ann", "one", "support"), ("bob", "one", "oppose"), ("bob", "two", "mixed"))
A = make_matrix("a", ("ann", "two", "conditional"))


def test_home_topics_and_actors_have_one_with_the_stances_that_are_published():
    assert list_shares([B, A], SETTINGS) == {
        "index": Share(
            "Desk", "Who says what", (Line("B", ("oppose", "mixed", "support")), Line("A", ("conditional",)))
        ),
        "b": Share("Desk", "B", (Line("One", ("oppose", "support")), Line("Two", ("mixed",)))),
        "a": Share("Desk", "A", (Line("One", ()), Line("Two", ("conditional",)))),
        "actors/ann": Share("Desk", "Ann", (Line("B", ("support",)), Line("A", ("conditional",)))),
        "actors/bob": Share("Desk", "Bob", (Line("B", ("oppose", "mixed")),)),
    }


def find_colours(png):
    with Image.open(BytesIO(png)) as image:
        assert (image.size, image.format) == ((1200, 630), "PNG")
        return {colour for _, colour in image.convert("RGB").getcolors(1200 * 630)}


def test_a_picture_shows_each_stance_in_its_colour_and_no_other():
    colours = find_colours(draw_share(Share("Desk", "Title", (Line("One", ("oppose", "conditional")),))))
    told = {name: tuple(bytes.fromhex(colour[1:])) in colours for name, colour in COLOURS.items()}
    assert told == {"oppose": True, "conditional": True, "support": False}


@given(
    st.text(max_size=60),
    st.text(max_size=200),
    st.lists(st.tuples(st.text(max_size=80), st.integers(0, 90)), max_size=12),
)
@tries(20)
def test_whatever_it_is_called_a_picture_is_drawn(site, title, lines):
    find_colours(draw_share(Share(site, title, tuple(Line(name, ("support",) * count) for name, count in lines))))


@pytest.mark.parametrize("words", ["A title of a few words", "w" * 200, "один два три " * 20, ""])
def test_words_are_cut_where_they_are_too_long(words):
    font = share_images.find_font("bold", 50, words)
    assert font.getlength(fit(words, "bold", 50, 300)) <= 300
    assert all(font.getlength(line) <= share_images.WIDTH for line in wrap(words, 50, 2))
    assert " ".join(wrap(words, 50, 2)).rstrip("…").rstrip() in " ".join(words.split())


def test_a_picture_is_made_again_only_for_something_else(tmp_path, monkeypatch):
    for name in ("old", "new"):
        (tmp_path / name / "data/topics").mkdir(parents=True)
        (tmp_path / name / "data/topics/b.json").write_text(json.dumps(B), encoding="utf-8")
    write_shares(tmp_path / "old", SETTINGS)
    (tmp_path / "old/share/actors/ann.png").write_bytes(b"damaged")
    changed = make_matrix("b", ("ann", "one", "support"), ("bob", "one", "support"), ("bob", "two", "mixed"))
    (tmp_path / "new/data/topics/b.json").write_text(json.dumps(changed), encoding="utf-8")
    drawn = []
    monkeypatch.setattr(share_images, "draw_share", lambda share, made_of: drawn.append(share.title) or b"new")
    write_shares(tmp_path / "new", SETTINGS, tmp_path / "old")
    assert drawn == ["Who says what", "B", "Ann", "Bob"]
    (tmp_path / "new/data/topics/b.json").write_text(json.dumps(B), encoding="utf-8")
    drawn.clear()
    write_shares(tmp_path / "new", SETTINGS, tmp_path / "old")
    assert drawn == ["Ann"]


def test_a_picture_of_which_a_part_is_other_than_its_sum_is_drawn_again(tmp_path):
    path = tmp_path / "one.png"
    whole = share_images.draw_share(share_images.Share("Site", "Title", ()), "this")
    path.write_bytes(whole)
    assert share_images.read_kept(path, "this") == whole
    assert share_images.read_kept(path, "that") is None
    middle = len(whole) // 2
    for data in (whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :], whole[:middle]):
        path.write_bytes(data)
        assert share_images.read_kept(path, "this") is None
