"""`briefing add`: a new article, from a page or a text to a file that is ready to annotate."""

# Long for a reason: one command from its arguments to its last line: what can be used elsewhere lies in `intake`.

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import chain, count
from pathlib import Path
from typing import NamedTuple

import click

from briefing_desk.answers.problem_formats import flatten
from briefing_desk.disk.read import read_pages, read_settings, read_site
from briefing_desk.disk.write import make_change, write_changes
from briefing_desk.intake.article_ids import propose_id
from briefing_desk.intake.candidates import find_candidates
from briefing_desk.intake.documents import IS_URL, Document, open_source, put_copy, read_document
from briefing_desk.intake.drafting import Draft, describe_budget, escape_markdown, write_article
from briefing_desk.intake.extraction import Findings
from briefing_desk.intake.fetching import check_address, make_guard, wait_for
from briefing_desk.intake.listings import KINDS, list_files, list_links
from briefing_desk.intake.phrasing import list_reported
from briefing_desk.intake.refreshing import (
    find_lost,
    list_affected,
    list_outdated,
    list_outdated_prose,
    list_outdated_questions,
    put_body,
    tell_differences,
)
from briefing_desk.quotes.find import count_words
from briefing_desk.quotes.readings import Readings
from briefing_desk.quotes.recognition import find_publisher, names_somebody
from briefing_desk.regions.markers import parse_page
from briefing_desk.regions.prose import Prose, find_prose
from briefing_desk.schema.values import Wrong, check_id
from briefing_desk.syntax.decode import check_marks, decode
from briefing_desk.syntax.errors import UsageError
from briefing_desk.syntax.source import Place, Source
from briefing_desk.terminal import alone, echo, find_today, say_progress, with_root, with_texts
from briefing_desk.text.article_text import from_plain
from briefing_desk.text.resemblance import SAME, Likeness, find_alike, find_same_address

DEEPEST = 2
"""A list of feeds leads to feeds, these to pages; whatever leads further is read as a page."""
Guard = Callable[[str], None]
ONE_SOURCE = "--id, --archived and --refresh are for one source"
READ_AGAIN = "read these again, summary and condition too: their quotes stand in or next to what differs"


@click.command()
@with_root
@with_texts
@click.option("--store-text", is_flag=True, help="Store the text in the article itself, if you may.")
@click.option("--id", "wished", metavar="ID", help="The article's id, instead of one from its title.")
@click.option("--refresh", "outdated", metavar="ID", help="Only put the text in the place of that of an article.")
@click.option("--archived", metavar="URL", help="Where a web archive has a copy of the article.")
@click.option("--anyway", is_flag=True, help="Add it although it seems to be there already.")
@click.option("--left-out", is_flag=True, help="Only show what of a page would be left out; write nothing.")
@click.argument("sources", nargs=-1, required=True)
@alone
def add(
    root: Path,
    texts: Path | None,
    store_text: bool,
    wished: str | None,
    outdated: str | None,
    archived: str | None,
    anyway: bool,
    left_out: bool,
    sources: tuple[str, ...],
) -> None:
    """Add new articles from URLs, pages, texts, mails or PDFs.

    A source is a URL, a saved page, a text or Markdown file, a PDF, a mail (.eml), or - for standard input; a folder
    of these; or a feed (RSS, Atom) or list of feeds (OPML), whose pages are fetched, one a second of each host.

    Writes its metadata and passages that may be quoted, as comments to choose from. Nothing is ever overwritten: with
    --refresh, for an article that was corrected, the text before it is kept beside the new one.
    """
    if texts is None and not store_text and outdated is None and not left_out:
        raise UsageError("say where the text goes: --texts DIR keeps it out of the site, --store-text puts it in")
    whole = list(chain.from_iterable(list_files(Path(name)) if is_folder(name) else [name] for name in sources))
    if (wished or outdated or archived) and len(whole) > 1:
        raise UsageError(ONE_SOURCE)
    if archived is not None:
        if outdated is not None:
            raise UsageError("--archived is for a new article: write `archived:` into the one that you refresh")
        check_address(archived)
    if not whole:
        raise UsageError(f"{', '.join(sources)}: no file in it may be an article ({', '.join(KINDS)})")
    options = Options(root, texts, store_text, wished, outdated, archived, anyway, left_out)
    if not add_all(whole, options, {}, make_guard(), depth=0):
        sys.exit(1)


class Options(NamedTuple):
    """What is asked for, of each source alike."""

    root: Path
    texts: Path | None
    store_text: bool = False
    wished: str | None = None
    outdated: str | None = None
    archived: str | None = None
    anyway: bool = False
    left_out: bool = False


class AlreadyThere(Exception):
    """Says how an article that is there already can be taken in again."""


def is_folder(name: str) -> bool:
    """Say whether a source is a folder."""
    with suppress(OSError, ValueError):
        return Path(name).is_dir()
    return False


def add_all(sources: Sequence[str], options: Options, asked: dict[str, float], guard: Guard, depth: int) -> bool:
    """Add each source, and what feeds lead to; of several, tell which could not be added, and say whether all could.

    A person who asks for one page is no crawler; of several addresses, and of what a list leads to, robots.txt holds.
    """
    failed, is_many = 0, depth > 0 or sum(map(bool, map(IS_URL.match, sources))) > 1
    for source in sources:
        try:
            if IS_URL.match(source):
                wait_for(source, asked)
            say_progress(f"reading {source}")
            document = open_source(source, guard if is_many else None)
            links = list_links(document.data) if depth < DEEPEST else []
            if links and (options.wished or options.outdated or options.archived):
                raise UsageError(ONE_SOURCE)
            if links:
                failed += not add_all(links, options, asked, guard, depth + 1)
            else:
                add_one(source, document, options)
        except AlreadyThere as there:
            echo(f"briefing: nothing was written; {there}", err=True)
            failed += 1
        except UsageError as error:
            if len(sources) == 1 and not depth:
                raise
            echo(f"briefing: {error}", err=True)
            failed += 1
    return failed == 0


def add_one(source: str, document: Document, options: Options) -> str:
    """Add one article and return its id, empty where what was left out is only shown.

    Raise AlreadyThere or UsageError with why nothing was written.
    """
    root, texts, store_text, wished, outdated, archived, anyway, left_out = options
    findings = put_copy(read_document(document), archived)
    if left_out:
        echo("\n\n".join(map(flatten, findings.left)) or f"{source}: nothing was left out")
        return ""
    refuse_unreadable(source, findings.text.encode(), findings.text)
    readings, _ = read_site(root, texts)
    if findings.forbids and store_text:
        help = "--texts DIR keeps the text out of the site"
        raise UsageError(f"{source}: the publisher wants no copies to be kept ({findings.forbids} noarchive); {help}")
    if outdated is not None:
        refresh_text(outdated, findings, readings, root, texts)
        return outdated
    alike = find_double(findings, readings, anyway)
    taken = list_taken(root, texts, readings)
    draft = make_draft(findings, readings, root, choose_id(wished, findings, taken), alike)
    write_draft(draft, readings, root, None if store_text else texts)
    describe(draft, readings, texts, store_text)
    return draft.id


def find_double(findings: Findings, readings: Readings, anyway: bool) -> list[Likeness]:
    """Return the articles that resemble a new one; raise AlreadyThere if it seems to be one of them."""
    articles = readings.seeds.articles
    same = find_same_address(findings.url, ((id, article.url) for id, article in articles.items() if article.url))
    alike = find_alike(findings.text, {id: text.text for id, (_, text) in readings.texts.items()})
    said = [f"`{same}` has the same address"] if findings.url and same else []
    said += [describe_likeness(likeness) for likeness in alike]
    for line in said:
        echo(f"briefing: {line}", err=True)
    if ((findings.url and same) or any(likeness.share >= SAME for likeness in alike)) and not anyway:
        id = same if findings.url and same else alike[0].article
        help = f"if this is a newer version of `{id}`, --refresh {id} takes in its text; --anyway adds another article"
        raise AlreadyThere(help)
    return alike


def refresh_text(id: str, findings: Findings, readings: Readings, root: Path, texts: Path | None) -> None:
    """Put a newer text in the place of an article's, wherever that is, and tell what differs; its annotation stays."""
    if id not in readings.texts:
        raise UsageError(f"--refresh: no article `{id}` has a text in its own file or in the folder that --texts names")
    (path, before), article = readings.texts[id], readings.seeds.articles[id]
    is_stored = path == article.places[""].path
    old = (root if is_stored or texts is None else texts) / path
    known = partial(names_somebody, actors=readings.seeds.actors)
    data, after = old.read_bytes(), from_plain(findings.text, article.language, known)
    fresh = put_body(article.places[""].source, data, findings.text) if is_stored else findings.text.encode()
    if fresh == data:
        echo(f"{old} is the same text already")
        return
    hidden = "." if is_stored else ""
    refuse_unreadable(str(old), fresh, findings.text)
    names = (f"{hidden}{old.name}.before-{number}" for number in count(1))
    kept = next(name for name in names if not (old.parent / name).exists())
    paths = [name_text(root, old.parent / name, is_stored) for name in (kept, old.name)]
    write_changes(root, [make_change(paths[0], None, data), make_change(paths[1], data, fresh)])
    echo("\n".join(map(flatten, tell_differences(before, after))))
    echo(f"{old}: the new text; the one before is {kept}")
    affected = list(list_affected(article, before, after))
    echo(READ_AGAIN if affected else "no quote stands in or next to what differs")
    for at, name, why in affected:
        echo(f"  {at.path}:{at.line}: {name} ({why})")
    lost = find_lost(before, after)
    outdated = sorted(list_outdated(article, lost), key=lambda found: found[0].line)
    outdated += list_outdated_questions(article, readings.seeds.topics, lost)
    outdated += [found for prose in find_citing(root, id) for found in list_outdated_prose(prose, id, lost)]
    if outdated:
        echo("and these, with figures or names that the new text has less often:")
    for at, name, facts in outdated:
        echo(f"  {at.path}:{at.line}: {name}: {', '.join(facts)}")
    option = "" if is_stored else f" --texts {texts}"
    help = f"if the article was corrected, say so in seeds/articles/{id}.md"
    echo(f"next: run `briefing verify{option}`; {help}")


def find_citing(root: Path, id: str) -> Iterator[Prose]:
    """Yield the prose of each page that may cite an article."""
    for source in read_pages(root)[0].values():
        page = parse_page(source)[0] if f"[^{id}" in source.text else None
        if page:
            yield find_prose(page)


def describe_likeness(likeness: Likeness) -> str:
    """Return how much of a text stands in another."""
    return f"looks like the same report as `{likeness.article}`: {likeness.share:.0%} of its passages stand there too"


def list_taken(root: Path, texts: Path | None, readings: Readings) -> set[str]:
    """Return the ids for which there is a file already, of whatever kind, also one that could not be read."""
    folders = [
        (root / "seeds/articles", ".md"),
        (root / "seeds/receipts", ".yml"),
        *([(texts, ".txt")] if texts else []),
    ]
    names = {name.removesuffix(end) for folder, end in folders if folder.is_dir() for name in os.listdir(folder)}
    return names | set(readings.seeds.articles)


def choose_id(wished: str | None, findings: Findings, taken: set[str]) -> str:
    """Return the id that is wished for, else one from the title; raise UsageError if it cannot be had."""
    if wished is None:
        return propose_id(findings.title, findings.date, findings.language, taken)
    try:
        check_id(wished)
    except Wrong as wrong:
        raise UsageError(f"--id: {wrong.message}") from wrong
    if wished in taken:
        raise UsageError(f"--id: there is an article, a receipt or a text `{wished}` already")
    return wished


def make_draft(findings: Findings, readings: Readings, root: Path, id: str, alike: list[Likeness]) -> Draft:
    """Return the new article before it is written."""
    seeds = readings.seeds
    notes = [describe_likeness(likeness) for likeness in alike]
    known = list_reported()
    if findings.language.split("-")[0].lower() not in known:
        languages = ", ".join(known)
        notes.append(
            f"who speaks and what takes a stance is known in {languages}: here quotations alone are looked for"
        )
    text = from_plain(findings.text, findings.language, partial(names_somebody, actors=seeds.actors))
    settings, _ = read_settings(root)
    return Draft(
        id,
        findings,
        text,
        find_publisher(findings.publisher, findings.url, seeds.publishers, seeds.articles.values()),
        tuple(find_candidates(text, seeds.actors, settings.limits.max_quote_words, findings.language)),
        find_today(),
        settings.limits.allow(count_words(text.text)),
        tuple(notes),
    )


def write_draft(draft: Draft, readings: Readings, root: Path, texts: Path | None) -> None:
    """Write the text and the article, both or neither."""
    article = root / f"seeds/articles/{draft.id}.md"
    body = "" if texts else escape_markdown(draft.findings.text)
    content = write_article(draft, readings.seeds, body).encode()
    text = texts / f"{draft.id}.txt" if texts else None
    if not text:
        refuse_unreadable(str(article), content, body)
    changes = [make_change(f"seeds/articles/{draft.id}.md", None, content)]
    if text:
        changes.append(make_change(str(text.absolute()), None, draft.findings.text.encode()))
    write_changes(root, changes)


def name_text(root: Path, path: Path, is_stored: bool) -> str:
    """Return a text's path as what writes it knows it: within the site's folder, or one that is kept outside."""
    return path.relative_to(root).as_posix() if is_stored else str(path.absolute())


def refuse_unreadable(path: str, data: bytes, words: str) -> None:
    """Raise UsageError for what no later run would read, before it is looked into, and before it is written."""
    _, problems = decode(path, data)
    for problem in problems or check_marks(words, Place(Source(path, ""))):
        raise UsageError(f"nothing was written: {path}: {problem.message}; {problem.help}")


def describe(draft: Draft, readings: Readings, texts: Path | None, store_text: bool) -> None:
    """Print what was written, and what comes next."""
    direct = sum(candidate.is_direct for candidate in draft.candidates)
    known = len({candidate.actor for candidate in draft.candidates if candidate.actor})
    echo(f"seeds/articles/{draft.id}.md: {flatten(draft.findings.title) or 'no title found'}")
    named = flatten(draft.findings.publisher)
    publisher = draft.publisher or (f"{named}, not in seeds/publishers.yml" if named else "not named")
    echo(f"  publisher: {publisher}")
    echo(f"  date: {draft.findings.date or 'not found'}, {count_words(draft.text.text)} words")
    for name, doubts in draft.findings.doubts.items():
        echo(f"  {name}: left out, because the page does not say it clearly: {flatten('; '.join(doubts))}")
    for note in draft.findings.notes:
        echo(f"  {flatten(note)}")
    if left := sum(map(count_words, draft.findings.left)):
        echo(f"  {left} words of the page were left out: `briefing add --left-out` shows them")
    if not draft.findings.language:
        echo("  language: not named, and not known by its words: write it")
    others = len(draft.candidates) - direct
    echo(f"  candidates: {direct} in quotation marks, {others} others; {known} known name{'' if known == 1 else 's'}")
    echo(f"  {describe_budget(draft)}")
    option = "" if store_text else f" --texts {texts}"
    echo(f"next: choose among the candidates, look for others, then run `briefing verify{option}`")
