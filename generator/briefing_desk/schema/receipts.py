"""Receipts as files: what was found when an article's quotes were checked. Reads no disk."""

from briefing_desk.editing.notation import quote_yaml
from briefing_desk.schema.model import Checked, Receipt
from briefing_desk.schema.seeds import check_record, read_noun
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Source

HEADER = "# Written by `briefing verify`. It proves what was checked; do not edit it."


def read_receipt(source: Source) -> tuple[Receipt | None, list[Problem]]:
    """Read a receipt's file."""
    receipt, problems = read_noun(Receipt, source)
    for entry in receipt.quotes if receipt else ():
        if "checked" in entry.places:
            problems.extend(check_record(entry.checked, entry.places["checked"], "run `briefing verify`"))
    return receipt, problems


def format_receipt(receipt: Receipt) -> str:
    """Return a receipt's file, always the same for the same receipt."""
    lines = [HEADER, f"sha256: {receipt.sha256}", f"length: {receipt.length}"]
    lines += [f"changed_from: {receipt.changed_from}"] if receipt.changed_from else []
    lines += [f"corrected: {receipt.corrected.isoformat()}"] if receipt.corrected else []
    lines.append("quotes:")
    for entry in receipt.quotes:
        lines.append(f"  - id: {entry.id}")
        lines.append(f"    exact: {quote_yaml(entry.exact)}")
        lines.extend(f"    {key}: {quote_yaml(words)}" for key, words in list_context(entry))
        lines.append(f"    start: {entry.start}")
        lines.append(f"    end: {entry.end}")
        lines.append(f"    direct: {entry.direct}")
        lines.append(f"    checked: {entry.checked.isoformat()}")
    return "\n".join(lines) + "\n"


def list_context(entry: Checked) -> list[tuple[str, str]]:
    """Return what stands around a quote and what it leaves out, as far as its entry has it."""
    context = (("prefix", entry.prefix), ("suffix", entry.suffix), ("lead", entry.lead), ("left_out", entry.left_out))
    return [(key, words) for key, words in context if words]
