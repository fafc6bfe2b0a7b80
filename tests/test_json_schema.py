"""What helps in editors: schemas accept what is sound, snippets make sound annotations, the task finds places."""

import json
import re

import jsonschema
import pytest
import yaml
from builders import ROOT

from briefing_desk.disk.new_site import EXAMPLES, OWN
from briefing_desk.schema.json_schema import VALUES, make_schemas
from briefing_desk.schema.records import list_keys
from briefing_desk.schema.seeds import read_article
from briefing_desk.schema.values import CONVERTERS
from briefing_desk.syntax.front_matter import split_front_matter
from briefing_desk.syntax.source import Source

FOLDER = OWN / "dot-vscode"
SCHEMAS = make_schemas()
SEEDS = [
    *sorted(ROOT.glob("seeds/**/*")),
    *sorted(ROOT.glob("tests/cases/quay/seeds/**/*")),
    *sorted(EXAMPLES.glob("*/seeds/**/*")),
]


class Loader(yaml.SafeLoader):
    """Reads dates as text, as YAML 1.2 and editors do."""


Loader.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if "timestamp" not in pair[0]]
    for first, pairs in Loader.yaml_implicit_resolvers.items()
}


def find_schema(path):
    """Return the schema that an editor uses for a file."""
    kinds = {"articles": "article", "topics": "topic", "seeds": path.stem}
    return SCHEMAS.get(kinds.get(path.parent.name, ""))


def load(path):
    """Return what YAML makes of a file or its front matter."""
    source = Source("", path.read_text(encoding="utf-8"))
    split = split_front_matter(source) if path.suffix == ".md" else None
    return yaml.load(source.text[split.start : split.end] if split else source.text, Loader)


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schemas_are_those_of_the_model(name, expect):
    expect(FOLDER / f"{name}.schema.json", json.dumps(SCHEMAS[name], indent=2, ensure_ascii=False) + "\n")
    jsonschema.Draft7Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("path", [path for path in SEEDS if find_schema(path)], ids=lambda path: path.name)
def test_what_is_sound_is_accepted(path):
    jsonschema.validate(load(path), find_schema(path))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("stance", "stance: support", "stance: supprt"),
        ("key", "basis:", "bases:"),
        ("id", "id: cost", "id: The Cost"),
        ("url", "url: https:", "url: javascript:"),
        ("missing", "retrieved: 2025-03-06\n", ""),
    ],
)
def test_what_is_wrong_is_not(tmp_path, name, old, new):
    text = (EXAMPLES / "en/seeds/articles/council-votes.md").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "x.md").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(load(tmp_path / "x.md"), SCHEMAS["article"])


def test_every_type_of_value_that_people_write_has_a_schema():
    from briefing_desk.schema.model import Article

    assert set(CONVERTERS) - set(VALUES) == {int, bool}  # only in receipts
    assert list(SCHEMAS["article"]["properties"]) == list(list_keys(Article))


def expand(body):
    """Return a snippet with its defaults, as the editor does when somebody only presses the tab key."""
    text = re.sub(r"\$\{\d+\|([^,|]+)[^|]*\|\}", r"\1", "\n".join(body))
    return re.sub(r"\$\{\d+:([^}]*)\}|\$\d+", lambda match: match.group(1) or "", text)


def read_snippets():
    return {
        key: expand(found["body"]) for key, found in json.loads((FOLDER / "briefing.code-snippets").read_text()).items()
    }


def test_the_snippets_make_a_sound_article():
    parts = read_snippets()
    article = parts["Article"].rstrip().removesuffix("---")
    other = re.sub(r"(exact: ).*", r"\1other words", parts["Quote"])
    text = f"{article}{other}{parts['Position']}passages:\n{parts['Passage']}{parts['Correction']}---\n"
    found, problems = read_article(Source("article.md", text))
    assert {problem.code for problem in problems} == {"placeholder"}  # for people to replace
    assert (len(found.positions), len(found.positions[0].quotes), len(found.passages)) == (2, 2, 1)
    assert found.correction is not None


def test_the_task_finds_the_place_of_a_problem():
    from briefing_desk.answers.problem_formats import format_text
    from briefing_desk.syntax.problems import Problem
    from briefing_desk.syntax.source import Place

    tasks = json.loads((FOLDER / "tasks.json").read_text())["tasks"]
    pattern = tasks[0]["problemMatcher"]["pattern"]
    said = format_text(Problem(Place(Source("seeds/a.md", "a\nbc"), 3), "unknown-key", "no: [this]", "help"))
    match = re.match(pattern["regexp"], said.splitlines()[0])
    assert [match.group(pattern[key]) for key in ("file", "line", "column", "severity", "code", "message")] == [
        "seeds/a.md", "2", "2", "error", "unknown-key", "no: [this]",
    ]  # fmt: skip


def test_the_settings_name_schemas_that_are_there():
    schemas = json.loads((FOLDER / "settings.json").read_text())["yaml.schemas"]
    assert [name for name in schemas if not (OWN / name.replace(".vscode", "dot-vscode")).is_file()] == []


def test_the_hooks_name_commands():
    from briefing_desk.cli import COMMANDS

    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert all(hook["entry"].split()[1] in COMMANDS for hook in hooks)
