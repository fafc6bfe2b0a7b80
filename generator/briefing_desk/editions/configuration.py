"""The configuration of a site as it is in another language. Pure."""

from collections.abc import Iterator, Mapping

import yaml

from briefing_desk.editing.notation import quote_yaml
from briefing_desk.messages.translation import Message
from briefing_desk.schema.settings import Edition, find_value
from briefing_desk.syntax.source import Source

OURS = (
    *("NAVIGATION.", "PALETTE.", "SITE_DESCRIPTION", "REPORT_PAGE", "REPORT_PAGE_TITLE"),
    *("MISSING_TITLE", "MISSING_WORDS"),
)
"""The messages that a new site's configuration has."""


def pair_words(own: Mapping[str, Message], wanted: Mapping[str, Message]) -> dict[str, str]:
    """Return what our words in a configuration become, by what they are in the language of the site."""
    return {
        said: other
        for path, said in own.items()
        if path.startswith(OURS) and isinstance(said, str) and isinstance(other := wanted.get(path), str)
    }


def translate_settings(source: Source, edition: Edition, words: Mapping[str, str]) -> str:
    """Return a configuration in another language: our words in it, and what it gives for that language."""
    text = source.text
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    theme, extra = find_value(root, "theme"), find_value(root, "extra")
    known = {
        id(find_value(theme, "language")): edition.language,
        id(find_value(root, "site_url")): edition.url,
        id(find_value(root, "site_name")): edition.site_name,
        id(find_value(root, "site_description")): edition.site_description,
    }
    kept = find_value(extra, "languages")
    edits = []
    for node in list_scalars(root, kept):
        said = known.get(id(node)) or words.get(node.value)
        if said:
            start, end = node.start_mark.index, node.end_mark.index
            edits.append((start, end, quote_yaml(said) + "\n" * text.count("\n", start, end)))
    for start, end, said in sorted(edits, reverse=True):
        text = text[:start] + said + text[end:]
    return text if find_value(root, "site_url") else f"site_url: {quote_yaml(edition.url)}\n{text}"


def list_scalars(node: yaml.Node | None, kept: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    """Yield every text of a configuration, keys too, but for what stands in one that stays."""
    if node is kept or node is None:
        return
    if isinstance(node, yaml.ScalarNode):
        yield node
    for inner in node.value if isinstance(node, yaml.CollectionNode) else ():
        for one in inner if isinstance(inner, tuple) else (inner,):
            yield from list_scalars(one, kept)
