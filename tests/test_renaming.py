"""Another id everywhere: what changes, what does not, and that there is a way back."""

import shutil

import pytest
from click.testing import CliRunner
from conftest import QUAY
from laws import thin

from briefing_desk.cli import main

KINDS = [
    ("actor", "dockers-union", "dockers"),
    ("speaker", "jo-marsh", "marsh"),
    ("publisher", "harbour-gazette", "gazette"),
    ("event", "council-hearing", "hearing"),
    ("topic", "quay-closure", "quay"),
    ("question", "quay-closure/close-now", "quay-closure/close"),
    ("passage", "council-votes:cost", "council-votes:price"),
    ("article", "council-votes", "quay-vote"),
]
PROSE = """
The union set a condition[^council-votes], and a price was named[^council-votes:cost].
Not this: `[^council-votes]`, council-votes.

[The page](quay-closure.md#evidence), [again](<quay-closure.html>), <a href="actors/dockers-union.html">them</a>,
[elsewhere](https://a.example/quay-closure.md) and actors/dockers-union.md as words.
"""


def run(site, *arguments, answer=None):
    """Run a command on the site."""
    name, *rest = map(str, arguments)
    return CliRunner(env={"SOURCE_DATE_EPOCH": "1743638400"}).invoke(
        main, [name, "--root", str(site), *rest], input=answer
    )


@pytest.fixture
def desk(made, tmp_path):
    """Return a copy of the quay with pages and prose."""
    shutil.copytree(made, tmp_path / "desk")
    return tmp_path / "desk"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return the quay with pages, prose, a review, settings that name a page, and files of unusual making."""
    site = tmp_path_factory.mktemp("made")
    shutil.copytree(QUAY / "seeds", site / "seeds")
    shutil.copy(QUAY / "mkdocs.yml", site)
    assert run(site, "generate").exit_code == 0
    page = site / "briefings/index.md"
    page.write_text(page.read_text(encoding="utf-8") + PROSE, encoding="utf-8")
    people = site / "briefings/actors/index.md"
    people.write_text(people.read_text(encoding="utf-8") + "\n[Dockers](dockers-union.md) [q](../quay-closure.md)\n")
    nav = ("index.md", "The quay: quay-closure.md  # not old-quay-closure.md", "actors/dockers-union.md")
    with (site / "mkdocs.yml").open("a") as file:
        file.write("".join(["nav:\n", *(f"  - {line}\n" for line in nav)]))
    article = site / "seeds/articles/council-votes.md"
    article.write_bytes(b"\xef\xbb\xbf" + article.read_bytes().replace(b"\n", b"\r\n"))
    objects = site / "seeds/articles/union-objects.md"
    text = objects.read_text(encoding="utf-8").replace("actor: dockers-union", "actor: 'dockers-union' # dockers-union")
    objects.write_text(text, encoding="utf-8")
    assert run(site, "generate").exit_code == 0
    assert run(site, "review", "quay-closure").exit_code == 0
    assert run(site, "generate").exit_code == 0
    return site


def read_all(site):
    """Return every file with its bytes."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.mark.parametrize(("kind", "old", "new"), thin(KINDS))
def test_there_and_back_is_nothing_and_between_them_all_is_well(desk, kind, old, new):
    before = read_all(desk)
    assert run(desk, "rename", "--yes", kind, old, new).exit_code == 0
    between = read_all(desk)
    assert between != before
    said = run(desk, "generate", "--diff", "--strict")
    assert (said.exit_code, said.stderr) == (0, "")
    assert "/dev/null" not in said.stdout  # no page is new: each kept its prose
    assert run(desk, "rename", "--yes", kind, new, old).exit_code == 0
    assert read_all(desk) == before


def test_only_what_is_meant_changes_in_prose_and_settings(desk):
    run(desk, "rename", "--yes", "topic", "quay-closure", "quay")
    run(desk, "rename", "--yes", "actor", "dockers-union", "dockers")
    run(desk, "rename", "--yes", "article", "council-votes", "vote")
    prose = (desk / "briefings/index.md").read_text(encoding="utf-8")
    expected = (
        PROSE.replace("[^council-votes]", "[^vote]", 1)
        .replace("[^council-votes:", "[^vote:")
        .replace("](quay-closure", "](quay")
        .replace("<quay-closure", "<quay")
        .replace('"actors/dockers-union', '"actors/dockers')
    )
    assert expected in prose
    assert "[Dockers](dockers.md) [q](../quay.md)" in (desk / "briefings/actors/index.md").read_text(encoding="utf-8")
    assert "The quay: quay.md  # not old-quay-closure.md\n  - actors/dockers.md" in (desk / "mkdocs.yml").read_text()
    assert "actor: 'dockers' # dockers-union" in (desk / "seeds/articles/union-objects.md").read_text(encoding="utf-8")


def test_the_diff_comes_first_and_no_means_no(desk):
    before = read_all(desk)
    result = run(desk, "rename", "actor", "dockers-union", "dockers", answer="n\n")
    assert result.exit_code == 1
    assert "move briefings/actors/dockers-union.md to briefings/actors/dockers.md" in result.stdout
    assert "-dockers-union:\n+dockers:\n" in result.stdout
    assert "nothing was written" in result.stderr
    shown = run(desk, "rename", "--diff", "actor", "dockers-union", "dockers")
    assert shown.exit_code == 0
    assert shown.stdout in result.stdout
    assert read_all(desk) == before


@pytest.mark.parametrize(
    ("kind", "old", "new", "said"),
    [
        ("actor", "docker-union", "x", "did you mean `dockers-union`?"),
        ("actor", "dockers-union", "city-council", "the actor `city-council` is there already"),
        ("actor", "dockers-union", "Dockers", "for example `dockers`"),
        ("question", "quay-closure/close-now", "other/close", "a question stays in its topic"),
        ("passage", "council-votes:cost", "union-objects:cost", "a passage stays in its article"),
        ("question", "close-now", "close", "did you mean `quay-closure/close-now`?"),
        ("passage", "council-votes:coast", "price", "did you mean `council-votes:cost`?"),
        ("question", "quay-closure/close-now", "museum", "the question `quay-closure/museum` is there already"),
        ("article", "council-votes", "index", "reserved name"),
    ],
)
def test_names_that_cannot_be_had_are_told(desk, kind, old, new, said):
    before = read_all(desk)
    result = run(desk, "rename", "--yes", kind, old, new)
    assert result.exit_code == 2
    assert said in result.stderr
    assert read_all(desk) == before


def test_a_page_in_the_way_is_told(desk):
    (desk / "briefings/quay.md").write_text("# Mine\n")
    result = run(desk, "rename", "--yes", "topic", "quay-closure", "quay")
    assert result.exit_code == 2
    assert "quay.md already: nothing was written" in result.stderr


def test_an_id_in_an_unusual_form_is_told_and_nothing_written(desk):
    article = desk / "seeds/articles/union-objects.md"
    article.write_text(article.read_text(encoding="utf-8").replace("'dockers-union'", '"dockers\\x2dunion"'))
    before = read_all(desk)
    result = run(desk, "rename", "--yes", "actor", "dockers-union", "dockers")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "union-objects.md:9:12: " in result.stderr or "union-objects.md:9: " in result.stderr
    assert read_all(desk) == before


def test_errors_in_the_content_come_first(desk):
    (desk / "seeds/actors.yml").write_text("a: [")
    assert run(desk, "rename", "--yes", "actor", "dockers-union", "dockers").exit_code == 1


def test_an_articles_text_moves_with_it(desk, tmp_path_factory):
    texts = tmp_path_factory.mktemp("texts")
    (texts / "council-votes.txt").write_text("words")
    assert run(desk, "rename", "--yes", "--texts", texts, "article", "council-votes", "vote").exit_code == 0
    assert [path.name for path in texts.iterdir()] == ["vote.txt"]
    assert "rename vote.txt to voting.txt" in run(desk, "rename", "--yes", "article", "vote", "voting").stdout


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("event", "council-hearing", "public-hearing"),
        ("article", "hearing-report", "hearing-of-march"),
        ("question", "quay-closure/museum", "quay-closure/exhibition"),
        ("actor", "residents", "neighbours"),
    ],
)
def test_what_a_position_precedes_and_what_a_warning_is_about_are_renamed_too(desk, kind, old, new):
    article = desk / "seeds/articles/undated-note.md"
    text = article.read_text(encoding="utf-8")
    said = f"    precedes: {old}\n" if kind in ("event", "article") else ""
    about = f"accepted:\n  - code: short-quote\n    about: {old}\n    reason: So it is.\npositions:\n"
    text = text.replace("positions:\n", about, 1).replace("    summary:", f"{said}    summary:", 1)
    article.write_text(text, encoding="utf-8")
    result = run(desk, "rename", "--yes", kind, old, new)
    assert result.exit_code == 0, result.output
    assert article.read_text(encoding="utf-8").count(f": {new}\n") == text.count(f": {old}\n")
    assert f": {old}\n" not in article.read_text(encoding="utf-8")
