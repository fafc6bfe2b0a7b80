"""`briefing watch`: ask the watched feeds what is new."""

import sys
from pathlib import Path

import click

from briefing_desk.answers.problem_formats import flatten
from briefing_desk.disk.read import read_site
from briefing_desk.schema.watching import FEEDS
from briefing_desk.syntax.errors import UsageError
from briefing_desk.terminal import echo, report, say_progress, with_root
from briefing_desk.text.resemblance import simplify_address
from briefing_desk.watch.brought import fetch_all, list_waiting
from briefing_desk.watch.queue import load_fetched, read_decided, read_watched, save_fetched


@click.command()
@with_root
def watch(root: Path) -> None:
    """Ask the watched feeds what is new.

    The feeds stand in seeds/watch.yml: RSS, Atom, JSON Feed, the links of Google Alerts too. They are asked now and at
    no other time, one after the other. What is new waits in the desk's list of articles until somebody decides on it.
    """
    feeds, problems = read_watched(root)
    decisions, wrong = read_decided(root)
    report([*problems, *wrong], strict=False, undone="no feed was asked")
    if not feeds:
        raise UsageError(f"no feed is watched: list some in {FEEDS}, as `feeds: [{{url: https://…}}]`")
    say_progress(f"asking {len(feeds)} feeds")
    fetched, failed = fetch_all(feeds, load_fetched(root))
    save_fetched(root, fetched)
    readings, _ = read_site(root)
    articles = readings.seeds.articles
    taken = {simplify_address(article.url): id for id, article in articles.items() if article.url}
    titles = {id: str(article.title) for id, article in articles.items()}
    waiting = list_waiting(fetched.values(), decisions, taken, titles)
    for one in waiting:
        told = [one.item.day, flatten(one.item.feed), f"like `{flatten(one.like)}`" if one.like else ""]
        told += [f"{one.whose} looks at it" if one.whose else ""]
        echo(f"{flatten(one.item.title) or 'no title'}\n  {', '.join(filter(None, told))}\n  {one.item.url}")
    for line in failed:
        echo(f"briefing: {line}", err=True)
    number = len(waiting)
    noun = "1 article waits" if number == 1 else f"{number} articles wait"
    echo(f"{noun}: decide in `briefing desk`, or take one in with `briefing add URL`")
    if failed:
        sys.exit(1)
