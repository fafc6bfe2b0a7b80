"""A new, small site: the files it begins with, as they ship with the package. Reads the package, writes nothing."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import yaml

from briefing_desk.editing.notation import quote_yaml
from briefing_desk.messages import words
from briefing_desk.messages.translation import SOURCE
from briefing_desk.schema.model import Limits

PACKAGE = Path(__file__).parent.parent
OWN = PACKAGE / "starter"
"""What only a new site has: its configuration, and the settings of editors."""
EXAMPLES = PACKAGE / "examples"
"""By language, what a new site shows how it is done, and the words of its configuration."""
SHARED = ("overrides", "briefings/assets")
"""What a new site has in common with the demo: kept once, in the demo, and put beside `OWN` in a built package."""
GUIDES = "docs"
"""Where the guides are: in this repository, and likewise beside `OWN` in a built package."""
ABOUT = "example.toml"
COMMENTED = ("mkdocs.yml", ".gitignore", ".gitattributes", ".prettierignore")
"""Files whose comments a new site has in its language."""
HIDDEN = "dot-"
"""Stands for the dot at the beginning of a hidden file's name, which packaging tools pass over."""
TEMPLATE = "mkdocs.yml.jinja"
"""The configuration of a new site; a test holds it against the demo's."""
dump = partial(json.dumps, ensure_ascii=False)
PLAIN = re.compile(r"[^\W\d_][\w ,.]*")
"""What may stand in YAML without quotation marks, if it is a text there: `no` is none."""


@dataclass(frozen=True, slots=True)
class Example:
    """A site to start from, in one language."""

    language: str
    name: str
    """What the site is called."""
    guide: str
    """Under which name it has the guide."""
    elsewhere: str
    """What the guide says of documents that it names and the site has not."""
    comments: Mapping[str, str] = field(default_factory=dict)
    """What the comments of the configuration, and of other files, are in its language."""
    descriptions: Mapping[str, str] = field(default_factory=dict)
    """What editors show of fields, in its language."""


def read_example(language: str) -> Example:
    """Return the example in a language (BCP 47), else the English one."""
    known = (tag for tag in (language, language.split("-")[0]) if (EXAMPLES / tag / ABOUT).is_file())
    chosen = next(known, SOURCE)
    told = tomllib.loads((EXAMPLES / chosen / ABOUT).read_text(encoding="utf-8"))
    return Example(chosen, **told)


def collect_files(example: Example, name: str = "") -> dict[str, bytes]:
    """Return the files of a new site, by path; without a `name` it is called as the example is."""
    base = OWN if (OWN / SHARED[0]).is_dir() else PACKAGE.parent.parent
    found = dict(read_tree(OWN, "."))
    found = {path: data for path, data in found.items() if not path.startswith(f"{GUIDES}/")}
    for shared in SHARED:
        found.update(read_tree(base, shared))
    found.update(read_tree(EXAMPLES / example.language, "."))
    del found[ABOUT]
    guide = base / GUIDES / ("guide.md" if example.language == SOURCE else f"guide.{example.language}.md")
    found[example.guide] = cut_loose(guide.read_text(encoding="utf-8"), example.elsewhere).encode()
    topic = next(Path(path).stem for path in found if path.startswith("seeds/topics/"))
    settings = write_settings(found.pop(TEMPLATE).decode(), name or example.name, topic)
    found["mkdocs.yml"] = settings.encode()
    for path, data in found.items():
        if path.endswith(".schema.json"):
            found[path] = translate_descriptions(data.decode(), example.descriptions).encode()
        elif path in COMMENTED:
            found[path] = translate_comments(data.decode(), example.comments).encode()
    return found


def cut_loose(guide: str, elsewhere: str) -> str:
    """Return a guide as it stands away from the other documents: without pictures, each link as the name of a document.

    Before its first section it says where those are. What its comments say for a test, it says to readers: into which
    file a block goes, and in the place of what.
    """
    guide = guide.replace("\n## ", f"\n{elsewhere}\n\n## ", 1)
    guide = re.sub(r"\n+ *!\[[^]]*\]\([^)]*\)(?=\n)", "", guide)
    guide = re.sub(r"<!-- write: (.+) -->", r"`\1`:", guide)
    guide = re.sub(r"<!-- replace in ([^:]+): +(.+) -->", r"`\1`, `\2` →", guide)
    return re.sub(r"\[([^]]*)\]\((?!https?:|#)([^)#]*)[^)]*\)(?: \((\w+)\))?", name_link, guide)


def name_link(link: re.Match[str]) -> str:
    """Return a link to a document as words, with the language that stands behind it."""
    said, target, language = link.groups()
    name = f"`{GUIDES}/{target}`"
    if said == target:
        return f"{name} ({language})" if language else name
    return f"{said} ({language}: {name})" if language else f"{said} ({name})"


def translate_comments(text: str, comments: Mapping[str, str]) -> str:
    """Return a file with its comments in another language."""
    return re.sub(r"(?<=# ).+$", lambda found: comments.get(found[0], found[0]), text, flags=re.MULTILINE)


def translate_descriptions(schema: str, descriptions: Mapping[str, str]) -> str:
    """Return a JSON Schema, one value a line, with what editors show of it in another language."""
    said = {dump(english): dump(words) for english, words in descriptions.items()}
    return re.sub(r'(?<=": )".*"(?=,?$)', lambda found: said.get(found[0], found[0]), schema, flags=re.MULTILINE)


def read_tree(base: Path, part: str) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the bytes of each file in a folder."""
    for full in sorted((base / part).rglob("*")):
        if full.is_file():
            names = full.relative_to(base).parts
            yield "/".join(re.sub(f"^{HIDDEN}", ".", name) for name in names), full.read_bytes()


def write_settings(template: str, name: str, topic: str = "") -> str:
    """Return the configuration of a new site, in the language of the interface."""
    from jinja2 import Environment, StrictUndefined  # only `init` pays for it

    environment = Environment(undefined=StrictUndefined, keep_trailing_newline=True)
    environment.filters["yaml"] = write_yaml
    return environment.from_string(template).render(name=name, topic=topic, words=words, max_share=Limits().max_share)


def write_yaml(text: str) -> str:
    """Return a text as YAML has it, on one line: plain where that is the same text, whatever is in it."""
    return text if PLAIN.fullmatch(text) and yaml.safe_load(text) == text else quote_yaml(text)
