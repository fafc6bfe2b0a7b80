"""A new site: what `briefing init` writes builds, also from an installed package, outside this repository."""

import difflib
import json
import os
import posixpath
import re
import shutil
import subprocess
import sys
import zipfile

import pytest
import yaml
from builders import ROOT
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from laws import tries
from markdown import markdown
from mkdocs.utils.yaml import yaml_load

from briefing_desk.cli import main
from briefing_desk.disk.new_site import (
    COMMENTED,
    EXAMPLES,
    OWN,
    collect_files,
    cut_loose,
    read_example,
    translate_comments,
    write_settings,
    write_yaml,
)
from briefing_desk.schema.json_schema import make_schemas
from briefing_desk.schema.settings import STARTER_NAMES, parse_settings
from briefing_desk.syntax.source import Source

DIFFERENT = (
    ("# The site's configuration: yours to change. Why each", "# The site's configuration: yours to change."),
    ("site_name: ", "site_name: "),
    ("site_description: ", "site_description: "),
    ("site_url: ", "# site_url: https://example.org/"),
    ("      - nato-bid.md", "      - quay-closure.md"),
    ("      - security-guarantees.md",),
    ("      - territory.md",),
    ("      - peace-plans.md",),
    ("      - economy.md",),
    ("  report_url: ", '  # report_url: "mailto:you@example.org?subject={title}&body={place}"'),
)
"""How the lines begin in which the demo's configuration is its own, and those that a new site has in their places."""


def run(*arguments):
    """Run a command and return its result."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_a_new_site_is_sound_and_its_receipt_is_what_verify_writes(tmp_path):
    site = tmp_path / "quay"
    result = run("init", site)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"made {site}: ")
    assert run("verify", "--root", site, "--strict").stdout == "verified: 4 quotes of 1 article, 0 receipts written\n"
    assert run("check", "--root", site, "--strict").stdout.startswith("checked: 36 files are sound\n5 things are still")


def test_its_settings_are_the_demos_but_for_its_name(tmp_path):
    made, demo = (
        yaml_load(text) for text in (collect_files(read_example("en"), "It's: #1")["mkdocs.yml"], read_demo())
    )
    assert "report_url" not in made["extra"]  # readers of a new site must not write to the demo's desk
    made["extra"]["report_url"] = demo["extra"]["report_url"]
    assert "site_url" not in made  # nor must its pages say that they are elsewhere
    own = ("site_name", "site_description", "site_url", "nav")
    assert {key: made[key] for key in made if key not in own} == {key: demo[key] for key in demo if key not in own}
    assert made["site_name"] == "It's: #1"
    assert made["nav"][1] == {"Topics": [{"All topics": "topics/index.md"}, "quay-closure.md"]}
    assert [list(item) for item in made["nav"]] == [list(item) for item in demo["nav"]]
    assert "Ukraine" not in collect_files(read_example("en"), "x")["mkdocs.yml"].decode()


def test_its_settings_are_the_demos_line_by_line():
    """A template of its own, and the demo's file: whoever changes one changes the other."""
    demo, made = read_demo().splitlines(), collect_files(read_example("en"), "x")["mkdocs.yml"].decode().splitlines()
    told = [line for line in difflib.ndiff(demo, made) if line[0] in "-+"]
    gone, new = ([line[2:] for line in told if line[0] == sign] for sign in "-+")
    assert len(gone) == len(DIFFERENT)
    assert [line for line, (start, *_) in zip(gone, DIFFERENT, strict=True) if not line.startswith(start)] == []
    own = [instead[0] for _, *instead in DIFFERENT if instead]
    assert [line for line, start in zip(new, own, strict=True) if not line.startswith(start)] == []


LANGUAGES = [path.name for path in sorted(EXAMPLES.iterdir())]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_example_is_whole_in_its_language(tmp_path, language):
    """Its vocabulary, article, settings and snippets; a receipt vouches for its quotes."""
    example = read_example(language)
    assert (example.language, example.name in STARTER_NAMES) == (language, True)
    files = collect_files(example)
    for path, data in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    assert run("verify", "--root", tmp_path).output.startswith("verified: 4 quotes of 1 article, 0 receipts written")
    (article,) = (data.decode() for path, data in files.items() if path.startswith("seeds/articles/"))
    assert f"\nlanguage: {language}\n" in article
    commented = [OWN / "mkdocs.yml.jinja", *(OWN / path.replace(".", "dot-", 1) for path in COMMENTED[1:])]
    comments = re.findall(r"# (.+)$", "\n".join(path.read_text(encoding="utf-8") for path in commented), re.MULTILINE)
    own = {comment for comment in comments if not comment.startswith(("site_url:", "report_url:"))}
    assert set(example.comments) == (set() if language == "en" else own)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_editors_show_of_fields_is_in_the_language(language):
    """Each description and title of a schema; nothing else of it differs."""
    example, files = read_example(language), collect_files(read_example(language))
    for name, schema in make_schemas().items():
        shown = json.loads(files[f".vscode/{name}.schema.json"])
        said = list_said(schema)
        assert list_said(shown) == [example.descriptions.get(text, text) for text in said]
        assert language == "en" or [text for text in said if text not in example.descriptions] == []
        assert drop_said(shown) == drop_said(schema)
    assert set(example.descriptions) <= {text for schema in make_schemas().values() for text in list_said(schema)}


def list_said(schema):
    """Return what editors show of a schema, in its order."""
    if not isinstance(schema, dict):
        return []
    own = [schema[key] for key in ("title", "description") if isinstance(schema.get(key), str)]
    return [*own, *(text for value in schema.values() for text in list_said(value))]


def drop_said(schema):
    """Return a schema without what editors show of it."""
    if not isinstance(schema, dict):
        return schema
    dropped = [key for key in ("title", "description") if isinstance(schema.get(key), str)]
    return {key: drop_said(value) for key, value in schema.items() if key not in dropped}


@pytest.mark.parametrize(("language", "word"), [("de", "englisch"), ("uk", "англійською")])
def test_a_guide_says_of_each_link_that_it_leads_to_english(language, word):
    guide = (ROOT / f"docs/guide.{language}.md").read_text(encoding="utf-8")
    links = re.findall(r"(?<!!)\[[^]]*\]\([a-z]+\.md[^)]*\)(.{,20})", guide)
    assert len(links) > 10
    assert [behind for behind in links if not behind.startswith((f" ({word})", f", {word})"))] == []


def test_a_language_without_an_example_begins_in_english():
    assert read_example("de-AT").language == "de"
    assert read_example("fr").language == read_example("x").language == "en"


def test_the_guide_of_a_new_site_stands_alone():
    """Its commands show nothing that is not there, and say into which file a block goes."""
    guide = collect_files(read_example("de"))["ANLEITUNG.md"].decode()
    assert "`seeds/topics/nachtfaehre.yml`:\n```yaml" in guide
    assert "`mkdocs.yml`, `      - alter-kai.md` →\n" in guide.replace(", `-", ", `      -")
    assert re.findall(r"!\[|\]\((?!http)|<!--", guide) == []
    assert "Alle Felder dieser Dateien:\n`docs/annotating.md` (englisch)." in guide
    assert (
        cut_loose("[b](c.md#d) (englisch), ([b](c.md), englisch)", "")
        == "b (englisch: `docs/c.md`), (b (`docs/c.md`), englisch)"
    )
    told = "a b (`docs/c.md`) [e](https://f.example)\n\nThere.\n\n## G\n## H"
    assert cut_loose("a [b](c.md#d) [e](https://f.example)\n\n## G\n## H", "There.") == told
    assert cut_loose("a\n\n  ![b](c.png)\n\nd ![e](f.png)\n", "There.") == "a\n\nd !e (`docs/f.png`)\n"


@pytest.mark.parametrize("language", ["en", "de", "uk"])
def test_a_new_site_leads_to_nothing_that_is_not_there(language):
    """Neither by a link in any of its files nor by the name of a document of the program."""
    files = collect_files(read_example(language))
    texts = {path: re.sub(r"(?ms)^```.*?^```$", "", files[path].decode()) for path in files if path.endswith(".md")}
    linked = [(path, link) for path in texts for link in re.findall(r"\]\((?!\w+:|#)([^)\s#]+)", texts[path])]
    assert [(path, link) for path, link in linked if posixpath.normpath(f"{path}/../{link}") not in files] == []
    named = [(path, name) for path in texts for name in re.findall(r"docs/([\w-]+\.md)", texts[path])]
    assert {path for path, _ in named} == {read_example(language).guide}
    assert [name for _, name in named if not (ROOT / "docs" / name).is_file()] == []


def test_comments_are_translated_where_a_translation_is_known():
    assert translate_comments("a: 1  # one\n# two\n# one\n", {"one": "eins"}) == "a: 1  # eins\n# two\n# eins\n"


def test_a_site_without_a_name_is_called_as_its_example_is():
    example = read_example("en")
    settings = collect_files(example)["mkdocs.yml"].decode()
    assert f"site_name: {example.name}\n" in settings
    assert settings.endswith("\n")


def test_a_template_that_asks_for_what_nobody_gives_is_an_error():
    with pytest.raises(UndefinedError, match="nickname"):
        write_settings("site_name: {{ nickname }}\n", "x")


NAMES = [
    "It's: #1",
    'The "old" quay',
    "'x'",
    "no",
    "1e3",
    "- a",
    "a #b",
    "{{ name }}",
    "%TAG",
    "Київ: що далі?",
    "日本 🛳",
    "~",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_kept_whatever_is_in_it(name):
    check_name(name)


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=20))
def test_any_words_are_one_text_on_one_line_of_yaml(words):
    written = write_yaml(words)
    assert len(written.splitlines()) == 1
    assert yaml.safe_load(f"{written}: {written}\n") == {words: words}


@given(st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=20))
@tries(25)
def test_any_name_is_kept(name):
    check_name(name)


def check_name(name):
    """Assert that a new site has a name, as MkDocs reads it and as we do, and that nothing else differs."""
    made, other = (collect_files(read_example("en"), called)["mkdocs.yml"].decode() for called in (name, "x"))
    assert yaml_load(made)["site_name"] == name
    assert parse_settings(Source("mkdocs.yml", made))[0].site_name == name
    assert made.splitlines()[2:] == other.splitlines()[2:]


def read_demo():
    """Return the demo's settings."""
    return (ROOT / "mkdocs.yml").read_text(encoding="utf-8")


def test_nothing_is_overwritten(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    result = run("init", tmp_path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "is there already and not empty: nothing was written" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
    assert run("init", tmp_path / "notes.txt").exit_code == 2


@pytest.mark.parametrize(
    "name", ["a\nb", "a\r\nb", "a\u2028b", "a\x0cb", "a\x1bb", "a\x85b", "a\udc80b", "a\u202eb", "", " ", "\u200b"]
)
def test_a_name_is_one_line(tmp_path, name):
    result = run("init", tmp_path / "site", "--name", name)
    assert (result.exit_code, result.stderr) == (2, "briefing: --name must be words on one line\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["می\u200cخواهیم", "👩\u200d🚀", "Что\xa0дальше", " two  words "])
def test_a_name_is_in_any_script(tmp_path, name):
    assert run("init", tmp_path / "site", "--name", name).exit_code == 0
    made = yaml_load((tmp_path / "site/mkdocs.yml").read_text(encoding="utf-8"))
    assert made["site_name"] == " ".join(name.split())


def test_an_empty_folder_may_be_used(tmp_path):
    assert run("init", "--root", tmp_path, ".").exit_code == 0
    assert (tmp_path / ".gitignore").is_file()
    assert "\n* text=auto eol=lf\n" in (tmp_path / ".gitattributes").read_text()


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_a_clone_that_would_change_line_ends_is_up_to_date(tmp_path):
    """As Git for Windows is set up: each text file would get CRLF, and quotes and sums fit no more."""
    assert run("init", tmp_path / "site").exit_code == 0
    assert run("generate", "--root", tmp_path / "site").exit_code == 0
    own = ["-c", "user.name=a", "-c", "user.email=a@b.example"]
    for command in (["init", "-q"], ["add", "."], [*own, "commit", "-qm", "all"]):
        call(["git", *command], tmp_path / "site")
    call(["git", "-c", "core.autocrlf=true", "clone", "-q", "site", "clone"], tmp_path)
    result = run("generate", "--root", tmp_path / "clone", "--check")
    assert (result.exit_code, result.output) == (0, "")


@pytest.mark.slow
def test_the_wheel_makes_a_site_in_an_empty_folder(tmp_path):
    """As after `pip install`: the package comes from the wheel, and this repository is nowhere near."""
    source, installed, empty = (tmp_path / name for name in ("source", "installed", "empty"))
    leave_out = shutil.ignore_patterns(".*", "site", "tests", "__pycache__")
    shutil.copytree(ROOT, source, ignore=leave_out)
    call([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)], source)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        wheel.extractall(installed)
    empty.mkdir()
    environment = {"PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    place = call([sys.executable, "-c", "import briefing_desk; print(briefing_desk.__file__)"], empty, **environment)
    assert str(installed) in place
    briefing = [sys.executable, "-m", "briefing_desk"]
    call([*briefing, "init", "new"], empty, **environment)
    assert "ten minutes" in (empty / "new/GUIDE.md").read_text(encoding="utf-8").lower()
    said = call([*briefing, "build", "--root", "new"], empty, **environment)
    assert "built new" in said
    page = (empty / "new/site/quay-closure.html").read_text(encoding="utf-8")
    assert "we will not leave one person behind" in page
    assert "../assets" not in page
    assert (empty / "new/site/assets/briefing.css").is_file()
    assert 'property="og:type"' in page  # the theme's override


def call(command, folder, **environment):
    """Run a command in a folder, successfully; return what it says."""
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_formatters_leave_what_is_generated_alone():
    """The demo's and the starter's `.prettierignore` are one."""
    ignored = collect_files(read_example("en"), "x")[".prettierignore"]
    assert b"/briefings/" in ignored.splitlines()
    assert ignored == (ROOT / ".prettierignore").read_bytes()


def test_a_headings_address_is_made_of_its_words_in_every_script_and_stays():
    settings = {key: value for entry in yaml_load(read_demo())["markdown_extensions"] for key, value in named(entry)}
    headings = ["Что дальше?", "港を閉鎖しない理由", "Élan vital’s end", "Bottom line"]
    ids = [list_ids(heads, settings["toc"]) for heads in (headings, ["الميناء", *headings])]
    assert ids[0] == ["что-дальше", "港を閉鎖しない理由", "élan-vitals-end", "bottom-line"]
    assert ids[1] == ["الميناء", *ids[0]]


def named(entry):
    """Return an extension with its settings."""
    return entry.items() if isinstance(entry, dict) else [(entry, {})]


def list_ids(headings, settings):
    """Return the ids of headings on a page of the demo."""
    page = "\n\n".join(f"## {heading}" for heading in headings)
    return re.findall('<h2 id="([^"]*)"', markdown(page, extensions=["toc"], extension_configs={"toc": settings}))
