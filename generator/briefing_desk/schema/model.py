"""The nouns of the contract, as annotated: frozen, plain, without behaviour. Words know their place (`Text.at`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from briefing_desk.schema.dates import Day, Interval
from briefing_desk.syntax.source import Place, Text
from briefing_desk.text.quotation_marks import Direct

Places = Mapping[str, Place]
"""Where a noun (key "") and each of its values (key: its name) stand; no part of what the noun is."""


class Id(Text):
    """A name made of a-z, 0-9 and single hyphens, where it is declared."""

    __slots__ = ()


class Title(Text):
    """What something is called: a line of its own, on pages and in lists."""

    __slots__ = ()


class Wording(Text):
    """What the desk says in its own words; it may be given by language."""

    __slots__ = ()


class Label(Title):
    """A title in the desk's own words; it may be given by language."""

    __slots__ = ()


class Name(Title):
    """What somebody is called: in every language the same, unless it is given by language."""

    __slots__ = ()


OWN_WORDS = (Wording, Label, Name)
"""Texts that may be given by language; the first is in the language of the site."""


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


class Translator(StrEnum):
    """Who put a quote into the language of the site."""

    DESK = "desk"
    ARTICLE = "article"
    MACHINE = "machine"


class EventStatus(StrEnum):
    """Whether an event has taken place, as far as the articles show."""

    HAPPENED = "happened"
    EXPECTED = "expected"


@dataclass(frozen=True, slots=True)
class Acceptance:
    """One warning that somebody has looked at and lets stand."""

    code: Text
    """The warning's code, as it is told in brackets."""
    about: Text
    """Words that only this warning says, or that stand where it is told: a name, a piece of the quote."""
    reason: Text
    """Why it may stand."""
    places: Places = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who published articles."""

    name: Name
    """As readers know it."""
    kind: PublisherKind
    """What kind of publisher it is."""
    owner: Text | None = None
    """Publishers with one owner are one origin."""
    country: Text | None = None
    """Where it publishes: `DE`, `Ukraine`."""
    accepted: tuple[Acceptance, ...] = ()
    """Warnings about it that may stand, each with the reason."""
    places: Places = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who holds positions, or is quoted for somebody who does."""

    name: Name
    """As readers know it."""
    kind: ActorKind
    """What it is; a `group` is unnamed: "some NATO members"."""
    aliases: tuple[Text, ...] = ()
    """Other names in articles; those without capitals may begin with one."""
    role: Wording | None = None
    """The office or function, for readers: "President of Ukraine"."""
    on_behalf_of: Text | None = None
    """The actor that this speaker speaks for (Popolo: `on_behalf_of`)."""
    wikidata: Text | None = None
    """Its identifier in Wikidata: `Q212`."""
    accepted: tuple[Acceptance, ...] = ()
    """Warnings about it that may stand, each with the reason."""
    first_id: Id | None = None
    """The id that it had before it was renamed, for feeds; `briefing rename` writes it."""
    places: Places = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Question:
    """One column of a topic's matrix."""

    id: Id
    """Its id within the topic."""
    label: Label
    """The column's head: two or three words."""
    proposition: Wording
    """A single, positively worded statement that one can support or oppose."""
    background: Wording | None = None
    """What a reader must know to understand the question."""
    first_id: Id | None = None
    """The id that it had before it was renamed, for feeds; `briefing rename` writes it."""
    places: Places = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that several articles report; their reports are one statement."""

    id: Id
    """Its id; no other topic may declare it."""
    title: Label
    """What happened, in a few words."""
    date: Interval | None = None
    """When: EDTF."""
    status: EventStatus = EventStatus.HAPPENED
    """`expected` while no article shows that it has taken place."""
    first_id: Id | None = None
    """The id that it had before it was renamed, for feeds; `briefing rename` writes it."""
    places: Places = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Matter:
    """A fact of which articles tell different things, or different parts."""

    id: Id
    """Its id within the topic; passages name it as `topic/matter`."""
    title: Label
    """What the articles differ on, as a question that begins in small letters: "whose plan it is"."""
    note: Wording | None = None
    """What they leave open, or how far they differ, in one sentence."""
    places: Places = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Topic:
    """The subject of one briefing."""

    title: Label
    """The page's heading."""
    summary: Wording
    """One sentence: what it is about."""
    questions: tuple[Question, ...]
    """The columns of the matrix, in their order."""
    events: tuple[Event, ...] = ()
    """What several articles report."""
    matters: tuple[Matter, ...] = ()
    """Facts on which the articles differ; those with passages of two articles are shown."""
    accepted: tuple[Acceptance, ...] = ()
    """Warnings about it that may stand, each with the reason."""
    first_id: Id | None = None
    """The id that it had before it was renamed, for feeds; `briefing rename` writes it."""
    places: Places = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Translation:
    """What a quote says in the language of the site; no check looks at it."""

    text: Wording
    """The whole quote, without quotation marks around it; `[…]` where the quote has one."""
    by: Translator
    """Whose it is: the `desk`'s, the `article`'s own, or a `machine`'s that nobody has mended."""
    places: Places = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim passage: W3C TextQuoteSelector."""

    exact: Verbatim
    """The article's words, as a `>-` block; `[…]` where some are left out."""
    prefix: Verbatim | None = None
    """The words right before it, if it stands in several places."""
    suffix: Verbatim | None = None
    """The words right behind it, if it stands in several places."""
    speakers: tuple[Text, ...] | None = None
    """Who says it, if not the position's speakers; `[]` if none of them does."""
    translation: Translation | None = None
    """What it says in the language of the site, where the article's is another."""
    places: Places = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Passage:
    """A quotable part of an article that is no position."""

    id: Id
    """Its id within the article; prose cites it as `[^article:id]`."""
    exact: Verbatim
    """The article's words, as a `>-` block."""
    says: Wording | None = None
    """What it says, in a few words of your own, for readers who look at several side by side."""
    matter: Text | None = None
    """`topic/matter`: the fact of which it tells."""
    event: Text | None = None
    """The event of which it tells."""
    prefix: Verbatim | None = None
    """The words right before it, if it stands in several places."""
    suffix: Verbatim | None = None
    """The words right behind it, if it stands in several places."""
    translation: Translation | None = None
    """What it says in the language of the site, where the article's is another."""
    places: Places = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Position:
    """An actor's stance on a question at a date, with its evidence."""

    question: Text
    """`topic/question`."""
    stance: Stance
    """The actor's attitude to the proposition."""
    summary: Wording
    """One sentence in your own words, with the article's hedge."""
    basis: Basis
    """How we know: the actor's own words, the article's, or our reading."""
    quotes: tuple[Quote, ...]
    """The words that show it."""
    because: tuple[Quote, ...] = ()
    """The actor's reasons, in the article's words; they are evidence of no stance."""
    actor: Text | None = None
    """Who holds it: an id of actors.yml."""
    actors: tuple[Text, ...] = ()
    """Several actors that hold one position together."""
    condition: Wording | None = None
    """With `conditional` only: "if every job is moved"."""
    speakers: tuple[Text, ...] = ()
    """Who is quoted: ids that speak `on_behalf_of` the actor."""
    according_to: Text | None = None
    """The other actor who reports this stance."""
    event: Text | None = None
    """The event on which it was taken: reports of one event are one statement."""
    date: Interval | None = None
    """Of the statement, if neither the event's nor the article's: EDTF."""
    precedes: Text | None = None
    """What it came before, where dates do not say so: an event, or an article's other position on this question."""
    follows: Text | None = None
    """What it came after, where dates do not say so: an event, or an article's other position on this question."""
    proposed_by: Text | None = None
    """The language model that found it after a person had coded the article without it; the desk writes it."""
    places: Places = field(default_factory=dict, compare=False, repr=False)

    @property
    def holders(self) -> tuple[Text, ...]:
        """The actors who hold the position, one or several."""
        return (self.actor,) if self.actor else self.actors

    @property
    def voices(self) -> tuple[Text, ...]:
        """The speakers whom the position or one of its quotes names, as often as they do."""
        quotes = (*self.quotes, *self.because)
        return (*self.speakers, *(name for quote in quotes for name in quote.speakers or ()))


@dataclass(frozen=True, slots=True)
class Correction:
    """What was corrected in an article, or why it was withdrawn."""

    date: Day
    """When it was corrected or withdrawn."""
    note: Wording
    """What was wrong, for readers."""
    places: Places = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Article:
    """One source document, as annotated in its front matter."""

    title: Title
    """As published."""
    retrieved: Day
    """The date of record for "latest changes" and feeds."""
    language: Language
    """BCP 47: `en`, `uk`, `pt-BR`."""
    abstract: Wording | None = None
    """Two sentences in the desk's own words."""
    url: Url | None = None
    """Its address, http or https."""
    archived: Url | None = None
    """The address of a copy of it in a web archive, http or https."""
    publisher: Text | None = None
    """An id of publishers.yml; absent if not known."""
    authors: tuple[Text, ...] = ()
    """Their names."""
    date: Interval | None = None
    """When it was published: a day, a month, a year or an interval (EDTF); `~` approximate, `?` inferred."""
    date_note: Wording | None = None
    """How the date is known, if the article does not say it plainly."""
    based_on: tuple[Text, ...] = ()
    """Publishers whose report this one rewrites (schema.org `isBasedOn`)."""
    status: Status = Status.USABLE
    """Whether it may be relied on."""
    correction: Correction | None = None
    """What was corrected, or why it was withdrawn."""
    positions: tuple[Position, ...] = ()
    """Who holds which position."""
    passages: tuple[Passage, ...] = ()
    """Quotable parts that are no position."""
    accepted: tuple[Acceptance, ...] = ()
    """Warnings about it that may stand, each with the reason."""
    first_id: Id | None = None
    """The id that it had before it was renamed, for feeds; `briefing rename` writes it."""
    places: Places = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of an article may be published."""

    max_quote_words: int = 40
    max_share: float = 0.25
    """Of an article's words, published as quotes and passages."""

    def allow(self, words: int) -> int:
        """Return how many of an article's words may be published."""
        return int(self.max_share * words)


@dataclass(frozen=True, slots=True)
class Seeds:
    """Everything that people annotated, by id; one consistent reading of the folder."""

    actors: Mapping[str, Actor] = field(default_factory=dict)
    publishers: Mapping[str, Publisher] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    articles: Mapping[str, Article] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    """Paths of files that are there and could not be read: whether they declare a name is not known."""
    language: str = ""
    """That in which the desk writes them (BCP 47), where it is known."""


@dataclass(frozen=True, slots=True)
class ReviewedCell:
    """One cell as it was when the prose was read."""

    question: Text
    """Its id within the topic."""
    actor: Text
    facts: Text
    """What `hash_facts` gave."""
    kinds: Text | None = None
    """What `hash_kinds` gave: it tells which kind of fact has changed."""
    reports: int | None = None
    """How many reports there were, so that it can be told when one is gone."""
    places: Places = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Review:
    """What the prose of one page was last reviewed against."""

    reviewed: Day
    cells: tuple[ReviewedCell, ...] = ()
    prose: Text | None = None
    """What `hash_prose` gave of the prose itself."""
    corrections: tuple[Text, ...] = ()
    """What `hash_correction` gave of each cited article that was corrected or withdrawn: the reviewer knew."""
    places: Places = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Overtaken:
    """A cell that has changed since a review, is new or is gone."""

    actor: str
    question: str
    """`topic/question`."""
    happened: tuple[str, ...]
    """What has happened to it, as far as that can be told: keys of `words.HAPPENED`."""
    told: str
    """The same for editors, with the articles."""


@dataclass(frozen=True, slots=True)
class Freshness:
    """How the prose of a page stands to the present facts."""

    reviewed: Day | None = None
    """None: nobody has reviewed it."""
    overtaken: tuple[Overtaken, ...] = ()
    """The cells that have changed since."""
    prose: str | None = None
    """The hash of the prose that was reviewed, if that is known."""
    corrections: tuple[str, ...] = ()
    """The hashes of the corrections that the reviewer knew of."""

    @property
    def stale(self) -> tuple[tuple[str, str], ...]:
        """Actor and `topic/question` of each cell that has changed since."""
        return tuple((found.actor, found.question) for found in self.overtaken)


@dataclass(frozen=True, slots=True)
class Checked:
    """One quote as it was found in the text."""

    id: Text
    exact: Verbatim
    """The article's own characters; white space folded, omissions as `[…]`."""
    start: int
    """Offset in the text, in code points."""
    end: int
    direct: Direct
    """Inside quotation marks or a displayed quotation; else the article's words, where the marks tell for certain."""
    checked: Day
    prefix: Verbatim | None = None
    """The article's own characters, as are those below."""
    suffix: Verbatim | None = None
    lead: Verbatim | None = None
    """Words before it, where a link needs them: a browser would find others like it sooner."""
    left_out: Verbatim | None = None
    """What stands in the text and is no word of it: hyphens of line ends, numbers of footnotes."""
    places: Places = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was checked of one article."""

    sha256: Text
    """Of the text as UTF-8 with LF line ends."""
    length: int
    """Of the text, in code points."""
    quotes: tuple[Checked, ...]
    changed_from: Text | None = None
    """The `sha256` of the text that was checked before, until an editor has said whether the article was corrected."""
    corrected: Day | None = None
    """The day of the correction that the article told of when this text came: another text needs a newer one."""
    places: Places = field(default_factory=dict, compare=False, repr=False)


class Choice(StrEnum):
    """Whose position stands after two coders differed."""

    FIRST = "first"
    SECOND = "second"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Coding:
    """What one coder has made of one article, without knowing what another has."""

    MAY_BE_EMPTY: ClassVar = ("positions",)
    """Lists that say something when they are empty."""
    positions: tuple[Position, ...] = ()
    """Who holds which position; none: the article has been read, and shows none."""
    places: Places = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Coded:
    """What one coder made of an actor and a question in an article; of several positions, all of them with commas."""

    stance: Text
    basis: Text
    according_to: Text | None = None
    """The other actor who reports the stance."""
    places: Places = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Settlement:
    """One difference between two coders, and what became of it."""

    article: Text
    """The article's id."""
    actor: Text
    """An id of actors.yml."""
    question: Text
    """`topic/question`."""
    chosen: Choice
    """Whose position stands now."""
    settled: Day
    """When."""
    first: Coded | None = None
    """What the first coder had; absent: no position."""
    second: Coded | None = None
    """What the second coder had; absent: no position."""
    rule: Text | None = None
    """The rule by which it was settled, or that it sharpened."""
    places: Places = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Settlements:
    """The log of one second coder."""

    settlements: tuple[Settlement, ...] = ()
    """Oldest first."""
    places: Places = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Coder:
    """All that a second coder has coded, and what became of it."""

    codings: Mapping[str, Coding] = field(default_factory=dict)
    """By article."""
    settlements: tuple[Settlement, ...] = ()


Coders = Mapping[str, Coder]
"""Second coders by name."""
