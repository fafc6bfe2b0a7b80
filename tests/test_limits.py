"""Every limit stands in docs/problems.md with what to do, and every number there is the one that counts."""

import ast
import re
from functools import cache
from importlib import import_module
from pathlib import Path

from briefing_desk.schema.model import Limits
from briefing_desk.syntax.problems import CODES

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "generator/briefing_desk"
NAME = re.compile(r"(?:^|_)(?:MAX|MIN|MOST|LONGEST|LARGEST|LIMITS?)(?:_|$)")
"""How constants are called that limit something."""
TOLD = {
    "a file in `seeds/`, a text, `mkdocs.yml`: {megabytes} MB": "syntax.decode.MAX_BYTES",
    "front matter: {value:,} characters": "syntax.front_matter.MAX_CHARACTERS",
    "a file's keys and values: {value:,}": "syntax.yaml_tree.MAX_VALUES",
    "a value: {value:,} characters": "syntax.yaml_tree.MAX_CHARACTERS",
    "a title, a name, a label: {value} characters": "schema.values.MAX_TITLE",
    "levels of nesting: {value}": "syntax.yaml_tree.MAX_DEPTH",
    "levels of nesting in `mkdocs.yml`: {value}": "schema.settings.MAX_DEPTH",
    "line ends, brackets and quotation marks in a text or in a page's prose: {value:,}": "syntax.decode.MAX_MARKS",
    "items of lists in a page's prose: {value:,}": "regions.markers.MAX_ITEMS",
    "a page, when it is written: {megabytes} MB": "syntax.decode.MAX_PAGE_BYTES",
    "a page, when it is read: {megabytes} MB": "disk.read.MAX_READ_BYTES",
    "an id: {value} characters": "schema.values.MAX_ID",
    "a host's name: {value} characters": "syntax.hosts.MAX_HOST",
    "one part of a host's name: {value} characters": "syntax.hosts.MAX_LABEL",
    "a quote: at least {value} characters": "quotes.verify.MIN_CHARACTERS",
    "a quote: at most {value.max_quote_words} words (`max_quote_words` in `mkdocs.yml`)": (
        "schema.settings.DEFAULT_LIMITS"
    ),
    "all quotes of an article: at most {value.max_share:.0%} of its words (`max_share` in `mkdocs.yml`)": (
        "schema.settings.DEFAULT_LIMITS"
    ),
    "what `[…]` leaves out: {value} characters": "quotes.find.MAX_OMISSION",
    "places at which a quote is looked for: {value:,}": "quotes.find.MAX_PLACES",
    "places, all quotes of an article together: {value:,}": "quotes.verify.SHARED_PLACES",
    "a quote for which the nearest passage is sought: {value:,} characters": "quotes.find.MAX_SOUGHT",
    "a page or a file that `add` takes in: {megabytes} MB": "intake.fetching.MAX_BYTES",
    "a PDF that `add` takes in: {value} pages": "intake.pdfs.MOST_PAGES",
    "links of a feed or a list that `add` follows: {value}": "intake.listings.MOST_LINKS",
    "reaching a host: {value} seconds": "network.CONNECT",
    "a host's next word: {value} seconds": "network.READ",
    "a whole answer: {value} seconds": "network.WHOLE",
    "redirections: {value}": "network.MAX_REDIRECTS",
    "a host's wish to be left alone: {value} seconds": "audit.external.LONGEST_WAIT",
    "a file that `import` takes in: {megabytes} MB": "transfer.import_.MAX_BYTES",
    "a passage or a note that `import` takes in: {value:,} characters": "exchange.matching.MAX_NOTE",
    "candidates that `add` writes: {value:,} characters": "intake.drafting.MAX_CHARACTERS",
    "sentences that `add --refresh` shows: {value}": "intake.refreshing.MOST_SHOWN",
    "annotations of each severity on GitHub: {value}": "answers.problem_formats.ANNOTATIONS",
    "rows of a job's summary: {value}": "answers.problem_formats.MOST",
    "rows of a summary of changes: {value}": "answers.changes_text.MOST",
    "comparisons in a table of agreement: {value}": "pages.agreement.MOST",
    "days on which a matrix can be shown: {value}": "analysis.history.MAX_DAYS",
    "entries of a feed: {value}": "exports.feed_entries.MOST",
    "articles that the desk lists: {value}": "desk.views.MOST_ROWS",
    "changes that the desk can take back: {value}": "desk.journal.MOST",
    "a watched feed: {megabytes} MB": "watch.brought.MAX_BYTES",
    "articles of one watched feed: {value}": "watch.feeds.MOST_ITEMS",
}
"""What the document says, and the constant that is its number."""
PERCENT = re.compile(r"(\d)%")
INNER = {
    "text": "how far words are read for what they mean; nothing is refused",
    "webpage": "how pages are recognised; what is left out is told in the draft",
    "intake.article_ids": "how long an id is that we make",
    "intake.candidates": "which passages are proposed",
    "intake.documents": "what may be a title",
    "intake.drafting.MAX_L": "how many questions a comment names",
    "intake.marking": "how a quote is told from others like it",
    "intake.extraction": "what is too short for an article: the message says what to do",
    "analysis.library": "from how many reports on questions have pages of their own",
    "answers.forge": "how much of a value a table shows",
    "network.MAX_ROBOTS": "of a robots.txt the beginning counts (RFC 9309)",
    "disk.journal": "a larger file is none of ours, and told as such",
    "audit.scripts": "which pieces of a script are compared",
    "desk": "what the desk's own page sends",
    "model_check": "how much a check may answer: the desk says what it stopped, the recipe tells the limits",
    "mkdocs_site": "how the search index is cut, how many changed files are named",
    "pages.pictures": "what a picture shows; the page says how many more there are, and leads to them",
    "pages.table": "from how many questions on the page scrolls",
    "pages.timeline": "how many months an axis draws and names; it says which it leaves out",
    "quotes.find.MAX_TRIES": "places with parted words that are compared",
    "quotes.fragments": "how a link to a passage is written",
    "quotes.near_misses": "how long is looked for what a wrong quote may mean",
    "quotes.joins": "how long a list in a sentence is looked at",
    "store.database": "a larger file is none of ours, and begun anew",
    "build.survey": "how many articles are held at once",
    "quotes.omissions": "which words belong to an omission",
    "quotes.verify.LONGEST": "how many quotes a message names",
    "quotes.verify.MIN_PLACES": "told beside the places of all quotes",
    "watch.brought.MOST": "how many articles wait, and with how many a title is compared",
    "watch.feeds.MAX_TITLE": "how much of a title is shown",
    "watch.queue": "a larger file is none of ours, and the feeds are asked again",
    "syntax.suggest": "what resembles a name enough to be suggested",
}
"""Constants that refuse nothing that people write, by the beginning of their names, and why they are in no table."""


@cache
def list_constants():
    """Return the constants that limit something, with their modules."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        module = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            targets = node.targets if isinstance(node, ast.Assign) else []
            names = [name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)]
            found.update(f"{module}.{name}" for name in names if NAME.search(name))
    return found


def get_value(name):
    """Return a constant by its module and name."""
    module, _, constant = name.rpartition(".")
    return getattr(import_module(f"briefing_desk.{module}"), constant)


def list_rows():
    """Return the rows of the last section: the limit, and what stands behind it."""
    section = (ROOT / "docs/problems.md").read_text(encoding="utf-8").rpartition("\n## Limits\n")[2]
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| ")]
    return [row for row in rows if row[0] != "limit"]


def say(phrase, value):
    """Return a row's first cell with the number that counts."""
    size = value // 1_000_000 if isinstance(value, int) else 0
    return PERCENT.sub(r"\1 %", phrase.format(value=value, megabytes=size))


def test_every_limit_is_told_with_its_number():
    first, last = get_value("schema.dates.FIRST_RECORD"), get_value("schema.dates.LAST_RECORD")
    told = [say(phrase, get_value(name)) for phrase, name in TOLD.items()]
    told.append(f"days of record (`retrieved`, checks, reviews): {first} to {last}")
    assert sorted(row[0] for row in list_rows()) == sorted(told)
    assert get_value("schema.settings.DEFAULT_LIMITS") == Limits()
    assert get_value("quotes.verify.MIN_PLACES") == 100


def test_every_row_says_what_to_do():
    for row in list_rows():
        assert len(row[-1]) > 8, row
        assert len(row) == 2 or row[1] == "exit 2" or row[1].strip("`") in CODES, row


def test_no_limit_is_forgotten():
    """A new constant that limits something stands in the table, or says here why it need not."""
    known = set(TOLD.values())
    forgotten = [name for name in list_constants() - known if not name.startswith(tuple(INNER))]
    assert forgotten == [], "tell these in docs/problems.md, below Limits, and in TOLD; or say in INNER why not"
    assert [name for name in INNER if not any(found.startswith(name) for found in list_constants())] == []
