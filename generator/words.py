"""The words of the interface that readers of the pages see, in one place. Imports nothing, does nothing."""

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

STANCES = {
    "support": ("Supports", "supports the proposition"),
    "oppose": ("Opposes", "opposes the proposition"),
    "conditional": ("Conditional", "supports the proposition if the named condition holds"),
    "mixed": ("Mixed", "has reservations, with or without support, and does not refuse"),
    "neutral": ("Neutral", "says that it takes no side"),
    "undecided": ("Undecided", "says that it has not decided"),
    "no-comment": ("No comment", "was asked and declined to answer"),
}
"""Each stance: the word in a cell, and what it means of the actor."""

BASES = {
    "stated": ("stated", "the actor's own words stand in quotation marks in an article"),
    "reported": ("reported", "an article reports the position in its own words"),
    "inferred": ("our reading", "no article says it outright; we read it from the quoted passage"),
}
"""Each basis: the word beside evidence, and what it means."""

MARKS = {
    "changed": ("Changed", "an earlier, different stance is on record; the cell says which, and when"),
    "contested": ("Contested", "articles give different stances for the same time"),
    "divided": ("Divided", "different speakers of the actor take different stances"),
    "condition": ("Condition differs", "the condition is not the same in every statement"),
    "one-origin": ("One origin", "all reports go back to a single publisher or wire"),
    "unknown-origin": (
        "Origins unknown",
        "no report names its publisher: nothing shows that they are independent of each other",
    ),
    "unchecked": (
        "Not yet checked",
        "a quote behind the cell has not been checked against its article's text",
    ),
    "inferred": ("Our reading", "the cell rests on our reading of a passage, not on a reported position"),
    "second-hand": ("Second-hand", "only another actor reports this stance"),
    "corrected": ("Corrected source", "an article behind the cell was corrected after publication"),
    "lost": ("Evidence withdrawn", "an article that the cell rested on was withdrawn"),
}
"""Each mark: the words in a cell, and what it means."""

ACTOR_KINDS = {
    "state": "State",
    "organisation": "Organisation",
    "person": "Person",
    "public": "Public",
    "group": "Unnamed group",
}

NEVER_REVIEWED = "Nobody has yet reviewed this summary against the evidence below."
REVIEWED = "Summary reviewed against the evidence on {day}."
NEW_EVIDENCE = "New evidence since this summary was reviewed on {day}:"
NO_LONGER = "(no statement left)"

TOOLS = {
    "on": ("As of", "today"),
    "question": ("Question", "all questions"),
    "stance": ("Stance", "all stances"),
    "mark": ("Show only", "everything"),
    "actors": ("Compare actors", ""),
}
"""Each control of a matrix: its name, and what it says when nothing is chosen."""
MATRIX_CONTROLS = "What the matrix shows"
SHOW_ALL = "Show all"
AS_OF = "As it stood with the statements of {day}."
SHOWN = "{actors} of {all_actors} actors and {questions} of {all_questions} questions shown."
COMPARED = "{actors}: agree on {same} of {compared} compared questions."
COMPARED_ONE = "{actors}: agree on {same} of 1 compared question."
COMPARED_NONE = "{actors}: no question on which they can be compared."
COMPARED_LISTS = {
    "same": "Same stance",
    "different": "Different stance",
    "rest": "Cannot be compared (contested, mixed, undecided, our reading or no comment)",
    "silent": "Not all of them are heard",
}
"""What a comparison lists questions under."""
COPY_CITATION = "copy citation"
COPIED = "copied"
LINK_TO_QUOTE = "link to this quote"

NO_STATEMENT = "No statement found"
NO_STATEMENT_MEANING = "none of the articles read gives the actor's position; this is not neutrality"
NO_DATE = "no date"
NO_PUBLISHER = "publisher not named"
NO_URL = "no link: the text we were given carries no address"
