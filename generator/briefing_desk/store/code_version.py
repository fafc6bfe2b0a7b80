"""What tells one version of the code, and of what it reads with, from another."""

import os
import sys
from functools import cache
from hashlib import sha256
from pathlib import Path

import markdown_it
import yaml

from briefing_desk import __version__

CODE = Path(__file__).parent.parent


@cache
def describe_code() -> str:
    """Return the version of everything that what is made depends on beside a site's own files.

    Bytes count, not times: in CI each installation is new, and what a run left there yesterday must count today.
    """
    walked = (Path(folder, name) for folder, _, names in os.walk(CODE) for name in names if not name.endswith(".pyc"))
    files = (f"{path.relative_to(CODE)} {sha256(path.read_bytes()).hexdigest()}" for path in sorted(walked))
    return "\n".join((__version__, sys.version, markdown_it.__version__, yaml.__version__, *files))
