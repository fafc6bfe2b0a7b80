"""Pages are valid HTML, and our style sheet is valid CSS, by the validator that browsers' makers keep.

`bash .ci/validator` fetches it.
"""

import json
import os
import re
import shutil
import subprocess

import pytest
from builders import ROOT
from click.testing import CliRunner

from briefing_desk.cli import main

pytestmark = pytest.mark.slow
JAR = ROOT / ".venv/vnu/node_modules/vnu-jar/build/dist/vnu.jar"
STOCK = "Attribute “autocomplete” is only allowed when the input type is "
SWITCH = 'class="md-toggle"'
"""What the theme itself does wrong, twice on each page: browsers are not to remember two hidden switches."""


@pytest.fixture(scope="module")
def validate():
    """Return a function that lists the errors in files and folders, but for the theme's own two."""
    java = shutil.which("java")
    if not (java and JAR.is_file()) and not os.environ.get("CI"):
        pytest.skip("needs Java, and the validator: `bash .ci/validator`")

    def run(*arguments):
        command = [java, "-Xss4m", "-jar", JAR, "--errors-only", "--exit-zero-always", "--format", "json", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
        found = json.loads(done.stderr)["messages"]
        ours = [m for m in found if not (m["message"].startswith(STOCK) and SWITCH in m["extract"])]
        return [f"{m['url']}:{m.get('lastLine')} {m['message']} {m.get('extract', '')}" for m in ours]

    return run


def test_the_pages_are_valid(validate, demo, site, foreign):
    """The demo, a small site on which every mark occurs, one in German, one from right to left."""
    shutil.copytree(ROOT / "overrides", site / "overrides")
    shutil.copytree(ROOT / "briefings/assets", site / "briefings/assets")
    built = CliRunner().invoke(main, ["build", "--root", str(site)])
    assert built.exit_code == 0, built.output
    sites = [demo, site, foreign("german"), foreign("arabic")]
    assert validate("--skip-non-html", *(root / "site" for root in sites)) == []


def test_what_is_not_valid_is_found(validate, tmp_path):
    (tmp_path / "a.html").write_text("<!doctype html><html lang=en><title>a</title><p><table role=x>", encoding="utf-8")
    assert len(validate("--skip-non-html", tmp_path)) >= 1


def test_the_style_sheet_is_valid(validate, tmp_path):
    """The validator knows no containers: it reads their rules as those of a screen, so that these are checked too."""
    sheet = (ROOT / "briefings/assets/briefing.css").read_text(encoding="utf-8")
    known = sheet.replace("container-type: inline-size;", "")
    known = re.sub(r"^@container (?=\(max-width: \d+rem\) \{$)", "@media ", known, flags=re.MULTILINE)
    (tmp_path / "sheet.css").write_text(known, encoding="utf-8")
    assert validate("--css", tmp_path / "sheet.css") == []
    (tmp_path / "wrong.css").write_text(known.replace("display: grid;", "display: grit;"), encoding="utf-8")
    assert len(validate("--css", tmp_path / "wrong.css")) == known.count("display: grid;") >= 1
