"""What the page can ask for, by name: each answer is a dictionary that goes out as JSON."""

# Long for a reason: every way in which the desk writes, in one list: what a page may ask for is read here at a
# glance.

from collections.abc import Callable, Mapping
from typing import Any

from briefing_desk.desk.changes import (
    add_passage,
    add_position,
    change_passage,
    change_position,
    describe_article,
    dismiss_proposal,
    make_text_change,
    remove_item,
    verify,
    write,
)
from briefing_desk.desk.checking import plan_check
from briefing_desk.desk.declaring import KINDS, declare_name
from briefing_desk.desk.requests import (
    ABOUT,
    Refusal,
    get_names,
    get_number,
    get_text,
    read_card,
    read_pieces,
    read_translation,
)
from briefing_desk.desk.settling import settle, show_differences
from briefing_desk.desk.stale_prose import review_prose, show_prose, show_stale
from briefing_desk.desk.verdict import judge
from briefing_desk.desk.views import show_actions, show_article, show_brought, show_queue, show_vocabulary, tell
from briefing_desk.desk.workspace import Opened, Workspace
from briefing_desk.editing.edits import CannotEdit
from briefing_desk.editing.notation import Value
from briefing_desk.intake.marking import NOWHERE
from briefing_desk.schema.model import Choice
from briefing_desk.schema.values import Wrong, check_id, convert_url
from briefing_desk.schema.watching import Decided
from briefing_desk.store.database import DamagedError, drop_store
from briefing_desk.syntax.errors import UsageError
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Text
from briefing_desk.watch.queue import plan_decision
from briefing_desk.web.drafts import FOLDER

Body = Mapping[str, Any]
Answer = dict[str, Any]


def list_articles(workspace: Workspace, body: Body) -> Answer:
    """Return the queue; as the files are now, unless it is only searched."""
    wanted = get_text(body, "wanted")
    if not wanted:
        workspace.renew()
    brought = {} if wanted else show_brought(workspace)
    return {**show_queue(workspace, wanted), **brought, **list_actions(workspace)}


def decide(workspace: Workspace, body: Body) -> Answer:
    """Write what somebody decided on an article that a feed brought."""
    url, decided = get_text(body, "url"), get_text(body, "decided")
    if decided not in list(Decided):
        raise Refusal(400, "`decided` is dismissed, mine or taken")
    try:
        convert_url(Text(url, NOWHERE))
    except Wrong as wrong:
        raise Refusal(422, f"{url}: {wrong}") from wrong
    change = plan_decision(workspace.root, workspace.person, url, Decided(decided), workspace.today)
    write(workspace, f"{decided}: {url}", "", [change])
    return list_articles(workspace, {})


def take_in(workspace: Workspace, body: Body) -> Answer:
    """Make an article of a page that a feed brought, and show it."""
    id = workspace.take_in(get_text(body, "url"))
    workspace.renew()
    return show(workspace, id, [])


def open_article(workspace: Workspace, body: Body) -> Answer:
    """Return an article, and every name that can be chosen."""
    workspace.refresh_vocabulary()
    return show(workspace, get_text(body, "id"), [])


def judge_card(workspace: Workspace, body: Body) -> Answer:
    """Return what is to be said of a card."""
    return judge(workspace, require(workspace, body), read_card(body))


def write_position(workspace: Workspace, body: Body) -> Answer:
    """Write a position: a new one, or one that is there already."""
    opened, card = require(workspace, body), read_card(body)
    if "position" in body:
        told = change_position(workspace, opened, get_number(body, "position"), card)
    else:
        told = add_position(workspace, opened, card)
    return show(workspace, opened.id, told)


def take_out(workspace: Workspace, body: Body) -> Answer:
    """Take out a position or a passage."""
    opened = require(workspace, body)
    name = "passage" if "passage" in body else "position"
    return show(workspace, opened.id, remove_item(workspace, opened, f"{name}s", get_number(body, name)))


def write_passage(workspace: Workspace, body: Body) -> Answer:
    """Write a passage that is no position: a new one, or what one that is there already says."""
    opened, says = require(workspace, body), get_text(body, "says")
    said = read_translation(body.get("translation", {}))
    if "passage" in body:
        told = change_passage(workspace, opened, get_number(body, "passage"), says, said)
    else:
        id = get_text(body, "name")
        require_id(id)
        told = add_passage(workspace, opened, id, read_pieces(body.get("pieces")), says, said)
    return show(workspace, opened.id, told)


def dismiss(workspace: Workspace, body: Body) -> Answer:
    """Write that a passage which somebody else has marked shows no position."""
    opened = require(workspace, body)
    dismiss_proposal(workspace, opened, get_text(body, "seen"))
    return show(workspace, opened.id, [])


def have_checked(workspace: Workspace, body: Body) -> Answer:
    """Let the command that the person has set up check an article that they say is coded.

    While it runs, everything else can be asked: it may take minutes.
    """
    try:
        with workspace.asking():
            check = plan_check(workspace, require(workspace, body))
        answer = check.ask()
        with workspace.asking(), workspace.writing():
            id = get_text(body, "id")
            content = check.judge(workspace.open(id), answer, workspace)
            path = workspace.root / check.path
            change = make_text_change(check.path, path.read_bytes() if path.is_file() else None, content)
            if change.old != change.new:
                write(workspace, "the check", id, [change])
            return show(workspace, id, [])
    except UsageError as error:
        raise Refusal(422, str(error)) from error


def write_about(workspace: Workspace, body: Body) -> Answer:
    """Write what is said of an article itself."""
    opened, given = require(workspace, body), body.get("fields")
    if not isinstance(given, dict) or set(given) - set(ABOUT):
        raise Refusal(400, "`fields` has the keys of an article")
    return show(
        workspace, opened.id, describe_article(workspace, opened, {name: get_text(given, name) for name in given})
    )


def declare(workspace: Workspace, body: Body) -> Answer:
    """Write a new name into the vocabulary."""
    workspace.refresh_vocabulary()
    kind, given = get_text(body, "kind"), body.get("fields")
    if kind not in KINDS or not isinstance(given, dict):
        raise Refusal(400, "`kind` or `fields` is not what can be declared")
    fields: dict[str, Value] = {
        str(name): list(get_names(given, name)) if isinstance(given[name], list) else get_text(given, name)
        for name in given
    }
    declare_name(workspace, kind, get_text(body, "topic"), get_text(body, "id"), fields)
    return {"vocabulary": show_vocabulary(workspace), **list_actions(workspace)}


def check_quotes(workspace: Workspace, body: Body) -> Answer:
    """Check an article's quotes and write its receipt."""
    opened = require(workspace, body)
    return show(workspace, opened.id, verify(workspace, opened))


def undo(workspace: Workspace, body: Body) -> Answer:
    """Take back what was written last."""
    action = workspace.journal.undo(get_number(body, "action"))
    return follow(workspace, body, action.article)


def redo(workspace: Workspace, body: Body) -> Answer:
    """Do again what was taken back last."""
    action = workspace.journal.redo(get_number(body, "action"))
    return follow(workspace, body, action.article)


def list_differences(workspace: Workspace, body: Body) -> Answer:
    """Return what two coders make differently."""
    return {**show_differences(workspace), **list_actions(workspace)}


def settle_difference(workspace: Workspace, body: Body) -> Answer:
    """Write whose position stands."""
    coder, chosen = get_text(body, "coder"), get_text(body, "chosen")
    require_id(coder)
    if chosen not in list(Choice):
        raise Refusal(400, "`chosen` is first, second or neither")
    unit = get_text(body, "article"), get_text(body, "actor"), get_text(body, "question")
    told = settle(workspace, coder, unit, Choice(chosen), get_text(body, "rule"), get_text(body, "seen"))
    return {**list_differences(workspace, body), "told": tell(told)}


def list_stale(workspace: Workspace, body: Body) -> Answer:
    """Return the pages whose prose is overtaken."""
    return {**show_stale(workspace), **list_actions(workspace)}


def open_prose(workspace: Workspace, body: Body) -> Answer:
    """Return one of them, sentence by sentence."""
    return {**show_prose(workspace, get_text(body, "name")), **list_actions(workspace)}


def accept_prose(workspace: Workspace, body: Body) -> Answer:
    """Write that a person has reviewed a page."""
    review_prose(workspace, get_text(body, "name"), get_text(body, "seen"))
    return list_stale(workspace, body)


def open_editor(workspace: Workspace, body: Body) -> Answer:
    """Open a page in whatever this machine edits such files with."""
    name = get_text(body, "name")
    require_id(name)
    path = workspace.root / FOLDER / f"{name}.md"
    if not path.is_file():
        raise Refusal(404, f"there is no page {FOLDER}/{name}.md")
    workspace.edit(path)
    return list_actions(workspace)


def follow(workspace: Workspace, body: Body, article: str) -> Answer:
    """Return the article that an action was about, else the one that is open."""
    workspace.refresh_vocabulary()
    id = article or get_text(body, "id")
    return show(workspace, id, []) if id else list_actions(workspace)


def require(workspace: Workspace, body: Body) -> Opened:
    """Return the article that a request is about, as the page was shown it."""
    return workspace.open_unchanged(get_text(body, "id"), get_text(body, "digest"))


def require_id(id: str) -> None:
    """Raise Refusal for what cannot be an id."""
    try:
        check_id(id)
    except Wrong as wrong:
        raise Refusal(422, f"`{id}`: {wrong}") from wrong


def show(workspace: Workspace, id: str, told: list[Problem]) -> Answer:
    """Return an article as it is now, with what is to be told."""
    opened = workspace.open(id)
    workspace.note(id)
    shown = show_article(workspace, opened)
    return {
        "article": shown,
        "coder": workspace.coder,
        "vocabulary": show_vocabulary(workspace),
        "told": tell(told),
        **list_actions(workspace),
    }


def list_actions(workspace: Workspace) -> Answer:
    """Return what can be taken back, and done again."""
    return dict(show_actions(workspace.journal.find_undo(), workspace.journal.find_redo()))


READING: dict[str, Callable[[Workspace, Body], Answer]] = {
    "queue": list_articles,
    "article": open_article,
    "judge": judge_card,
    "differences": list_differences,
    "stale": list_stale,
    "prose": open_prose,
    "edit": open_editor,
}
WRITING: dict[str, Callable[[Workspace, Body], Answer]] = {
    "write": write_position,
    "remove": take_out,
    "passage": write_passage,
    "dismiss": dismiss,
    "about": write_about,
    "declare": declare,
    "decide": decide,
    "take": take_in,
    "verify": check_quotes,
    "settle": settle_difference,
    "review": accept_prose,
    "undo": undo,
    "redo": redo,
}


SLOW: dict[str, Callable[[Workspace, Body], Answer]] = {"done": have_checked}
"""What holds the lock for itself, and not while it waits."""


BLIND = frozenset(("queue", "article", "judge", "write", "remove", "declare", "undo", "redo"))
"""What a second coder can do."""


def answer(workspace: Workspace, name: str, body: Body) -> Answer:
    """Return the answer to a request; raise Refusal with what the page is to be told instead."""
    if name not in READING and name not in WRITING and name not in SLOW:
        raise Refusal(404, "there is no such request")
    if workspace.coder and name not in BLIND:
        raise Refusal(422, "a second coder codes positions; this is the first coder's")
    try:
        if name in SLOW:
            return SLOW[name](workspace, body)
        with workspace.asking():
            if name in READING:
                return READING[name](workspace, body)
            with workspace.writing():
                return WRITING[name](workspace, body)
    except CannotEdit as error:
        raise Refusal(422, str(error)) from error
    except DamagedError as error:
        with workspace.lock:
            drop_store(workspace.root)
        raise Refusal(503, "what earlier runs found out is damaged: stop the desk and start it again") from error
    except UsageError as error:
        raise Refusal(409, str(error)) from error
