"""What in everything that the desk wrote itself makes readers read twice: in its annotations, and on its pages."""

from collections.abc import Iterator
from pathlib import Path

from briefing_desk.build.survey import Survey, survey_site
from briefing_desk.checks.style import check_condition, check_style
from briefing_desk.disk.read import read_pages
from briefing_desk.regions.markers import parse_page
from briefing_desk.regions.prose import find_prose, list_paragraphs
from briefing_desk.schema.model import Article, Topic
from briefing_desk.store.database import open_store
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Source, Text
from briefing_desk.web.drafts import FOLDER


def list_style_problems(root: Path) -> list[Problem]:
    """Return what is hard to read in the seeds and pages of a site; what cannot be read is told elsewhere."""
    with open_store(root) as store:
        survey = survey_site(root, None, store)
        problems = list(check_seeds(survey))
        told = {f"{FOLDER}/{name}.md" for name in ("index", *survey.seeds.topics)}
        for source in read_pages(root)[0].values():
            of_sources = source.path not in told
            problems += check_style(list_prose(source), survey.settings.language, of_sources=of_sources)
    return [Problem(one.at.forget_text(), one.code, one.message, one.help) for one in problems]


def check_seeds(survey: Survey) -> Iterator[Problem]:
    """Yield what is hard to read in the vocabulary and the articles."""
    language = survey.settings.language
    for topic in survey.seeds.topics.values():
        yield from check_style(list_topic_words(topic), language)
        yield from check_style((matter.note for matter in topic.matters if matter.note), language, of_sources=True)
    for id in survey.entries:
        article = survey.load_article(id).noun
        yield from check_style(list_article_words(article), language)
        for position in article.positions:
            if position.condition:
                yield from check_condition(position.summary, position.condition)


def list_topic_words(topic: Topic) -> Iterator[Text]:
    """Yield the sentences of a topic's file."""
    yield topic.summary
    yield from (question.background for question in topic.questions if question.background)


def list_article_words(article: Article) -> Iterator[Text]:
    """Yield the desk's own sentences about an article; not its title, nor its words."""
    if article.abstract:
        yield article.abstract
    yield from (position.summary for position in article.positions)
    yield from (passage.says for passage in article.passages if passage.says)


def list_prose(source: Source) -> Iterator[Text]:
    """Yield the paragraphs that people wrote on a page."""
    page = parse_page(source)[0]
    yield from list_paragraphs(find_prose(page)) if page else ()
