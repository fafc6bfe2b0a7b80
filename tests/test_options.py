"""The reference of options is what the commands say of themselves, and names all that is read of the environment."""

import ast
import re
from pathlib import Path

import click
import pytest

from briefing_desk.cli import COMMANDS, main

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs/options.md"
MARK = "<!-- From here on made from what the commands say: pytest --update tests/test_options.py -->\n"
HANDED_ON = {"PYTHONPATH"}
"""What only MkDocs is told."""


def load(name):
    """Return a command, and a context in which it can speak of itself."""
    command = main.get_command(click.Context(main), name)
    return command, click.Context(command, info_name=f"briefing {name}")


def show_default(option):
    """Return what counts if an option is not given, as far as there is anything to say."""
    if option.is_flag or option.multiple or option.default is None or not option.show_default:
        return ""
    return f"`{option.default}`"


def describe_option(option, context):
    """Return the row of one option."""
    name = ", ".join(f"`{word}`" for word in option.opts)
    kind = option.type
    if isinstance(kind, click.Choice):
        values = ", ".join(f"`{word}`" for word in kind.choices)
    elif isinstance(kind, click.IntRange | click.FloatRange):
        values = f"{kind.min} or more" if kind.max is None else f"{kind.min} to {kind.max}"
    else:
        values = "" if option.is_flag else f"`{option.make_metavar(context)}`"
    often = "as often as needed" if option.multiple else ""
    return f"| {name} | {', '.join(filter(None, [values, often]))} | {show_default(option)} | {option.help or ''} |"


def describe_command(name):
    """Return what one command says of itself."""
    command, context = load(name)
    usage = " ".join(["briefing", name, *command.collect_usage_pieces(context)])
    help = "\n\n".join(" ".join(part.split()) for part in command.help.split("\n\n"))
    options = [option for option in command.get_params(context) if isinstance(option, click.Option)]
    rows = [describe_option(option, context) for option in options if "--help" not in option.opts]
    table = ["| option | value | if absent | |", "|---|---|---|---|", *rows]
    return "\n".join([f"## {name}", "", f"`{usage}`", "", help, "", *table])


def test_the_reference_of_options_is_what_help_says(expect):
    by_hand, mark, _ = PAGE.read_text(encoding="utf-8").partition(MARK)
    assert mark
    expect(PAGE, "\n\n".join([f"{by_hand}{MARK}", *map(describe_command, COMMANDS)]).replace("\n\n\n", "\n\n") + "\n")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_says_what_it_does(name):
    command, _ = load(name)
    assert [param.name for param in command.params if isinstance(param, click.Option) and not param.help] == []


def is_asked(function):
    """Say whether a function returns something of the environment; few are looked at, for `unparse` takes its time."""
    return function.attr in ("get", "getenv") and ast.unparse(function) in ("os.environ.get", "os.getenv")


def find_variables(tree):
    """Yield what a module reads of the environment, by name or by a constant of its own that holds the name."""
    constants = {
        node.targets[0].id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and is_asked(node.func):
            given = node.args[0]
        elif isinstance(node, ast.Subscript) and getattr(node.value, "attr", "") == "environ":
            given = node.slice
        else:
            continue
        yield given.value if isinstance(given, ast.Constant) else constants[given.id]


def test_everything_that_is_read_of_the_environment_is_told():
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "generator/briefing_desk").rglob("*.py")]
    read = {name for tree in trees for name in find_variables(tree)}
    read |= {param.envvar for name in COMMANDS for param in load(name)[0].params if param.envvar}
    told = re.findall(r"^\| `([A-Z_]+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(read - HANDED_ON) == sorted(told)
