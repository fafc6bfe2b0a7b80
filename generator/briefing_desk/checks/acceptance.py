"""Warnings that a person has looked at and lets stand: one each, with the reason in the file. Pure.

What is accepted becomes a note. Errors cannot be accepted; an acceptance that fits nothing is a warning itself.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace

from briefing_desk.schema.model import Acceptance, Actor, Article, Publisher, Seeds, Topic
from briefing_desk.syntax.problems import FROM_ANNOTATION, Problem
from briefing_desk.syntax.source import Text
from briefing_desk.text.normalise import normalise

AT_HAND = "text-missing"
"""Told by `verify` alone, on a machine that lacks a text: another may have it."""
Noun = Article | Topic | Actor | Publisher


@dataclass(frozen=True, slots=True)
class Scope:
    """A noun that warnings can be about: a file, or what a vocabulary says of one thing."""

    noun: Noun
    start: int
    """The offset in its file at which it begins; it ends where the next one does."""
    article: str | None
    """The id of the article that it is."""


def accept_warnings(problems: Iterable[Problem], seeds: Seeds) -> tuple[list[Problem], list[Acceptance]]:
    """Return the problems, those accepted with their reason, and what was accepted where nothing is wrong.

    Where words fit several different warnings, none of them is accepted.
    """
    told = list(problems)
    unused: list[Acceptance] = []
    for path, scopes in list_scopes(seeds).items():
        for scope, end in zip(scopes, [*(scope.start for scope in scopes[1:]), None], strict=True):
            words = dict(list_words(scope.noun)) if scope.noun.accepted else {}
            for acceptance in scope.noun.accepted:
                fitting = [
                    index
                    for index, problem in enumerate(told)
                    if (problem.code, problem.at.path) == (acceptance.code, path)
                    and scope.start <= problem.at.offset < (len(problem.at.source.text) + 1 if end is None else end)
                    and fits(acceptance.about, problem.message, words.get(problem.at.offset, ""))
                ]
                different = {(told[index].message, words.get(told[index].at.offset)) for index in fitting}
                if len(different) > 1:
                    told.append(tell_unclear(acceptance, len(different)))
                elif not fitting:
                    unused.append(acceptance)
                else:
                    for index in fitting:
                        told[index] = replace(told[index], accepted=acceptance.reason)
    return told, unused


def list_scopes(seeds: Seeds) -> dict[str, list[Scope]]:
    """Return what warnings can be about, by file, in the file's order; only of files in which any is accepted."""
    found: dict[str, list[Scope]] = {}
    for id, article in seeds.articles.items():
        found.setdefault(article.places[""].path, []).append(Scope(article, 0, id))
    for topic in seeds.topics.values():
        found.setdefault(topic.places[""].path, []).append(Scope(topic, 0, None))
    vocabularies: tuple[Mapping[str, Actor | Publisher], ...] = (seeds.actors, seeds.publishers)
    for vocabulary in vocabularies:
        for key, noun in vocabulary.items():
            at = key.at if isinstance(key, Text) else noun.places[""]
            found.setdefault(at.path, []).append(Scope(noun, at.offset, None))
    return {
        path: sorted(scopes, key=lambda scope: scope.start)
        for path, scopes in found.items()
        if any(scope.noun.accepted for scope in scopes)
    }


def list_words(noun: object) -> Iterator[tuple[int, str]]:
    """Yield every text of a noun, and of the nouns in it, with its offset in the file."""
    if isinstance(noun, Text):
        yield noun.at.offset, str(noun)
    elif isinstance(noun, tuple):
        for item in noun:
            yield from list_words(item)
    elif is_dataclass(noun):
        for field in fields(noun):
            if field.name not in ("places", "accepted"):
                yield from list_words(getattr(noun, field.name))


def fits(about: str, message: str, words: str) -> bool:
    """Say whether the words of an acceptance stand in what a warning says, or in the value at which it stands."""
    wanted = simplify(about)
    return wanted in simplify(message) or wanted in simplify(words)


def simplify(words: str) -> str:
    """Return words for comparing: typography, capitals and the marks around names do not count."""
    return normalise(words).casefold().replace("`", "")


def tell_unclear(acceptance: Acceptance, number: int) -> Problem:
    """Return the warning of words that do not say which of several warnings is accepted."""
    message = f"`about` fits {number} warnings `{acceptance.code}`, and one is accepted at a time"
    help = "take words that only one of them says, or that stand only where it is told; accept the others one by one"
    return Problem(acceptance.about.at, "accepted-unclear", message, help)


def check_acceptances(unused: Sequence[Acceptance], seeds: Seeds, texts: Iterable[str]) -> Iterator[Problem]:
    """Yield a warning for each acceptance of what is no longer told.

    Some warnings come only of an article's text: without it, nothing is said of them.
    """
    read = {seeds.articles[id].places[""].path for id in texts if id in seeds.articles}
    articles = {article.places[""].path for article in seeds.articles.values()}
    for acceptance in unused:
        path = acceptance.code.at.path
        if path not in articles or acceptance.code in FROM_ANNOTATION or (path in read and acceptance.code != AT_HAND):
            message = f"no warning `{acceptance.code}` says anything of “{acceptance.about}”"
            help = "delete this acceptance if what it was about is mended, else correct `about`"
            yield Problem(acceptance.code.at, "accepted-unused", message, help)
