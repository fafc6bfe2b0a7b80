"""What readers cannot tell apart: two of one name in the vocabulary, and one document taken in twice. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from briefing_desk.quotes.evidence import list_quotes
from briefing_desk.schema.model import Article, Seeds
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Text
from briefing_desk.text.normalise import HIDDEN, normalise
from briefing_desk.text.resemblance import simplify_address

ACCENTS = "".join(map(chr, range(0x300, 0x370)))
LOOK_ALIKES = str.maketrans("авеѕіјкмнорстухαβεζηικμνορτυχ", "abesijkmhopctyxabezhikmnoptyx")
"""Cyrillic and Greek letters that are drawn as Latin ones are, small or as capitals."""
UNSEEN = str.maketrans("", "", f"{ACCENTS}{HIDDEN}'’‘ʼ`´\"“”„«».,")
GAPS = re.compile(r"[\s\-‐-―_\u2212]+")


def fold_name(name: str) -> str:
    """Return what a reader remembers of a name: no case, accents, marks, kinds of space, or look-alike letters."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    return GAPS.sub(" ", plain.translate(UNSEEN).translate(LOOK_ALIKES)).strip() or name


def check_namesakes(seeds: Seeds) -> Iterator[Problem]:
    """Yield a warning for each name that readers cannot tell from an earlier one that stands for something else."""
    yield from compare_names("actor", "name", [(id, actor.name) for id, actor in seeds.actors.items()])
    yield from compare_names("publisher", "name", [(id, found.name) for id, found in seeds.publishers.items()])
    yield from compare_names("topic", "title", [(id, topic.title) for id, topic in seeds.topics.items()])
    for topic in seeds.topics.values():
        alike = list(compare_names("question", "label", [(q.id, q.label) for q in topic.questions]))
        told = {problem.at for problem in alike}
        others = [q for q in topic.questions if q.label.at not in told]
        yield from alike
        yield from compare_names("question", "proposition", [(q.id, q.proposition) for q in others])
        dates = {event.date.text if event.date else "" for event in topic.events}
        for date in sorted(dates):
            same_day = [event for event in topic.events if (event.date.text if event.date else "") == date]
            yield from compare_names("event", "title", [(event.id, event.title) for event in same_day])


def compare_names(kind: str, word: str, named: Iterable[tuple[str, Text]]) -> Iterator[Problem]:
    """Yield a warning for each thing of a kind that is called as an earlier one is."""
    first: dict[str, tuple[str, Text]] = {}
    for id, name in named:
        other, known = first.setdefault(fold_name(name), (id, name))
        if name and known is not name:
            where = f"`{other}` ({known.at.path}:{known.at.line})"
            how = f"has the {word} of {where}"
            if name != known:
                how = f"has the {word} “{name}”, and {where} “{known}”"
            message = f"the {kind} `{id}` {how}: readers cannot tell them apart"
            help = f"if they are one, use one of the ids everywhere and delete the other; else change one {word}"
            yield Problem(name.at, "same-name", message, help)


def check_addresses(seeds: Seeds) -> Iterator[Problem]:
    """Yield a warning for each article with the address of another, unless both are parts of one long document.

    Parts have titles of their own, and neither a position nor a quote in common: what was taken in twice has.
    """
    known: dict[tuple[str, str], list[str]] = {}
    for id, article in seeds.articles.items():
        if article.url:
            others = known.setdefault((simplify_address(article.url), urlsplit(article.url).fragment), [])
            found = ((other, find_likeness(seeds.articles[other], article)) for other in others)
            other, likeness = next(((other, why) for other, why in found if why), ("", ""))
            if likeness:
                help = "delete one if they are the same article; parts of a document need titles of their own, and no "
                help += "position or quote in common"
                message = f"`{other}` has the same url, and {likeness}"
                yield Problem(article.url.at, "duplicate-url", message, help)
            others.append(id)


def find_likeness(one: Article, other: Article) -> str:
    """Return what shows that two articles of one address are not two parts of it; an empty text if nothing does."""
    if fold_name(one.title) == fold_name(other.title):
        return "the same title"
    sides = [{(str(who), str(p.question)) for p in it.positions for who in p.holders} for it in (one, other)]
    for who, question in sorted(sides[0] & sides[1]):
        return f"both give `{who}` a position on `{question}`"
    words = [{normalise(quote.exact) for quote in list_quotes(article)} for article in (one, other)]
    if not all(words):
        return "one of the two quotes nothing yet"
    return "they quote the same words" if words[0] & words[1] else ""
