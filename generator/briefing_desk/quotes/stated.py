"""Whether what actors are said to have stated stands in quotation marks, and what to do where it does not. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from briefing_desk.quotes.evidence import Evidence, get_id
from briefing_desk.quotes.find import Match, find_quote
from briefing_desk.quotes.near_misses import is_continuous
from briefing_desk.schema.model import Article, Basis, Position, Quote
from briefing_desk.syntax.problems import Problem
from briefing_desk.text.article_text import ArticleText, trim
from briefing_desk.text.quotation_marks import FAMILIES, Direct
from briefing_desk.text.reporting import SENTENCE_END, WORD, Voice, guess_language, has_words, judge_voice
from briefing_desk.text.speech import Range, list_outer

OF_TWO = "its parts may have been said by two people"
MARKS_AND_SPACE = "".join(mark for mark in FAMILIES if len(mark) == 1) + " \t\n\u00a0\u202f"
SHOWN = 60
"""Characters of a passage that a message shows at each end."""


def check_direct(
    article: Article, evidence: Mapping[str, Evidence], article_id: str, text: ArticleText | None = None
) -> Iterator[Problem]:
    """Yield a problem for each `stated` position none of whose quotes is surely direct speech.

    With the article's text at hand it says where the marks stand.
    """
    for position in article.positions:
        found = [evidence[get_id(article_id, quote)].direct for quote in position.quotes]
        if position.basis is not Basis.STATED or not found or None in found or Direct.YES in found:
            continue
        place = position.places["basis"]
        if Direct.UNSURE in found:
            quote = position.quotes[found.index(Direct.UNSURE)]
            message = f"whether `{shorten(quote.exact)}` is direct speech is not certain"
            reason = f": {explain_doubt(quote, text)}" if text else ""
            help = (
                "quote words that stand between one pair of marks, or write `basis: reported`; "
                "left so, readers see “as quoted by the article”"
            )
            yield Problem(place, "direct-speech-unsure", message + reason, help)
        else:
            message = "`stated` needs a quote that stands in quotation marks in the article"
            split = explain_split(position, text) if text else ""
            help = split or "quote the actor's own words, or write `basis: reported`"
            yield Problem(place, "direct-speech-missing", message, help)


def judge_match(match: Match, text: ArticleText) -> tuple[Direct, str]:
    """Return whether a quote is direct speech in all its pieces; why, where that is unsure."""
    found = [text.judge(start, end) for start, end in match.pieces]
    for answer in (Direct.NO, Direct.UNSURE):
        for direct, doubt in found:
            if direct is answer:
                return direct, doubt
    if any(is_of_two(text, first, second) for first, second in pairwise(match.pieces)):
        return Direct.UNSURE, OF_TWO
    return Direct.YES, ""


def propose_basis(quotes: Iterable[Direct]) -> Basis:
    """Return the basis of a position with such quotes: `stated` where one of them is surely direct speech."""
    return Basis.STATED if Direct.YES in quotes else Basis.REPORTED


def is_of_two(text: ArticleText, first: Range, second: Range) -> bool:
    """Say whether the narrator names one speaker for a piece of a quote, and may name another for the next."""
    spans = list_outer(text.direct)
    first, second = trim(text.text, *first), trim(text.text, *second)  # a quote may have the marks themselves
    before = next((span for span in spans if span[0] <= first[0] < first[1] <= span[1]), None)
    behind = next((span for span in spans if span[0] <= second[0] < second[1] <= span[1]), None)
    if before is None or behind is None or before == behind or before[1] > behind[0]:
        return False
    between = text.text[before[1] : behind[0]]
    opening, closing = text.find_paragraph(before[0]), text.find_paragraph(behind[0])
    if closing - opening > 1 and any(is_told(text, index, spans) for index in range(opening + 1, closing)):
        return True
    start = max([text.paragraphs[opening][0], *(end for _, end in spans if end < before[0])])
    lead = text.text[start : before[0]]
    introduces = between.rstrip(MARKS_AND_SPACE).endswith((":", ","))
    joins = WORD.match(between.lstrip(MARKS_AND_SPACE + ","))
    language = guess_language(text.text[slice(*text.paragraphs[opening])], text.language)
    introduces = introduces or bool(joins and joins.group().lower() in (*language.conjunctions, *language.meanwhile))
    if introduces and judge_voice(lead, between, text.language) is not Voice.SAME:
        return True
    end = min([text.paragraphs[closing][1], *(at for at, _ in spans if at > behind[1])])
    following = SENTENCE_END.split(text.text[behind[1] : end].lstrip(MARKS_AND_SPACE))[0]
    voice = judge_voice(between, following, text.language)
    return voice is not Voice.SAME and not (voice is Voice.PRONOUN and opening == closing)


def is_told(text: ArticleText, index: int, spans: Sequence[Range]) -> bool:
    """Say whether a paragraph has words outside its quotations."""
    start, end = text.paragraphs[index]
    inside = sum(max(0, min(end, last) - max(start, first)) for first, last in spans)
    return inside + 4 < end - start


def explain_doubt(quote: Quote, text: ArticleText) -> str:
    """Return why it is not certain that a quote is direct speech, and the sentence."""
    for match in find_first(quote, text):
        direct, doubt = judge_match(match, text)
        if direct is Direct.UNSURE:
            line = text.locate(match.start)[0]
            return f"{doubt} (line {line}: `{show_around(text, match.start, match.end)}`)"
    return "its marks do not tell"


def explain_split(position: Position, text: ArticleText) -> str:
    """Return which part of a position's quotes stands inside the marks, and how to split it off; empty if none does."""
    for quote in position.quotes:
        for start, end in (piece for match in find_first(quote, text) for piece in match.pieces):
            parts = [text.text[max(start, first) : min(end, last)] for first, last in list_outer(text.direct)]
            parts = [part for part in parts if has_words(part)]
            if parts:
                shown = ", ".join(f"`{shorten(part)}`" for part in dict.fromkeys(parts))
                line = text.locate(start)[0]
                return (
                    f"only {shown} stands inside the marks (line {line}): quote that, "
                    "put […] in place of what stands outside, or write `basis: reported`"
                )
    return ""


def find_first(quote: Quote, text: ArticleText) -> list[Match]:
    """Return the first place where a quote stands, none if it stands nowhere."""
    matches = find_quote(text.text, quote.exact, quote.prefix or "", quote.suffix or "")
    return [match for match in matches if is_continuous(match, text)][:1]


def show_around(text: ArticleText, start: int, end: int) -> str:
    """Return a passage with what stands beside it in its paragraph, so that its marks can be seen."""
    first, last = text.paragraphs[text.find_paragraph(start)][0], text.paragraphs[text.find_paragraph(end - 1)][1]
    return shorten(text.text[max(first, start - SHOWN) : min(last, end + SHOWN)], 4 * SHOWN)


def shorten(words: str, most: int = SHOWN) -> str:
    """Return words on one line, cut where they are long."""
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
