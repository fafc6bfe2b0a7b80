"""What tells one version of the code, and of what it reads with, from another."""

import os
import sys
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from briefing_desk import __version__
from briefing_desk.messages import translation

READ_WITH = "babel", "PyYAML", "markdown-it-py", "jinja2", "markupsafe", "regex"
"""Packages by which what is made depends on more than our own code."""
CODE = Path(__file__).parent.parent


@cache
def describe_code() -> str:
    """Return the version of everything that what is made depends on beside a site's own files.

    Bytes count, not times: in CI each installation is new, and what a run left there yesterday must count today.
    """
    walked = (Path(folder, name) for folder, _, names in os.walk(CODE) for name in names if not name.endswith(".pyc"))
    files = (f"{path.relative_to(CODE)} {sha256(path.read_bytes()).hexdigest()}" for path in sorted(walked))
    said = sha256(repr(sorted(translation.chosen.messages.items())).encode()).hexdigest()
    words = f"{translation.chosen.language} {said}"
    return "\n".join((__version__, sys.version, words, *(f"{name} {version(name)}" for name in READ_WITH), *files))
