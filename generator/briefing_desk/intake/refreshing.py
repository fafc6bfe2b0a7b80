"""A newer text of an article: what it says otherwise, and which quotes have to be read again. Pure."""

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping
from difflib import SequenceMatcher, unified_diff

from briefing_desk.intake.drafting import escape_markdown
from briefing_desk.intake.phrasing import split_sentences
from briefing_desk.quotes.verify import find_in
from briefing_desk.regions.prose import Prose, list_citations, strip_notes
from briefing_desk.schema.model import Article, Passage, Quote, Topic
from briefing_desk.syntax.front_matter import split_front_matter
from briefing_desk.syntax.source import LINE_BREAK, Place, Source
from briefing_desk.text.article_text import ArticleText

MOST_SHOWN = 24
"""Sentences of the differences; more are only counted."""
FIGURE = re.compile(
    r"\b(?:\d(?:[\d.,]*\d)?|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty"
    r"|half|third|quarter|dozen|hundred|thousand|million|billion)s?)\b",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_][\w-]*")
GONE, WITHIN, BESIDE = "a quote is gone", "in a changed paragraph", "next to a changed paragraph"


def tell_differences(before: ArticleText, after: ArticleText) -> list[str]:
    """Return the sentences that only one of two texts has, those of the older behind `-`, of the newer behind `+`."""
    lines = list(unified_diff(list_sentences(before), list_sentences(after), n=0, lineterm=""))[2:]
    told = [line for line in lines if not line.startswith("@@")]
    if not told:
        return ["the words are the same: only spaces or paragraphs differ"]
    more = len(told) - MOST_SHOWN
    return told if more <= 0 else [*told[:MOST_SHOWN], f"… and {more} more"]


def list_sentences(text: ArticleText) -> list[str]:
    """Return the sentences of a text, each on one line."""
    spans = (span for start, end in text.paragraphs for span in split_sentences(text.text, start, end))
    return [" ".join(text.text[start:end].split()) for start, end in spans]


def list_affected(article: Article, before: ArticleText, after: ArticleText) -> Iterator[tuple[Place, str, str]]:
    """Yield the place, the name and the reason of all that quotes what a newer text may say otherwise."""
    changed = find_changed(before, after)
    for position in article.positions:
        if why := pick(judge(quote, (before, after), changed) for quote in position.quotes):
            yield position.places[""], f"{', '.join(position.holders)} on {position.question}", why
    for passage in article.passages:
        if why := judge(passage, (before, after), changed):
            yield passage.id.at, f"the passage `{passage.id}`", why


def find_lost(before: ArticleText, after: ArticleText) -> Counter[str]:
    """Return the figures and names that a newer text has less often, which a summary or a sentence may rest on."""
    return count_facts(before.text) - count_facts(after.text)


def list_outdated(article: Article, lost: Container[str]) -> Iterator[tuple[Place, str, list[str]]]:
    """Yield the place and the name of each text of the editor's own whose figures or names a newer text has less often.

    Wrong is none of them for certain: they are to be read again. Number words are known in English.
    """
    own = [(article.abstract, "the abstract")]
    for position in article.positions:
        name = f"of {', '.join(position.holders)} on {position.question}"
        own += [(position.summary, f"the summary {name}"), (position.condition, f"the condition {name}")]
    for words, name in own:
        if words and (found := [fact for fact in count_facts(words) if fact in lost]):
            yield words.at, name, found


def list_outdated_questions(
    article: Article, topics: Mapping[str, Topic], lost: Container[str]
) -> Iterator[tuple[Place, str, list[str]]]:
    """Yield the same for what is asked in the questions that an article's positions answer, and said of them."""
    for key in dict.fromkeys(str(position.question) for position in article.positions):
        topic, _, id = key.partition("/")
        for question in topics[topic].questions if topic in topics else ():
            if question.id == id:
                for words, name in ((question.proposition, "proposition"), (question.background, "background")):
                    if words and (found := [fact for fact in count_facts(words) if fact in lost]):
                        yield words.at, f"the {name} of {key}", found


def list_outdated_prose(prose: Prose, article: str, lost: Container[str]) -> Iterator[tuple[Place, str, list[str]]]:
    """Yield the same for each line of a page's prose, if it cites the article or one of its passages."""
    if not any(cited.split(":")[0] == article for cited in list_citations(prose)):
        return
    source, lines = prose.page.source, LINE_BREAK.split(strip_notes(prose))
    starts = [0, *(match.end() for match in LINE_BREAK.finditer(source.text))]
    for start, line in zip(starts, lines, strict=False):
        if found := [fact for fact in count_facts(line) if fact in lost]:
            yield Place(source, start), f"the prose, which cites `{article}`", found


def count_facts(text: str) -> Counter[str]:
    """Return how often a text has each of its figures and names: words that have a capital wherever they stand."""
    words = Counter(WORD.findall(text))
    names = {word: number for word, number in words.items() if word[0].isupper() and word.lower() not in words}
    return Counter(match.group().lower() for match in FIGURE.finditer(text)) + Counter(names)


def pick(reasons: Iterator[str]) -> str:
    """Return the gravest of several reasons, empty if there is none."""
    found = set(reasons)
    return next((reason for reason in (GONE, WITHIN, BESIDE) if reason in found), "")


def find_changed(before: ArticleText, after: ArticleText) -> tuple[dict[int, str], dict[int, str]]:
    """Return for each text which of its paragraphs, by number, differ or stand next to one that does."""
    old, new = ([" ".join(it.text[a:b].split()) for a, b in it.paragraphs] for it in (before, after))
    found: tuple[dict[int, str], dict[int, str]] = {}, {}
    for tag, *bounds in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            for paragraphs, start, end in zip(found, bounds[::2], bounds[1::2], strict=True):
                paragraphs.update(dict.fromkeys(range(start, end), WITHIN))
                paragraphs.setdefault(start - 1, BESIDE)
                paragraphs.setdefault(end, BESIDE)
    return found


def judge(quote: Quote | Passage, texts: tuple[ArticleText, ArticleText], changed: tuple[dict[int, str], ...]) -> str:
    """Return why a quote has to be read again, empty if it need not be."""
    matches = [find_in(text, quote) for text in texts]
    if not matches[1]:
        return GONE
    return pick(
        paragraphs.get(text.find_paragraph(start), "")
        for text, found, paragraphs in zip(texts, matches, changed, strict=True)
        for match in found
        for start, _ in match.pieces
    )


def put_body(source: Source, data: bytes, text: str) -> bytes:
    """Return an article's file with another text in its body; not a byte before the body differs."""
    split = split_front_matter(source)
    body = source.text[split.body :] if split else source.text
    newline = "\r\n" if "\r\n" in source.text else "\n"
    front = data[: len(data) - len(body.encode())]
    return front + escape_markdown(text).replace("\n", newline).encode()
