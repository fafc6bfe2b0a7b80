"""How templates are compiled: whatever one puts out goes through the one escape, and none can leave it out.

Only what renders a page imports this module: Jinja takes a while to load.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from keyword import iskeyword
from traceback import extract_tb
from types import CodeType
from typing import Any

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    Environment,
    PackageLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
    runtime,
)
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame, optimizeconst

from briefing_desk.messages import words
from briefing_desk.messages.phrases import list_joints
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Place, Source
from briefing_desk.syntax.suggest import suggest_name
from briefing_desk.web.escape import escape, fill, fill_around, join
from briefing_desk.web.markdown import escape_heading
from briefing_desk.web.template_faults import CODE, ROOM, Own, TemplateFault, find_word

BUILT_IN = "built-in/"
"""Before a template's name, in a template of a site: ours, though the site has one of that name."""
PROLOGUE = "from briefing_desk.web.escape import Html, escape as put; from briefing_desk.web.environment import Macro"
"""Ends the first line of a compiled template, so that all others stay where tracebacks look for them."""
FOLDED = (nodes.Macro, nodes.CallBlock, nodes.AssignBlock)
"""What is one line, however many its template has."""
INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
SUFFIXES = (".html", ".md")
ROOMS = ("macros/", "pages/", "regions/")
HELP = "`docs/templates.md` says what each template is given; `briefing generate` shows what it makes of it"
FAULTS = (
    TemplateError,
    TypeError,
    ValueError,
    ArithmeticError,
    LookupError,
    AttributeError,
    RecursionError,
    SyntaxError,
)
"""What a template can raise: Jinja's own, and what its expressions do with values."""
UNESCAPED = ("safe", "tojson", "urlize", "xmlattr")
"""Filters of Jinja's that call their result HTML: here only macros make some, of what was escaped."""


class Macro(runtime.Macro):
    """A macro that is called at once where each parameter has its argument, in order: a quote takes five."""

    def __call__(self, *arguments: Any, **named: Any) -> str:
        """Return what the macro makes."""
        is_plain = not (named or self.caller or self.catch_kwargs or self.catch_varargs)
        if is_plain and len(arguments) == self._argument_count:
            return self._func(*arguments)
        return super().__call__(*arguments, **named)


class Generator(CodeGenerator):
    """Writes a template as Python in which each value that is put out is given to `put`, our escape."""

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        const = node.as_const(frame.eval_ctx)
        return str(const if isinstance(node, nodes.TemplateData) else escape(const))

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("put(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write(")")

    def return_buffer_contents(self, frame: Frame, force_unescaped: bool = False) -> None:
        """End a macro: what it made has been escaped, and is not again."""
        self.writeline(f"return Html(concat({frame.buffer}))")

    def visit_AssignBlock(self, node: nodes.AssignBlock, frame: Frame) -> None:
        """Keep what stands between `set` and `endset` as a macro would."""
        if node.filter is not None:
            self.fail("a block that is set takes no filter", node.lineno)
        self.push_assign_tracking()
        inner = frame.inner()
        inner.require_output_check = False
        inner.symbols.analyze_node(node)
        self.enter_frame(inner)
        self.buffer(inner)
        self.blockvisit(node.body, inner)
        self.newline(node)
        self.visit(node.target, frame)
        self.write(f" = Html(concat({inner.buffer}))")
        self.pop_assign_tracking(frame)
        self.leave_frame(inner)

    def visit_FilterBlock(self, node: nodes.FilterBlock, frame: Frame) -> None:
        """Refuse to filter what has been escaped."""
        self.fail("`filter` takes no block here: put it behind a value", node.lineno)

    def visit_CallBlock(self, node: nodes.CallBlock, frame: Frame) -> None:
        """Call a macro with a block, and put out what it makes as any value."""
        inner, macro = self.macro_body(node, frame)
        self.writeline("caller = ")
        self.macro_def(macro, inner)
        self.start_write(frame, node)
        self.write("put(")
        self.visit_Call(node.call, frame, forward_caller=True)
        self.write(")")
        self.end_write(frame)

    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """Ask straight away for a field in our own templates: no name in them is a dictionary."""
        is_ours = (self.name or "").endswith(".html") and not (self.filename or "").startswith(ROOM)
        if is_ours and isinstance(node.node, nodes.Name):
            self.visit(node.node, frame)
            self.write(f".{node.attr}")
        else:
            super().visit_Getattr(node, frame)

    @optimizeconst
    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """Call at once: nothing here asks for Jinja's context, which would cost a third of a quote."""
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        for named in node.kwargs:
            if iskeyword(named.key):
                self.fail(f"no argument can be called `{named.key}`", node.lineno)
            self.visit(named, frame)
            self.write(", ")
        for stars, rest in (("*", node.dyn_args), ("**", node.dyn_kwargs)):
            if rest is not None:
                self.write(stars)
                self.visit(rest, frame)
                self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")


class Templates(Environment):
    """Our templates, and those of a site in the place of ours."""

    code_generator_class = Generator

    def __init__(self, own: Own, **options: Any) -> None:
        super().__init__(loader=Loader(own), **options)
        self.own = own

    def fill(self, name: str, view: Mapping[str, Any]) -> str:
        """Return what a template makes of a view; raise TemplateFault for what one of a site's own does wrong."""
        try:
            return self.get_template(name).render(view)
        except FAULTS as error:
            fault = describe_fault(self.own, error)
            if fault is None:
                raise
            raise TemplateFault(fault) from error

    def check(self) -> list[Problem]:
        """Return what is wrong with a site's own templates before any is filled: in their syntax and their names."""
        problems = [problem for source in self.own if (problem := self.check_syntax(source))]
        ours = self.list_templates()
        for source in self.own:
            name = source.path.removeprefix(ROOM)
            if name.startswith(ROOMS) and name not in ours:
                message = f"there is no template `{name}` that this could take the place of"
                help = suggest_name(name, ours) or "what your own templates include can stand beside these folders"
                problems.append(Problem(Place(source), "template-unused", message, help))
        return problems

    def check_syntax(self, source: Source) -> Problem | None:
        """Return what keeps a template from being compiled."""
        try:
            self.compile(source.text, source.path.removeprefix(ROOM), source.path)
        except FAULTS as error:
            return describe_fault((source,), error)
        return None

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        first, rest = super()._generate(source, name, filename, defer_init).split("\n", 1)
        return f"{first}; {PROLOGUE}\n{rest}"

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Return a template's tree, of HTML without indentation; a macro, a call and what is set are one line."""
        if not (name and name.endswith(".html")):
            return super()._parse(source, name, filename)
        tree, is_in_tag = super()._parse(INDENT.sub("", source), name, filename), False
        for data, is_line in list_data(tree):
            data.data, is_in_tag = fold(data.data, is_in_tag, is_line)
        return tree


def list_data(node: nodes.Node, is_line: bool = False) -> Iterator[tuple[nodes.TemplateData, bool]]:
    """Yield a template's own text in its order, each part with whether it stands in what is one line."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.TemplateData):
            yield child, is_line
        elif not isinstance(child, nodes.Expr):
            yield from list_data(child, is_line or isinstance(child, FOLDED))


def fold(text: str, is_in_tag: bool, is_line: bool) -> tuple[str, bool]:
    """Return a part of a template with its line breaks folded, and whether it ends in a tag.

    In a tag, and on one line between two tags, a break is a space; elsewhere on one line it is nothing.
    """
    folded = ""
    for number, line in enumerate(text.split("\n")):
        if number:
            is_between = is_line and folded.endswith(">") and line.startswith("<")
            folded += " " if is_in_tag or is_between else "" if is_line else "\n"
        folded += line
        opened, closed = line.rfind("<"), line.rfind(">")
        is_in_tag = opened > closed if opened != closed else is_in_tag
    return folded, is_in_tag


class Loader(BaseLoader):
    """Finds a template among a site's own, else among ours."""

    def __init__(self, own: Own) -> None:
        self.own = {source.path.removeprefix(ROOM): source for source in own}
        self.ours = PackageLoader("briefing_desk")

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Return a template's text and path."""
        if found := self.own.get(template):
            return found.text, found.path, None
        return self.ours.get_source(environment, template.removeprefix(BUILT_IN))

    def list_templates(self) -> list[str]:
        """Return the names of ours."""
        return [name for name in self.ours.list_templates() if name.endswith(SUFFIXES)]


class Compiled(BytecodeCache):
    """What this process has compiled, by name and path: a site that changes one template compiles one."""

    def __init__(self) -> None:
        self.kept: dict[str, tuple[str, CodeType | None]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled of the same text."""
        checksum, code = self.kept.get(bucket.key, ("", None))
        bucket.code = code if checksum == bucket.checksum else None

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self.kept[bucket.key] = bucket.checksum, bucket.code


@cache
def share_compiled() -> Compiled:
    """Return what all environments of this process share."""
    return Compiled()


def make_environment(own: Own) -> Templates:
    """Return the environment of a site with its own templates."""
    made = Templates(
        own,
        bytecode_cache=share_compiled(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # Jinja's: ours cannot be turned off
        auto_reload=False,
        cache_size=-1,
    )
    made.filters |= {"join": join, "heading": escape_heading, **dict.fromkeys(("e", "escape", "forceescape"), escape)}
    for name in UNESCAPED:
        del made.filters[name]
    made.globals |= {"fill": fill, "fill_around": fill_around, "list_joints": list_joints, "words": words}
    return made


def describe_fault(own: Own, error: BaseException) -> Problem | None:
    """Return what went wrong in a template of a site's own, where it stands; None where a site has none.

    What goes wrong in one of ours is laid to the template that it names: only a site's own can lack what ours ask for.
    """
    sources = {source.path: source for source in own}
    if not own:
        return None
    message = f"Jinja: {error}"
    if isinstance(error, TemplateNotFound):
        message = f"there is no template `{error}`"
    if isinstance(error, TemplateSyntaxError):
        message, places = f"Jinja: {error.message}", [(error.filename or "", error.lineno)]
    else:
        places = [(frame.filename, frame.lineno or 1) for frame in extract_tb(error.__traceback__)]
    for path, line in reversed(places):
        if path in sources:
            return Problem(find_word(sources[path], line, str(error)), CODE, message, HELP)
    named = [source for source in own if source.path.removeprefix(ROOM) in message]
    return Problem(Place((named or own)[0]), CODE, message, HELP)
