"""The pinned files hold everything that the pinned packages need: installing them asks no resolver."""

import re
from importlib.metadata import PackageNotFoundError, requires
from itertools import pairwise
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PIN = re.compile(r"^([a-z0-9-]+)==([^ ]+)(?: ; (.+?))? \\$", re.MULTILINE)
FILES = ("requirements.txt", "requirements-dev.txt", "requirements-bench.txt")


def read_pins(name):
    """Return the pinned versions by package and marker: one package may have several."""
    return {(pin[1], pin[3]): pin[2] for pin in PIN.finditer((ROOT / name).read_text())}


@pytest.mark.parametrize("name", FILES)
def test_every_line_is_a_pin_with_hashes(name):
    blocks = re.split(r"^(?=[a-z0-9])", (ROOT / name).read_text(), flags=re.MULTILINE)[1:]
    assert len(blocks) == len(read_pins(name)) > 20
    assert all("--hash=sha256:" in block for block in blocks)


@pytest.mark.parametrize("name", FILES)
def test_the_pins_are_all_that_the_packages_need(name):
    pins = {package for package, _ in read_pins(name)}
    missing = set()
    for package in pins:
        try:
            needed = [Requirement(line) for line in requires(package) or ()]
        except PackageNotFoundError:  # pinned for another system or Python
            continue
        for requirement in needed:
            wanted = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
            if wanted and canonicalize_name(requirement.name) not in pins:
                missing.add(f"{package}: {requirement}")
    assert not missing


@pytest.mark.parametrize(("fewer", "more"), [*pairwise(FILES)])
def test_the_files_pin_the_same_versions(fewer, more):
    site, dev = read_pins(fewer), read_pins(more)
    everywhere = {package: version for (package, marker), version in dev.items() if not marker}
    other = [pin for pin, version in site.items() if dev.get(pin, everywhere.get(pin[0])) != version]
    assert other == []  # what the site needs for some Pythons, a tool may need for all


@pytest.mark.parametrize("path", sorted(ROOT.glob("requirements*.txt")), ids=lambda path: path.name)
def test_pins_name_no_place_of_a_machine(path):
    assert not re.findall(r"^.*(?:^|\s)/.*$", path.read_text(encoding="utf-8").replace(" \\\n", ""), re.MULTILINE)
