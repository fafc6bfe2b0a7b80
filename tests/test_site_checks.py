"""An emptied folder is no empty site: what was published says how many articles there were."""

import shutil

import pytest
from click.testing import CliRunner
from laws import thin

from briefing_desk.answers.problem_formats import format_text
from briefing_desk.build.pages import plan_pages
from briefing_desk.build.site_checks import SHOWN, count_shown
from briefing_desk.cli import main
from briefing_desk.syntax.problems import has_errors

GONE = """\
seeds/articles:1:1: error[articles-gone] there is no article, and the pages in `briefings` were made of 5
  help: is the folder missing, or has it another name?{like} If the site is to be empty, add --allow-empty"""
FEWER = """\
seeds/articles:1:1: warning[articles-fewer] there are 2 articles, and the pages in `briefings` were made of 5
  help: is a part of the folder missing? If not, run `briefing generate --prune`"""


@pytest.fixture
def shown(made_site):
    """Return a site with its pages."""
    return made_site


def tell(root, **options):
    """Return what is said of the number of articles."""
    return [format_text(it) for it in plan_pages(root, **options).problems if it.code.startswith("articles-")]


def run(root, *arguments):
    """Run a command."""
    return CliRunner().invoke(main, [*arguments, "--root", str(root)])


def list_articles(root):
    """Return the files of all articles."""
    return sorted((root / "seeds/articles").iterdir())


def test_the_published_tables_tell_of_each_article_once(shown):
    assert count_shown(shown) == len(list_articles(shown)) == 5
    table = next((shown / SHOWN).iterdir())
    shutil.copy(table, table.with_name("2001-01.csv"))  # of a month that has no article any more
    assert count_shown(shown) == 5
    assert tell(shown) == []


@pytest.mark.parametrize("command", thin(["generate", "build", "check"], 3))
@pytest.mark.parametrize(("name", "like"), [("article", " did you mean `article`?"), (".gone", ""), (None, "")])
def test_a_folder_of_articles_that_is_missing_or_misnamed_is_an_error(shown, command, name, like):
    if name:
        (shown / "seeds/articles").rename(shown / "seeds" / name)
    else:
        for path in list_articles(shown):
            path.unlink()
    before = {path: path.read_bytes() for path in (shown / "briefings").rglob("*.md")}
    result = run(shown, command)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{GONE.format(like=like)}\n1 error in 1 file")  # and nothing that follows from it
    assert {path: path.read_bytes() for path in (shown / "briefings").rglob("*.md")} == before


def test_who_means_it_empties_a_site(shown):
    shutil.rmtree(shown / "seeds/articles")
    shutil.rmtree(shown / "seeds/receipts")
    assert not has_errors(plan_pages(shown, is_empty_meant=True).problems)
    assert run(shown, "generate", "--prune", "--yes", "--allow-empty").exit_code == 0
    assert run(shown, "check").exit_code == 0
    assert tell(shown) == []


def test_more_than_half_of_the_articles_gone_is_a_warning(shown):
    for number, path in enumerate(list_articles(shown)[:3]):
        assert tell(shown) == [], number
        path.unlink()
    assert tell(shown) == [FEWER]
    for path in (shown / "seeds/receipts").iterdir():
        path.unlink()
    run(shown, "generate", "--prune", "--yes")
    assert tell(shown) == []


def test_articles_that_cannot_be_read_are_not_gone(shown):
    for path in list_articles(shown):
        path.write_text("---\n")
    assert tell(shown) == []


def test_a_new_site_may_be_empty(site):
    shutil.rmtree(site / "seeds/articles")
    assert tell(site) == []
