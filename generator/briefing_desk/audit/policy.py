"""Each page says itself what may run on it, and keeps to it: a Content Security Policy in its head. Pure.

Of directives that are given twice the first counts, as in browsers (W3C Content Security Policy, level 3).
"""

from base64 import b64encode
from collections.abc import Callable, Iterator
from hashlib import sha256

from briefing_desk.audit.scripts import is_inline
from briefing_desk.audit.tree import Element, Tree
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Place

STRICT = ("'self'", "'none'", "'sha256-", "'sha384-", "'sha512-")
"""What scripts may come from; everything else lets somebody else's in."""
NEEDED = {"script-src": STRICT, "object-src": ("'none'",), "base-uri": ("'none'", "'self'")}
"""Directives by which a script could come in, each with what its sources may begin with."""
WITHOUT_DEFAULT = ("base-uri",)
"""`default-src` does not stand in for these."""
MISSING_HELP = "take the policy over from `overrides/main.html` of a new site (`briefing init`), then build"
UNFIT_HELP = "mend the policy in `overrides/main.html`, then run `briefing build`"

Policy = dict[str, list[str]]


def check_policy(tree: Tree, is_known: Callable[[str], bool]) -> Iterator[Problem]:
    """Yield what is missing in a page's policy, and which known scripts it stops."""
    element = find_policy(tree)
    if element is None:
        message = "the page has no Content Security Policy"
        yield Problem(Place(tree.source), "policy-missing", message, MISSING_HELP)
        return
    policy = parse_policy(element.attributes.get("content", ""))
    for message in complain_of(policy):
        yield Problem(tree.at(element), "policy-unfit", message, UNFIT_HELP)
    for script in filter(is_inline, tree.select("script")):
        if script.index < element.index:
            message = "the script stands before the page's policy, which does not bind it"
            yield Problem(tree.at(script), "policy-unfit", message, UNFIT_HELP)
        elif is_known(tree.read(script)) and hash_script(tree, script) not in get_sources(policy, "script-src"):
            message = f"the page's policy stops the script, {hash_script(tree, script)}"
            yield Problem(tree.at(script), "policy-unfit", message, UNFIT_HELP)


def find_policy(tree: Tree) -> Element | None:
    """Return the element that holds a page's policy; one outside the head binds nothing."""
    for meta in tree.select("meta"):
        is_in_head = meta.parent is not None and meta.parent.tag == "head"
        if is_in_head and meta.attributes.get("http-equiv", "").lower() == "content-security-policy":
            return meta
    return None


def parse_policy(content: str) -> Policy:
    """Return the sources of each directive."""
    policy: Policy = {}
    for directive in content.split(";"):
        name, *sources = directive.split() or [""]
        policy.setdefault(name.lower(), sources)
    return policy


def get_sources(policy: Policy, name: str) -> list[str]:
    """Return what a policy allows for a directive: anything, where it says nothing."""
    default = ["*"] if name in WITHOUT_DEFAULT else policy.get("default-src", ["*"])
    return policy.get(name, default)


def complain_of(policy: Policy) -> Iterator[str]:
    """Yield what a policy lets in that could run."""
    for name, allowed in NEEDED.items():
        for source in get_sources(policy, name):
            if not source.startswith(allowed):
                yield f"by its `{name}` the page's policy allows `{source}`"


def hash_script(tree: Tree, script: Element) -> str:
    """Return the source by which a policy allows an inline script."""
    return f"'sha256-{b64encode(sha256(tree.get_text(script).encode()).digest()).decode()}'"
