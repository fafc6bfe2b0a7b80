"""The coding as a REFI-QDA project: as the standard wants it, each selection its words, the same bytes again."""

from collections import Counter
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from builders import ROOT
from click.testing import CliRunner
from lxml import etree

from briefing_desk.cli import main
from briefing_desk.disk.read import read_site
from briefing_desk.exchange.qdpx import make_project
from briefing_desk.text.normalise import normalise

NAME = "{urn:QDA-XML:project:1.0}"
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parent / "schemas/qde.rng"))
EVA = """positions:
  - actor: city-council
    question: quay-closure/city-pays
    stance: undecided
    summary: Has not decided.
    basis: reported
    quotes:
      - exact: the city will carry the bill
"""
ODD = """---
title: Odd 👩‍🚀 & <b>
retrieved: 2025-03-07
language: en
positions:
  - actor: city-council
    question: quay-closure/close-now
    stance: conditional
    condition: if 𝒳 < 3 & "more"
    summary: Against it 🚢 now.
    basis: reported
    quotes:
      - exact: council 🚢 is […] it
---
"""


def export(root, *arguments):
    path = root / "coding.qdpx"
    done = CliRunner().invoke(main, ["export", "--root", str(root), *map(str, arguments), str(path)])
    return done, path


def open_project(data):
    """Return a project's XML, which is valid, and its texts by GUID."""
    with ZipFile(BytesIO(data)) as archive:
        tree = etree.fromstring(archive.read("project.qde"))
        assert SCHEMA.validate(tree), SCHEMA.error_log
        texts = {name: archive.read(name).decode() for name in archive.namelist()[1:]}
    guids = Counter(found.get("guid") for found in tree.iter() if found.get("guid"))
    assert set(guids.values()) == {1}
    assert {found.get("targetGUID") for found in tree.iter() if found.get("targetGUID")} <= guids.keys()
    assert {found.get("creatingUser") for found in tree.iter() if found.get("creatingUser")} <= guids.keys()
    return tree, texts


def list_selections(tree, texts):
    """Yield the words of each selection, with its user, its codes and its note."""
    named = {found.get("guid"): found for found in tree.iter() if found.get("guid")}
    for source in tree.iter(f"{NAME}TextSource"):
        text = texts[source.get("plainTextPath").replace("internal://", "sources/")]
        for found in source.iter(f"{NAME}PlainTextSelection"):
            words = text[int(found.get("startPosition")) : int(found.get("endPosition"))]
            codes = [named[one.get("targetGUID")].get("name") for one in found.iter(f"{NAME}CodeRef")]
            notes = [named[one.get("targetGUID")] for one in found.iter(f"{NAME}NoteRef")]
            note = notes[0].findtext(f"{NAME}PlainTextContent") if notes else ""
            yield words, named[found.get("creatingUser")].get("name"), codes, note


def list_pieces(site):
    """Return the pieces of every quote and passage, as many times as somebody selected them."""
    readings, _ = read_site(site)
    articles = readings.seeds.articles.values()
    quotes = [quote for article in articles for position in article.positions for quote in position.quotes]
    quotes += [passage for article in articles for passage in article.passages]
    return sorted(piece.strip() for quote in quotes for piece in normalise(quote.exact).split("[...]"))


def test_each_selection_is_exactly_the_words_of_a_quote(site):
    (site / "seeds/codings/eva").mkdir(parents=True)
    (site / "seeds/codings/eva/council-votes.yml").write_text(EVA, encoding="utf-8")
    done, path = export(site, "--with-texts")
    assert done.exit_code == 0, done.output
    assert "5 articles, 5 with their text" in done.output
    tree, texts = open_project(path.read_bytes())
    found = list(list_selections(tree, texts))
    mine = [one for one in found if one[1] == "first coder"]
    assert sorted(normalise(one[0]) for one in mine) == list_pieces(site)
    [(words, _, codes, note)] = [one for one in found if one[1] == "eva"]
    assert words == "the city will carry the bill"
    assert codes == ["The city pays: Undecided", "City Council", "reported"]
    assert note == "article: council-votes\nsummary: Has not decided."
    assert ["Passage"] in [one[2] for one in mine]


def test_without_being_asked_no_text_but_the_quotes_goes_out(site):
    done, path = export(site)
    assert "5 articles, 0 with their text" in done.output
    tree, texts = open_project(path.read_bytes())
    assert len(texts) == 5  # QualCoder and its like want a file for each source, though it may hold quotes alone
    quotes = [words for words, *_ in list_selections(tree, texts)]
    for source in tree.iter(f"{NAME}TextSource"):
        text = texts[source.get("plainTextPath").replace("internal://", "sources/")]
        assert set(filter(None, text.split("\n\n"))) <= set(quotes)


def test_the_same_seeds_give_the_same_bytes(site):
    first = export(site, "--with-texts")[1].read_bytes()
    assert export(site, "--with-texts")[1].read_bytes() == first


def test_places_are_code_points_whatever_ends_a_line(site):
    """Astral characters count once, and lines end in one character."""
    (site / "seeds/articles/odd.md").write_text(ODD, encoding="utf-8")
    texts = site / "texts"
    texts.mkdir()
    (texts / "odd.txt").write_bytes("First 𝒳 line.\r\nSecond\r\n\r\nThe council 🚢 is\r\nagainst it 🚢.".encode())
    done, path = export(site, "--with-texts", "--texts", texts)
    assert done.exit_code == 0, done.output
    tree, found = open_project(path.read_bytes())
    pieces = [one for one in list_selections(tree, found) if "🚢" in one[3]]
    assert [one[0] for one in pieces] == ["council 🚢 is", "it"]
    assert pieces[0][3] == 'article: odd\nsummary: Against it 🚢 now.\ncondition: if 𝒳 < 3 & "more"'
    assert all("\r" not in text for text in found.values())


def test_what_is_not_there_word_for_word_goes_nowhere(site):
    (site / "seeds/articles/odd.md").write_text(f"{ODD}Another text.\n", encoding="utf-8")
    done, path = export(site, "--with-texts")
    assert done.exit_code == 1
    assert "seeds/articles/odd.md:13:16: error[quote-not-found]" in done.output
    assert "nothing was written" in done.output
    assert not path.exists()
    assert export(site)[0].exit_code == 0


@pytest.mark.parametrize(("name", "content"), [("coding.zip", b""), ("coding.qdpx", b"my thesis")])
def test_nothing_of_anybodys_is_overwritten(site, name, content):
    path = site / name
    path.write_bytes(content)
    done = CliRunner().invoke(main, ["export", "--root", str(site), str(path)])
    assert done.exit_code == 2
    assert path.read_bytes() == content


def test_the_demo_is_a_project():
    readings, _ = read_site(ROOT)
    data, problems = make_project("Demo", readings.seeds, readings.coders, {})
    assert problems == []
    tree, _ = open_project(data)
    assert len(tree.findall(f".//{NAME}TextSource")) == 5
