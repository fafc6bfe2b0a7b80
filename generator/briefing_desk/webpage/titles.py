"""Which of a page's names is the title of its article, without the name of its site. Pure."""

import re
from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher

from lxml.html import HtmlElement

from briefing_desk.webpage.claims import Claim
from briefing_desk.webpage.tree import Block, describe, fold_spaces, squeeze
from briefing_desk.webpage.wording import measure_words

KICKER = re.compile(
    r"kicker|dachzeile|over-?line|top-?line|sub-?(?:title|head|line)|spitzmarke|eyebrow|label|title-?header|surtit|pre-?(?:head|title)"
    r"|h1-?small|antetitul|occhiello|nadtytul|visually-?hidden|hidden-?dash|invisible|\bcolon\b",
    re.IGNORECASE,
)
"""Classes of what stands in a heading beside the headline: a line above or below it, marks that nobody sees."""
PARTING = re.compile(
    r"\s+(?:[-–—―|·•»«›‹>/⁄~:]{1,2}|::)\s+|\s*\|\s*|(?<=[^\s\d]): "
    r"|[-_|–—](?=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+\Z)"
)
"""What stands between an article's title and its site's name."""
BEHIND_BAR = re.compile(r"(?<=\S)\s+[|»«]\s[^|»«]*\Z")
"""What stands behind a bar is a site's name, where no heading says more."""
BRACKETED = re.compile(r"\s*[(\[]([^()\[\]]+)[)\]]\s*\Z")
ALIKE = 0.6
MIN_LETTERS = 3
HEADLINE = "the headline"
FEW_WORDS = 3
H1 = 0.12
"""By how much a heading of the first rank may fit worse."""
PARTED = (":", "-", "–", "—", "|", "/", ",", ".", "!", "?")
"""What words before a headline end with that belong to it."""
HOME = re.compile(r"(?:https?://[^/?#]+)?/?(?:index\.\w+)?(?:[a-z]{2}/?)?", re.IGNORECASE)


def choose_title(claims: Sequence[Claim], blocks: Sequence[Block], head: str, sites: Collection[str]) -> Claim:
    """Return the title of a page's article and where it stands; empty if it has none.

    The headline that readers see goes before what is written for programs, which is often cut or has more behind it;
    which of a page's headings is the headline is told by what is written for programs.
    """
    names = {squeeze(name) for name in sites} - {""}
    claims = [*claims, Claim(head, "<title>")]
    told = [Claim(drop_site(claim.value, names), claim.origin) for claim in claims if is_title(claim.value, names)]
    told = [claim for claim in told if is_title(claim.value, names)]
    headings = [block for block in blocks if is_heading(block, names)]
    scored = [(score(block, told), block) for block in headings]
    best, block = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    if block and best >= ALIKE:
        return Claim(drop_name(drop_kicker(read_headline(block), told), names), HEADLINE)
    headlines = [block for block in headings if block.tag == "h1"]
    if told and (not headlines or len(headlines) > 1 or measure_words(headlines[0].text) < FEW_WORDS):
        return Claim(BEHIND_BAR.sub("", told[0].value), told[0].origin)
    return Claim(drop_name(read_headline(headlines[0]), names), HEADLINE) if headlines else Claim("", "")


def is_heading(block: Block, names: Collection[str]) -> bool:
    """Say whether a block may be the headline: a heading that is no link to the site's first page, nor its name."""
    if (
        block.tag not in ("h1", "h2", "h3")
        or (block.is_beside and block.tag != "h1")
        or not is_title(block.text, names)
    ):
        return False
    links = [link for link in block.element.iter("a") if squeeze(link.text_content()) == squeeze(block.text)]
    links += list(block.element.iterancestors("a"))
    return not any(HOME.fullmatch(link.get("href") or "") for link in links)


def read_headline(block: Block) -> str:
    """Return the words of a heading without those that stand in it above or below the headline."""
    beside = [one for one in block.element.iterdescendants() if isinstance(one.tag, str) and is_kicker(one)]
    words = block.text
    for one in beside:
        said = fold_spaces(one.text_content())
        if words.startswith(said):
            words = words[len(said) :].lstrip(" :–—-/|")
        elif words.endswith(said):
            words = words[: len(words) - len(said)].rstrip(" :–—-/|")
    return words if measure_words(words) >= min(FEW_WORDS, measure_words(block.text)) - 1 and words else block.text


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
        if squeeze(block.text).endswith(squeeze(claim.value)) and len(claim.value.split()) >= FEW_WORDS:
            best = max(best, 0.9)
    return best + H1 * (block.tag == "h1") if best >= ALIKE - H1 else 0.0


def drop_kicker(headline: str, told: Sequence[Claim]) -> str:
    """Return a headline without the words above it that some pages put into the same heading."""
    for claim in told:
        words = squeeze(claim.value)
        if len(claim.value.split()) >= FEW_WORDS and squeeze(headline).endswith(words) and squeeze(headline) != words:
            start = max(at for at in range(len(headline)) if squeeze(headline[at:]) == words)
            return headline if headline[:start].rstrip().endswith(PARTED) else headline[start:]
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
        parted = list(PARTING.finditer(title))
        if bracketed and squeeze(bracketed.group(1)) in names:
            title = title[: bracketed.start()].strip()
        elif parted and names_site(title[parted[-1].end() :], names):
            title = title[: parted[-1].start()].strip()
        elif parted and names_site(title[: parted[0].start()], names):
            title = title[parted[0].end() :].strip()
        else:
            return title


def drop_name(headline: str, names: Collection[str]) -> str:
    """Return a headline without the name of its site behind it; of what readers see, only just that is dropped."""
    parted = list(PARTING.finditer(headline))
    return headline[: parted[-1].start()] if parted and squeeze(headline[parted[-1].end() :]) in names else headline


def names_site(words: str, names: Collection[str]) -> bool:
    """Say whether words are the name of a site, or a part of it, or hold it."""
    letters = squeeze(words)
    return letters != "" and any(
        letters == name
        or (len(letters) > MIN_LETTERS and letters in name)
        or (len(name) > MIN_LETTERS and name in letters)
        for name in names
    )
