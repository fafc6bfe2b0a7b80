"""Prose that was overtaken: each sentence beside the cells that it may rest on, before and now, for a new review."""

from typing import Any

from briefing_desk.build.article_checks import check_articles, lay_grounds
from briefing_desk.build.prose_review import Overtaken, accept_overtaken, check_prose_of, list_overtaken
from briefing_desk.build.site_checks import check_survey
from briefing_desk.desk.changes import make_text_change, write
from briefing_desk.desk.requests import Refusal, describe_problem
from briefing_desk.desk.verdict import describe_cell
from briefing_desk.desk.workspace import Workspace
from briefing_desk.regions.markers import parse_page
from briefing_desk.regions.prose import Sentence, find_prose, list_sentences
from briefing_desk.schema.model import Overtaken as Changed
from briefing_desk.schema.references import get_question_id
from briefing_desk.syntax.problems import has_errors
from briefing_desk.web.drafts import FOLDER


def show_stale(workspace: Workspace) -> dict[str, Any]:
    """Return the topics whose prose is overtaken."""
    found = find_overtaken(workspace)
    rows = [
        {
            "name": one.name,
            "title": str(one.library.seeds.topics[one.name].title),
            "reviewed": str(one.freshness.reviewed),
            "changed": len(one.freshness.overtaken),
        }
        for one in found
    ]
    return {"rows": rows}


def show_prose(workspace: Workspace, name: str) -> dict[str, Any]:
    """Return the sentences of a page, and its changed cells before and now."""
    one = require_overtaken(workspace, name)
    page = parse_page(one.page)[0] if one.page else None
    sentences = list(list_sentences(find_prose(page))) if page else []
    changed = one.freshness.overtaken
    return {
        "name": name,
        "title": str(one.library.seeds.topics[name].title),
        "path": f"{FOLDER}/{name}.md",
        "reviewed": str(one.freshness.reviewed),
        "seen": one.seen,
        "cells": [show_changed(workspace, one, cell) for cell in changed],
        "sentences": [
            {
                "words": str(sentence.words),
                "line": sentence.words.at.line,
                "cites": list(sentence.cites),
                "cells": [at for at, cell in enumerate(changed) if may_rest_on(workspace, one, sentence, cell)],
            }
            for sentence in sentences
        ],
    }


def find_overtaken(workspace: Workspace, only: str = "") -> list[Overtaken]:
    """Return the pages that are overtaken, or one; raise Refusal where errors stand in the way."""
    workspace.refresh()
    survey = workspace.survey
    grounds = lay_grounds(survey)
    checked = check_articles(survey, grounds)
    errors = [one for one in check_survey(survey, grounds, checked) if has_errors([one])]
    if errors or survey.seeds.unread:
        told = [describe_problem(problem) for problem in errors]
        raise Refusal(422, "mend these errors first: what has changed can only be told without them", told)
    return list(list_overtaken(survey, grounds, checked, only))


def require_overtaken(workspace: Workspace, name: str) -> Overtaken:
    """Return a page that is overtaken; raise Refusal where it is not."""
    found = find_overtaken(workspace, name) if name else []
    if not found:
        raise Refusal(409, f"nothing has changed since the prose of `{name}` was reviewed")
    return found[0]


def show_changed(workspace: Workspace, one: Overtaken, changed: Changed) -> dict[str, Any]:
    """Return a changed cell, as it was when the prose was reviewed and as it is."""
    key = changed.actor, changed.question
    topic = one.library.seeds.topics[one.name]
    labels = {str(question.id): str(question.label) for question in topic.questions}
    id = get_question_id(changed.question)
    actor = workspace.seeds.actors.get(changed.actor)
    return {
        "actor": str(actor.name) if actor else changed.actor,
        "question": labels.get(id, id),
        "told": changed.told,
        "is_new": "new" in changed.happened and key not in one.before,
        "before": describe_cell(one.before[key]) if key in one.before else None,
        "now": describe_cell(one.cells[key]) if key in one.cells else None,
        "quotes": [quote.text for report in one.cells[key].all_reports for quote in report.quotes][-3:]
        if key in one.cells
        else [],
    }


def may_rest_on(workspace: Workspace, one: Overtaken, sentence: Sentence, changed: Changed) -> bool:
    """Say whether a sentence may have been written of a cell: it cites an article behind it, or names its actor."""
    key = changed.actor, changed.question
    cells = [cells[key] for cells in (one.before, one.cells) if key in cells]
    articles = {report.article_id for cell in cells for report in cell.all_reports}
    cited = {name.partition(":")[0] for name in sentence.cites}
    actor = workspace.seeds.actors.get(changed.actor)
    return bool(cited & articles) or bool(actor and str(actor.name) in sentence.words)


def review_prose(workspace: Workspace, name: str, seen: str) -> None:
    """Write that a person has read a page's prose against its cells; raise Refusal where either has changed since."""
    one = require_overtaken(workspace, name)
    if one.seen != seen:
        raise Refusal(409, f"{FOLDER}/{name}.md or its cells have changed meanwhile: read it again")
    wrong = [describe_problem(problem) for problem in check_prose_of(workspace.survey, one) if has_errors([problem])]
    if wrong:
        raise Refusal(422, "nothing was written", wrong)
    path = f"seeds/reviews/{name}.yml"
    full = workspace.root / path
    content = accept_overtaken(one, workspace.today)
    change = make_text_change(path, full.read_bytes() if full.is_file() else None, content)
    write(workspace, f"the review of {name}", "", [change])
