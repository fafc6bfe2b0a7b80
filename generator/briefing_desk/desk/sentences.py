"""An article's sentences, by which the cursor goes: in every script, near enough for a person to correct. Pure."""

import re
from collections.abc import Iterator

from briefing_desk.intake.candidates import trim
from briefing_desk.intake.phrasing import Phrasing, phrase
from briefing_desk.text.article_text import ArticleText
from briefing_desk.text.speech import Range

END = re.compile(
    r"[。！？｡؟۔।॥][”’」』】）)»\"]*"  # ends a sentence wherever it stands
    r"|[.!?…]+[\"”’»“)\]]*(?=\s+[\"“‘«„(¿¡\[]?[^\W_])"
)
ORDINAL = re.compile(r"(?<!\d)\d{1,2}\.\Z")
"""The 5. of May, as many languages write it."""


def list_sentences(text: ArticleText) -> list[list[Range]]:
    """Return the sentences of each paragraph, in order, each without what ends it: so they are quoted."""
    known = phrase(text.language.code)
    found = [
        [trim(text.text, *part, known) for part in split_paragraph(text.text, *span, known)] for span in text.paragraphs
    ]
    return [[(start, end) for start, end in sentences if start < end] for sentences in found]


def split_paragraph(text: str, start: int, end: int, known: Phrasing) -> Iterator[Range]:
    """Yield the sentences of a paragraph; a small letter begins none, nor does what follows an abbreviation."""
    for match in END.finditer(text, start, end):
        rest = text[match.end() : end]
        following = rest.lstrip(' \t\n"“‘«„(¿¡[')[:1]
        before = text[start : match.start() + 1]
        if not following.islower() and not known.abbreviation.search(before) and not ORDINAL.search(before):
            yield start, match.end()
            start = match.end() + len(rest) - len(rest.lstrip())
    if start < end:
        yield start, end
