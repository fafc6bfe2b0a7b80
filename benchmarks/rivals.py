"""The same pages by other builders, and the same matrix by mkdocs-macros."""

import shutil
from pathlib import Path

from benchmarks.measure import Cost, measure

MACROS = """
from pathlib import Path
import html, yaml

def define_env(env):
    cells = {}
    for path in sorted(Path(env.conf["docs_dir"]).parent.joinpath("seeds/articles").glob("*.md")):
        article = yaml.load(path.read_text("utf-8").split("---\\n")[1], Loader=yaml.CSafeLoader)
        for position in article["positions"]:
            topic, question = position["question"].split("/")
            entry = (str(article["date"]), position["stance"], position["summary"], position["quotes"][0]["exact"])
            cells.setdefault(topic, {}).setdefault(position["actor"], {}).setdefault(question, []).append(entry)

    @env.macro
    def matrix(topic):
        found = cells.get(topic, {})
        heads = sorted({question for row in found.values() for question in row})
        rows = ["<tr><th>Actor</th>" + "".join(f"<th>{head}</th>" for head in heads) + "</tr>"]
        for actor in sorted(found):
            row = [f"<th>{actor}</th>"]
            for head in heads:
                said = sorted(found[actor].get(head, ()), reverse=True)
                row.append("<td>" + "".join(f"<p>{html.escape(' - '.join(entry))}</p>" for entry in said) + "</td>")
            rows.append("<tr>" + "".join(row) + "</tr>")
        return "<table>" + "".join(rows) + "</table>"
"""
CONFIGURATION = """site_name: Macros
docs_dir: briefings
theme: material
plugins: [search, macros]
"""


def build_stock(root: Path, work: Path) -> Cost:
    """Build the generated pages with MkDocs as it comes."""
    return measure("mkdocs", "build", "--quiet", "--site-dir", work / "stock", at=root)


def build_with_zensical(root: Path, work: Path) -> Cost:
    """Build the generated pages with Zensical, in a copy: it writes where the configuration says."""
    copy = work / "zensical"
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns("site", ".*", "seeds"))
    return measure("zensical", "build", "--clean", at=copy)


def build_with_macros(root: Path, work: Path) -> Cost:
    """Build one page for each topic whose matrix a macro makes from the same articles; nothing is checked."""
    site = work / "macros"
    (site / "briefings").mkdir(parents=True)
    shutil.copytree(root / "seeds/articles", site / "seeds/articles")
    (site / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")
    (site / "main.py").write_text(MACROS, encoding="utf-8")
    (site / "briefings/index.md").write_text("# Home\n", encoding="utf-8")
    for path in (root / "seeds/topics").glob("*.yml"):
        page = f'# {path.stem}\n\n{{{{ matrix("{path.stem}") }}}}\n'
        (site / f"briefings/{path.stem}.md").write_text(page, encoding="utf-8")
    return measure("mkdocs", "build", "--quiet", at=site)


STOCK = "stock `mkdocs build` of the same pages"
RIVALS = {
    STOCK: build_stock,
    "Zensical, the same pages": build_with_zensical,
    "mkdocs-macros, the same matrices, unchecked": build_with_macros,
}
