"""Which of a page's names is the title of its article, without the name of its site. Pure."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher

from lxml.html import HtmlElement

from briefing_desk.webpage.claims import Claim
from briefing_desk.webpage.days import read_days
from briefing_desk.webpage.tree import Block, describe, fold_spaces, squeeze
from briefing_desk.webpage.wording import measure_words

KICKER = re.compile(
    r"kicker|dachzeile|over-?line|top-?line|sub-?(?:title|head|line)|spitzmarke|eyebrow|label|title-?header|surtit|pre-?(?:head|title)"
    r"|h1-?small|antetitul|occhiello|nadtytul|visually-?hidden|hidden-?dash|invisible|\bcolon\b",
    re.IGNORECASE,
)
"""Classes of what stands in a heading beside the headline: a line above or below it, marks that nobody sees."""
COLON = r"(?<=[^\s\d]): "
PARTING = re.compile(
    r"\s+(?:[-–—―|·•»«›‹>/⁄~:]{1,2}|::)\s+|\s*\|\s*"
    r"|[-_|–—](?=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+\Z)"
)
"""What stands between an article's title and its site's name."""
NAMING = re.compile(rf"{PARTING.pattern}|{COLON}")
"""The same, and a colon, which parts more than names: "The harbour: what now"."""
BEHIND_BAR = re.compile(r"(?<=\S)\s+[|»«]\s[^|»«]*\Z")
"""What stands behind a bar is a site's name, where no heading says more."""
BRACKETED = re.compile(r"\s*[(\[]([^()\[\]]+)[)\]]\s*\Z")
ALIKE = 0.6
MIN_LETTERS = 3
HEADLINE = "the headline"
FEW_WORDS = 3
H1 = 0.12
"""By how much a heading of the first rank may fit worse."""
BESIDE = 0.15
"""By how much one in a menu or path must fit better; one of a lower rank twice as much."""
PARTED = (":", "-", "–", "—", ",", ".", "!", "?")
"""What words before a headline end with that belong to it."""
HOME = re.compile(
    r"(?:(?:https?://web\.archive\.org)?/web/\w+/)?(https?://[^/?#]+)?/?(?:index\.\w+)?(?:[a-z]{2}/?)?", re.IGNORECASE
)


def choose_title(
    claims: Sequence[Claim], blocks: Sequence[Block], head: str, sites: Collection[str], language: str = ""
) -> Claim:
    """Return the title of a page's article and where it stands; empty if it has none.

    The headline that readers see goes before what is written for programs, which is often cut or has more behind it;
    which of a page's headings is the headline is told by what is written for programs.
    """
    names = {squeeze(name) for name in sites} - {""}
    claims = [*claims, Claim(head, "<title>")]
    told = [Claim(drop_site(claim.value, names), claim.origin) for claim in claims if is_title(claim.value, names)]
    told = [claim for claim in told if is_title(claim.value, names)]
    marked = {squeeze(block.text) for block in blocks if is_marked(block.element)}
    headings = [block for block in blocks if is_heading(block, names, told, len(marked) == 1)]
    scored = [(score(block, told), block) for block in headings]
    best, block = max(scored, key=lambda pair: (pair[0], len(pair[1].text)), default=(0.0, None))
    if block and best >= ALIKE:
        return join_origins(drop_name(drop_kicker(read_headline(block, language), block, told), names), told)
    headlines = list_headlines(headings)
    is_weak = len(headlines) != 1 or measure_words(headlines[0].text) < FEW_WORDS
    if told and is_weak and not (len(headlines) == len(told) == 1):
        return choose_told(told[0], claims, names)
    headlines = headlines or [
        block for block in blocks if block.tag == "h1" and not block.is_beside and not is_home(block)
    ]
    return Claim(drop_name(read_headline(headlines[0], language), names), HEADLINE) if headlines else Claim("", "")


def list_headlines(headings: Sequence[Block]) -> list[Block]:
    """Return the headings of the first rank, without those that a page has more than once beside others."""
    first = [block for block in headings if block.tag == "h1"]
    often = Counter(squeeze(block.text) for block in first)
    once = [block for block in first if often[squeeze(block.text)] == 1]
    return once or first[: 1 if len(often) == 1 else None]


def choose_told(told: Claim, claims: Sequence[Claim], names: Collection[str]) -> Claim:
    """Return what is written for programs, without what stands behind a bar: a site's name that nothing else tells.

    Where a name stood before the bar, what follows it is the title.
    """
    is_whole = any(told.value == claim.value for claim in claims)
    words = drop_site(BEHIND_BAR.sub("", told.value), names) if is_whole else told.value.split(" » ")[-1]
    return Claim(words, told.origin)


def join_origins(headline: str, told: Sequence[Claim]) -> Claim:
    """Return a headline with where it stands: for readers, and where programs are told the same."""
    others = (claim for claim in told if not claim.origin.startswith("microdata"))  # which is the headline itself
    same = next((f" and {claim.origin}" for claim in others if is_told(headline, [claim])), "")
    return Claim(headline, HEADLINE + same)


def is_heading(block: Block, names: Collection[str], told: Sequence[Claim], is_only: bool) -> bool:
    """Say whether a block may be the headline: a heading that is no link to the site's first page, nor its name.

    What looks like a heading of something else must have the very words of which the page says that they are its title.
    """
    if block.tag not in ("h1", "h2", "h3") and not (is_marked(block.element) and is_only):
        return False
    if not is_title(block.text, names) or (block.is_beside and block.tag != "h1" and not is_told(block.text, told)):
        return False
    return not is_home(block)


def is_home(block: Block) -> bool:
    """Say whether a heading as a whole leads to the site's first page."""
    links = [link for link in block.element.iter("a") if squeeze(link.text_content()) == squeeze(block.text)]
    links += list(block.element.iterancestors("a"))
    return any(HOME.fullmatch(link.get("href") or "") for link in links)


def is_marked(element: HtmlElement) -> bool:
    """Say whether a page marks an element, or the one around it, as its headline."""
    return "headline" in (element.get("itemprop") or "").split()


def is_told(words: str, told: Sequence[Claim]) -> bool:
    """Say whether words are what a page says of its title, as a whole or up to a mark that parts a site's name."""
    wholes = (part for claim in told for part in (claim.value, PARTING.split(claim.value)[0]))
    return any(squeeze(words) == squeeze(whole) for whole in wholes)


def read_headline(block: Block, language: str) -> str:
    """Return the words of a heading without those that stand in it above or below the headline, or a day before it."""
    beside = [one for one in block.element.iterdescendants() if isinstance(one.tag, str) and is_kicker(one)]
    words = block.text
    for one in beside:
        said = fold_spaces(one.text_content())
        if words.startswith(said):
            words = words[len(said) :].lstrip(" :–—-/|")
        elif words.endswith(said):
            words = words[: len(words) - len(said)].rstrip(" :–—-/|")
    is_enough = words and measure_words(words) >= min(FEW_WORDS, measure_words(block.text)) - 1
    return drop_day(words if is_enough else block.text, language)


def drop_day(headline: str, language: str) -> str:
    """Return a headline without the day of its article before it."""
    day = next((day for day in read_days(headline, language) if day.start == 0), None)
    rest = headline[day.end :].lstrip(" :–—-/|,") if day else ""
    return rest if measure_words(rest) >= FEW_WORDS and rest[0].isupper() else headline


def is_kicker(element: HtmlElement) -> bool:
    """Say whether an element of a heading holds a line of its own."""
    return bool(KICKER.search(describe(element))) or element.tag == "small"


def score(block: Block, told: Sequence[Claim]) -> float:
    """Return how well a heading fits what a page says of its title: 1 where they are the same."""
    best = 0.0
    for claim in told:
        best = max(best, compare(block.text, claim.value))
        parts = [part for part in list_parts(claim.value) if len(squeeze(part)) * 2 >= len(squeeze(claim.value))]
        best = max([best, *(0.9 * compare(block.text, part) for part in parts)])
        if is_told(block.text, [claim]) and len(block.text.split()) > 1:
            best = max(best, 0.8)
        if squeeze(block.text).endswith(squeeze(claim.value)) and len(claim.value.split()) >= FEW_WORDS:
            best = max(best, 0.98)
        if block.tag == "h1" and len(block.text.split()) > 1 and squeeze(claim.value).startswith(squeeze(block.text)):
            best = max(best, ALIKE)
    return (
        best + H1 * (block.tag == "h1") - BESIDE * block.is_beside * (1 if block.tag == "h1" else 2)
        if best >= ALIKE - H1
        else 0.0
    )


def drop_kicker(headline: str, block: Block, told: Sequence[Claim]) -> str:
    """Return a headline without the words above it that some pages put into the same heading."""
    if any(squeeze(claim.value) == squeeze(headline) for claim in told if not claim.origin.startswith("microdata")):
        return headline
    above = {
        squeeze(" ".join(one.xpath("text()"))) for one in block.element.iterdescendants() if isinstance(one.tag, str)
    }
    for claim in told:
        words = squeeze(claim.value)
        if len(claim.value.split()) >= FEW_WORDS and squeeze(headline).endswith(words):
            start = max(at for at in range(len(headline)) if squeeze(headline[at:]) == words)
            before = headline[:start].rstrip()
            is_part = before.endswith(PARTED) and squeeze(before) not in above
            return headline if is_part else headline[start:]
    return headline


def is_title(words: str, names: Collection[str]) -> bool:
    """Say whether words may be a title: more than a site's name, and not a mark alone."""
    letters = squeeze(words)
    return len(letters) >= MIN_LETTERS and letters not in names


def compare(one: str, other: str) -> float:
    """Return how much of two titles is the same, from 0 to 1."""
    return SequenceMatcher(None, squeeze(one), squeeze(other), autojunk=False).ratio()


def list_parts(title: str) -> Iterator[str]:
    """Yield a title, and what stands in it between the marks that part it from a site's name."""
    yield title
    yield from PARTING.split(title)


def drop_site(title: str, names: Collection[str]) -> str:
    """Return a title without the names of its site before or behind it."""
    while True:
        bracketed = BRACKETED.search(title)
        parted = list(NAMING.finditer(title))
        if bracketed and squeeze(bracketed.group(1)) in names:
            title = title[: bracketed.start()].strip()
        elif parted and names_site(title[parted[-1].end() :], names, parted[-1].group()):
            title = title[: parted[-1].start()].strip()
        elif parted and names_site(title[: parted[0].start()], names, parted[0].group()):
            title = title[parted[0].end() :].strip()
        else:
            return title


def drop_name(headline: str, names: Collection[str]) -> str:
    """Return a headline without the name of its site behind it; of what readers see, only just that is dropped."""
    parted = list(PARTING.finditer(headline))
    return headline[: parted[-1].start()] if parted and squeeze(headline[parted[-1].end() :]) in names else headline


def names_site(words: str, names: Collection[str], mark: str) -> bool:
    """Say whether words are the name of a site, a part of it, or hold it; beside a colon, only whether they are it."""
    letters = squeeze(words)
    if not letters or letters in names or mark == ": ":
        return letters in names
    return any(
        (len(letters) > MIN_LETTERS and letters in name)
        or (len(name) > MIN_LETTERS and name in letters and len(name) * 3 > len(letters))
        for name in names
    )
