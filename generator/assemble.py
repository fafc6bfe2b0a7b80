"""Join what was read: every reference must lead somewhere, every quote must be vouched for. Pure.

After it, without errors, rendering can rely on every id that it meets.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.contests import check_contests
from generator.identity import check_first_ids, list_first_ids
from generator.matrix import Cell, Cells, Coverage, derive_cells, group_by_actor, group_by_topic, measure_coverage
from generator.model import Article, Event, Limits, Position, Question, Seeds, Topic
from generator.namesakes import check_addresses, check_namesakes
from generator.order import check_order, list_positions, order_cells
from generator.problems import Problem, has_errors
from generator.read import Readings
from generator.receipts import (
    Evidence,
    check_against_receipt,
    check_answered,
    collect_evidence,
    compare_receipts,
    list_quotes,
)
from generator.reviews import Freshness, Review, check_reviews, judge_prose
from generator.source import Text
from generator.stated import check_direct
from generator.statements import Report, list_events
from generator.suggest import describe_odd_characters, suggest_name
from generator.verify import check_lengths, check_named, check_share, make_receipt

OTHER_PAGES = ("index", "actors", "sources", "changes", "method", "assets", "data", "feeds")
"""What a site has beside its topics."""


@dataclass(frozen=True, slots=True)
class Library:
    """The whole site, joined and derived: what pages are rendered from."""

    seeds: Seeds
    evidence: Mapping[str, Mapping[str, Evidence]]
    """By article, then by quote id."""
    cells: Cells
    events: Mapping[str, Event]
    reports: Mapping[str, tuple[Report, ...]]
    """Every report of an article, by article, in the order of the cells."""
    by_topic: Mapping[str, Cells]
    questions: Mapping[str, tuple[Topic, Question]]
    """Every question with its topic, by `topic/question`."""
    by_actor: Mapping[str, Mapping[str, Cell]]
    """The cells of each actor that holds a position, by question."""
    coverage: Coverage
    """What was read for the whole site."""
    freshness: Mapping[str, Freshness]
    """How the prose of each topic, and of each other page that was reviewed, stands to the facts."""


def assemble(readings: Readings, limits: Limits, told: Sequence[Problem] = ()) -> tuple[Library | None, list[Problem]]:
    """Return the library, or None with the errors that prevent it; what is wrong with the files is told already."""
    seeds = readings.seeds
    problems = [*check_references(seeds), *check_vocabulary(seeds), *check_namesakes(seeds), *check_addresses(seeds)]
    events = list_events(seeds)
    orders = order_cells(seeds, events)
    evidence: dict[str, dict[str, Evidence]] = {}
    for id, article in seeds.articles.items():
        problems.extend(check_contests(id, article, orders, events))
        evidence[id], found = check_quotes(id, article, readings, limits)
        problems.extend(found)
    problems.extend(check_receipts(readings, [*told, *problems]))
    if has_errors([*told, *problems]) or seeds.unread:
        return None, problems
    library = make_library(seeds, evidence, readings.reviews)
    problems.extend(check_actors(seeds))
    return library, [*problems, *check_reviews(readings.reviews, library.freshness)]


def make_library(
    seeds: Seeds, evidence: Mapping[str, Mapping[str, Evidence]], reviews: Mapping[str, Review]
) -> Library:
    """Return the library of seeds whose references all lead somewhere."""
    cells = derive_cells(seeds, evidence)
    by_topic = group_by_topic(cells)
    reports: dict[str, list[Report]] = {}
    for cell in cells.values():
        for report in cell.all_reports:
            reports.setdefault(report.article_id, []).append(report)
    by_article = {id: tuple(found) for id, found in reports.items()}
    freshness = {topic: judge_prose(topic, reviews.get(topic), by_topic.get(topic, {})) for topic in seeds.topics}
    others = {name: replace(review, cells=()) for name, review in reviews.items() if name not in seeds.topics}
    freshness |= {name: judge_prose(name, review, {}) for name, review in others.items()}
    coverage = measure_coverage(seeds)
    events = list_events(seeds)
    questions = {
        f"{id}/{question.id}": (topic, question) for id, topic in seeds.topics.items() for question in topic.questions
    }
    by_actor = group_by_actor(cells)
    return Library(seeds, evidence, cells, events, by_article, by_topic, questions, by_actor, coverage, freshness)


def check_quotes(
    id: str, article: Article, readings: Readings, limits: Limits
) -> tuple[dict[str, Evidence], list[Problem]]:
    """Return an article's evidence; checked live where the text is at hand, against the receipt where there is one.

    What readers see comes from the receipt alone, so that pages are the same with and without the text.
    """
    problems = list(check_lengths(article, limits))
    receipt = readings.receipts.get(id)
    if id in readings.texts:
        path, text = readings.texts[id]
        live, found = make_receipt(id, article, text, path, receipt, article.retrieved)
        problems.extend(found)
        problems.extend(check_share(article, text, limits))
        problems.extend(check_named(article, text, path, readings.seeds.actors))
        if receipt and receipt.sha256 != live.sha256:
            message = f"{path} is not the text that this receipt was made from"
            problems.append(Problem(receipt.sha256.at, "text-changed", message, "run `briefing verify`"))
        elif receipt:
            problems.extend(compare_receipts(receipt, live))
        live_evidence = collect_evidence(id, article, live.quotes)
        problems.extend(check_direct(article, live_evidence, id, text))
    if receipt:
        problems.extend(check_against_receipt(id, article, receipt))
        problems.extend(check_answered(id, article, receipt))
    evidence = collect_evidence(id, article, receipt.quotes if receipt else ())
    if id not in readings.texts:
        problems.extend(check_direct(article, evidence, id))
    return evidence, problems


def check_receipts(readings: Readings, told: Iterable[Problem]) -> Iterator[Problem]:
    """Yield a warning for each article without a receipt, unless it has errors, and each receipt without an article.

    Of what has errors `verify` writes no receipt: to be told to run it would mend nothing.
    """
    seeds, receipts = readings.seeds, readings.receipts
    wrong = {problem.at.path for problem in told if has_errors([problem])}
    for id, article in seeds.articles.items():
        is_known = id in receipts or f"seeds/receipts/{id}.yml" in seeds.unread
        if any(list_quotes(article)) and not is_known and article.places[""].path not in wrong:
            message = "the quotes are not yet checked: the article has no receipt"
            help = "run `briefing verify --texts DIR` with its text"
            yield Problem(article.places[""], "receipt-missing", message, help)
    for id, receipt in receipts.items():
        if id not in seeds.articles and f"seeds/articles/{id}.md" not in seeds.unread:
            yield Problem(receipt.places[""], "receipt-unused", f"there is no article `{id}`", "delete the file")


def check_references(seeds: Seeds) -> Iterator[Problem]:
    """Yield a problem for each name in an article or in the vocabulary that leads nowhere, as far as that is known."""
    questions = {f"{id}/{question.id}" for id, topic in seeds.topics.items() for question in topic.questions}
    events = list_events(seeds)
    known: dict[str, Iterable[str]] = {
        "actor": seeds.actors,
        "publisher": seeds.publishers,
        "question": questions,
        "event": events,
    }
    named: list[tuple[str, Text | None]] = [("actor", actor.on_behalf_of) for actor in seeds.actors.values()]
    for article in seeds.articles.values():
        named += [("publisher", name) for name in (article.publisher, *article.based_on)]
        for position in article.positions:
            named += [("actor", name) for name in (*position.holders, position.according_to, *position.voices)]
            named += [("question", position.question), ("event", position.event)]
    renamed = list_first_ids(seeds)
    for kind, name in named:
        if name and name not in known[kind] and not may_be_declared(name, kind, seeds.unread):
            message = f"{kind} `{name}`{describe_odd_characters(name)} is not declared"
            now = renamed.trace(kind, name)
            help = f"it was renamed: write `{now}`" if now else suggest_name(name, known[kind])
            yield Problem(name.at, f"unknown-{kind}", message, help)
    for article in seeds.articles.values():
        for position in article.positions:
            for name in (position.precedes, position.follows):
                yield from check_occasion(name, position, seeds, events) if name else ()
            yield from check_speakers(position, seeds)
    yield from check_order(seeds, events)


def check_occasion(name: Text, position: Position, seeds: Seeds, events: Mapping[str, Event]) -> Iterator[Problem]:
    """Yield an error where what a position precedes or follows is nothing, or could be two things."""
    if name in events and name in seeds.articles:
        message = f"`{name}` is an event and an article"
        yield Problem(name.at, "ambiguous-occasion", message, "give one of them another id: `briefing rename`")
    elif name not in events and name not in seeds.articles:
        if not any(path.startswith(("seeds/topics/", "seeds/articles/")) for path in seeds.unread):
            message = f"`{name}`{describe_odd_characters(name)} is neither an event nor an article"
            yield Problem(name.at, "unknown-occasion", message, suggest_name(name, [*events, *seeds.articles]))
    elif name in seeds.articles:
        cells = [(str(holder), str(position.question)) for holder in position.holders]
        named = (other for cell in cells for other in list_positions(name, cell, seeds))
        if cells and all(other is position for other in named):
            message = f"the article `{name}` has no other position of this actor on `{position.question}`"
            yield Problem(name.at, "unknown-occasion", message, "name an event, or the article that has the other one")


def may_be_declared(name: str, kind: str, unread: Collection[str]) -> bool:
    """Say whether a file that could not be read may declare a name: then only that file's own fault is told."""
    if kind == "question":
        return f"seeds/topics/{name.split('/')[0]}.yml" in unread
    if kind == "event":
        return any(path.startswith("seeds/topics/") for path in unread)
    return f"seeds/{kind}s.yml" in unread


def check_speakers(position: Position, seeds: Seeds) -> Iterator[Problem]:
    """Yield a warning where a speaker speaks for another actor, or a speaker is given as the actor."""
    for holder in position.holders:
        actor = seeds.actors.get(holder)
        if actor and actor.on_behalf_of:
            message = f"`{holder}` speaks on behalf of `{actor.on_behalf_of}`, and stands here as the actor"
            help = f"write `actor: {actor.on_behalf_of}` and `speakers: [{holder}]`"
            yield Problem(holder.at, "speaker-as-actor", message, help)
    for speaker in position.voices:
        known = seeds.actors.get(speaker)
        speaks_for = (known.on_behalf_of or speaker) if known else None
        if known and position.holders and speaks_for not in (*position.holders, position.according_to):
            message = f"`{speaker}` does not speak for {' or '.join(f'`{holder}`' for holder in position.holders)}"
            help = "correct `speakers`, or `on_behalf_of` in actors.yml; add `according_to` if they report it of others"
            yield Problem(speaker.at, "speaker-of-other", message, help)


def check_vocabulary(seeds: Seeds) -> Iterator[Problem]:
    """Yield a problem for events that are declared twice or that nothing reports, and for first ids of two things."""
    yield from check_first_ids(seeds)
    positions = [position for article in seeds.articles.values() for position in article.positions]
    used = {str(name) for it in positions for name in (it.event, it.precedes, it.follows) if name}
    first: dict[str, Text] = {}
    for id, topic in seeds.topics.items():
        if id in OTHER_PAGES:
            message = f"a topic cannot be called `{id}`: another page has this name"
            yield Problem(topic.places[""], "bad-id", message, "rename the file")
        for event in topic.events:
            if event.id in first and first[event.id].at.path != event.id.at.path:
                message = f"the event `{event.id}` is declared in {first[event.id].at.path} too"
                yield Problem(event.id.at, "duplicate-id", message)
            first.setdefault(event.id, event.id)
            if event.id not in used and not any(path.startswith("seeds/articles/") for path in seeds.unread):
                yield Problem(event.id.at, "unused-event", f"no position reports the event `{event.id}`")


def check_actors(seeds: Seeds) -> Iterator[Problem]:
    """Yield a note for each actor of whom no article says anything; speakers may be known before they are quoted."""
    positions = [position for article in seeds.articles.values() for position in article.positions]
    named = {name for it in positions for name in (*it.holders, it.according_to, *it.voices)}
    for id, actor in seeds.actors.items():
        if positions and id not in named and not actor.on_behalf_of:
            yield Problem(actor.name.at, "unused-actor", f"no article gives the actor `{id}` a position")
