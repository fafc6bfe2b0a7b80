"""What a site's `mkdocs.yml` sets for us: the site's name and address, and our own keys below `extra`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

import yaml

from briefing_desk.languages.collation import find_place
from briefing_desk.schema.model import Limits, Topic
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Place, Source
from briefing_desk.syntax.yaml_errors import NESTED, describe_syntax

DEFAULT_LIMITS = Limits()
TEMPLATES = "overrides/briefing"
"""The folder of a site's own templates, which take the place of ours, beside those of the theme."""
UNNAMED = "Briefings"
"""What feeds and data call a site without a name; MkDocs builds none."""
LANGUAGE = "en"
"""What the theme takes a site's language for if it says none."""
LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
EDITION = "for example `languages: {en: {url: https://example.org/}, de: {url: https://example.org/de/}}`"
MAX_DEPTH = 100
"""Of `mkdocs.yml`, where MkDocs' own settings may go deeper than annotations do."""


@dataclass(frozen=True, slots=True)
class Edition:
    """The site in one language."""

    language: str
    """BCP 47."""
    url: str
    """Where it is published, with a slash at its end."""
    site_name: str = ""
    """What it is called in this language; empty: as the site is."""
    site_description: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits, where readers report errors, what the site is called and where it is."""

    limits: Limits = DEFAULT_LIMITS
    report_url: str | None = None
    """An https or mailto address in which `{title}` and `{place}` stand for what is reported."""
    site_url: str = ""
    """Where the site will be, with a slash at its end; empty if unknown. Only with it are addresses absolute."""
    site_name: str = UNNAMED
    site_description: str = ""
    language: str = LANGUAGE
    """Of the pages, as the theme has it (BCP 47)."""
    editions: tuple[Edition, ...] = ()
    """The languages in which there is the site, its own among them."""
    order: tuple[str, ...] = ()
    """The pages in the navigation, in its order: that of topics everywhere."""
    templates: tuple[Source, ...] = ()
    """Those of the site that take the place of ours."""
    unfinished: tuple[Problem, ...] = field(default=(), compare=False, repr=False)
    """What a site for readers should say and does not yet."""
    language_at: Place | None = field(default=None, compare=False, repr=False)
    """Where the language is set."""


SHAPES = {
    "max_quote_words": (re.compile(r"[1-9][0-9]{0,3}"), "bad-word", "a whole number above 0", "max_quote_words: 40"),
    "max_share": (re.compile(r"0?\.[0-9]+|1"), "bad-word", "a number between 0 and 1", "max_share: 0.25"),
    "report_url": (
        re.compile(r"https?://[^/\s]\S*|mailto:\S+", re.IGNORECASE),
        "bad-url",
        "an https or mailto address",
        "report_url: mailto:you@example.org",
    ),
}
"""What we read below `extra`, how each value must look, and an example."""


STARTER_NAMES = ("The old quay", "Der alte Kai", "Старий причал")
"""What a new site is called that nobody has given a name, in each language in which there is an example."""
NOT_YET = {
    "site_name": re.compile(rf"^(?:{'|'.join(STARTER_NAMES)})$"),
    "site_url": re.compile(r"(?i)^https?://example\.org(?:/|$)"),
    "report_url": re.compile(r"(?i)\byou@example\.org\b|^https?://example\.org(?:/|$)"),
}
"""What a new site's configuration says until it is its editors' own."""


SITE_URL = r"""(?i)https?://[^/\s?#\\<>"']+(?:/[^\s?#\\<>"']*)?"""
"""Compiled only for sites that have one."""


def parse_settings(source: Source) -> tuple[Settings, list[Problem]]:
    """Return the settings of a `mkdocs.yml`; tags such as `!ENV` are MkDocs' business and are not resolved."""
    try:
        if is_deep(source.text):
            return Settings(), [
                Problem(Place(source), "yaml-feature", f"nested deeper than {MAX_DEPTH} levels", NESTED)
            ]
        root = yaml.compose(source.text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        return Settings(), [describe_syntax(source, 0, source.text, error)]
    extra = find_value(root, "extra")
    problems: list[Problem] = []
    given: dict[str, str] = {}
    for key, (shape, code, wanted, example) in SHAPES.items():
        node = find_value(extra, key)
        if isinstance(node, yaml.ScalarNode) and shape.fullmatch(node.value):
            given[key] = node.value
        elif node:
            place, message = Place(source, node.start_mark.index), f"`{key}` must be {wanted}"
            problems.append(Problem(place, code, message, f"for example `{example}`"))
    limits = Limits(
        int(given.get("max_quote_words", DEFAULT_LIMITS.max_quote_words)),
        float(given.get("max_share", DEFAULT_LIMITS.max_share)),
    )
    problems += check_site_url(source, root)
    editions, wrong = read_editions(source, find_value(extra, "languages"))
    problems += wrong
    name, description = find_plain(root, "site_name"), find_plain(root, "site_description")
    address = find_plain(root, "site_url")
    site_url = f"{address.rstrip('/')}/" if address and re.fullmatch(SITE_URL, address) else ""
    theme = find_value(root, "theme")
    problems += check_left_out(source, root, [one.language for one in editions])
    language, spoken = find_plain(theme, "language") or LANGUAGE, find_value(theme, "language")
    report_url = given.get("report_url")
    unfinished = tuple(check_unfinished(source, root, report_url))
    order = tuple(list_pages(find_value(root, "nav")))
    return Settings(
        limits,
        report_url,
        site_url,
        name or UNNAMED,
        description,
        language,
        editions,
        order,
        unfinished=unfinished,
        language_at=Place(source, spoken.start_mark.index) if spoken else None,
    ), problems


def read_editions(source: Source, node: yaml.Node | None) -> tuple[tuple[Edition, ...], list[Problem]]:
    """Return the languages in which there is the site, each with where it is, and what is wrong with them."""
    found: list[Edition] = []
    problems: list[Problem] = []
    if node is not None and not isinstance(node, yaml.MappingNode):
        place = Place(source, node.start_mark.index)
        problems.append(Problem(place, "wrong-type", "`languages` must name each language with its address", EDITION))
    for name, value in node.value if isinstance(node, yaml.MappingNode) else ():
        place, url = Place(source, name.start_mark.index), find_plain(value, "url")
        if not LANGUAGE_TAG.fullmatch(name.value):
            problems.append(Problem(place, "bad-language", f"`{name.value}` is not a language tag", EDITION))
        elif not re.fullmatch(SITE_URL, url):
            message = f"`{name.value}` needs a `url`, an http or https address"
            problems.append(Problem(place, "bad-url", message, EDITION))
        else:
            texts = find_plain(value, "site_name"), find_plain(value, "site_description")
            found.append(Edition(name.value, f"{url.rstrip('/')}/", *texts))
    return tuple(found), problems


def check_left_out(source: Source, root: yaml.Node | None, languages: list[str]) -> Iterator[Problem]:
    """Yield a warning for each other language whose pages MkDocs would publish among those of the site."""
    own = find_plain(find_value(root, "theme"), "language") or LANGUAGE
    node, named = find_value(root, "exclude_docs"), find_value(find_value(root, "extra"), "languages")
    left_out = node.value.split() if isinstance(node, yaml.ScalarNode) else []
    place = Place(source, named.start_mark.index if named else 0)
    if languages and own not in languages:
        help = f"add `{own}: {{url: …}}`: pages in other languages link to it"
        yield Problem(place, "setting-missing", f"`languages` does not name the site's own, `{own}`", help)
    for language in languages:
        if language != own and f"*.{language}.md" not in left_out:
            message = f"pages in `{language}` would be published among those in `{own}`"
            help = f"write `*.{language}.md` on a line of its own below `exclude_docs: |`"
            yield Problem(place, "setting-missing", message, help)


def list_pages(node: yaml.Node | None) -> Iterator[str]:
    """Yield the pages that a navigation names, in its order."""
    if isinstance(node, yaml.ScalarNode) and node.value.endswith(".md"):
        yield node.value
    for inner in node.value if isinstance(node, yaml.CollectionNode) else ():
        yield from list_pages(inner[1] if isinstance(inner, tuple) else inner)


def order_topics(topics: Mapping[str, Topic], settings: Settings) -> dict[str, Topic]:
    """Return topics in the order of the navigation; what is not in it comes last, by title."""
    place = {page: number for number, page in enumerate(settings.order)}
    last = len(place)
    ids = sorted(
        topics, key=lambda id: (place.get(f"{id}.md", last), find_place(topics[id].title, settings.language), id)
    )
    return {id: topics[id] for id in ids}


def check_unfinished(source: Source, root: yaml.Node | None, report_url: str | None) -> Iterator[Problem]:
    """Yield a warning for each value that a new site's configuration has only until it gets its own."""
    extra = find_value(root, "extra")
    nodes = {"site_name": root, "site_url": root, "report_url": extra}
    for key, parent in nodes.items():
        node = find_value(parent, key)
        if isinstance(node, yaml.ScalarNode) and NOT_YET[key].search(node.value):
            message = f"`{key}` is still that of a new site"
            yield Problem(Place(source, node.start_mark.index), "placeholder", message, "write your own")
    if report_url is None and not find_value(extra, "report_url"):
        place = Place(source, extra.start_mark.index if extra else 0)
        message = "readers have no way to report an error: `report_url` is not set"
        yield Problem(place, "setting-missing", message, "set it below `extra`, to an https or mailto address")


def find_plain(root: yaml.Node | None, key: str) -> str:
    """Return a text at the top of `mkdocs.yml`, on one line; nothing if it is absent or a tag that MkDocs resolves."""
    node = find_value(root, key)
    is_plain = isinstance(node, yaml.ScalarNode) and node.tag in ("tag:yaml.org,2002:str", "tag:yaml.org,2002:int")
    return " ".join(node.value.split()) if node and is_plain else ""


def check_site_url(source: Source, root: yaml.Node | None) -> list[Problem]:
    """Return a problem where the site's address is none: feeds and data could not be linked."""
    node = find_value(root, "site_url")
    words = find_plain(root, "site_url")
    if node is None or not words or re.fullmatch(SITE_URL, words):
        return []
    message = "`site_url` must be an http or https address"
    help = "for example `site_url: https://example.org/`; or leave it out as long as there is none"
    return [Problem(Place(source, node.start_mark.index), "bad-url", message, help)]


def is_deep(text: str) -> bool:
    """Say whether YAML is nested so deeply that composing it, which recurses, could end the process."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            return True
    return False


def find_value(node: yaml.Node | None, key: str) -> yaml.Node | None:
    """Return the value of a key of a mapping, if both are there."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return next((value for name, value in pairs if name.value == key), None)


def make_report_link(report_url: str, title: str, place: str) -> str:
    """Return the address at which an error is reported, filled in with what it is about."""
    return report_url.replace("{title}", quote(title, safe="")).replace("{place}", quote(place, safe=""))
