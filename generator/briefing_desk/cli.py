"""The command line: results on stdout, problems on stderr; exit 0, 1 for errors in the content, 2 for usage.

A run whose words nobody reads any more is finished, and then ends as `terminal.find_loss` says.
"""

import gc
from importlib import import_module
from keyword import iskeyword
from typing import Any

import click

from briefing_desk import __version__
from briefing_desk.localisation import speak
from briefing_desk.syntax.errors import UsageError

COMMANDS = {
    "build": "Check, generate the pages and build site/.",
    "generate": "Write the pages in briefings/.",
    "check": "Check everything, write nothing.",
    "verify": "Check quotes against the texts and write receipts.",
    "review": "Accept the prose of a page against the present facts.",
    "init": "Make a new, small site in DIR, with an example to start from.",
    "serve": "Show the site, and each change once it is saved.",
    "desk": "Annotate articles in the browser.",
    "explain": "Say why the cell of ACTOR and TOPIC/QUESTION says what it says.",
    "add": "Add new articles from URLs, pages, texts, mails or PDFs.",
    "watch": "Ask the watched feeds what is new.",
    "import": "Take in passages that others have marked, as candidates.",
    "export": "Write the coding as a REFI-QDA project (.qdpx).",
    "rename": "Give something another id, everywhere.",
    "audit": "Check the built site.",
    "changes": "Say what changed between two states of the site, worst first.",
    "agreement": "Tell how far second coders agree with the first.",
    "messages": "Translate the words that pages are made with.",
}
"""What each command does, in the order in which help lists them, which loads none.

Each is the function of its own name in a module of that name.
"""
PACKAGES = {"init": "setup", "messages": "setup", "import": "transfer", "export": "transfer"}
"""Where those are that are not in `commands`: run once for a site, or about what other programs read and write."""


class Commands(click.Group):
    """The commands, imported when they are called; what goes wrong outside the content is one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in their order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return one command."""
        if cmd_name not in COMMANDS:
            return None
        name = f"{cmd_name}{'_' if iskeyword(cmd_name) else ''}"
        module = import_module(f"briefing_desk.{PACKAGES.get(cmd_name, 'commands')}.{name}")
        command: click.Command = getattr(module, name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading one."""
        limit = formatter.width - 6 - max(map(len, COMMANDS))
        with formatter.section("Commands"):
            rows = COMMANDS.items()
            formatter.write_dl(
                [(name, click.Command(name, help=said).get_short_help_str(limit)) for name, said in rows]
            )

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that arguments name, once it is known which language its site speaks."""
        speak(args[1:])
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; exit 2 where something outside the content is missing or forbidden."""
        result, wrong = None, ""
        try:
            result = super().invoke(ctx)
        except UsageError as error:
            wrong = str(error)
        except SystemExit as ended:
            if ended.code:
                raise
        from briefing_desk.terminal import find_loss, say  # with the words, whose language is chosen by now

        if wrong:
            say(wrong)
            ctx.exit(2)
        if loss := find_loss(ctx):
            ctx.exit(loss)
        return result


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    no_args_is_help=False,
    invoke_without_command=True,
)
@click.version_option(__version__, prog_name="briefing")
@click.pass_context
def main(context: click.Context) -> None:
    """Turn annotated articles into briefing pages with a positions matrix.

    Run it in the folder that holds seeds/ and briefings/, or name that folder with --root.
    """
    gc.set_threshold(200_000)  # hardly anything a run makes becomes garbage: looking for it took a tenth of the time
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
