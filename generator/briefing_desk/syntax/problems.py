"""What can be wrong, how bad it is, and how it is said. `docs/problems.md` explains each code."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from briefing_desk.syntax.source import Place


class Severity(StrEnum):
    """Errors stop everything; warnings are told and let pass (unless `--strict`); notes never stop anything."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

CODES: dict[str, Severity] = {
    # files
    "articles-fewer": W,
    "articles-gone": E,
    "binary": E,
    "control-character": E,
    "encoding": E,
    "extension": W,
    "lfs-pointer": E,
    "merge-conflict": E,
    "not-a-file": E,
    "symlink": E,
    "too-large": E,
    "unreadable": E,
    # YAML
    "duplicate-key": E,
    "empty-file": E,
    "empty-value": E,
    "front-matter": E,
    "key-type": E,
    "missing-key": E,
    "stance-synonym": W,
    "unknown-key": E,
    "value-length": E,
    "wrong-type": E,
    "yaml-comment": W,
    "yaml-feature": E,
    "yaml-syntax": E,
    # values
    "not-acceptable": E,
    "bad-date": E,
    "bad-id": E,
    "bad-language": E,
    "untranslated": W,
    "bad-url": E,
    "bad-word": E,
    "foreign-host": W,
    "condition-missing": E,
    "condition-unused": E,
    "correction-missing": E,
    "correction-unused": E,
    "one-of-actor-actors": E,
    "according-to-stated": E,
    "date-after-retrieved": W,
    "duplicate-item": W,
    # across files
    "accepted-unclear": W,
    "accepted-unused": W,
    "ambiguous-occasion": E,
    "coding-unused": W,
    "desk-unused": W,
    "conflicting-positions": W,
    "contradictory-order": E,
    "dates-overlap": W,
    "duplicate-id": E,
    "duplicate-url": W,
    "duplicate-position": E,
    "same-name": W,
    "speaker-as-actor": W,
    "speaker-of-other": W,
    "unknown-actor": E,
    "unknown-event": E,
    "unknown-occasion": E,
    "unknown-publisher": E,
    "unknown-matter": E,
    "unknown-question": E,
    "unused-actor": N,
    "unused-event": W,
    "unused-matter": W,
    # what is imported
    "import-format": E,
    "import-unknown": W,
    "import-unplaced": W,
    # quotes and receipts
    "ambiguous-quote": E,
    "checked-too-early": W,
    "direct-speech-missing": E,
    "direct-speech-unsure": W,
    "joined-sentences": W,
    "long-quote": E,
    "omitted-hedge": W,
    "omitted-number": W,
    "parted-word": W,
    "passed-number": W,
    "markdown-in-word": W,
    "quote-not-found": E,
    "receipt-behind": E,
    "receipt-mismatch": E,
    "receipt-missing": W,
    "receipt-unused": W,
    "review-unused": W,
    "short-quote": W,
    "speaker-not-named": W,
    "stale-prose": W,
    "text-changed": W,
    "text-missing": W,
    "too-much-quoted": E,
    "translation-differs": E,
    "translation-missing": W,
    "translation-unused": W,
    # pages
    "edited-region": E,
    "live-html": E,
    "marker": E,
    "misread-html": E,
    "orphan-page": W,
    "placeholder": W,
    "page-meta": E,
    "region-required": E,
    "setting-missing": W,
    "template-fault": E,
    "template-unused": W,
    "unclosed-fence": E,
    "unclosed-html": E,
    "unknown-citation": E,
    "unknown-region": E,
    "unreviewed-prose": W,
    "corrected-citation": W,
    "withdrawn-citation": W,
    # style
    "condition-repeated": W,
    "double-negative": W,
    "hard-text": W,
    "long-sentence": W,
    "passive-chain": W,
    "source-as-subject": W,
    # the built site
    "anchor-missing": E,
    "anchor-twice": E,
    "cell-without-evidence": E,
    "foreign-script": E,
    "link-broken": E,
    "outside-request": E,
    "policy-missing": E,
    "policy-unfit": E,
    "quote-differs": E,
    "region-lost": E,
    "site-outdated": E,
    "source-gone": W,
}
"""Every code with its severity, in the order of `docs/problems.md`."""
OWN_WAY = frozenset(
    (
        "accepted-unclear", "accepted-unused", "articles-fewer", "checked-too-early", "extension",
        "corrected-citation", "withdrawn-citation", "stale-prose", "unreviewed-prose",
        "coding-unused", "desk-unused", "orphan-page", "receipt-unused", "review-unused", "setting-missing",
        "template-unused", "text-changed", "source-gone", "import-unknown", "import-unplaced",
        "condition-repeated", "double-negative", "hard-text", "long-sentence", "passive-chain", "source-as-subject",
    )
)  # fmt: skip
"""Warnings that no annotation can accept: of files that the generator writes, with a command that settles them, or on
style, which are told only when asked for."""
FROM_ANNOTATION = frozenset(
    (
        "conflicting-positions", "dates-overlap", "date-after-retrieved", "duplicate-item", "duplicate-url",
        "foreign-host", "placeholder", "receipt-missing", "short-quote", "speaker-as-actor", "speaker-of-other",
        "stance-synonym", "translation-missing", "translation-unused", "yaml-comment",
    )
)  # fmt: skip
"""Warnings of articles that are told whether or not the article's text is at hand."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong at one place, and how to mend it."""

    at: Place
    code: str
    message: str
    """What is wrong, in one line, without a full stop."""
    help: str
    """How to mend it; never empty: whoever reads it may have made no site before."""
    accepted: str = ""
    """Why a person lets it stand; only warnings are ever accepted."""

    @property
    def severity(self) -> Severity:
        """The severity that `CODES` gives this code; a warning that was accepted is a note."""
        return Severity.NOTE if self.accepted else CODES[self.code]


def sort_problems(problems: Iterable[Problem]) -> list[Problem]:
    """Return each problem once, by path, line, column, then code."""
    unique = {(p.at.path, p.at.line, p.at.column, p.code, p.message): p for p in problems}
    return [unique[key] for key in sorted(unique)]


def leave_notes(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems without those that only say what one may want to know."""
    return [problem for problem in problems if problem.severity is not Severity.NOTE]


def has_errors(problems: Iterable[Problem]) -> bool:
    """Say whether any of the problems stops the run."""
    return any(problem.severity is Severity.ERROR for problem in problems)
