"""The shape of the code, as CONTRIBUTING describes it: what each package may import, what touches nothing outside."""

import ast
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "generator/briefing_desk"
MAY_IMPORT = {
    "syntax": (),
    "languages": (),
    "network": ("syntax",),
    "editing": ("syntax",),
    "text": ("syntax", "languages"),
    "schema": ("syntax", "languages", "editing", "text"),
    "messages": ("syntax", "languages", "schema"),
    "localisation": ("syntax", "messages"),
    "quotes": ("syntax", "languages", "text", "schema"),
    "disk": ("syntax", "editing", "text", "schema", "messages", "quotes"),
    "analysis": ("syntax", "text", "schema", "quotes"),
    "checks": ("syntax", "languages", "text", "schema", "quotes", "analysis"),
    "web": ("syntax", "text", "schema", "messages", "quotes", "analysis"),
    "answers": ("syntax", "text", "schema", "messages", "quotes", "analysis", "web"),
    "pages": ("schema", "messages", "quotes", "analysis", "web"),
    "regions": ("syntax", "text", "schema", "messages", "analysis", "web"),
    "exports": ("syntax", "languages", "text", "schema", "messages", "quotes", "analysis", "web", "pages", "regions"),
    "store": ("syntax", "schema", "messages", "quotes", "disk"),
    "mkdocs_site": ("syntax", "schema", "messages", "disk", "regions"),
    "audit": ("syntax", "network", "schema", "quotes", "disk", "web", "regions", "mkdocs_site"),
    "build": (
        "syntax",
        "editing",
        "text",
        "schema",
        "messages",
        "quotes",
        "disk",
        "store",
        "analysis",
        "checks",
        "web",
        "pages",
        "regions",
        "exports",
    ),
    "webpage": ("languages", "text", "schema"),
    "intake": (
        "syntax",
        "languages",
        "network",
        "editing",
        "text",
        "schema",
        "messages",
        "quotes",
        "analysis",
        "regions",
        "webpage",
    ),
    "editions": ("syntax", "editing", "schema", "messages", "localisation", "disk", "web", "regions"),
    "exchange": ("syntax", "editing", "text", "schema", "messages", "quotes", "intake"),
    "model_check": ("syntax", "editing", "text", "schema", "quotes", "answers", "intake", "exchange"),
    "watch": ("syntax", "network", "editing", "text", "schema", "disk", "intake"),
    "terminal": ("syntax", "schema", "disk", "answers", "build"),
    "desk": (
        "syntax",
        "editing",
        "text",
        "schema",
        "messages",
        "quotes",
        "disk",
        "store",
        "analysis",
        "checks",
        "web",
        "regions",
        "build",
        "intake",
        "exchange",
        "model_check",
        "watch",
    ),
    "preview": ("syntax", "messages", "disk", "answers", "mkdocs_site", "build", "terminal"),
    "commands": (
        "syntax",
        "network",
        "editing",
        "text",
        "schema",
        "quotes",
        "disk",
        "analysis",
        "answers",
        "regions",
        "mkdocs_site",
        "audit",
        "build",
        "editions",
        "intake",
        "exchange",
        "model_check",
        "watch",
        "terminal",
        "desk",
        "preview",
    ),
    "setup": ("syntax", "schema", "messages", "localisation", "disk", "terminal"),
    "transfer": ("syntax", "editing", "schema", "quotes", "disk", "answers", "exchange", "terminal"),
    "cli": ("syntax", "localisation", "terminal"),
}
"""Of each package, from the ground up: those that it may import.

`network`, `localisation`, `terminal` and `cli` are single modules.
"""
PURE = (
    "syntax",
    "languages",
    "editing",
    "text",
    "schema",
    "messages",
    "quotes",
    "analysis",
    "checks",
    "web",
    "answers",
    "pages",
    "regions",
    "exports",
    "webpage",
)
"""Packages that open no file, run no process, read no clock and no environment, and print nothing."""
TOUCHING = {"os", "subprocess", "time", "random", "pathlib", "shutil", "tempfile", "click", "socket", "sqlite3"}
MOST_MODULES, PACKAGE_FLOORS, MODULE_FLOORS = 14, 12, 16
"""What a reader can keep in mind: modules in a folder, packages and modules that stand upon each other."""


def list_modules() -> dict[str, Path]:
    """Return the file of every module by its name below the package; a face has that of its package."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix("__init__").rstrip(".")
        found[name] = path
    return found


MODULES = list_modules()


@cache
def read_tree(name: str) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(MODULES[name].read_text(encoding="utf-8"))


TOP = ("", "__main__")
"""The package's own face, and what runs it as a module."""


def find_package(name: str) -> str:
    """Return the package of a module; those at the top stand for themselves."""
    return name.split(".")[0]


@cache
def list_imports(name: str) -> frozenset[str]:
    """Return the modules of ours that a module imports, wherever in it."""
    found = set()
    for node in ast.walk(read_tree(name)):
        if isinstance(node, ast.ImportFrom) and node.module and find_package(node.module) == PACKAGE.name:
            base = node.module.removeprefix(PACKAGE.name).lstrip(".")
            inner = [f"{base}.{alias.name}".lstrip(".") for alias in node.names]
            found.update(one if one in MODULES else base for one in inner)
        assert not (isinstance(node, ast.ImportFrom) and node.level), "imports name the whole way"
    return frozenset(found - {name, ""})


def list_packages(name: str) -> set[str]:
    """Return the packages that a package imports."""
    inner = [module for module in MODULES if find_package(module) == name]
    return {find_package(other) for module in inner for other in list_imports(module)} - {name}


def measure_depth(name: str, above: tuple[str, ...] = ()) -> int:
    """Return the floor on which a module stands: one above the highest that it imports."""
    assert name not in above, f"imports run in a circle: {above}"
    if name not in DEPTHS:
        DEPTHS[name] = 1 + max((measure_depth(other, (*above, name)) for other in list_imports(name)), default=0)
    return DEPTHS[name]


DEPTHS: dict[str, int] = {}


def reach(name: str) -> set[str]:
    """Return every package that a package leans on, directly or through others."""
    return set(MAY_IMPORT[name]).union(*(reach(other) for other in MAY_IMPORT[name]))


def test_every_module_is_in_a_package_of_the_table():
    assert {find_package(name) for name in MODULES if name not in TOP} == set(MAY_IMPORT)


@pytest.mark.parametrize("name", MAY_IMPORT)
def test_a_package_imports_what_the_table_lets_it(name):
    assert list_packages(name) == set(MAY_IMPORT[name])


def test_the_table_has_no_arrow_back_and_few_floors():
    floors: dict[str, int] = {}
    for name, others in MAY_IMPORT.items():
        assert set(others) <= floors.keys(), f"{name} imports what stands above it"
        floors[name] = 1 + max((floors[other] for other in others), default=0)
    assert max(floors.values()) <= PACKAGE_FLOORS


def read_drawing() -> list[list[str]]:
    """Return the packages on each floor of the drawing in CONTRIBUTING, the highest first."""
    section = (PACKAGE.parent.parent / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## How it works\n")[2]
    return [line[16:].split() for line in section.split("```")[1].strip().splitlines()]


def test_the_drawing_shows_every_package_above_what_it_imports():
    floors = {name: -floor for floor, names in enumerate(read_drawing()) for name in names}
    assert set(floors) == set(MAY_IMPORT)
    below = [(name, other) for name in MAY_IMPORT for other in MAY_IMPORT[name] if floors[other] > floors[name]]
    assert below == []


def test_the_list_of_packages_is_what_their_faces_say(expect):
    """Who opens `generator/` sees in it what each package is for, in the order of the drawing."""
    rows = []
    for name in (name for names in read_drawing() for name in names):
        place = (
            f"briefing_desk/{name}/" if name in MODULES and (PACKAGE / name).is_dir() else f"briefing_desk/{name}.py"
        )
        purpose = (ast.get_docstring(read_tree(name)) or "").split("\n\n")[0]
        rows.append(f"| [`{name}`]({place}) | {' '.join(purpose.split())} |")
    head = "Where a change belongs: each package in one sentence, its own first. They import downwards only"
    more = "[CONTRIBUTING](../CONTRIBUTING.md) has what each module does, how to add things, and the words."
    table = "\n".join(["| package | |", "|---|---|", *rows])
    data = "`briefing_desk/templates/` holds the pages' templates, `starter/` and `examples/` the files of a new site."
    expect(PACKAGE.parent / "README.md", f"{head}; {more}\n\n{table}\n\n{data}\n")


def test_modules_stand_on_few_floors():
    assert max(map(measure_depth, MODULES)) <= MODULE_FLOORS


@pytest.mark.parametrize("name", PURE)
def test_a_pure_package_leans_on_pure_ones_only(name):
    assert reach(name) <= set(PURE)


def list_touches(tree: ast.AST):
    """Yield what in a module touches the world: what it imports for that, and what it calls."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] in TOUCHING)
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in TOUCHING:
            yield node.module
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("open", "print", "input"):
            yield ast.unparse(node)


def test_the_inside_is_pure():
    """Inside, nothing opens files, runs processes, reads clocks or the environment, or prints."""
    inside = [name for name in MODULES if find_package(name) in PURE]
    assert len(inside) > 100
    assert {name: found for name in inside if (found := [*list_touches(read_tree(name))])} == {}
    assert [*list_touches(ast.parse("import os.path, re\nfrom time import time\nopen(1)"))] == [
        "os.path",
        "time",
        "open(1)",
    ]


@pytest.mark.parametrize("name", sorted(MODULES.keys() & MAY_IMPORT.keys() - {"network", "terminal", "cli"}))
def test_a_face_says_what_others_may_import(name):
    """The face of a package is a sentence of purpose and the modules that others use: those, and no more."""
    face = read_tree(name)
    assert (ast.get_docstring(face) or "").split("\n")[0].endswith(".")
    if name in ("commands", "setup", "transfer"):
        return
    named = [node for node in face.body if isinstance(node, ast.Assign) and node.targets[0].id == "__all__"]
    listed = ast.literal_eval(named[0].value) if named else []
    used = {
        other.split(".", 1)[1]
        for module in MODULES
        if find_package(module) != name
        for other in list_imports(module)
        if find_package(other) == name and "." in other
    }
    assert sorted(listed) == sorted(used)


def test_a_folder_can_be_kept_in_mind():
    sizes: dict[str, int] = {}
    for name in MODULES:
        folder, dot, _ = name.rpartition(".")
        assert folder.count(".") == 0, f"{name} is too deep"
        sizes[folder] = sizes.get(folder, 0) + bool(dot)
    assert max(sizes.values()) <= MOST_MODULES


def test_nothing_catches_everything():
    caught = [
        (name, getattr(node.type, "id", "a tuple") if node.type else "")
        for name in MODULES
        for node in ast.walk(read_tree(name))
        if isinstance(node, ast.ExceptHandler)
    ]
    assert len(caught) > 100
    assert [one for one in caught if one[1] in ("", "Exception", "BaseException")] == []
