"""What pages and exports share: the one escape, links and anchors, the signs of a cell.

Others import the modules that `__all__` names; the rest is its own.
"""

__all__ = [
    "drafts",
    "escape",
    "figures",
    "json_text",
    "linked_data",
    "links",
    "markdown",
    "outlet",
    "parts",
    "signs",
    "template_faults",
    "templates",
    "views",
]
