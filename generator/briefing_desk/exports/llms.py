"""`llms.txt` (https://llmstxt.org): what is on the site, for programs that read text."""

from collections.abc import Iterator, Mapping

from briefing_desk.analysis.cells import Coverage
from briefing_desk.messages.words import FOR_PROGRAMS, LISTED_DATA, LISTED_HEADS, LISTED_REST, READ
from briefing_desk.web.markdown import plain
from briefing_desk.web.outlet import Outlet
from briefing_desk.web.parts import describe_coverage

OPTIONAL = "## Optional"
"""A heading that the standard gives a meaning: what follows can be left out."""
NOTICE = "<!-- Written by `briefing generate`; changes to this file are lost. -->"


def format_llms(outlet: Outlet, coverage: Coverage) -> str:
    """Return the site's contents: what was read, each topic's plain text, then the data, then the feeds."""
    site = outlet.settings
    head = [f"# {plain(site.site_name)}", ""]
    head += [f"> {plain(site.site_description)}", ""] if site.site_description else []
    about = f"{FOR_PROGRAMS} {READ.format(coverage=describe_coverage(coverage))}"
    return "\n".join([*head, about, "", *list_sections(outlet), "", NOTICE]) + "\n"


def list_sections(outlet: Outlet) -> Iterator[str]:
    """Yield the sections of the file, line by line."""
    yield from (f"## {LISTED_HEADS['topics']}", "")
    for id, topic in outlet.library.seeds.topics.items():
        yield f"- [{plain(topic.title)}]({outlet.locate(f'data/topics/{id}.txt')}): {plain(topic.summary)}"
    yield from ("", f"## {LISTED_HEADS['data']}", "")
    yield from list_files(outlet, LISTED_DATA)
    yield from ("", OPTIONAL, "")
    yield from list_files(outlet, LISTED_REST)


def list_files(outlet: Outlet, files: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    """Yield a line for each file: its name, linked, and what is in it."""
    for path, (name, about) in files.items():
        yield f"- [{name}]({outlet.locate(path)}): {about}"
