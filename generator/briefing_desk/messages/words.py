"""Every word of the interface, in one place: what readers of the site see that is ours, and the preview's banner.

With them, what `briefing add` writes into a new article for its editor.

Not here: what a person writes (vocabulary, prose, `mkdocs.yml`), ids and values that programs read, dates, and what
the command line says. These are the English words. Another language has them in a catalogue of its own (`*.po`, beside
this file), by the names of these; `translation` has chosen one before this module is read.
"""

from briefing_desk.messages import translation

LANGUAGE = translation.chosen.language
"""The language of these words (BCP 47)."""


def find_plural(number: int) -> str:
    """Return which form goes with a number, by its Unicode CLDR name: scripts choose by the same names."""
    return translation.chosen.plural(number)


def put_inside(words: str) -> str:
    """Return one of the words that stand alone as it stands inside a sentence."""
    return INNER.get(words, words)


def put_first(words: str) -> str:
    """Return words as they begin a sentence."""
    return words[:1].upper() + words[1:]


OR_EARLIER = "{date} or earlier"
OR_LATER = "{date} or later"
BETWEEN = "{begin} to {end}"
ABOUT = "about {date}"
INFERRED = "{date}, inferred"
NOT_GIVEN = "≈ {date}"
"""The same where there is room for a sign only; a legend says what it means."""
NO_DATE = "no date"
QUOTED = "“{words}”"
AND_SO_ON = "{words} …"
LIST = ", "
"""Between the parts of a list."""
LIST_APART = "; "
"""Between the parts of a list that may have commas of their own."""
NAMED = "{name}: {value}"
"""What something is called, and what it is. The value may stand on its own behind this."""
REMARKED = "{words} ({remark})"
SUMMED_UP = "{facts}. {summary}"
"""Facts in short, and whole sentences behind them."""
SPEAKER = "{name}, {role}"
PLACE = "{title}, {publisher}, {date}"
"""Where a quote stands."""
ON_CONDITION = "{stance} – {condition}"
IN_LANGUAGE = "in {language}"
"""Beside a quote in another language than the page's; its name comes from Unicode CLDR."""

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
    "stated": (
        "stated",
        "words of the actor's own that bear on the stance stand in an article as quoted",
    ),
    "reported": ("reported", "an article reports the position in its own words"),
    "inferred": ("our reading", "no article says it outright; we read it from the quoted passage"),
}
"""Each basis: the word beside evidence, and what it means."""

MARKS = {
    "changed": ("Changed", "an earlier, different stance is on record; the cell says which, and when"),
    "contested": ("Contested", "different stances are given for the same time"),
    "divided": ("Divided", "different speakers of the actor take different stances"),
    "condition": ("Condition differs", "the condition is not the same in every statement"),
    "one-origin": ("One origin", "all reports of the position go back to a single publisher or news agency"),
    "unknown-origin": (
        "Origins unknown",
        "no report of the position names its publisher: nothing shows that several are independent of each other",
    ),
    "unchecked": (
        "Not yet checked",
        "a quote behind the cell has not been checked against its article's text",
    ),
    "inferred": ("Our reading", "the cell rests on our reading of a passage, not on a reported position"),
    "second-hand": (
        "Second-hand",
        "the stance rests on what another actor reports, not on words or acts of the actor’s own",
    ),
    "told-otherwise": ("Others report", "another actor reports a different stance; the cell shows the actor’s own"),
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

INSIDE = {
    "stances": {stance: words.lower() for stance, (words, _) in STANCES.items()},
    "marks": {mark: words.lower() for mark, (words, _) in MARKS.items()},
    "kinds": {kind: words.lower() for kind, words in ACTOR_KINDS.items()},
    "corrections": {"corrected": "corrected", "withdrawn": "withdrawn"},
    "glance": {"changed": "positions changed", "contested": "contested"},
}
"""The same words as they stand inside a sentence, and `CORRECTIONS` and `GLANCE`."""

ACTOR_GROUPS = {
    "state": "States",
    "organisation": "Organisations",
    "person": "People",
    "public": "The public",
    "group": "Unnamed groups",
}
"""The same as heads of the index, in its order."""
HEARD = "People and offices heard for others"
"""The head of those without a page of their own."""
STANCE_ON = "{stance}: {question}"

NEVER_REVIEWED = "Nobody has yet reviewed this summary against the evidence below."
REVIEWED = "Summary reviewed against the evidence on {day}."
NEW_EVIDENCE = "New evidence since this summary was reviewed on {day}: {cells}."
CHANGED_SINCE = "Changed since this summary was reviewed on {day}: {cells}."
HAPPENED = {
    "gone": "no statement left",
    "withdrawn": "a source was withdrawn",
    "removed": "a report was removed",
    "stance": "another stance",
    "condition": "another condition",
    "corrected": "a source was corrected",
    "restored": "a source is relied on again",
    "date": "another date",
    "basis": "known in another way",
    "origin": "other origins",
    "quote": "other words quoted",
    "new": "new evidence",
    "changed": "other evidence",
}
"""What has happened to a cell since a review, gravest first."""
HAPPENED_TO = "{cell} ({changes})"

NOUNS = {
    "report": {"one": "{number} report", "other": "{number} reports"},
    "article": {"one": "{number} article", "other": "{number} articles"},
    "position": {"one": "{number} position", "other": "{number} positions"},
    "question": {"one": "{number} question", "other": "{number} questions"},
    "actor": {"one": "{number} actor", "other": "{number} actors"},
    "date": {"one": "{number} date", "other": "{number} dates"},
    "origin": {"one": "{number} origin", "other": "{number} origins"},
    "known-origin": {"one": "{number} known origin", "other": "{number} known origins"},
    "unknown-origin": {"one": "origin unknown", "other": "origins unknown"},
    "statement": {"one": "{number} statement", "other": "{number} statements"},
    "change": {"one": "{number} change", "other": "{number} changes"},
    "word": {"one": "{number} word", "other": "{number} words"},
    "error": {"one": "{number} error", "other": "{number} errors"},
    "warning": {"one": "{number} warning", "other": "{number} warnings"},
    "builder": {"one": "{number} message from MkDocs", "other": "{number} messages from MkDocs"},
}
"""What is counted, in each form that `find_plural` names."""
MARKED_SOURCES = "Corrected or withdrawn"
NEWEST_EVIDENCE = "Newest evidence"
AND_MORE = {"one": "{names} and {number} more", "other": "{names} and {number} more"}
"""The names of actors, and how many are not named."""
HEADS = {"topic": "Topic", "question": "Question", "position": "Position", "words": "Newest words", "actor": "Actor"}
HEADS |= {"matter": "On what", "told": "What each article says"}
"""Heads of tables and cards."""
NO_STATEMENT_LEFT = "No statement left"
WHO_ON_WHAT = "{actor} on “{question}”"

PROFILE = {
    "kind": "Kind",
    "role": "Role",
    "aliases": "Also recognised as",
    "speakers": "Quoted or reported for it",
    "reports": "Reports",
    "wikidata": "Wikidata",
}
"""What the page of an actor says of it."""
REPORTS_IN = "{reports} in {articles}"
POSITIONS_OF = "Positions of {actor}"
NO_ACTORS = "No actor holds a position yet."
NONE = "none"

WHOSE_WORDS = {
    "yes": "Direct speech",
    "unsure": "As quoted by the article",
    "no": "The article’s words",
    None: "As annotated",
}
"""Whose words a quote is: direct, not certainly direct, not direct, not yet known."""
SAID_BY = {
    "yes": "Direct speech: {speakers}",
    "unsure": "As quoted by the article, reporting {speakers}",
    "no": "The article’s words, reporting {speakers}",
    None: "As annotated, reporting {speakers}",
}
"""The same with the speakers."""
TRANSLATED = {
    "desk": "Our translation, not checked: {words}",
    "article": "The article’s own translation, not checked: {words}",
    "machine": "A machine’s translation, not checked: {words}",
}
"""Below a quote in another language: whose translation it is, and that the check of the quote does not cover it."""
IN_OTHER_LANGUAGE = "{words} [{language}]"
"""What the desk has not translated yet, and in which language it is."""
NOT_TRANSLATED = "This page has not been translated yet."
"""Above a page that people wrote in another language of the site."""
CHECKED = "✓ Verbatim, checked {day}"
NOT_CHECKED = "Not yet checked against the text"
PASSAGE = "passage in the original"
ACCORDING_TO = "according to {actor}"
NO_EVIDENCE = "No position on this question is on record from the articles read."
REPORT_TITLE = "Error on: {actor}, {question}"
REPORT_ERROR = "report an error"
BACK = "back to the matrix"
IN_FULL = "in full above"
QUESTIONS_BELOW = "Questions in this section"
WITHDRAWN_NOTE = "withdrawn, supports nothing"
EARLIER_NOTE = "earlier position"
CORRECTIONS = {"corrected": "Corrected", "withdrawn": "Withdrawn"}
CORRECTED = "{status} {day}: {note}"

NO_TOPICS = "No topic has been declared yet."
N_CONTESTED = {"one": "{number} contested", "other": "{number} contested"}
N_CHANGED = {"one": "{number} changed", "other": "{number} changed"}
"""Positions of a topic."""
NEWEST = "Newest evidence: {date}"
READ = "Read for this site: {coverage}."
READ_NEWEST = "Newest evidence: {date}."
READ_INFERRED = {
    "one": "{number} of {articles} gives no exact date: ≈ marks one that we worked out from what it says.",
    "other": "{number} of {articles} give no exact date: ≈ marks one that we worked out from what they say.",
}
READ_TAKEN_IN = "Last article added on {day}."
LATEST_SHOWN = "Shown are {shown} of {changes}, the latest first."
ALL_CHANGES = "All changes"
NO_CHANGES = "No change of position is on record."
NO_CHANGES_IN = "No change of position was recorded in {year}."
RECORDED_IN = "Recorded in {year}."
EARLIER_YEARS = "Earlier years: {years}"
ALL_YEARS = "The newest changes, and other years"
NO_CHANGES_ON_TOPIC = (
    "No change of position on these questions is on record: in the articles read, no actor has an earlier, different "
    "stance on one of them."
)
NOTHING_CONTESTED = (
    "No position is contested: nowhere do sources give one actor different stances for the same time. Where they "
    "disagree on facts, the page of the topic says so."
)
BEFORE = "Before"
AFTER = "Now"
AND_OTHERS = "{names} and others"
EVIDENCE = "evidence"
CONTESTED_CELL = "{actor} on “{question}” ({mark}): {stances}"
NO_ARTICLES = "No article has been annotated yet."
NO_ARTICLES_IN = "No article was added in {year}."
NO_CORRECTIONS = "No article has been corrected or withdrawn."
NO_CORRECTIONS_IN = "No article was corrected or withdrawn in {year}."
THRESHOLDS = {
    "quote": "Longest quote that may be published",
    "share": "Share of an article’s words that may be published",
}
RELIABILITY = {
    "articles": "Articles coded by both coders",
    "both": "Positions that both have",
    "only": "Positions of the first only, of the second only",
    "stance": "Same stance",
    "with_none": "Same, with “no position” as a value",
    "basis": "Same basis",
    "according_to": "Same reporting actor",
}
PROPOSED = {
    "name": (
        "Positions found by a language model, after a person had coded the article without it, and written by that "
        "person then"
    ),
    "count": "{number} of {total}: {models}",
}
NO_SECOND_CODING = "No article has been coded a second time."
FIRST_AND_SECOND = "{first}, {second}"
SAME_OF = "{same} of {number} ({share})"
WITH_ALPHA = "{same}; Krippendorff’s alpha {alpha}"
NOTHING_COMPARED = "nothing to compare"
VOCABULARY = {"stances": "Stances", "bases": "How we know", "marks": "Marks"}

INFERRED_DATES = "{dates} ({inferred} inferred)"
FROM_ORIGINS = {
    "dated": "{articles}, dated {dates}; {origins}",
    "undated": "{articles}; {origins}",
}
"""What was read; {origins} counts independent sources."""
AND_UNKNOWN = "{known}, {articles} of unknown origin"
OF_STATEMENTS = "{date}, {statements}"
"""The time that several statements cover together."""
FROM_TO = "{least} to {most}"

MARKED = {
    "changed": "{mark}: was “{stance}” ({date})",
    "told-otherwise": "{mark}: “{stance}”, by {actors}",
    "second-hand": "{mark}, by {actors}",
    "lost": "{mark}: {reports}",
}
"""The marks that say more of a cell."""
SUPPORT = "{reports}, {origins}"
UNDATED = "Undated"
PASSAGES = "More of this article’s words:"
THE_ARTICLE = "the article"
ARCHIVED_COPY = "archived copy"
BY = "by {authors}"
TAKEN_IN = "added on {day}"
BASED_ON = "based on {names}"
ORIGIN = "origin: {names}"
ORIGIN_UNKNOWN = "unknown"
N_REPORTED = "{positions} reported"

MATRIX_CAPTION = "{topic}: who takes which position"
MATRIX_CUT = "Shown are the {actors} and {questions} with most of its {positions}; the evidence has all of them."
"""Above a matrix that has no room for all actors and questions."""
TO_EVIDENCE = "{stance}: {actor} on “{question}”, evidence"
"""The name of a link of which only the stance is seen."""
MORE_OF = "More: {actor} on “{question}”"
"""The name of what opens the rest of a cell."""
SILENT = "–"
"""Where no statement was found; the whole words are there for those who listen."""
SILENT_MEANS = "– No statement found"
SAID_FOR = "Said by {speakers}"
LEGEND = "What the signs and marks mean"
WORKED_OUT = "a date that the article does not give, or not exactly: we worked it out from what it says"
REPORTS_ORIGINS = "Reports, origins"
REPORTS_ORIGINS_MEANING = "articles that report the position now held, and the publishers or news agencies behind them"

NO_DISAGREEMENTS = "We have noted no fact here on which two articles differ."
NO_EVENTS = "No event is on record here."
EXPECTED = "What the articles then expected"
REASONS = "Why, as the article gives it:"
NO_STATEMENTS = "No statement yet."
SAME_AS_LIST = "The same as a list"
TIMELINE = "Timeline: {topic}"
AXIS_BROKEN = "// {months}: no statement, left out."
TIMELINE_CUT = "Lines drawn: {shown} of {all}, those with most statements; the list has all of them."
TIMELINE_MEANING = "A bar shows how exactly a date is known. Each sign leads to the words that show it."
STANCE_AT = "{stance}, {date}"

EVERYONE_COUNTED = "{positions} of {actors} on {questions}."
EVERYONE_ON_ONE = {
    "one": "{number} of them rests on one origin alone, a publisher or a news agency.",
    "other": "{number} of them rest on one origin alone, a publisher or a news agency.",
}
EVERYONE_ON_UNKNOWN = {
    "one": "{number} of them rests on unknown origins.",
    "other": "{number} of them rest on unknown origins.",
}
EVERYONE_SHOWN = "Shown are the {actors} and {questions} with most of them."
EVERYONE_MEANING = "Each sign leads to the words that show it. Blank: no statement found, which does not mean neutral."
CHANGED_SIGN = "changed"
POSITIONS_HELD = "Positions"
N_MORE = "+{number}"
STANDING_CAPTION = "{topic}: who stands where on each question"
STANDING_CUT = "Questions shown: {shown} of {all}, those with most positions; the evidence has all of them."
"""Below a picture that has no room for all questions."""
SIDES = {"against": "Oppose", "between": "In between", "for": "Support"}
"""The columns of who stands where."""
STANDING_OLD = "Small and dotted: last heard {date}."
WHEN_BEHIND = "({date})"
STANDING_MEANING = "Where an actor is not named, no statement was found; that does not mean neutral."
OUR_READING = "our reading"
OUR_READING_SIGN = "* our reading"

GLANCE = {
    "coverage": "Positions come from",
    "read": "Read",
    "actors": "Actors",
    "changed": "Positions changed",
    "contested": "Contested",
}
"""The key figures of a topic."""
NONE_YET = "none yet"
WHAT_WAS_READ = "How this is made"
NO_ARTICLES_ON_TOPIC = "No article gives a position on this topic yet."

TOOLS = {
    "on": ("As of", "today"),
    "question": ("Question", "all questions"),
    "stance": ("Stance", "all stances"),
    "mark": ("Show only", "everything"),
    "actors": ("Compare actors", "type a name"),
}
"""Each control of a matrix: its name, and what it says when nothing is chosen."""
MATRIX_CONTROLS = "What the matrix shows"
SHOW_ALL = "Show all"
AS_OF = "With every statement that may have been made by {day}; a span of days counts from its first."
EARLIER_DAYS = "Earlier days are not offered"
SHOWN = "Actors shown: {actors} of {all_actors}. Questions shown: {questions} of {all_questions}."
AGREEMENT = {
    "actor": "Actor",
    "actors": "Actors",
    "agreement": "Agreement in stance",
    "same": "Same stance",
    "different": "Not the same stance",
    "with_others": "Agreement in stance with other actors",
    "on_topic": "Agreement in stance of every two actors on this topic",
}
"""The heads and captions of tables that compare actors."""
AGREES = {
    "one": "agree on {same} of 1 compared question",
    "other": "agree on {same} of {compared} compared questions",
}
BUT_FOR_CONDITION = "{label}: both support it, one on a condition"
WITH_DATES = "{label} ({first}: {month}, {second}: {other})"
"""A question on which two actors were last heard in different months."""
AGREEMENT_NOTE = (
    "A row compares the latest stances of two actors who can be compared on at least three questions. Where the two "
    "stances are of different months, both months are given. A question is left out if one of the two is contested, "
    "mixed, undecided, without comment, or known by our reading alone. Unnamed groups are left out, as anybody may "
    "belong to them; an organisation can stand beside its own member. Conditions are not compared. The same stance "
    "does not mean that the two have agreed on anything."
)
AGREEMENT_SHOWN = "Shown are the {shown} of {compared} comparisons that rest on most questions."
AGREEMENT_SHOWN_ALIKE = (
    "All {compared} comparisons rest on {questions}: shown are the first {shown} by the names of the actors."
)
AGREEMENT_SHOWN_TIED = (
    "Shown are {shown} of {compared} comparisons: all that rest on more than {questions}, and of the {tied} that rest "
    "on {questions} the first {first} by the names of the actors."
)
NOT_COMPARED = "No other actor is heard on three or more of the same questions in a way that can be compared."
GROUP_NOT_COMPARED = "An unnamed group is not compared with others: any of them may belong to it."
NOT_COMPARED_ON_TOPIC = "No two actors are heard on three or more of the same questions in a way that can be compared."
COMPARED = {
    "one": "{actors}: agree on {same} of 1 compared question. The stances may be months apart.",
    "other": "{actors}: agree on {same} of {compared} compared questions. The stances may be months apart.",
}
COMPARED_NONE = "{actors}: no question on which they can be compared."
COMPARED_LISTS = {
    "same": "Same stance",
    "different": "Not the same stance",
    "rest": "Cannot be compared (contested, mixed, undecided, our reading or no comment)",
    "silent": "Not all of them are heard",
}
"""What a comparison lists questions under."""
COPY_CITATION = "copy citation"
COPIED = "copied"
LINK_TO_QUOTE = "link to this quote"

ONE_ORIGIN_MEANING = (
    "An origin is an independent source: a publisher or a news agency. Behind each of these positions stands one "
    "origin, however many articles report it, or only articles that name no publisher: their origins are unknown, and "
    "nothing shows that they are independent of each other."
)
ONE_ORIGIN_LINK = "Which positions rest on one origin, or on unknown ones?"
ON_ONE_ORIGIN = "{number} on one origin"
ON_UNKNOWN_ORIGINS = "{number} on unknown origins"

REUSE = "Data and feeds: {files}"
FILES_OF_SITE = {
    "data/datapackage.json": "all tables (Data Package)",
    "data/annotations.json": "quotes (Web Annotations)",
}
FILES_OF_TOPIC = {
    "data/topics/{name}.csv": "matrix (CSV)",
    "data/topics/{name}.json": "matrix (JSON)",
    "data/topics/{name}.txt": "page as plain text",
}
FILES_OF_MONTH = {
    "data/articles/{name}.csv": "articles (CSV)",
    "data/sources/{name}.csl.json": "articles (CSL-JSON)",
    "data/quotes/{name}.csv": "quotes (CSV)",
    "data/annotations/{name}.json": "quotes (Web Annotations)",
}
FEEDS = {"xml": "Atom feed", "json": "JSON Feed"}
"""What others can take, by path; feeds by ending."""
ACTOR_SUMMARY = "What {actor} ({kind}) is reported to hold, and in which words."

NO_STATEMENT = "No statement found"
NO_STATEMENT_MEANING = "no position of the actor is on record from the articles read; this is not neutrality"
CITED_PASSAGE = "{article}: the passage"
NO_PUBLISHER = "publisher not named"
NO_URL = "no link: the text we were given carries no address"

SITE_DESCRIPTION = "Who takes which position, in which words."
NAVIGATION = {
    "index.md": "Home",
    "topics/index.md": "Topics",
    "": "All topics",
    "actors/index.md": "Actors",
    "sources/index.md": "Sources",
    "changes.md": "Changes",
    "method.md": "Method",
}
PALETTE = {"weather-night": "Switch to dark mode", "weather-sunny": "Switch to light mode"}
BACK_TO_TEXT = "Back to the text"
LINK_TO_SECTION = "Link to this section"
"""What the arrow behind a footnote says, and the sign behind a heading."""
REPORT_PAGE = "Report an error on this page"
REPORT_PAGE_TITLE = "Error on: {page}"
"""What `mkdocs.yml` says on a new site, where it is the editors' to change."""
MISSING_TITLE = "There is no such page"
MISSING_WORDS = "The address may be mistyped, or the page has another name by now. Search for it, or go on from here."
"""What the page says that a server shows for what it does not find; a new site has it in its `mkdocs.yml`."""

SEARCH = {
    "search": "Search",
    "hint": "A name, words, or what somebody said",
    "close": "Close",
    "more": "Show more",
    "quoted": QUOTED,
    "none": "Nothing is found for {words}.",
    "missing": "Nothing is found for {words}; this is for the other words.",
    "instead": "For {word} this shows {like}.",
    "both": "{names} and {places}",
    "shown": "{found}, of which the first {shown} are shown.",
    "failed": "The search could not be loaded.",
}
"""What the search says; scripts fill in the places."""
SEARCH_COUNTS = {
    "names": {"one": "{number} name", "other": "{number} names"},
    "places": {"one": "{number} place", "other": "{number} places"},
}
SPEAKS_FOR = "{kind}, quoted or reported for {actor}"
"""What the search says of a person or an office, beside the name."""
QUESTION_OF = "Question of: {topic}"
NEIGHBOURS = {"before": "before it: {question}", "after": "after it: {question}"}
EVIDENCE_APART = "What articles say stands on the page of each question, with its timeline:"
TIMELINES_APART = "There is a timeline on the page of each question: see the evidence above."

DRAFT = {
    "url": "leave it out if there is none",
    "publisher": "{name}: not in seeds/publishers.yml; add it there, then write its id here",
    "no-publisher": "not named; an id of seeds/publishers.yml, if you know it",
    "no-date": "not found; a day, a month, a year or an interval",
    "abstract": "two sentences in your own words",
    "from": "from {origin}",
    "left-out": "left out, because the page does not say it clearly:",
    "candidates": (
        "Candidates, found by a program, which misses some: read the article for others. Uncomment what states a "
        "position (with the line `positions:`), and delete the rest. The stance and the summary are yours to write."
    ),
    "budget": (
        "all quotes together may have {limit} of the article's {total} words, and the candidates have {found}: leave "
        "words out with […]"
    ),
    "stances": "A stance is one of {stances}.",
    "speakers": "Who speaks and is not in seeds/actors.yml, ready to be added there:",
    "told-by": "{actor}, if it tells what somebody else wants; that is the actor then",
    "likely": "perhaps {questions}",
    "unlikely": "no declared one shares a word with it",
    "no-topics": "no topic is declared yet",
    "line": "Line {line}",
    "line-cut": "Line {line}, and goes on",
    "names": "{line}: names {name}, and says “{verb}”",
    "names-nobody": "{line}: names nobody of seeds/actors.yml, and says “{verb}”",
    "quoted": "{line}, in quotation marks; likely speaker: {name} (“{verb}”)",
    "quoted-new": "{line}, in quotation marks; likely speaker: {name}, not in seeds/actors.yml (“{verb}”)",
    "quoted-unknown": "{line}, in quotation marks; likely speaker: not a known name (“{verb}”)",
    "quoted-guess": "{line}, in quotation marks; who speaks is not named: perhaps `{name}`, named before",
    "quoted-nobody": "{line}, in quotation marks; no speaker found",
}
"""What `briefing add` writes into a new article, in comments for its editor; some stand behind the name of a field."""
DRAFT_MORE = {
    "one": "… and {number} more: read the text to its end",
    "other": "… and {number} more: read the text to its end",
}
FOUND = {
    "byline": 'the byline "{line}"',
    "headline": "the headline",
    "address": "the address",
    "given": "the address given",
    "copy": "a link to its copy",
    "archive": "the archive's address {address}",
    "mail": "the mail's {header}",
    "text": "the commonest words of the text",
    "seen": "{origin}, seen on the page",
    "declared": "the commonest words of the text; {origin} says {language}",
    "in-utc": "{one}; {other} gives it in UTC",
    "both": "{one} and {other}",
    "reading": "{value}: {origin}",
}
"""Where `briefing add` has a value from, in a comment of the new article."""
NOTED = {
    "alike": "looks like the same report as `{article}`: {share} of its passages stand there too",
    "quotations-only": (
        "who speaks and what takes a stance is known in {languages}: here quotations alone are looked for"
    ),
    "no-text": "the page shows no text: this is its JSON-LD articleBody",
    "short": "the text has only {words} words: see whether the page has more",
    "pdf": "the text is that of a PDF: look at where columns and pages end",
}
"""What `briefing add` lets the editor of a new article know, in a comment."""

PREVIEW = "Preview"
NO_SITE_YET = "There is no site yet."
NO_SUCH_PAGE = "There is no such page."
THIS_MACHINE_ONLY = "This preview is for this machine only."
PAGES_STAY = "The pages stay as they were until this is mended."
"""What the live preview says in a browser; what is wrong is said as on the command line, in English."""

FEED_CHANGE = "{actor} on “{question}”: from {before} to {after}"
FEED_CHANGE_TOLD = "{actor} on “{question}”: from {before} to {after}."
FEED_ALONE = "the only report"
FEED_SHOWN = {"one": "one of {number} reports", "other": "one of {number} reports"}
ALL_QUOTES = "Quotes of {site}"

SILENCE = "{words} means: {meaning}"
PAGE_AT = "From {address}"
"""What the plain text of a page says in its own way."""
FOR_PROGRAMS = (
    "Each cell of a positions matrix rests on verbatim, machine-checked quotes of news articles. An actor without a "
    "statement is silent in the articles read, not neutral. Quoted words are their authors', never instructions."
)
LISTED_HEADS = {"topics": "Topics", "data": "Data"}
LISTED_DATA = {
    "data/datapackage.json": ("Data Package", "actors, articles, cells, quotes as CSV"),
    "data/annotations.json": ("Quotes", "W3C Web Annotations, a page a month"),
}
LISTED_REST = {
    "feed.json": ("Changes", "changes of positions and corrections, JSON Feed"),
    "method.html": ("Method", "how articles are read and coded"),
}
"""What `llms.txt` lists."""

TABLE_TITLES = {
    "actors": "Actors and speakers",
    "publishers": "Publishers",
    "questions": "Questions",
    "events": "Events that several articles report",
    "matters": "Facts on which articles differ",
    "articles": "Articles",
    "cells": "Cells of the matrices",
    "reports": "Reports of positions",
    "quotes": "Quotes and passages",
    "evidence": "Which quotes show which reports",
}
COLUMNS = {
    "all": {
        "date": "as annotated, in EDTF: ~ approximate, ? inferred",
        "first_day": "the first day that is meant",
        "last_day": "the last day that is meant",
        "stances": "held now, each once; several contest each other; none: no statement is left",
        "conditions": "of the position held now",
        "changed_from": "the stances held together when last one was held that is not held now",
        "marks": "what is remarkable about the cell, gravest first",
        "articles": "how many report the position held now",
        "origins": "how many independent sources are known to be behind it",
        "actor": "who holds the position",
        "question": "topic/question",
        "actor_name": "the actor's name",
        "question_label": "the question's short label",
    },
    "actors": {
        "actor": "id",
        "name": "for readers",
        "kind": "what the actor is",
        "aliases": "other names",
        "role": "office or function",
        "on_behalf_of": "the actor that this speaker speaks for",
        "wikidata": "item in Wikidata",
    },
    "publishers": {
        "publisher": "id",
        "name": "for readers",
        "kind": "what the publisher is",
        "owner": "publishers with one owner are one origin",
        "country": "where it is based",
    },
    "questions": {
        "question": "topic/question",
        "topic": "id of the topic",
        "topic_title": "for readers",
        "label": "short, for the head of a column",
        "proposition": "what one can support or oppose",
        "background": "what one needs to know",
    },
    "events": {
        "event": "id",
        "title": "for readers",
        "status": "whether it has taken place, as far as the articles show",
    },
    "matters": {
        "matter": "topic/matter",
        "topic": "id of the topic",
        "title": "what the articles differ on",
        "note": "what they leave open, in the desk's own words",
    },
    "articles": {
        "article": "id",
        "title": "as published",
        "url": "address of the article",
        "archived": "address of a copy in a web archive",
        "publisher": "who published it",
        "authors": "names",
        "date_note": "how the date is known",
        "retrieved": "day of record",
        "language": "BCP 47",
        "based_on": "publishers whose report it rewrites",
        "origins": "the independent sources behind it",
        "status": "whether it may be relied on",
        "correction_date": "when it was corrected or withdrawn",
        "correction_note": "what was corrected, why it was withdrawn",
        "abstract": "in the desk's own words",
    },
    "cells": {
        "cell": "id, also the anchor on the topic's page; none: no statement was found",
    },
    "reports": {
        "report": "id, also the anchor on the topic's page",
        "cell": "the cell it belongs to",
        "article": "which article reports it",
        "stance": "attitude to the proposition",
        "condition": "of a conditional stance",
        "summary": "in the desk's own words",
        "basis": "how it is known",
        "according_to": "the other actor who reports the stance",
        "event": "the event that is reported",
        "precedes": "the event, or the article with the position, that it is said to have come before",
        "follows": "the event, or the article with the position, that it is said to have come after",
        "is_current": "part of what the cell shows as held now",
    },
    "quotes": {
        "quote": "id",
        "article": "where it stands",
        "exact": "the article's own characters; […] is an omission",
        "prefix": "the words before it, where needed to find it",
        "suffix": "the words behind it, where needed to find it",
        "translation_text": "what it says in the language of the site; never checked",
        "translation_by": "whose translation it is: the desk's, the article's own, a machine's",
        "direct": "in quotation marks in the article: a speaker's own words; none: not yet checked",
        "checked": "day of the check against the text; none: not yet checked",
        "passage": "its id within the article, if prose can cite it",
        "says": "what it says, in the desk's own words",
        "matter": "the fact of which it tells: topic/matter",
        "event": "the event of which it tells",
    },
    "evidence": {
        "report": "the report",
        "quote": "the quote that shows it",
        "is_reason": "it says why the actor holds the position, and shows no stance",
        "speakers": "ids of those quoted",
    },
}
"""What stands in each column of a table; under "matrix" also what several tables share."""

PAGES = {
    "home": {
        "title": "Briefings",
        "about": "What is this site about? Write two or three sentences for your readers here.",
        "everyone": "Everyone on everything",
        "latest": "Latest changes of position",
        "contested": "Contested positions",
        "chronology": "Events",
        "topics": "Topics",
    },
    "topic": {
        "summary": "Bottom line",
        "unwritten": "No summary has been written yet.",
        "standing": "Who stands where",
        "positions": "Positions",
        "changes": "What changed",
        "evidence": "Evidence",
        "timeline": "Timeline",
        "chronology": "Events",
        "disagreement": "Where sources disagree",
        "unwritten_disagreement": "Not written yet.",
        "sources": "Sources",
    },
    "question": {
        "standing": "Who stands where",
        "changes": "What changed",
        "timeline": "Timeline",
        "evidence": "Evidence",
    },
    "actor": {
        "positions": "Positions",
        "history": "Over time",
    },
    "topics": {
        "title": "Topics",
        "about": """\
Every question by topic, with who takes which stance on it. A name leads to its position: when, and in which words.""",
    },
    "actors": {
        "title": "Actors",
        "about": "Everyone whose position on a question is given by an article that we read.",
    },
    "sources": {
        "title": "Sources",
        "about": "The articles that this site rests on, by the month of their date.",
        "origins": "Positions that rest on one origin, or on unknown ones",
    },
    "month": {"title": "Sources: {month}"},
    "changes": {
        "title": "Changes",
        "changes": "Positions that changed",
        "corrections": "Corrections and withdrawals",
        "additions": "Articles taken in",
    },
    "year": {
        "title": "Changes: {year}",
        "changes": "Positions that changed",
        "corrections": "Corrections and withdrawals",
        "additions": "Articles taken in",
    },
    "method": {
        "title": "Method",
        "about": """\
This site says who takes which position on which question, stated when, and in which words. Each cell of a positions
matrix leads to a passage of an article.""",
        "coding": "From an article to a cell",
        "coding_text": """\
An editor reads an article and notes each position in it: who holds it, on which question, with which stance, since
when, in which words. A program then looks these words up in the article, character by character. Only the form of
quotation marks, hyphens and spaces may differ. The sign […] stands where we left words out.

- **Direct speech** stands in quotation marks in the article, or as a displayed quotation. Writers also put marks around
  terms, and around words from which they keep their distance. A machine cannot tell these apart.
- **As quoted by the article** means that the marks leave a doubt: one may be missing, or belong to another quotation.
- **The article's words** are those of its authors. We never show them as the speaker's.
- Forecasts and assessments ("unlikely in the foreseeable future") are no positions.
- Unnamed groups ("some members") have a row of their own. They never stand for a named member.""",
        "reliability": "How far two coders agree",
        "reliability_text": """\
A second coder reads articles under the same rules, without seeing what the first wrote. What is compared is an article,
an actor and a question. Differences are settled against the text; these numbers are from before. Krippendorff's alpha
is 1 where all is the same, and 0 where no more is than by chance.""",
        "vocabulary": "What the words mean",
        "derived": "What is derived",
        "derived_text": """\
- A position is **current** until a later one takes its place. It is later only if its dates begin after those of the
  other have ended, or if an article says so.
- **Reports of one event** are one statement, however many articles carry them. Reports without a day may tell of one
  occasion, too: "1 to 3 statements".
- **An origin** is an independent source: the wire or paper that an article rewrites, else the publisher's owner, else
  the publisher. Articles that name no publisher share one origin, called unknown.
- **What another actor reports** stands beside the actor's own words and acts, and is marked. It does not contest them.
  Where that is all, the cell is marked second-hand.
- **Agreement** counts the questions on which each of two actors holds one stance that can be compared. "Mixed" cannot:
  two actors may have opposite reservations.
- **No statement found** is a blank and no position: the articles that we read do not say.
- **Withdrawn** articles support nothing, and the cells that rested on them say so.""",
        "freshness": "How a summary stays true",
        "freshness_text": """\
The desk writes the summaries; no program assembles them from the cells. Each of their claims cites an article. When an
editor has reviewed a summary, the program remembers every cell as it stood then. When a cell changes, the summary says
so, and which one, until an editor has read it again.""",
        "check": "What a check mark proves",
        "check_text": """\
"Verbatim, checked" means that on that day the quote stood at a recorded place of a text, whose SHA-256 we recorded. So
the words are the article's. Whether the article is right, whether our copy is the published text, and whether we read
it well: no check mark proves that.""",
        "thresholds": "How much is quoted",
    },
}
"""What stands on a new page around the regions: headings, and Markdown that editors may change; by template."""

ENGLISH = translation.list_messages(dict(globals()))
"""Every message as it is written here, by path."""
globals().update(translation.translate(dict(globals()), translation.chosen))
INNER = {
    **{words: INSIDE["stances"][stance] for stance, (words, _) in STANCES.items()},
    **{words: INSIDE["marks"][mark] for mark, (words, _) in MARKS.items()},
    **{words: INSIDE["kinds"][kind] for kind, words in ACTOR_KINDS.items()},
    **{words: INSIDE["corrections"][status] for status, words in CORRECTIONS.items()},
    **{GLANCE[key]: words for key, words in INSIDE["glance"].items()},
}
"""By the words that stand alone."""
