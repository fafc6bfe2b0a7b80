"""What a site's `mkdocs.yml` sets for us, below `extra`. The file is a person's; everything else in it is MkDocs'."""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import yaml

from generator.model import Limits
from generator.problems import Problem
from generator.source import Place, Source

DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits, and where readers report errors."""

    limits: Limits = DEFAULT_LIMITS
    report_url: str | None = None
    """An https or mailto address in which `{title}` and `{place}` stand for what is reported."""


def parse_settings(source: Source) -> tuple[Settings, list[Problem]]:
    """Return the settings of a `mkdocs.yml`; tags such as `!ENV` are MkDocs' business and are not resolved."""
    try:
        root = yaml.compose(source.text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(source, mark.index if mark else 0)
        return Settings(), [Problem(place, "yaml-syntax", "mkdocs.yml is not YAML", str(error).splitlines()[0])]
    extra = find_value(root, "extra")
    limits, problems = Limits(), []
    report_url = find_value(extra, "report_url")
    if isinstance(report_url, yaml.ScalarNode) and urlsplit(report_url.value).scheme not in (
        "https",
        "http",
        "mailto",
    ):
        place = Place(source, report_url.start_mark.index)
        problems.append(Problem(place, "bad-url", "`report_url` must be an https or mailto address"))
    values = {key: find_value(extra, key) for key in ("max_quote_words", "max_share")}
    for key, node in values.items():
        if isinstance(node, yaml.ScalarNode) and not is_number(node.value):
            place = Place(source, node.start_mark.index)
            problems.append(Problem(place, "bad-word", f"`{key}` must be a number above 0"))
    if not problems:
        words, share = (node.value if isinstance(node, yaml.ScalarNode) else None for node in values.values())
        limits = Limits(int(float(words or limits.max_quote_words)), float(share or limits.max_share))
    return Settings(limits, report_url.value if isinstance(report_url, yaml.ScalarNode) else None), problems


def find_value(node: yaml.Node | None, key: str) -> yaml.Node | None:
    """Return the value of a key of a mapping, if both are there."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return next((value for name, value in pairs if name.value == key), None)


def is_number(text: str) -> bool:
    """Say whether a text is a number above 0."""
    try:
        return 0 < float(text) < 1e6
    except ValueError:
        return False


def make_report_link(report_url: str, title: str, place: str) -> str:
    """Return the address at which an error is reported, filled in with what it is about."""
    return report_url.replace("{title}", quote(title, safe="")).replace("{place}", quote(place, safe=""))
