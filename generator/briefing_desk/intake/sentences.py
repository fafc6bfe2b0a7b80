"""An article's sentences, by which the cursor goes: in every script, near enough for a person to correct. Pure."""

import re
from collections.abc import Iterator

from briefing_desk.intake.candidates import trim
from briefing_desk.intake.phrasing import Phrasing, cut, is_short, phrase
from briefing_desk.text.article_text import ArticleText
from briefing_desk.text.speech import Range

END = re.compile(
    r"[。！？｡؟۔।॥][”’」』】）)»\"]*"  # ends a sentence wherever it stands
    r"|[.!?…]+[\"”’»“)\]]*(?=\s+[\"“‘«»„‚‹›(¿¡\[]{0,2}[^\W_])"
)
ORDINAL = re.compile(r"(?<!\d)\d{1,2}\.\Z")
"""The 5. of May, as many languages write it."""
ORDINAL_LENGTH = 3
"""Characters before its full stop that tell it from a longer number."""
OPENING = re.compile(r"[ \t\n\"“‘«»„‚‹›(¿¡\[]*(.)", re.DOTALL)
"""What stands before the first letter of the next sentence, and this letter."""


def list_sentences(text: ArticleText, language: str) -> list[list[Range]]:
    """Return the sentences of each paragraph, in order, each without what ends it: so they are quoted."""
    phrasing = phrase(language)
    return [
        [
            trimmed
            for part in split_paragraph(text.text, *span, phrasing)
            if (trimmed := trim(text.text, *part, phrasing))[0] < trimmed[1]
        ]
        for span in text.paragraphs
    ]


def split_paragraph(text: str, start: int, end: int, phrasing: Phrasing) -> Iterator[Range]:
    """Yield the sentences of a paragraph; a small letter begins none, nor does what follows an abbreviation."""

    def is_end(match: re.Match[str]) -> bool:
        letter = OPENING.match(text, match.end(), end)
        if letter and letter[1].islower():
            return False
        is_ordinal = ORDINAL.search(text[max(start, match.start() - ORDINAL_LENGTH) : match.start() + 1])
        return not is_ordinal and not is_short(text, start, match.start(), phrasing)

    return cut(text, start, end, (match.end() for match in END.finditer(text, start, end) if is_end(match)))
