"""A question's reference is put together and taken apart in one place."""

import re
from pathlib import Path

import pytest
from builders import make_seeds

from briefing_desk.schema.references import (
    find_question,
    get_question_id,
    get_topic_id,
    is_of_topic,
    list_references,
    make_reference,
    split_reference,
)

PACKAGE = Path(__file__).parent.parent / "generator/briefing_desk"
BY_HAND = re.compile(
    r"(?:question|reference|\bname|\bone|\bold|\bnew)\w*\.(?:split|partition)\([\"']/"  # taken apart
    r"|\{(?:\w*topic\w*|id|first|view\.id)\}/\{(?:\w*question|item|q|cell)\b"  # put together
)


@pytest.mark.parametrize(
    ("reference", "topic", "question"), [("quay/close", "quay", "close"), ("quay", "quay", ""), ("", "", "")]
)
def test_a_reference_has_two_parts(reference, topic, question):
    assert split_reference(reference) == (topic, question)
    assert (get_topic_id(reference), get_question_id(reference)) == (topic, question)
    assert not question or make_reference(topic, question) == reference


@pytest.mark.parametrize(
    ("reference", "topic", "belongs"),
    [("quay/close", "quay", True), ("quay/close", "qua", False), ("quay-wall/close", "quay", False)],
)
def test_a_question_belongs_to_its_topic(reference, topic, belongs):
    assert is_of_topic(reference, topic) is belongs


def test_every_question_is_listed_and_found():
    topics = make_seeds([]).topics
    listed = list(list_references(topics))
    assert [reference for reference, _, _ in listed] == ["quay/close", "quay/pay"]
    assert [find_question(topics, reference) for reference, _, _ in listed] == [found[1:] for found in listed]


def test_nobody_else_knows_what_stands_between_the_parts():
    code = {
        path: path.read_text(encoding="utf-8")
        for path in PACKAGE.rglob("*.py")
        if path != PACKAGE / "schema/references.py"
    }
    assert [(path.name, found.group()) for path, text in code.items() for found in BY_HAND.finditer(text)] == []
    assert BY_HAND.search('cell.question.split("/")[0]')
    assert BY_HAND.search('f"{id}/{question.id}"')
