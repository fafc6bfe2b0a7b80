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
    "stated": ("stated", "the actor's own words stand in an article, in quotation marks or as a displayed quotation"),
    "reported": ("reported", "an article reports the position in its own words"),
    "inferred": ("our reading", "no article says it outright; we read it from the quoted passage"),
}
"""Each basis: the word beside evidence, and what it means."""

MARKS = {
    "changed": ("Changed", "an earlier, different stance is on record; the cell says which, and when"),
    "contested": ("Contested", "articles give different stances for the same time"),
    "divided": ("Divided", "different speakers of the actor take different stances"),
    "condition": ("Condition differs", "the condition is not the same in every statement"),
    "one-origin": ("One origin", "several reports, and all go back to a single publisher or wire"),
    "unknown-origin": (
        "Origins unknown",
        "several reports, and none names its publisher: nothing shows that they are independent of each other",
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

AND = " and "
NOUNS = {
    "report": ("report", "reports"),
    "article": ("article", "articles"),
    "position": ("position", "positions"),
    "question": ("question", "questions"),
    "actor": ("actor", "actors"),
    "date": ("date", "dates"),
    "origin": ("origin", "origins"),
    "known-origin": ("known origin", "known origins"),
    "statement": ("statement", "statements"),
}
"""What is counted: one of it, and several."""
MARKED_SOURCES = "Corrected or withdrawn"
NEWEST_EVIDENCE = "Newest evidence"
HEADS = {"topic": "Topic", "question": "Question", "position": "Position", "when": "When", "actor": "Actor"}
"""Heads of tables and cards."""
NO_STATEMENT_LEFT = "No statement left"
ON_QUESTION = " on “{question}”"

PROFILE = {
    "kind": "Kind",
    "aliases": "Also called",
    "speakers": "Quoted or reported for it",
    "reports": "Reports",
    "wikidata": "Wikidata",
}
"""What the page of an actor says of it."""
REPORTS_IN = "{reports} in {articles}"
POSITIONS_OF = "Positions of {actor}"
NO_ACTORS = "No actor holds a position yet."
NONE = "none"

WHOSE_WORDS = {True: "Direct speech", False: "The article’s words", None: "As annotated"}
"""Whose words a quote is: direct, not direct, not yet known."""
SPEAKER_AFTER = {True: ": ", False: ", reporting ", None: ", reporting "}
"""What stands between whose words it is and the speakers."""
CHECKED = "✓ Verbatim, checked {day}"
NOT_CHECKED = "Not yet checked against the text"
PASSAGE = "passage in the original"
ACCORDING_TO = " · according to "
NO_EVIDENCE = "No article read gives a position on this question."
REPORT_TITLE = "Error on: {actor}, {question}"
REPORT_ERROR = "report an error"
BACK = "back to the matrix"
WITHDRAWN_NOTE = "withdrawn, supports nothing"
EARLIER_NOTE = "earlier position"
CORRECTIONS = {"corrected": "Corrected", "withdrawn": "Withdrawn"}

NO_TOPICS = "No topic has been declared yet."
N_CONTESTED = "{number} contested"
N_CHANGED = "{number} changed"
NEWEST = "Newest evidence: {date}"
READ = "Read for this site: {coverage}."
READ_NEWEST = " Newest evidence: {date}."
READ_TAKEN_IN = " Newest article taken in on {day}."
NO_CHANGES = "No change of position is on record."
NO_CHANGES_ON_TOPIC = (
    "No change of position is on record: no actor has an earlier, different stance in the articles read."
)
NOTHING_CONTESTED = (
    "No stance is contested: no actor is given different stances for the same time. Facts on which the sources "
    "disagree are on the topics’ pages."
)
AGAINST = " against "
ON = " on "
FROM = ": from "
TO = " to "
NO_ARTICLES = "No article has been annotated yet."
NO_CORRECTIONS = "No article has been corrected or withdrawn."
THRESHOLDS = {"quote": "Longest quote", "share": "Share of an article’s words that may be published"}
N_WORDS = "{number} words"
VOCABULARY = {"stances": "Stances", "bases": "How we know", "marks": "Marks"}

INFERRED_DATES = " ({dates} inferred)"
DATED = ", dated {dates}"
FROM_ORIGINS = "{articles}{dated}, from {origins}"
AND_UNKNOWN = "{known} and unknown ones"
UNKNOWN_ORIGINS = ("unknown origin", "unknown origins")
"""Of one article, of several."""
N_STATEMENTS = ", {statements}"

WAS = ": was “{stance}” ({date})"
N_LOST = ": {reports}"
SUPPORT = "{reports}, {origins}"
UNDATED = "Undated"
PASSAGES = "Other passages, for summaries to cite:"
THE_ARTICLE = "the article"
BY = "by "
TAKEN_IN = "taken in on {day}"
BASED_ON = "based on {names}"
ORIGIN = "origin: {names}"
N_REPORTED = "{positions} reported"

MATRIX_CAPTION = "{topic}: who takes which position"
TO_EVIDENCE = ": {actor} on “{question}”, evidence"
LEGEND = "What the signs and marks mean"
REPORTS_ORIGINS = "Reports, origins"
REPORTS_ORIGINS_MEANING = "articles that report the position now held, and the independent publishers behind them"

NO_STATEMENTS = "No statement yet."
SAME_AS_LIST = "The same as a list"
TIMELINE = "Timeline: {topic}"
TIMELINE_MEANING = "Timeline of positions on {topic}. The same follows as a list."
STANCE_AT = "{stance}, {date}"

GLANCE = {
    "coverage": "Speaking on this topic",
    "actors": "Actors",
    "changed": "Positions changed",
    "contested": "Contested",
}
"""The key figures of a topic."""
NONE_YET = "none yet"
SILENCE_MEANS = "{words} means: {meaning}. Read for this site: {coverage}."
NO_ARTICLES_ON_TOPIC = "No article speaks on this topic yet."

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
AS_OF = "With every statement that may have been made by {day}; a span of days counts from its first."
SHOWN = "{actors} of {all_actors} actors and {questions} of {all_questions} questions shown."
AGREEMENT = {
    "actor": "Actor",
    "actors": "Actors",
    "agreement": "Agreement",
    "same": "Same stance",
    "different": "Different stance",
    "with_others": "Agreement with other actors",
    "on_topic": "Agreement of every two actors on this topic",
}
"""The heads and captions of tables that compare actors."""
AGREES = "agree on {same} of {compared} compared questions"
AGREES_ONE = "agree on {same} of 1 compared question"
AGREEMENT_NOTE = (
    "Compared are the latest stances, where both actors hold exactly one that is stated or reported, and not mixed, "
    "undecided or without comment. They may date from different times."
)
NOT_COMPARED = "No other actor is heard on the same questions in a way that can be compared."
NOT_COMPARED_ON_TOPIC = "No two actors are heard on the same question in a way that can be compared."
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

ONE_ORIGIN_MEANING = (
    "Behind each of these positions stands one independent source, however many articles report it, or nothing but "
    "articles whose publishers are not known: nothing shows that those are independent of each other."
)
ONE_ORIGIN_LINK = "Which positions rest on one origin, or on unknown ones?"
ONE_ORIGIN_COUNT = "{single} of {all} positions"
ORIGIN_NOT_KNOWN = "publishers not known"

REUSE = "Data and feeds: "
FILES_OF_SITE = {
    "data/datapackage.json": "all tables (Data Package)",
    "data/sources.csl.json": "sources (CSL-JSON)",
    "data/annotations.json": "quotes (Web Annotations)",
}
FILES_OF_TOPIC = {"csv": "matrix (CSV)", "json": "matrix (JSON)", "txt": "page as plain text"}
FEEDS = {"xml": "Atom feed", "json": "JSON Feed"}
"""What others can take, by path or ending."""
PAGE_NAMES = {"actors/index": "Actors", "sources/index": "Sources", "changes": "Changes", "method": "Method"}
SOURCES_OF_MONTH = "Sources: {month}"
ACTOR_SUMMARY = "What {actor} ({kind}) is reported to hold, and in which words."

NO_STATEMENT = "No statement found"
NO_STATEMENT_MEANING = "none of the articles read gives the actor's position; this is not neutrality"
NO_DATE = "no date"
NO_PUBLISHER = "publisher not named"
NO_URL = "no link: the text we were given carries no address"
