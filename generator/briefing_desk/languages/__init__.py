"""What must be known of a language to read quotes in it: one TOML file each, named by its code.

Reads only these files. A list that a language does not have is empty: nothing is guessed for a language that nobody
has described.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["collation"]


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """The words and habits of one language, in small letters, with typewriter apostrophes.

    In some lists `*` stands for any letters: "kein*".
    """

    code: str
    """The primary subtag of BCP 47: `de` for `de-AT`."""
    common: tuple[str, ...] = ()
    """Words that nearly every paragraph has, by which the language is recognised."""
    querying: tuple[str, ...] = ()
    """More words that say nothing of what a question is about: "where", "does", "about"."""
    negations: tuple[str, ...] = ()
    """Words that turn a statement into its opposite: "not", "no longer"."""
    hedges: tuple[str, ...] = ()
    """Words that make it less than certain: "reportedly", "might"."""
    conditions: tuple[str, ...] = ()
    """Words that bind it to something: "unless", "provided that"."""
    contrasts: tuple[str, ...] = ()
    """Words that set one clause against another: "but", "while"."""
    numerals: tuple[str, ...] = ()
    """Numbers in words: "twelve", "both"."""
    scales: tuple[str, ...] = ()
    """Words that make another number of the one beside them, or are one: "thousand", "two thirds", "per cent"."""
    bounds: tuple[str, ...] = ()
    """Words beside a number that say how it is meant: "up to", "minus", "or more"."""
    labels: tuple[str, ...] = ()
    """Nouns that have numbers as names: "phase 1"."""
    units: tuple[str, ...] = ()
    """Units that are squared: "feet²"."""
    perhaps_hyphenated: tuple[str, ...] = ()
    """Words that mean something else without their hyphen: "re-sign"."""
    inverted: tuple[str, ...] = ()
    """Verbs as they stand before their subject in a clause that tells who speaks: "dit la maire", "sagte sie"."""
    auxiliaries: tuple[str, ...] = ()
    """What stands before a participle in such a clause: "a" in "a dit la maire"."""
    participles: tuple[str, ...] = ()
    """The verbs behind an auxiliary."""
    pronouns: tuple[str, ...] = ()
    """Subjects that are joined to such a verb with a hyphen: "dit-elle"."""
    continuing: tuple[str, ...] = ()
    """Verbs that say that the speaker is the one before: "added", "went on"."""
    telling: tuple[str, ...] = ()
    """More verbs of clauses that tell who speaks, behind their subject: "Marsh told reporters"."""
    subjects: tuple[str, ...] = ()
    """Pronouns by which such a clause goes on with the speaker before: "she said"."""
    objects: tuple[str, ...] = ()
    """What stands behind such a verb where it is the speaker's own: "he came, said that he was sorry, and left"."""
    endings: tuple[str, ...] = ()
    """How verbs end as they stand in such a clause, by which one that no list has may be known."""
    articles: tuple[str, ...] = ()
    """What stands between such a verb and its subject: "the", "la"; none where nouns have none, or end in it."""
    definite: tuple[str, ...] = ()
    """How nouns end that have their article behind them: "borgmästaren"."""
    reflexives: tuple[str, ...] = ()
    """What may stand beside such a verb: "se désole la maire", "freut sich die Bürgermeisterin"."""
    unspoken: tuple[str, ...] = ()
    """Words with which a phrase between commas begins that ends like a verb, and is none: "despite", "trotz"."""
    persons: tuple[str, ...] = ()
    """First and second person, which a narrator's clause does not have: "we", "your"."""
    relatives: tuple[str, ...] = ()
    """Words with which a clause begins that says who a speaker is: "who"."""
    resuming: tuple[str, ...] = ()
    """Words that go on with a sentence behind such a clause, and never say who the speaker is: "never", "is"."""
    meanwhile: tuple[str, ...] = ()
    """Words that set two people's sayings side by side: "while"."""
    conjunctions: tuple[str, ...] = ()
    """Words with which a clause goes on, and which never begin what somebody is: "and", "but"."""
    has_dash_dialogue: bool = False
    """Whether a paragraph that begins with a dash is speech up to the clause that tells who speaks."""
    has_hyphen_dialogue: bool = False
    """Whether a hyphen may stand there in place of a dash; in other languages it begins an item of a list."""
    elisions: tuple[str, ...] = ()
    """Words that begin with an apostrophe: 'em."""
    perhaps_elided: tuple[str, ...] = ()
    """Words that may, and that may as well stand at the beginning of a quotation: 'cause."""
    clipped: tuple[str, ...] = ()
    """Words that end in an apostrophe because their last letters are not spoken: an', o', 'n'."""
    clipped_endings: tuple[str, ...] = ()
    """How such words end where they are many: goin', nothin'."""
    unclipped: tuple[str, ...] = ()
    """Words that end so too, and are whole: "begin"."""
    unpossessed: tuple[str, ...] = ()
    """What never stands behind a possessive: "the best dockers' and" is none, "the dockers' jobs" may be one."""
    attributions: tuple[str, ...] = ()
    """What may follow a name in the line that says whose words were displayed: "statement"."""
    bylines: tuple[str, ...] = ()
    """What stands before the name of an article's author: "by", "text von", "par"."""
    published: tuple[str, ...] = ()
    """What stands before the day on which an article appeared: "published on"."""
    updated: tuple[str, ...] = ()
    """What stands before another day than that: "last updated"."""
    placeholders: tuple[str, ...] = ()
    """What pages write where an author's name should be: "admin", "no author"."""
    bodies: tuple[str, ...] = ()
    """Words in the names of bodies, which no person is called: "ministry", "newsroom"."""
    denials: tuple[str, ...] = ()
    """Words that deny, of which one in a clause is enough: "not", "without", "impossible"."""
    passives: tuple[str, ...] = ()
    """Auxiliaries of the passive: "was", "wurde"."""
    passive_endings: tuple[str, ...] = ()
    """How participles end: "ed"."""
    passive_participles: tuple[str, ...] = ()
    """Participles that end otherwise: "told"."""
    accounts: tuple[str, ...] = ()
    """How a sentence begins that is about its source: "the article"."""
    marks: tuple[str, ...] = ()
    """The quotation marks: opening, closing, and the two of a quotation inside another."""
    appeals: tuple[str, ...] = ()
    """How lines begin that ask readers for something, or lead to other pages: "subscribe", "read also"."""
    leading: tuple[str, ...] = ()
    """How lines begin that lead to other pages where they are no sentences, or a colon is behind: "more on"."""
    credits: tuple[str, ...] = ()
    """How lines begin that say whose picture it is, or where something is from: "photo"; a colon is behind them."""
    asking: tuple[str, ...] = ()
    """What lines say somewhere that ask readers for something: "our newsletter"."""
    consent: tuple[str, ...] = ()
    """How the words begin that a page consists of which only asks for consent: "cookie", "partner"."""
    reporting: tuple[str, ...] = ()
    """More verbs beside a quotation by which somebody says something; these and the lists from here on are patterns
    (`intake.phrasing`): words parted by spaces, `a|b` for either, `*` for any letters, `?` behind what may lack."""
    according: tuple[str, ...] = ()
    """What stands before the name of whose account something is: "according to"."""
    addressing: tuple[str, ...] = ()
    """Verbs of reporting behind which stands who is spoken to, or of: "told", "accused"."""
    perfect: tuple[str, ...] = ()
    """What stands between a name and such a verb: "has"."""
    stances: tuple[str, ...] = ()
    """Words that may tell of a stance: "reject*", "lehn*"; a person says which."""
    unstanced: tuple[str, ...] = ()
    """Words that begin like these and tell of none: "background*"."""
    declined: tuple[str, ...] = ()
    """How a sentence says that somebody was asked and did not want to answer: a position, as an answer is one."""
    silence: tuple[str, ...] = ()
    """How a sentence says that somebody did not answer, or was not found: that is no position."""
    roles: tuple[str, ...] = ()
    """What stands before a person's name and is no part of it: "mayor", "*minister*"."""
    abbreviations: tuple[str, ...] = ()
    """Words behind which a point ends no sentence."""
    has_ordinal_point: bool = False
    """Whether a point behind a number makes an ordinal of it: "am 4. März"."""
    has_free_order: bool = False
    """Whether a sentence may as well name behind its verb who does something: "Den Plan lehnt die Union ab"."""
    romanised: tuple[str, ...] = ()
    """Letters that it writes otherwise than others in the Latin alphabet, and what it writes: "ä ae", "и y"."""


SAME = {"no": "nb"}
"""Codes of languages that are described under another: Norwegian is nearly always Bokmål."""


@cache
def list_languages() -> tuple[str, ...]:
    """Return the codes of the languages that are described, in order."""
    return tuple(sorted(item.name.removesuffix(".toml") for item in files(__name__).iterdir() if ".toml" in item.name))


@cache
def load_language(tag: str) -> Language:
    """Return what is known of a language, by its BCP 47 tag; of one that is not described, nothing."""
    code = tag.split("-")[0].lower()
    code = SAME.get(code, code)
    if code not in list_languages():
        return Language(code)
    read = tomllib.loads(files(__name__).joinpath(f"{code}.toml").read_text("utf-8"))
    values: dict[str, Any] = {name: value for table in read.values() for name, value in table.items()}
    lists = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
    return Language(code, **{**values, **lists})
