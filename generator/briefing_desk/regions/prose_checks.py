"""Which prose needs a person: it cites what was corrected, changed after its review, or was never written. Pure."""

from collections.abc import Iterable, Iterator

from briefing_desk.analysis.reviews import hash_correction
from briefing_desk.messages.words import PAGES
from briefing_desk.regions.markers import parse_page
from briefing_desk.regions.prose import Prose, hash_prose
from briefing_desk.schema.model import Article, Freshness, Seeds, Status
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Place, Source, Text
from briefing_desk.web.drafts import FOLDER

CODES = {Status.CORRECTED: "corrected-citation", Status.WITHDRAWN: "withdrawn-citation"}
UNWRITTEN = {
    PAGES["home"]["about"]: "say in two or three sentences what the site is about",
    f"*{PAGES['topic']['unwritten']}*": "write what a reader should know, and cite what it rests on: `[^article]`",
    f"*{PAGES['topic']['unwritten_disagreement']}*": "write where the sources disagree, or delete the section",
}
"""What new pages ask people to replace, and by what."""


def name_page(path: str) -> str:
    """Return by which name a page is reviewed."""
    return path.removeprefix(f"{FOLDER}/").removesuffix(".md")


def check_upkeep(prose: Prose, cited: Iterable[Text], seeds: Seeds, fresh: Freshness) -> Iterator[Problem]:
    """Yield what in the prose of one page a person has to read again."""
    name = name_page(prose.page.source.path)
    for id in cited:
        article = seeds.articles[id.split(":")[0]]
        if article.status is not Status.USABLE and hash_correction(article) not in fresh.corrections:
            yield tell_correction(id, article, name)
    if fresh.prose and fresh.prose != hash_prose(prose):
        message = f"the prose has changed since it was reviewed on {fresh.reviewed}"
        help = f"read it once more against the facts, then run `briefing review {name}`"
        yield Problem(Place(prose.page.source), "unreviewed-prose", message, help)


def tell_correction(id: Text, article: Article, name: str) -> Problem:
    """Return the warning of a citation of an article that was corrected or withdrawn."""
    note = f" on {article.correction.date}: {article.correction.note}" if article.correction else ""
    message = f"the prose cites `{id}`, and the article was {article.status}{note}"
    mend = "mend the sentence, or say that its source was withdrawn"
    if article.status is Status.CORRECTED:
        mend = "read the sentence against the correction, and mend it if need be"
    accept = f"; then run `briefing review {name}`" if "/" not in name else ""
    return Problem(id.at, CODES[article.status], message, mend + accept)


def list_corrections(cited: Iterable[Text], seeds: Seeds) -> list[str]:
    """Return the hashes of the corrections that a page's citations bring with them."""
    articles = (seeds.articles[id.split(":")[0]] for id in cited)
    return [hash_correction(article) for article in articles if article.status is not Status.USABLE]


def check_placeholder(source: Source) -> Iterator[Problem]:
    """Yield a warning where a page still asks its editor to write something, and readers would see it."""
    page = parse_page(source)[0] if any(words in source.text for words in UNWRITTEN) else None
    for words, help in UNWRITTEN.items() if page else ():
        for start, end in page.prose if page else ():
            if (at := source.text.find(words, start, end)) >= 0:
                message = "readers see the words that a new page asks you to replace"
                yield Problem(Place(source, at).forget_text(), "placeholder", message, help)
