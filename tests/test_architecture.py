"""The shape of the code, as CONTRIBUTING describes it: imports go one way, few modules touch the disk."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "generator"
COMMANDS = [f"commands.{path.stem}" for path in sorted(PACKAGE.glob("commands/[a-z]*.py"))]
ORDER = [  # one line for each row of the map in CONTRIBUTING.md
    "words", "source", "dates", "problems", "model", "suggest",
    "conflicts", "decode", "frontmatter", "markup", "yamlerrors", "yamltree", "hosts", "values", "records",
    "annotations", "settings", "schemas",
    "escape", "forge", "marks", "folding", "layout", "boundaries", "lookalikes", "reporting", "speech", "dialogue",
    "articletext", "quotes", "fragments", "receipts", "blocks", "regions", "alive", "dom", "openhtml", "livehtml",
    "prose",
    "order", "contests", "statements", "matrix", "agreement", "asof", "reviews", "shifts", "identity",
    "resemblance", "namesakes", "recognition", "read", "nearest", "stated", "omissions", "verify", "assemble",
    "acceptance", "compare", "tell", "telljson",
    "pages.parts", "pages.signs", "pages.view", "pages.evidence", "pages.tools", "pages.table", "pages.timeline",
    "pages.topic", "pages.freshness", "pages.agreement", "pages.actor", "pages.sources", "pages.overview",
    "explanation", "exports.outlet", "exports.linked", "pages.reuse", "render", "upkeep", "merge", "renaming",
    "exports.entries", "exports.jsonfeed", "exports.atom", "exports.tables", "exports.csvtext", "exports.package",
    "exports.matrices", "exports.csl", "exports.annotations", "exports.twin", "exports.llms", "exports.files",
    "orphans", "fingerprints",
    "report", "write", "spread", "searchindex",
    "cache", "memory", "sitecache", "sitestamp", "incremental", "build", "provenance", "sitebuild",
    "revisions", "starter", "lock",
    "audit.tree", "audit.links", "audit.scripts", "audit.policy", "audit.content", "audit.examine", "audit.gather",
    "audit.external",
    "terminal", "livesite", "preview", "rebuild",
    "speakers", "candidates",
    "webpage.wording", "webpage.tree", "webpage.claims", "webpage.titles", "webpage.days", "webpage.head",
    "webpage.dating", "webpage.authors", "webpage.prepare", "webpage.body", "extraction",
    "drafting", "refreshing", "fetching", "intake",
    *COMMANDS, "cli",
]  # fmt: skip
"""Every module may import those before it, and no other."""
TOUCH_THE_DISK = {
    "read", "write", "spread", "lock", "cache", "memory", "build", "provenance",
    "sitecache", "sitestamp", "incremental", "sitebuild",
    "revisions", "starter", "terminal", "livesite", "preview", "rebuild", "fetching", "intake",
    "audit.gather", "audit.external", *COMMANDS, "cli",
}  # fmt: skip


def list_modules() -> dict[str, ast.Module]:
    """Return the syntax tree of every module, by its name below the package."""
    paths = [path for path in PACKAGE.rglob("*.py") if not path.name.startswith("__")]
    return {
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts): ast.parse(path.read_text(encoding="utf-8"))
        for path in paths
    }


def list_imports(tree: ast.Module) -> set[str]:
    """Return the modules of this package that a module imports."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("generator"):
            base = node.module.removeprefix("generator").lstrip(".")
            inner = [f"{base}.{alias.name}" if base else alias.name for alias in node.names]
            found.update(name for name in [base, *inner] if name in ORDER)
    return found


MODULES = list_modules()


def test_every_module_has_its_place():
    assert sorted(MODULES) == sorted(ORDER)


@pytest.mark.parametrize("name", sorted(MODULES))
def test_imports_go_down(name):
    allowed = set(ORDER[: ORDER.index(name)])
    assert list_imports(MODULES[name]) <= allowed


@pytest.mark.parametrize("name", sorted(set(MODULES) - TOUCH_THE_DISK))
def test_the_inside_is_pure(name):
    """Inside, nothing opens files, runs processes, reads clocks or the environment, or prints."""
    tree = MODULES[name]
    imported = {
        alias.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    }
    imported |= {
        node.module.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module
    }
    assert not imported & {"os", "subprocess", "time", "random", "pathlib", "shutil", "tempfile", "click", "socket"}
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert not called & {"open", "print", "input"}


@pytest.mark.parametrize("name", sorted(MODULES))
def test_nothing_catches_everything(name):
    for node in ast.walk(MODULES[name]):
        if isinstance(node, ast.ExceptHandler):
            caught = getattr(node.type, "id", "")
            assert node.type is not None
            assert caught not in {"Exception", "BaseException"}
