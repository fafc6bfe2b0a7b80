"""Of what every page may depend on nothing is overlooked: extensions, functions, overrides, one by one."""

import json
import os
from datetime import date
from types import SimpleNamespace

import pytest
from jinja2 import Environment
from markdown.extensions.toc import slugify
from pymdownx.slugs import slugify as slugify_case

from briefing_desk.mkdocs_site.site_stamp import (
    DEEP,
    EXTENSIONS,
    Unknowable,
    is_pure,
    list_overrides,
    list_templates,
    looks_around,
    name_object,
    read_settings,
    stamp_overrides,
)


@pytest.mark.parametrize(
    ("extension", "pure"),
    [
        *((name, True) for name in sorted(EXTENSIONS)),
        ("markdown.extensions.toc", True),
        ("pymdownx.superfences", True),
        ("pymdownx.snippets", False),
        ("pymdownx.b64", False),
        ("pymdownx.emoji", False),
        ("pymdownxtra", False),
        ("of_others", False),
        ("of.markdown.extensions.toc", False),
    ],
)
def test_an_extension_makes_pages_of_themselves_alone(extension, pure):
    assert is_pure(extension) is pure


@pytest.mark.parametrize(
    ("given", "name"),
    [
        (date(2025, 3, 4), "2025-03-04"),
        (slugify, "markdown.extensions.toc.slugify"),
        (slugify_case, "pymdownx.slugs.slugify"),
        (slugify_case(case="lower"), None),
        (Environment, None),
        (len, None),
    ],
)
def test_a_function_in_the_settings_is_known_by_its_package(given, name):
    """Of ours and the theme's the version is part of the stamp; of anybody's nobody knows when it changes."""
    if name:
        assert name_object(given) == name
    elif str(getattr(given, "__module__", "")).startswith("pymdownx"):
        assert name_object(given).startswith("pymdownx.slugs.")
    else:
        with pytest.raises(Unknowable):
            name_object(given)


def test_an_object_of_the_theme_that_may_hold_anything_is_like_no_other():
    """Two of a class are not the same: what they make of a page may differ."""
    odd = type("Odd", (), {"__module__": "pymdownx.odd", "__call__": lambda self: None})
    one, other = odd(), odd()
    assert name_object(one) == f"pymdownx.odd.{one}" != name_object(other)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_settings_are_stamped_as_they_are_written(tmp_path, monkeypatch, encoding):
    """With what they take from the environment and from another file, and with where paths in them lead."""
    monkeypatch.setenv("WORDS", "Grüße")
    (tmp_path / "base.yml").write_text("site_name: Häfen\n", encoding="utf-8")
    file = tmp_path / "mkdocs.yml"
    file.write_text("INHERIT: base.yml\na: !ENV WORDS\nb: !relative $docs_dir\n", encoding=encoding)
    config = SimpleNamespace(config_file_path=str(file), docs_dir=str(tmp_path / "briefings"))
    assert json.loads(read_settings(config)) == {
        "site_name": "Häfen",
        "a": "Grüße",
        "b": os.path.join(tmp_path, "briefings", ""),
    }


@pytest.mark.parametrize(
    ("template", "wide"),
    [
        ("{{ config.site_name }} {{ page.title }} {{ nav.homepage.title }}", False),
        ("{{ pages }}", True),
        ("{{ build_date_utc }}", True),
        *((f"{{{{ page.{name} }}}}", False) for name in sorted(DEEP)),
        *((f"{{{{ nav.homepage.{name} }}}}", True) for name in sorted(DEEP)),
        *((f"{{{{ nav.pages[0].{name} }}}}", True) for name in sorted(DEEP)),
        *((f"{{{{ page().{name} }}}}", True) for name in sorted(DEEP)),
        *((f"{{{{ nav.page.{name} }}}}", True) for name in sorted(DEEP)),
        ("{% set page = nav.homepage %}{{ page.content }}", True),
        ("{% for page in nav %}{% endfor %}", True),
        ("{{ page.update_date }}", True),
        ("{% block %}", True),
        ("", False),
    ],
)
def test_a_template_may_show_its_own_page_only(tmp_path, template, wide):
    (tmp_path / "main.html").write_text(template)
    assert looks_around(tmp_path / "main.html", Environment()) is wide


def test_a_template_that_is_no_text_may_show_anything(tmp_path):
    (tmp_path / "main.html").write_bytes(b"\xff\xfe{")
    assert looks_around(tmp_path / "main.html", Environment())
    (tmp_path / "main.html").write_text("größe", encoding="utf-8")
    assert not looks_around(tmp_path / "main.html", Environment())


def make_config(folder, *static):
    """Return as much of MkDocs' configuration as the overrides are found by."""
    return SimpleNamespace(theme=SimpleNamespace(custom_dir=folder and str(folder), static_templates=set(static)))


def test_overrides_are_all_files_and_templates_those_that_pages_are_made_of(tmp_path):
    for name in ("main.html", "b/part.html", "b/feed.xml", "style.css", "404.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    config = make_config(tmp_path, "404.html", "sitemap.xml")
    found = [path.relative_to(tmp_path).as_posix() for path in list_overrides(config)]
    assert found == ["404.html", "b/feed.xml", "b/part.html", "main.html", "style.css"]
    names = [path.relative_to(tmp_path).as_posix() for path in list_templates(config)]
    assert names == ["b/feed.xml", "b/part.html", "main.html"]
    assert list_overrides(make_config("")) == []
    assert list(list_templates(make_config(""))) == []


def test_the_stamp_of_overrides_is_of_names_and_bytes_wherever_they_are(tmp_path):
    stamps = []
    for folder, name, words in (("a", "x.css", "1"), ("b", "x.css", "1"), ("c", "y.css", "1"), ("d", "x.css", "2")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text(words)
        stamps.append(stamp_overrides(make_config(tmp_path / folder)))
    assert stamps[0] == stamps[1]
    assert len(set(stamps)) == 3
    assert stamp_overrides(make_config("")) not in stamps
