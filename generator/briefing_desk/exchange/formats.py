"""In which format a file is, and what it says of each passage. Pure."""

from typing import NamedTuple

from briefing_desk.exchange import hypothesis_rows, sheets, web_annotations
from briefing_desk.exchange.json_places import read_json
from briefing_desk.exchange.remarks import Remark
from briefing_desk.exchange.sheets import NoSheet
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Place, Source, Text

READ = "CSV, TSV, the JSON of Hypothesis, and W3C Web Annotations can be imported"


class Found(NamedTuple):
    """What a file says."""

    format: str
    remarks: list[Remark]
    goes_on: Text | None = None
    """The address of what comes behind it."""


def read_remarks(source: Source) -> tuple[Found | None, list[Problem]]:
    """Return what a file says, or why it cannot be read."""
    if source.text.lstrip()[:1] not in ("{", "["):
        try:
            return Found("table", list(sheets.list_remarks(source))), []
        except NoSheet as error:
            return None, [Problem(error.at, "import-format", str(error), error.help)]
    said, wrong = read_json(source)
    if wrong:
        return None, [Problem(wrong[0], "import-format", f"this is no JSON: {wrong[1]}", READ)]
    annotations = web_annotations.find_annotations(said)
    if annotations is not None:
        remarks = list(web_annotations.list_remarks(annotations))
        return Found("W3C Web Annotations", remarks, web_annotations.find_next(said)), []
    rows = hypothesis_rows.find_rows(said)
    if rows is not None:
        return Found("Hypothesis", list(hypothesis_rows.list_remarks(rows))), []
    message = "this JSON is neither what Hypothesis exports nor a W3C Web Annotation"
    return None, [Problem(Place(source), "import-format", message, READ)]
