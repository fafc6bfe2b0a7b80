"""The reference of a question or matter, `topic/question`: here alone it is put together and taken apart."""

from collections.abc import Iterator, Mapping

from briefing_desk.schema.model import Matter, Question, Topic


def make_reference(topic_id: str, question_id: str) -> str:
    """Return the reference of a topic's question."""
    return f"{topic_id}/{question_id}"


def split_reference(reference: str) -> tuple[str, str]:
    """Return the ids of the topic and, within it, of the question; empty where there is none."""
    topic_id, _, question_id = reference.partition("/")
    return topic_id, question_id


def get_topic_id(reference: str) -> str:
    """Return the id of the topic whose question it is."""
    return split_reference(reference)[0]


def get_question_id(reference: str) -> str:
    """Return the question's id within its topic."""
    return split_reference(reference)[1]


def list_references(topics: Mapping[str, Topic]) -> Iterator[tuple[str, Topic, Question]]:
    """Yield the reference of every question, with its topic and the question, in the order of the files."""
    for id, topic in topics.items():
        for question in topic.questions:
            yield make_reference(id, question.id), topic, question


def list_matters(topics: Mapping[str, Topic]) -> Iterator[tuple[str, Matter]]:
    """Yield the reference of every matter, with the matter, in the order of the files."""
    for id, topic in topics.items():
        for matter in topic.matters:
            yield make_reference(id, matter.id), matter


def find_question(topics: Mapping[str, Topic], reference: str) -> tuple[Topic, Question]:
    """Return the topic and the question that a reference names; there must be one."""
    topic_id, question_id = split_reference(reference)
    return topics[topic_id], next(item for item in topics[topic_id].questions if item.id == question_id)


def is_of_topic(reference: str, topic_id: str) -> bool:
    """Say whether a reference names a question of a topic."""
    return get_topic_id(reference) == topic_id
