"""An article's words: which of them are direct speech, and which differences between two texts do not count.

Others import the modules that `__all__` names; the rest is its own.
"""

__all__ = [
    "article_text",
    "bodies",
    "boundaries",
    "footnotes",
    "layout",
    "lookalikes",
    "markup",
    "normalise",
    "numbers",
    "quotation_marks",
    "reporting",
    "resemblance",
    "speech",
]
