"""The nouns of the contract, as annotated: frozen, plain, without behaviour. Words know their place (`Text.at`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from generator.dates import Day, Interval
from generator.source import Place, Text

Places = Mapping[str, Place]
"""Where a noun (key "") and each of its values (key: its name) stand; no part of what the noun is."""


class Id(Text):
    """A name made of a-z, 0-9 and single hyphens, where it is declared."""

    __slots__ = ()


class Verbatim(Text):
    """Words that must stay the characters they are: a quote and what stands around it."""

    __slots__ = ()


class Url(Text):
    """An http or https address with a host, safe to publish as a link."""

    __slots__ = ()


class Language(Text):
    """A BCP 47 language tag."""

    __slots__ = ()


class Stance(StrEnum):
    """An actor's attitude to a proposition."""

    SUPPORT = "support"
    OPPOSE = "oppose"
    CONDITIONAL = "conditional"
    MIXED = "mixed"
    NEUTRAL = "neutral"
    UNDECIDED = "undecided"
    NO_COMMENT = "no-comment"


class Basis(StrEnum):
    """How we know of a position."""

    STATED = "stated"
    REPORTED = "reported"
    INFERRED = "inferred"


class Status(StrEnum):
    """Whether an article may be relied on."""

    USABLE = "usable"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


class ActorKind(StrEnum):
    """What an actor or speaker is."""

    STATE = "state"
    ORGANISATION = "organisation"
    PERSON = "person"
    PUBLIC = "public"
    GROUP = "group"


class PublisherKind(StrEnum):
    """What a publisher is."""

    WIRE = "wire"
    NEWSPAPER = "newspaper"
    MAGAZINE = "magazine"
    BROADCASTER = "broadcaster"
    WEBSITE = "website"
    BLOG = "blog"
    AGENCY = "agency"
    GOVERNMENT = "government"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who published articles."""

    name: Text
    kind: PublisherKind
    owner: Text | None = None
    """Publishers with one owner are one origin."""
    country: Text | None = None
    places: Places = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who holds positions, or is quoted for somebody who does."""

    name: Text
    kind: ActorKind
    aliases: tuple[Text, ...] = ()
    role: Text | None = None
    """The office or function, for readers: "President of Ukraine"."""
    on_behalf_of: Text | None = None
    """The actor that this speaker speaks for (Popolo: `on_behalf_of`)."""
    wikidata: Text | None = None
    places: Places = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Question:
    """One column of a topic's matrix."""

    id: Id
    label: Text
    proposition: Text
    """A single, positively worded statement that one can support or oppose."""
    background: Text | None = None
    places: Places = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that several articles report; their reports are one statement."""

    id: Id
    title: Text
    date: Interval | None = None
    places: Places = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Topic:
    """The subject of one briefing."""

    title: Text
    summary: Text
    questions: tuple[Question, ...]
    events: tuple[Event, ...] = ()
    places: Places = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim passage: W3C TextQuoteSelector."""

    exact: Verbatim
    prefix: Verbatim | None = None
    suffix: Verbatim | None = None
    speakers: tuple[Text, ...] = ()
    places: Places = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Passage:
    """A quotable part of an article that is no position."""

    id: Id
    exact: Verbatim
    prefix: Verbatim | None = None
    suffix: Verbatim | None = None
    places: Places = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Position:
    """An actor's stance on a question at a date, with its evidence."""

    question: Text
    """`topic/question`."""
    stance: Stance
    summary: Text
    basis: Basis
    quotes: tuple[Quote, ...]
    actor: Text | None = None
    actors: tuple[Text, ...] = ()
    """Several actors that hold one position together."""
    condition: Text | None = None
    speakers: tuple[Text, ...] = ()
    according_to: Text | None = None
    """The other actor who reports this stance."""
    event: Text | None = None
    date: Interval | None = None
    places: Places = field(default_factory=dict, compare=False, repr=False)

    @property
    def holders(self) -> tuple[Text, ...]:
        """The actors who hold the position, one or several."""
        return (self.actor,) if self.actor else self.actors


@dataclass(frozen=True, slots=True)
class Correction:
    """What was corrected in an article, or why it was withdrawn."""

    date: Day
    note: Text
    places: Places = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Article:
    """One source document, as annotated in its front matter."""

    title: Text
    retrieved: Day
    """The date of record for "latest changes" and feeds."""
    language: Language
    abstract: Text | None = None
    url: Url | None = None
    publisher: Text | None = None
    authors: tuple[Text, ...] = ()
    date: Interval | None = None
    date_note: Text | None = None
    based_on: tuple[Text, ...] = ()
    """Publishers whose report this one rewrites (schema.org `isBasedOn`)."""
    status: Status = Status.USABLE
    correction: Correction | None = None
    positions: tuple[Position, ...] = ()
    passages: tuple[Passage, ...] = ()
    places: Places = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of an article may be published."""

    max_quote_words: int = 40
    max_share: float = 0.25
    """Of an article's words, published as quotes and passages."""


@dataclass(frozen=True, slots=True)
class Seeds:
    """Everything that people annotated, by id; one consistent reading of the folder."""

    actors: Mapping[str, Actor] = field(default_factory=dict)
    publishers: Mapping[str, Publisher] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    articles: Mapping[str, Article] = field(default_factory=dict)
