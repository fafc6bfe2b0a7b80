"""The library of a site as it is, of which nothing is parsed or checked that an earlier run has parsed and checked."""

from functools import partial
from pathlib import Path
from typing import NamedTuple

from briefing_desk.analysis.library import Library
from briefing_desk.analysis.reviews import check_reviews
from briefing_desk.build.article_checks import check_articles, lay_grounds, load_seeds
from briefing_desk.build.site_checks import check_survey
from briefing_desk.build.subjects import index_articles
from briefing_desk.build.survey import survey_site
from briefing_desk.checks.assemble import make_library
from briefing_desk.checks.references import check_actors
from briefing_desk.schema.model import Seeds
from briefing_desk.store.database import Store, use_store
from briefing_desk.syntax.problems import Problem, has_errors


class Loaded(NamedTuple):
    """A site, as far as it was asked for."""

    library: Library | None
    """None where there are errors."""
    vocabulary: Seeds
    problems: list[Problem]
    articles: int
    """How many there are in all."""


def load_library(root: Path, texts: Path | None = None, topic: str = "") -> Loaded:
    """Return a site, or of its articles those alone that are about one topic."""
    return use_store(root, partial(load_with, root, texts, topic))


def load_with(root: Path, texts: Path | None, topic: str, store: Store) -> Loaded:
    """Return a site, given what earlier runs found out."""
    survey = survey_site(root, texts, store)
    grounds = lay_grounds(survey)
    checked = check_articles(survey, grounds)
    problems = check_survey(survey, grounds, checked)
    number = len(survey.entries)
    if has_errors(problems) or survey.seeds.unread:
        return Loaded(None, survey.seeds, problems, number)
    seeds = load_seeds(survey, index_articles(survey).topics.get(topic, ()) if topic else survey.entries)
    evidence = {id: survey.load_evidence(id, checked.keys[id]) for id in seeds.articles}
    library = make_library(seeds, evidence, survey.reviews)
    if not topic:
        problems += check_actors(seeds, {name for entry in survey.entries.values() for name in entry.actors})
        problems += check_reviews(survey.reviews, library.freshness)
    return Loaded(library, survey.seeds, problems, number)
