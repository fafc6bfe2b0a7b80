"""What every exported file shares: the library, the site's settings, addresses, JSON with one item a line."""

from dataclasses import dataclass, replace

from briefing_desk.analysis.cells import Cell
from briefing_desk.analysis.library import Library
from briefing_desk.analysis.statements import Report
from briefing_desk.schema.references import get_topic_id
from briefing_desk.schema.settings import Settings
from briefing_desk.web.links import SOURCE_ANCHOR, cell_anchor, evidence_anchor, evidence_page, source_page


@dataclass(frozen=True, slots=True)
class Outlet:
    """The library, and the file that is being made of it."""

    library: Library
    settings: Settings
    path: str
    """Relative to `briefings/`, as it is on the site."""

    def at(self, path: str) -> "Outlet":
        """Return the same for another file."""
        return replace(self, path=path)

    def locate(self, target: str, anchor: str = "") -> str:
        """Return the address of a file of the site: absolute where the site's own is known, else relative."""
        fragment = f"#{anchor}" if anchor else ""
        if self.settings.site_url:
            return self.settings.site_url + target + fragment
        folder = self.path.rpartition("/")[0]
        if folder and target.startswith(f"{folder}/"):
            return target[len(folder) + 1 :] + fragment
        return "../" * (folder.count("/") + bool(folder)) + target + fragment

    def locate_page(self, page: str, anchor: str = "") -> str:
        """Return the address of a place on one of our pages, as it is after the site's build."""
        return self.locate(page.removesuffix(".md") + ".html", anchor)

    def locate_cell(self, cell: Cell) -> str:
        """Return the address of a cell in its matrix, or, where that has no room for all, of its evidence."""
        if get_topic_id(cell.question) in self.library.cut:
            return self.locate_page(evidence_page(self.library, cell.question), evidence_anchor(cell))
        return self.locate_page(topic_page(cell.question), cell_anchor(cell))

    def locate_report(self, report: Report) -> str:
        """Return the address of a report in the evidence on its question."""
        return self.locate_page(evidence_page(self.library, report.position.question), report.id)

    def locate_article(self, id: str) -> str:
        """Return the address of an article's entry in the sources."""
        return self.locate_page(source_page(self.library.seeds.articles[id]), SOURCE_ANCHOR + id)


def topic_page(question: str) -> str:
    """Return the page of the topic that a `topic/question` belongs to."""
    return f"{get_topic_id(question)}.md"
