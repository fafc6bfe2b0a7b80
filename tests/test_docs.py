"""What the documents say is true: codes, commands, examples, sizes."""

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefing_desk.cli import COMMANDS, main
from briefing_desk.schema.seeds import read_actors, read_article, read_topic
from briefing_desk.syntax.problems import CODES, Problem
from briefing_desk.syntax.source import Place, Source

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])


def find_blocks(text, language=""):
    """Return the code blocks of a language."""
    blocks = re.findall(r"^```(\w*)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [block for name, block in blocks if name == language]


def test_every_code_is_documented_with_its_severity():
    text = (ROOT / "docs/problems.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \| (\w+) \| \S", text, re.MULTILINE)
    assert dict(rows) == {code: severity.value for code, severity in CODES.items()}
    assert len(rows) == len(CODES)


def test_every_code_is_used():
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "generator/briefing_desk").rglob("*.py"))
    kinds = {f"unknown-{kind}" for kind in ("actor", "event", "matter", "publisher", "question")}  # made in check_names
    assert [name for name in CODES if code.count(f'"{name}"') < 2 and name not in kinds] == []


def test_every_code_says_how_to_mend_it():
    """Here, for whoever writes a message; what comes of each is asked wherever a test makes a problem (`conftest`)."""
    text = (ROOT / "docs/problems.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| \w+ \| (.*) \|$", text, re.MULTILINE))
    assert [code for code in CODES if len(rows[code].split(". ")) + len(rows[code].split(": ")) < 3] == []
    with pytest.raises(TypeError, match="help"):
        Problem(Place(Source("a", "")), "binary", "the file is not text")
    with pytest.raises(AssertionError, match="binary does not say how to mend it"):
        Problem(Place(Source("a", "")), "binary", "the file is not text", " ")


def test_readme_lists_every_command_and_no_other():
    listed = re.findall(r"^\| `briefing (\w+)[^`]*` \|", README, re.MULTILINE)
    assert listed == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_options_in_the_readme_exist(name):
    help = CliRunner().invoke(main, [name, "--help"]).stdout
    row = next(
        line for line in README.splitlines() if line.startswith((f"| `briefing {name}`", f"| `briefing {name} "))
    )
    assert [option for option in re.findall(r"--[a-z]+", row) if option not in help] == []
    assert "--root" in help


@pytest.mark.parametrize("document", ["README.md", "docs/problems.md"])
def test_the_error_shown_is_the_error_said(document, tmp_path):
    shutil.copytree(ROOT / "tests/cases/quay/seeds", tmp_path / "seeds")
    shutil.copy(ROOT / "tests/cases/quay/mkdocs.yml", tmp_path)
    article = tmp_path / "seeds/articles/council-votes.md"
    article.write_text(article.read_text().replace("quay-closure/close-now", "quay-closure/close-know", 1))
    said = CliRunner().invoke(main, ["check", "--root", str(tmp_path)]).stderr
    text = (ROOT / document).read_text(encoding="utf-8")
    shown = next(block for block in find_blocks(text) if "error[" in block)
    assert shown.splitlines()[:2] == said.splitlines()[:2]


def test_the_annotation_in_the_guide_is_valid():
    text = (ROOT / "docs/annotating.md").read_text(encoding="utf-8")
    article, problems = read_article(Source("article.md", find_blocks(text, "yaml")[0]))
    assert problems == []
    assert article.positions[0].condition == "if every job is moved to the new terminal"


def test_the_vocabulary_in_the_guide_is_valid():
    text = (ROOT / "docs/annotating.md").read_text(encoding="utf-8")
    blocks = find_blocks(text, "yaml")
    actors, topic = (
        next(block for block in blocks if block.startswith(key)) for key in ("dockers-union:", "title: Clos")
    )
    assert read_actors(Source("actors.yml", actors))[1] == []
    assert read_topic(Source("topic.yml", topic))[1] == []


def test_the_guide_names_every_key():
    from briefing_desk.schema.model import Actor, Article, Event, Position, Publisher, Question, Quote, Topic
    from briefing_desk.schema.records import list_keys

    text = (ROOT / "docs/annotating.md").read_text(encoding="utf-8")
    keys = [
        key for noun in (Article, Position, Quote, Actor, Publisher, Topic, Question, Event) for key in list_keys(noun)
    ]
    assert [key for key in keys if f"`{key}" not in text] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(document):
    links = re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_the_index_names_every_document():
    listed = re.findall(
        r"^\| \[[^]]+\]\(([^)]+)\)", (ROOT / "docs/README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    kept = [path.name for path in ROOT.glob("docs/*") if path.suffix in (".md", ".json") and path.name != "README.md"]
    assert sorted(listed) == sorted([*kept, "../CONTRIBUTING.md", "../CHANGELOG.md"])


def test_documents_stay_short():
    assert len(README.splitlines()) <= 100
    assert len((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").splitlines()) <= 150
    assert len((ROOT / "Makefile").read_text(encoding="utf-8").splitlines()) <= 30


def test_the_map_names_every_module():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    modules = [path.stem for path in (ROOT / "generator/briefing_desk").rglob("*.py") if not path.name.startswith("__")]
    assert [name for name in modules if f"`{name}`" not in text] == []
