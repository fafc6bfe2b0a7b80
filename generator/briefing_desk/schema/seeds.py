"""The four kinds of file in `seeds/` that people write, from text to nouns. Never reads the disk."""

from collections.abc import Iterable, Iterator
from typing import TypeVar
from urllib.parse import urlsplit

from briefing_desk.schema.dates import FIRST_RECORD, LAST_RECORD, Day, is_day_of_record
from briefing_desk.schema.model import (
    Acceptance,
    Actor,
    Article,
    Basis,
    Id,
    Passage,
    Position,
    Publisher,
    Quote,
    Stance,
    Status,
    Topic,
    Translation,
    Url,
)
from briefing_desk.schema.records import UNREAD, list_keys, read_record
from briefing_desk.schema.values import Wrong, convert_id
from briefing_desk.syntax.conflicts import find_conflicts
from briefing_desk.syntax.front_matter import check_second, require_front_matter
from briefing_desk.syntax.hosts import encode_host
from briefing_desk.syntax.problems import CODES, OWN_WAY, Problem, Severity
from briefing_desk.syntax.source import Place, Source, Text
from briefing_desk.syntax.suggest import describe_odd_characters, suggest_name
from briefing_desk.syntax.yaml_tree import Mapping, read_yaml
from briefing_desk.text.markup import check_markup
from briefing_desk.text.normalise import normalise

T = TypeVar("T")
V = TypeVar("V", Actor, Publisher)
PLACEHOLDERS = (
    *("As published", "One sentence in your own words.", "What was wrong, for readers."),
    *("Wie veröffentlicht", "Ein Satz in eigenen Worten.", "Was falsch war, für die Leser."),
    *("Як опубліковано", "Одне речення власними словами.", "Що було не так, для читачів."),
)
"""What editors' snippets put where people are to write."""


def read_article(source: Source) -> tuple[Article | None, list[Problem]]:
    """Read an article's front matter; the body stays where it is."""
    problems = find_conflicts(source)
    if problems:
        return None, problems
    split, problems = require_front_matter(source)
    if not split:
        return None, problems
    root, problems = read_yaml(source, split.start, split.end)
    if root is None:
        return None, problems
    problems.extend(check_second(source, split.body, list_keys(Article)))
    article = read_record(Article, root, problems)
    if article:
        problems.extend(check_article(article))
        problems.extend(check_accepted(article.accepted))
    problems.extend(check_markup(source, split.body))
    return article, problems


def read_topic(source: Source) -> tuple[Topic | None, list[Problem]]:
    """Read a topic's file."""
    topic, problems = read_noun(Topic, source)
    if topic:
        problems.extend(check_unique([question.id for question in topic.questions]))
        problems.extend(check_unique([event.id for event in topic.events]))
        problems.extend(check_unique([matter.id for matter in topic.matters]))
        problems.extend(check_accepted(topic.accepted))
    return topic, problems


def read_actors(source: Source) -> tuple[dict[str, Actor] | None, list[Problem]]:
    """Read `actors.yml`."""
    return read_vocabulary(Actor, source)


def read_publishers(source: Source) -> tuple[dict[str, Publisher] | None, list[Problem]]:
    """Read `publishers.yml`."""
    return read_vocabulary(Publisher, source)


def read_vocabulary(kind: type[V], source: Source) -> tuple[dict[str, V] | None, list[Problem]]:
    """Read a file that maps ids to nouns of one kind."""
    root, problems = read_file(source)
    if root is None:
        return None, problems
    nouns: dict[str, V] = {}
    for key, node in root.entries.items():
        try:
            convert_id(key)
        except Wrong as wrong:
            found = Problem(key.at, wrong.code, wrong.message, wrong.help)
            if key.lower() in root.entries:
                message = f"the id `{key}` differs from `{key.lower()}` in case only"
                found = Problem(key.at, "duplicate-id", message, "delete one, or choose another id for it")
            problems.append(found)
        noun = read_record(kind, node, problems)
        if noun:
            nouns[key] = noun
            problems.extend(check_accepted(noun.accepted))
    return nouns, problems


def read_file(source: Source) -> tuple[Mapping | None, list[Problem]]:
    """Read a file that is YAML as a whole."""
    problems = find_conflicts(source)
    return (None, problems) if problems else read_yaml(source)


def read_noun(kind: type[T], source: Source) -> tuple[T | None, list[Problem]]:
    """Read a file that describes one noun as a whole."""
    root, problems = read_file(source)
    return (None if root is None else read_record(kind, root, problems)), problems


def check_article(article: Article) -> Iterator[Problem]:
    """Yield what is wrong with an article by itself."""
    yield from check_unique([passage.id for passage in article.passages])
    if article.status is not Status.USABLE and article.correction is None and not is_unread(article, "correction"):
        message = f"a {article.status} article needs a correction"
        help = "add `correction:` with `date` and `note`"
        yield Problem(article.places["status"], "correction-missing", message, help)
    if article.status is Status.USABLE and article.correction and not is_unread(article, "status"):
        message = "`correction` goes with the status `corrected` or `withdrawn`"
        yield Problem(article.places["correction"], "correction-unused", message, "add `status: corrected`")
    for url in filter(None, (article.url, article.archived)):
        if not url.isascii():
            yield from check_host(url)
    yield from check_days(article)
    yield from check_translations(article)
    note = article.correction.note if article.correction else None
    yield from check_placeholders((article.title, note, *(position.summary for position in article.positions)))
    for position in article.positions:
        yield from check_position(position)
        yield from check_same_quotes(position.quotes)
        yield from check_same_quotes(position.because)


def check_accepted(accepted: Iterable[Acceptance]) -> Iterator[Problem]:
    """Yield an error for each acceptance of what is no warning, or none that is accepted in this way."""
    for code in (acceptance.code for acceptance in accepted if acceptance.code):
        severity = CODES.get(code)
        if severity is None:
            warnings = [name for name, found in CODES.items() if found is Severity.WARNING and name not in OWN_WAY]
            message = f"there is no warning `{code}`"
            help = suggest_name(code, warnings) or "write the word that stands in brackets behind `warning`"
        elif severity is not Severity.WARNING:
            is_error = severity is Severity.ERROR
            message = f"`{code}` is {'an error' if is_error else 'a note'}: only warnings are accepted"
            help = "mend what it tells" if is_error else "it stops nothing: delete this"
        elif code in OWN_WAY:
            message = f"`{code}` cannot be accepted: it is settled in a way of its own"
            help = "docs/problems.md says how"
        else:
            continue
        yield Problem(code.at, "not-acceptable", message, help)


def check_days(article: Article) -> Iterator[Problem]:
    """Yield what cannot be true of an article's dates; when it was published may be long ago."""
    correction = article.correction
    if correction and "date" in correction.places and correction.date > LAST_RECORD:
        help = "write the day on which the article was corrected or withdrawn"
        yield from check_record(correction.date, correction.places["date"], help)
    if "retrieved" in article.places and not is_day_of_record(article.retrieved):
        help = "write the day on which you first took the article in; when it was published goes into `date`"
        yield from check_record(article.retrieved, article.places["retrieved"], help)
        return
    if article.date and article.date.first and article.date.first > article.retrieved:
        message = f"the article is dated {article.date.text}, after it was retrieved"
        yield Problem(article.places["date"], "date-after-retrieved", message, "correct `date` or `retrieved`")
    for position in article.positions:
        if position.date and position.date.first and position.date.first > article.retrieved:
            message = f"the position is dated {position.date.text}, after the article was retrieved"
            help = "correct `date` or `retrieved`; what is yet to come is no date of a statement"
            yield Problem(position.places["date"], "date-after-retrieved", message, help)


def check_record(day: Day, at: Place, help: str) -> Iterator[Problem]:
    """Yield a problem for a day of record that is not believable."""
    if not is_day_of_record(day):
        side = f"before {FIRST_RECORD.year}" if day < FIRST_RECORD else f"after {LAST_RECORD.year}"
        yield Problem(at, "bad-date", f"{day} is not believable: a day of record cannot lie {side}", help)


def check_host(url: Url) -> Iterator[Problem]:
    """Yield a warning for a host with letters that may pass for others."""
    host = urlsplit(url).hostname or ""
    known_as = encode_host(host)
    if known_as != host:
        message = f"the host `{host}`{describe_odd_characters(host)} is `{known_as}`"
        help = f"check that it is the site you mean, then write `{known_as}`"
        yield Problem(url.at, "foreign-host", message, help)


def check_placeholders(texts: Iterable[Text | None]) -> Iterator[Problem]:
    """Yield a warning for each text that an editor's snippet put there, and nobody has replaced."""
    for text in texts:
        if text in PLACEHOLDERS:
            message = f"`{text}` is a snippet's, for you to replace"
            yield Problem(text.at, "placeholder", message, "write your own words")


def check_position(position: Position) -> Iterator[Problem]:
    """Yield what is wrong with a position by itself; what could not be read is not judged again."""
    place = position.places[""]
    has_unread = is_unread(position, "actor") or is_unread(position, "actors")
    if bool(position.actor) == bool(position.actors) and not has_unread:
        message = "a position needs either `actor` or `actors`"
        yield Problem(place, "one-of-actor-actors", message, "`actors: [a, b]` is for a joint position")
    is_conditional = position.stance is Stance.CONDITIONAL
    if is_conditional and not position.condition and not is_unread(position, "condition"):
        help = "add `condition: if …`, or choose another stance"
        yield Problem(position.places["stance"], "condition-missing", "a conditional stance needs a `condition`", help)
    if "stance" in position.places and position.condition and not is_conditional:
        message = f"`condition` goes with the stance `conditional`, not with `{position.stance}`"
        help = "move the condition to the `summary`, or choose `conditional`"
        yield Problem(position.places["condition"], "condition-unused", message, help)
    if position.according_to and position.basis is Basis.STATED:
        message = "what another actor reports is not `stated`"
        yield Problem(position.places["basis"], "according-to-stated", message, "write `basis: reported`")


def is_unread(noun: Article | Position, name: str) -> bool:
    """Say whether a value is there and could not be read, which has been told."""
    return f"{UNREAD}{name}" in noun.places


def check_same_quotes(quotes: Iterable[Quote]) -> Iterator[Problem]:
    """Yield a warning for each quote that a position has twice, whatever the typography."""
    first: dict[tuple[str, ...], Quote] = {}
    for quote in quotes:
        words = tuple(normalise(part or "") for part in (quote.exact, quote.prefix, quote.suffix))
        if words[0] and first.setdefault(words, quote) is not quote:
            line = first[words].exact.at.line
            message = f"the position has this quote twice (first on line {line})"
            yield Problem(quote.exact.at, "duplicate-item", message, "delete one")


def check_translations(article: Article) -> Iterator[Problem]:
    """Yield an error for each quote that stands in several places of an article, with different translations."""
    quotes: list[Quote | Passage] = []
    for position in article.positions:
        quotes += (*position.quotes, *position.because)
    first: dict[tuple[str, ...], Translation] = {}
    for quote in (*quotes, *article.passages):
        if not quote.translation:
            continue
        words = tuple(normalise(part or "") for part in (quote.exact, quote.prefix, quote.suffix))
        known = first.setdefault(words, quote.translation)
        if known != quote.translation:
            message = f"these words have another translation on line {known.places[''].line}"
            help = "write the same in both places, or delete one: it is shown wherever the quote is"
            yield Problem(quote.translation.places[""], "translation-differs", message, help)


def check_unique(ids: list[Id]) -> Iterator[Problem]:
    """Yield a problem for each id that stands twice in one list."""
    first: dict[str, Place] = {}
    for id in ids:
        if id in first and id:
            message = f"the id `{id}` is used twice (first on line {first[id].line})"
            yield Problem(id.at, "duplicate-id", message, "choose another id for one of them")
        first.setdefault(id, id.at)
