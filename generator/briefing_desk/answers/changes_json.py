"""Changes as JSON, for programs: the same ids as on the pages. Pure."""

import json
from typing import Any

from briefing_desk.analysis.cells import Cell
from briefing_desk.analysis.compare import Altered, CellChange, Changes
from briefing_desk.analysis.statements import list_conditions
from briefing_desk.syntax.ids import make_id


def format_changes(changes: Changes) -> str:
    """Return everything that happened, as one JSON object; empty lists where nothing did."""
    told = {
        "renamed": [{"kind": found.kind, "before": found.before, "after": found.after} for found in changes.renamed],
        "cells": [describe_cell(change) for change in changes.cells],
        "articles": [
            {
                "id": found.id,
                "kind": found.kind,
                "title": str(found.article.title),
                "correction": describe_correction(found.article.correction),
            }
            for found in changes.articles
        ],
        "passages": [describe_altered(found) for found in changes.passages],
        "reworded": [{"question": id, "before": old, "after": new} for id, old, new in changes.reworded],
        "stale": [
            {"topic": topic, "cells": [{"actor": actor, "question": question} for actor, question in cells]}
            for topic, cells in changes.stale.items()
        ],
    }
    return json.dumps(told, indent=2, ensure_ascii=False)


def describe_cell(change: CellChange) -> dict[str, Any]:
    """Return one cell's change."""
    return {
        "id": make_id("c", change.actor, change.question),
        "actor": change.actor,
        "question": change.question,
        "kinds": [str(kind) for kind in change.kinds],
        "before": describe_side(change.before),
        "after": describe_side(change.after),
        "withdrawn": list(change.withdrawn),
        "corrected": list(change.corrected),
        "removed": list(change.removed),
        "reported": list(change.reported),
        "altered": [describe_altered(found) for found in change.altered],
        "gained_origins": list(change.gained_origins),
        "lost_origins": list(change.lost_origins),
    }


def describe_side(cell: Cell | None) -> dict[str, Any] | None:
    """Return what a cell holds on one side; None where there is no such cell."""
    if cell is None:
        return None
    return {
        "stances": [str(stance) for stance in cell.stances],
        "conditions": list(list_conditions(cell.current).values()),
        "marks": list(cell.marks),
        "articles": sorted(cell.articles),
        "origins": sorted(cell.origins),
        "evidence": sorted(report.id for report in cell.reports),
    }


def describe_altered(found: Altered) -> dict[str, str | None]:
    """Return words that changed."""
    return {"article": found.article, "before": found.before, "after": found.after}


def describe_correction(correction: Any) -> dict[str, str] | None:
    """Return when and why an article was corrected or withdrawn, if it was."""
    return {"date": str(correction.date), "note": str(correction.note)} if correction else None
