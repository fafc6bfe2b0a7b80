"""What prose can cite, and the footnotes of what it cites."""

from collections.abc import Iterable
from typing import NamedTuple

from briefing_desk.analysis.library import Library
from briefing_desk.messages.phrases import show_interval, tell_language
from briefing_desk.messages.words import CITED_PASSAGE, CORRECTIONS, NO_DATE, PLACE, REMARKED, put_inside
from briefing_desk.schema.model import Seeds
from briefing_desk.web.drafts import FOLDER
from briefing_desk.web.escape import Html
from briefing_desk.web.links import SOURCE_ANCHOR, Context, source_page
from briefing_desk.web.markdown import escape_heading
from briefing_desk.web.parts import name_source
from briefing_desk.web.template_faults import Own
from briefing_desk.web.templates import render_markdown


class Note(NamedTuple):
    """A footnote: what prose calls it, and where it leads."""

    id: str
    href: str
    words: Html


def list_citable(seeds: Seeds) -> frozenset[str]:
    """Return what prose can cite: articles and `article:passage`; of an article that could not be read, anything."""
    passages = (f"{id}:{passage.id}" for id, article in seeds.articles.items() for passage in article.passages)
    unread = [path.split("/")[-1].removesuffix(".md") for path in seeds.unread if path.startswith("seeds/articles/")]
    return frozenset(passages).union(map(str, seeds.articles), unread, (f"{id}:*" for id in unread))


def render_citations(library: Library, page: str, cited: Iterable[str], templates: Own = ()) -> str:
    """Return the footnotes of a page in the order of their first use: title, publisher, date, linked to the entry."""
    context = Context(library, page.removeprefix(f"{FOLDER}/"))
    notes = []
    for id in dict.fromkeys(cited):
        article = library.seeds.articles[id.split(":")[0]]
        publisher, date = name_source(article, library), show_interval(article.date) if article.date else NO_DATE
        title, publisher = (isolate(name, article.language) for name in (article.title, publisher))
        words = PLACE.format(title=title, publisher=publisher, date=date)
        if remark := put_inside(CORRECTIONS.get(article.status, "")):
            words = REMARKED.format(words=words, remark=remark)
        words = CITED_PASSAGE.format(article=words) if ":" in id else words
        href = context.href(source_page(article), SOURCE_ANCHOR + id.replace(":", "--"))
        notes.append(Note(id, href, escape_heading(words)))
    return render_markdown(templates, "citations", {"notes": notes})


def isolate(name: str, language: str) -> str:
    """Return a name in a foreign language so that browsers order what follows it by itself (Unicode's isolates)."""
    return f"\u2068{name}\u2069" if tell_language(language) else name
