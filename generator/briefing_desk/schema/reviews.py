"""Reviews as files: what the prose of a page was last read against. Reads no disk."""

from briefing_desk.schema.model import Review
from briefing_desk.schema.seeds import check_record, read_noun
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Source


def read_review(source: Source) -> tuple[Review | None, list[Problem]]:
    """Read a review's file."""
    review, problems = read_noun(Review, source)
    if review and "reviewed" in review.places:
        problems.extend(check_record(review.reviewed, review.places["reviewed"], "run `briefing review` for the page"))
    return review, problems
