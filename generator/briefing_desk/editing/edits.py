"""Some characters of a file become others; everything around them stays. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from briefing_desk.syntax.source import Place


@dataclass(frozen=True, slots=True)
class Edit:
    """Some characters of a file that become others."""

    at: Place
    old: str
    new: str


class CannotEdit(Exception):
    """Says why a file cannot be changed without touching what is not meant: a person has to do it."""

    def __init__(self, at: Place, reason: str) -> None:
        super().__init__(f"{at.path}:{at.line}: {reason}; nothing was changed: do it in an editor")
        self.at = at


def apply_edits(edits: Iterable[Edit]) -> tuple[dict[str, str], list[Edit]]:
    """Return the new text of each file that is edited, by its old path, and the edits that could not be made.

    An edit of a name may be placed at the quotation mark before it.
    """
    by_file: dict[str, list[Edit]] = {}
    for edit in edits:
        by_file.setdefault(edit.at.path, []).append(edit)
    texts, failed = {}, []
    for path, found in by_file.items():
        text = found[0].at.source.text
        for edit in sorted(set(found), key=lambda edit: -edit.at.offset):
            at = edit.at.offset + (edit.old[:1].isalnum() and text[edit.at.offset] in "\"'")
            if text.startswith(edit.old, at):
                text = text[:at] + edit.new + text[at + len(edit.old) :]
            else:
                failed.append(edit)
        texts[path] = text
    return texts, failed
