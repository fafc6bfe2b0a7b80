"""Everything that is written at the desk, each as something that may be done again: for those who kill it meanwhile.

`desk_kills` kills some of them at each call, `kills` all of them at a call by chance, among the commands.
"""

from functools import partial
from pathlib import Path

from test_desk import MUSEUM
from test_settling import UNION
from test_settling import settle as settle_unit

from briefing_desk.commands.desk import take_in

ARTICLE = "council-votes"
TEXTS = Path("../texts")
NEW = Path("../new.txt")


def open_article(desk, id=ARTICLE):
    desk.ask("article", id=id)
    return desk.article


def write(desk):
    if all(it["fields"]["summary"] != MUSEUM["summary"] for it in open_article(desk)["positions"]):
        desk.write("closing the quay would cost", **MUSEUM)


def remove(desk):
    open_article(desk, "hearing-report")
    if len(desk.article["positions"]) > 1:
        desk.ask("remove", position=0)


def passage(desk):
    if all(it["id"] != "bill" for it in open_article(desk)["passages"]):
        desk.ask("passage", name="bill", pieces=[desk.find("no money for this")])


def dismiss(desk):
    names = [it["seen"] for it in open_article(desk)["candidates"] if "seen" in it]
    for name in names:
        desk.ask("dismiss", seen=name)


def about(desk):
    open_article(desk)
    desk.ask("about", fields={"title": "The council decides"})


def declare(desk):
    desk.ask("declare", kind="actor", id="ferry-guild", fields={"name": "Ferry Guild", "kind": "organisation"})


def verify(desk):
    open_article(desk, "union-objects")
    desk.ask("verify")


def settle(desk):
    settle_unit(desk, UNION, "second", "An offer is support.")


def review(desk):
    desk.ask("review", name="quay-closure", seen=desk.ask("prose", name="quay-closure")["seen"])


def decide(desk):
    desk.ask("decide", url="https://a.example/1", decided="dismissed")


def take(desk):
    desk.workspace.take_in = partial(take_in, Path.cwd(), TEXTS)
    desk.ask("take", url=str(NEW))


def undo(desk):
    go(desk, "undo")


def redo(desk):
    go(desk, "redo")


def go(desk, name):
    found = desk.ask("queue")[name]
    if found:
        desk.ask(name, action=found["id"])


ACTIONS = {
    one.__name__: one
    for one in (write, remove, passage, dismiss, about, declare, decide, take, verify, settle, review, undo, redo)
}
"""By the names that the page asks for."""
