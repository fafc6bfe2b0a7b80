"""Quotes in a language that is not the site's: what readers get of them in their own. Pure."""

from collections.abc import Iterator

from briefing_desk.quotes.evidence import list_quotes
from briefing_desk.schema.model import Article
from briefing_desk.syntax.problems import Problem


def check_translations(article: Article, language: str) -> Iterator[Problem]:
    """Yield what is wrong with the translations of an article's quotes, given the language of the site if it is known.

    A position says in its summary what its quotes show; a passage has its own words for that, or a translation.
    """
    if not language:
        return
    foreign = is_foreign(article, language)
    for quote in list_quotes(article):
        if quote.translation and not foreign:
            message = f"the article is in `{article.language}`, which is the language of the site"
            help = "delete it: a translation is for readers who do not read the article's language"
            yield Problem(quote.translation.places[""], "translation-unused", message, help)
    for passage in article.passages if foreign else ():
        if not passage.says and not passage.translation:
            message = f"the passage is in `{article.language}`, and readers of `{language}` are not told what it says"
            help = "add `says:` with a few words of your own, or `translation:` with `text` and `by`"
            yield Problem(passage.places[""], "translation-missing", message, help)


def is_foreign(article: Article, language: str) -> bool:
    """Say whether an article is in another language than the site, if that is known."""
    return bool(language) and get_primary(article.language) != get_primary(language)


def get_primary(language: str) -> str:
    """Return the language of a tag without its region and script."""
    return language.partition("-")[0].lower()
