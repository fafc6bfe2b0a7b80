"""A desk that tests can ask: without HTTP, or with it."""

from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Thread

from briefing_desk.desk.actions import answer
from briefing_desk.desk.server import Server
from briefing_desk.desk.workspace import open_workspace
from briefing_desk.schema.dates import Day

TODAY = Day(2026, 2, 3)
TOKEN = "a-token"


class Desk:
    """Asks as the page does, and knows the article that it was shown last."""

    def __init__(self, workspace):
        self.workspace, self.article, self.actions = workspace, {}, {}

    def ask(self, request, /, **body):
        known = {"id": self.article.get("id", ""), "digest": self.article.get("digest", "")}
        found = answer(self.workspace, request, {**known, **body})
        self.article = found.get("article", self.article)
        self.actions = {key: found.get(key) for key in ("undo", "redo")} if "undo" in found else self.actions
        return found

    def find(self, words, nth=0):
        """Return the place of words in the article, as a browser counts."""
        places = []
        for paragraph in self.article["paragraphs"]:
            text, at = paragraph["text"].encode("utf-16-le"), -2
            wanted = words.encode("utf-16-le")
            while (at := text.find(wanted, at + 2)) >= 0:
                places.append([paragraph["place"][0] + at // 2, paragraph["place"][0] + (at + len(wanted)) // 2])
        return places[nth]

    def write(self, *quotes, **fields):
        """Write a position with quotes of these words."""
        return self.ask("write", fields=fields, quotes=[[self.find(words)] for words in quotes])


@contextmanager
def open_desk(root, texts=None, coder="", article=""):
    with open_workspace(root, texts, TODAY, coder) as workspace:
        desk = Desk(workspace)
        if article:
            desk.ask("article", id=article)
        yield desk


@contextmanager
def serve_desk(root, texts=None):
    """Give the port of a desk."""
    with open_workspace(root, texts, TODAY) as workspace:
        server = Server(0, partial(answer, workspace), TOKEN)
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server.server_port
        server.shutdown()
        server.server_close()


def read_files(root: Path) -> dict[str, bytes]:
    """Return the bytes of every file of the seeds."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in (root / "seeds").rglob("*") if path.is_file()
    }
