"""What must be known of a language to read quotes in it: one TOML file each, named by its code.

Reads only these files. A list that a language does not have is empty: nothing is guessed for a language that nobody
has described.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """The words and habits of one language, in small letters, with typewriter apostrophes.

    In the first three lists `*` stands for any letters: "kein*".
    """

    code: str
    """The primary subtag of BCP 47: `de` for `de-AT`."""
    common: tuple[str, ...] = ()
    """Words that nearly every paragraph has, by which the language is recognised."""
    negations: tuple[str, ...] = ()
    """Words that turn a statement into its opposite: "not", "no longer"."""
    hedges: tuple[str, ...] = ()
    """Words that make it less than certain: "reportedly", "might"."""
    conditions: tuple[str, ...] = ()
    """Words that bind it to something: "unless", "provided that"."""
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
    conjunctions: tuple[str, ...] = ()
    """Words with which a clause goes on, and which never begin what somebody is: "and", "but"."""
    has_dash_dialogue: bool = False
    """Whether a paragraph that begins with a dash is speech up to the clause that tells who speaks."""
    elisions: tuple[str, ...] = ()
    """Words that begin with an apostrophe: 'em."""
    perhaps_elided: tuple[str, ...] = ()
    """Words that may, and that may as well stand at the beginning of a quotation: 'cause."""
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
    marks: tuple[str, ...] = ()
    """The quotation marks: opening, closing, and the two of a quotation inside another."""
    appeals: tuple[str, ...] = ()
    """How lines begin that ask readers for something, or lead to other pages: "subscribe", "read also"."""
    romanised: tuple[str, ...] = ()
    """Letters that it writes otherwise than others in the Latin alphabet, and what it writes: "ä ae", "и y"."""


@cache
def list_languages() -> tuple[str, ...]:
    """Return the codes of the languages that are described, in order."""
    return tuple(sorted(item.name.removesuffix(".toml") for item in files(__name__).iterdir() if ".toml" in item.name))


@cache
def load_language(tag: str) -> Language:
    """Return what is known of a language, by its BCP 47 tag; of one that is not described, nothing."""
    code = tag.split("-")[0].lower()
    if code not in list_languages():
        return Language(code)
    read = tomllib.loads(files(__name__).joinpath(f"{code}.toml").read_text("utf-8"))
    values: dict[str, Any] = {name: value for table in read.values() for name, value in table.items()}
    lists = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
    return Language(code, **{**values, **lists})
