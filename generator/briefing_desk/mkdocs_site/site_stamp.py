"""What the bytes of every page depend on: the builder, its configuration, the theme and what overrides it.

Where a page may depend on more than we know, there is no stamp, and the whole site is built.
"""

import json
import os
import platform
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from briefing_desk.mkdocs_site.kept_file import digest
from briefing_desk.schema.settings import TEMPLATES

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig

PLUGINS = {"material/search", "material/offline"}
"""Those that do nothing to one page because of another, beside the search index."""
EXTENSIONS = {
    "abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code", "footnotes", "md_in_html",
    "meta", "nl2br", "sane_lists", "smarty", "tables", "toc", "wikilinks",
}  # fmt: skip
"""Python-Markdown's own: they know no other file than the page."""
READ_FILES = {"pymdownx.snippets", "pymdownx.b64", "pymdownx.emoji"}
PACKAGES = ("markdown", "material", "pymdownx")
"""Whose functions a setting may name: their versions are part of the stamp."""
WIDE = {"pages", "build_date_utc"}
"""What a template is given beside its page, its configuration and the navigation."""
DEEP = {"content", "markdown", "toc"}
"""What a template may show of its own page only: of others it is not known when they are not rendered."""


class Unknowable(Exception):
    """A setting that is no text and no number, and of which nobody knows when it changes."""


def stamp_site(config: "MkDocsConfig") -> str:
    """Return the sum of what all pages depend on, empty if we cannot know that."""
    theme = config.theme
    is_known = (
        theme.name == "material"
        and set(config.plugins) <= PLUGINS
        and not config.hooks
        and not config.extra_templates
        and all(is_pure(name) for name in config.markdown_extensions)
    )
    if not is_known or any(looks_around(path, theme.get_env()) for path in list_templates(config)):
        return ""
    try:
        settings = read_settings(config)
    except Unknowable:
        return ""
    parts = [
        platform.python_version(),
        list_versions(),
        settings,
        stamp_overrides(config),
    ]
    return digest(json.dumps(parts).encode())


@cache
def list_versions() -> list[tuple[str, str]]:
    """Return the names and versions of all installed packages, which stay while a process runs."""
    return sorted((it.name, it.version) for it in metadata.distributions())


def is_pure(extension: str) -> bool:
    """Say whether what an extension makes of a page depends on nothing else."""
    name = extension.removeprefix("markdown.extensions.")
    return name in EXTENSIONS or (name.startswith("pymdownx.") and name not in READ_FILES)


def read_settings(config: "MkDocsConfig") -> str:
    """Return the configuration as it is written, with what it inherits and takes from the environment.

    Read once more, for MkDocs takes it apart while it checks it.
    """
    from mkdocs.utils.yaml import get_yaml_loader, yaml_load

    with open(config.config_file_path, "rb") as file:
        return json.dumps(yaml_load(file, get_yaml_loader(config=config)), default=name_object)


def name_object(given: object) -> str:
    """Return what stands for something that is no plain value; raise Unknowable for what may be anybody's function."""
    if not callable(given):
        return str(given)
    if given.__module__.partition(".")[0] not in PACKAGES:
        raise Unknowable
    return f"{given.__module__}.{getattr(given, '__qualname__', given)}"


def stamp_overrides(config: "MkDocsConfig") -> str:
    """Return the sum of what overrides the theme."""
    found = [(name_override(path, config), digest(path.read_bytes())) for path in list_overrides(config)]
    return digest(json.dumps(found).encode())


def list_overrides(config: "MkDocsConfig") -> list[Path]:
    """Return the files that override the theme's, in order; our own templates' are in the pages that they made."""
    if not config.theme.custom_dir:
        return []
    folder = Path(config.theme.custom_dir)
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return [path for path in found if not path.is_relative_to(folder.parent / TEMPLATES)]


def name_override(path: Path, config: "MkDocsConfig") -> str:
    """Return the name of a file that overrides one of the theme's, as themes have it."""
    return Path(os.path.relpath(path, config.theme.custom_dir)).as_posix()


def list_templates(config: "MkDocsConfig") -> Iterator[Path]:
    """Yield the templates among them, but for those of files that are no pages: each build renders them."""
    found = (path for path in list_overrides(config) if path.suffix in (".html", ".xml"))
    return (path for path in found if name_override(path, config) not in config.theme.static_templates)


def looks_around(path: Path, env: "Environment") -> bool:
    """Say whether a template may show something of other pages, or the day of the build."""
    from jinja2 import TemplateSyntaxError, nodes

    try:
        tree = env.parse(path.read_bytes().decode())
    except (TemplateSyntaxError, ValueError):
        return True  # MkDocs tells what is wrong with it
    names = list(tree.find_all(nodes.Name))
    parts = list(tree.find_all(nodes.Getattr))
    return (
        any(name.name in WIDE or (name.name == "page" and name.ctx != "load") for name in names)
        or any(
            part.attr in DEEP and not (isinstance(part.node, nodes.Name) and part.node.name == "page") for part in parts
        )
        or any(part.attr == "update_date" for part in parts)
    )
