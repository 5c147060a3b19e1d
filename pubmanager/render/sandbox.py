"""The sandbox that templates and expressions run in, and where templates are loaded from; what is used of Jinja2."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache, wraps
from pathlib import Path
from string import Formatter
from types import MethodType
from typing import TYPE_CHECKING, Any, NoReturn

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
    pass_eval_context,
)
from jinja2.ext import Extension
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pubmanager.cache.folder import load_code, save_code
from pubmanager.errors import PubsError, suggestion
from pubmanager.inputs import read_text
from pubmanager.regex import regex
from pubmanager.render import limits
from pubmanager.render.themes import BUILTIN, theme_file
from pubmanager.render.writers import Safe, writer_of
from pubmanager.source import shown_path

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from jinja2 import Template
    from jinja2.bccache import Bucket
    from jinja2.lexer import Token, TokenStream
    from jinja2.runtime import Context

    from pubmanager.render.writers import Writer


TEMPLATE = ".jinja"


def _is_open(kind: type, attribute: str) -> bool:
    """Whether templates may know of an attribute: it is not private, and its class does not keep it from them."""
    return not attribute.startswith("_") and attribute not in getattr(kind, "kept_from_templates", ())


class Unknown(StrictUndefined):
    """An unknown name or attribute: an error with a suggestion, at first use."""

    __slots__ = ("__name", "__owner")

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.__name, self.__owner = named.get("name"), named.get("obj")

    def refuse(self, *arguments: Any, **named: Any) -> NoReturn:
        """Raises: ``Mistake``."""
        known = [each for each in dir(self.__owner) if _is_open(type(self.__owner), each)]
        raise limits.Mistake(f"unknown name '{self.__name}'", hint=suggestion(str(self.__name), known))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        self.refuse()

    __bool__ = __eq__ = __ne__ = __str__ = __iter__ = __len__ = __hash__ = __call__ = __contains__ = refuse
    __lt__ = __le__ = __gt__ = __ge__ = __getitem__ = __add__ = __radd__ = __sub__ = __rsub__ = refuse
    __mul__ = __rmul__ = __mod__ = __rmod__ = __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = refuse
    __pow__ = __rpow__ = __neg__ = __pos__ = __int__ = __float__ = refuse


class _Length(Extension):
    """Counts what a template or an expression consists of: the compiler takes a thousand times as long to read it."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        for number, token in enumerate(stream):
            limits.step()
            if number > limits.TOKENS:
                raise TemplateSyntaxError("is too long", token.lineno, stream.name, stream.filename)
            yield token


def _bound(node: Any) -> Any:
    """Has whatever could be endless or huge pass through the limits: loops, literals, comparisons, parts of lists.

    Text that a block put together is marked as written: it is printed once more where it is used.
    """
    if isinstance(node, nodes.Compare):
        operands: list[Any] = [node, *node.ops]
        for operand in operands:
            if not isinstance(operand.expr, nodes.Const):
                operand.expr = _through("bounded", operand.expr)
    elif isinstance(node, nodes.For):
        node.iter = _through("turns", node.iter, nodes.Const(_pieces(node)))
    elif isinstance(node, nodes.Concat):
        node = _through("text of", nodes.Tuple(node.nodes, "load"))
    elif isinstance(node, (nodes.AssignBlock, nodes.FilterBlock)):
        node.filter = _on_block_text(node.filter, node.lineno)
    for name, value in [*node.iter_fields()]:
        if isinstance(value, list):
            setattr(node, name, [_bound(each) if isinstance(each, nodes.Node) else each for each in value])
        elif isinstance(value, nodes.Node):
            setattr(node, name, _bound(value))
    if isinstance(node, _BODIES) or (isinstance(node, nodes.For) and node.recursive):
        if not (isinstance(node, nodes.Block) and node.required):
            count = _through("pieces", nodes.Const(_pieces(node), lineno=node.lineno))
            node.body.insert(0, nodes.ExprStmt(count, lineno=node.lineno))
    elif isinstance(node, nodes.Dict) or (isinstance(node, (nodes.List, nodes.Tuple)) and not _is_flat(node)):
        return _through("literal", node)
    elif isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Slice):
        return _through("made", node)
    return node


_BODIES = (nodes.Template, nodes.Macro, nodes.CallBlock, nodes.Block)


def _is_flat(node: nodes.List | nodes.Tuple) -> bool:
    is_target = isinstance(node, nodes.Tuple) and node.ctx != "load"
    return is_target or all(isinstance(item, nodes.Const) for item in node.items)


def _on_block_text(filter: nodes.Filter | None, line: int) -> nodes.Filter:
    """Puts the text of a block through the limits before a filter of the template's sees it."""
    written = nodes.Filter(None, "pubs written", [], [], None, None, lineno=line)
    if filter is None:
        return written
    first = filter
    while isinstance(first.node, nodes.Filter):
        first = first.node
    first.node = written
    return filter


def _pieces(node: nodes.Node) -> int:
    """Counts what a node writes: a long text of the template itself is as many pieces as take its size."""
    texts = sum(len(each.data) for each in node.find_all(nodes.TemplateData))
    return sum(len(each.nodes) for each in node.find_all(nodes.Output)) + texts // limits.ITEM


def _through(name: str, node: Any, *arguments: nodes.Expr) -> nodes.Filter:
    """Puts an expression through a filter whose name no template can write."""
    return nodes.Filter(node, f"pubs {name}", [*arguments], [], None, None, lineno=node.lineno)


def _guarded(function: Callable[..., Any], weigh: Callable[..., None]) -> Callable[..., Any]:
    """Returns a filter that is weighed before and counted after; it gives a list, never a promise of items."""
    start = int(hasattr(function, "jinja_pass_arg"))

    @wraps(function)
    def guarded(*arguments: Any, **named: Any) -> Any:
        weigh(*arguments[start:], *named.values())
        result = function(*arguments, **named)
        return limits.count_result(list(limits.count_items(result)) if isinstance(result, Iterator) else result)

    return guarded


def _bounded(test: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(test)
    def bounded(*arguments: Any) -> Any:
        limits.step()
        return test(*map(limits.bounded, arguments))

    return bounded


def _formatted(text: Any, *values: Any, **named: Any) -> Any:
    limits.percent(str(text), named or values)
    return str(text) % (named or values)


class _Formatter(Formatter):
    """Does what ``format`` of a text does; each field is weighed when its nested fields are worked out."""

    def get_field(self, field_name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        if set(field_name) & set(".["):
            raise limits.Mistake(f"'{{{field_name}}}' takes a value apart", hint="give the part to 'format'")
        return self.get_value(int(field_name) if field_name.isdecimal() else field_name, args, kwargs), field_name

    def convert_field(self, value: Any, conversion: Any) -> Any:
        if conversion:
            limits.field([value])
        return super().convert_field(value, conversion)

    def format_field(self, value: Any, format_spec: str) -> Any:
        limits.field(value, format_spec)
        return limits.count_result(super().format_field(value, format_spec))


def _format_of(text: str) -> Callable[..., str]:
    """Returns the method ``format`` of a text. What is marked as written does not make its values so."""

    def format(*values: Any, **named: Any) -> str:
        limits.bounded(text)
        return _Formatter().vformat(str(text), values, named)

    return format


def _format_map_of(text: str) -> Callable[..., str]:
    return lambda values: _format_of(text)(**values)


_FORMATS = {"format": _format_of, "format_map": _format_map_of}
_REFUSED = frozenset({"random", "urlize", "pprint"})  # never the same twice, slow by nature, for programmers
# What is known of filters and of methods of texts; the result of others is at most a product of what they get.
_EACH = dict.fromkeys(
    (
        *("dictsort", "groupby", "items", "list", "map", "max", "min", "reject", "rejectattr", "reverse", "rsplit"),
        *("select", "selectattr", "sort", "split", "splitlines", "unique", "wordcount"),
    ),
    limits.each_of,
)
_SMALL = dict.fromkeys(("count", "default", "d", "first", "last", "length"), lambda *values: None)
_KNOWN: dict[str, Callable[..., None]] = {
    **_EACH,
    **_SMALL,
    "join": limits.joining,
    "round": limits.rounding,
    "striptags": limits.weigh_quadratic,
    "sum": limits.summing,
    "tojson": limits.serializing,
    "wordwrap": limits.weigh_quadratic,
}
_BOUNDS = {
    "format": _formatted,
    "pubs bounded": limits.bounded,
    "pubs literal": limits.literal,
    "pubs made": limits.count_result,
    "pubs pieces": limits.pieces,
    "pubs text of": limits.text_of,
    "pubs turns": limits.count_turns,
    "pubs written": lambda text: Safe(limits.joined(text)),
}
_SAFE: dict[tuple[type, str], bool] = {}
_OF_DICTS = frozenset(dir(dict))
_OWN_ATTRIBUTES: set[tuple[type, str]] = set()
_OWN_METHODS: set[object] = set()


def _is_own(kind: type) -> bool:
    """Whether a type is ours or holds what a template set; methods of texts, such as ``format``, are the sandbox's."""
    return kind.__module__.startswith("pubmanager.") and not issubclass(kind, str)


class Sandbox(ImmutableSandboxedEnvironment):
    """What templates and expressions may do: read what is public, within the limits, and change nothing."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, **settings: Any) -> None:
        super().__init__(undefined=Unknown, optimized=False, extensions=[_Length], **settings)
        known = [(name, each) for name, each in self.filters.items() if name not in _REFUSED]
        self.filters = {name: _guarded(each, _KNOWN.get(name, limits.operation)) for name, each in known} | _BOUNDS
        tests: dict[str, Any] = self.tests
        self.tests = {name: _bounded(each) for name, each in tests.items()}

    def compile(self, source: Any, name: Any = None, filename: Any = None, *arguments: Any, **named: Any) -> Any:
        tree = self.parse(source, name, filename) if isinstance(source, str) else source
        return super().compile(_bound(tree), name, filename, *arguments, **named)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        limits.binary(operator, left, right)
        result = self.binop_table[operator](left, right)
        return result if operator == "+" else limits.count_result(result)

    def get_template(self, name: Any, *arguments: Any, **named: Any) -> Template:
        limits.step(10)  # a template that includes itself
        return super().get_template(name, *arguments, **named)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Asks once for each type whether an attribute is safe: a third of rendering went into this."""
        key = (kind := type(obj), attribute)
        if key in _OWN_ATTRIBUTES:
            try:
                return getattr(obj, attribute)
            except AttributeError:
                return super().getattr(obj, attribute)
        if kind is dict and attribute in obj and attribute not in _OF_DICTS:
            return obj[attribute]
        if isinstance(obj, str) and attribute in _FORMATS:
            return _FORMATS[attribute](obj)
        if _is_own(kind) and self.is_safe_attribute(obj, attribute, None):
            _OWN_ATTRIBUTES.add(key)
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        is_format = isinstance(obj, str) and isinstance(argument, str) and argument in _FORMATS
        return _FORMATS[argument](obj) if is_format else super().getitem(obj, argument)

    def call(self, context: Context, function: Any, /, *arguments: Any, **named: Any) -> Any:
        """Calls macros and methods of our own at once, and asks the sandbox about all others."""
        kind = type(function)
        is_own = kind is MethodType and function.__func__ in _OWN_METHODS
        if not is_own:
            limits.step()
        if is_own:
            named = {name: value for name, value in named.items() if not name.startswith("_")}  # what Jinja adds
            given = (*arguments, *named.values())
            limits.joining(*given) if function.__name__ == "join" else limits.weigh_arguments(*given)
            return limits.count_result(function(*arguments, **named))
        if kind is MethodType and _is_own(type(function.__self__)) and self.is_safe_callable(function):
            _OWN_METHODS.add(function.__func__)
            return self.call(context, function, *arguments, **named)
        if isinstance(function, Unknown):
            function.refuse()
        if kind.__module__.startswith("jinja2."):  # a macro, a block or a loop: what it gives is written
            if hasattr(function, "catch_varargs"):
                return Safe(limits.joined(str(context.call(function, *arguments, **named))))
            turns = map(limits.count_turns, arguments)
            return Safe(limits.joined(str(super().call(context, function, *turns, **named))))
        name, owner = getattr(function, "__name__", ""), getattr(function, "__self__", None)
        given = (*arguments, *(named[each] for each in named if each[0] != "_"))
        weigh: Callable[..., None] = _KNOWN.get(name, limits.operation)
        weigh(*((*given, owner) if name == "join" else (owner, *given)))
        return limits.count_result(super().call(context, function, *arguments, **named))

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Decides by the type alone, as the sandbox does, and once for each."""
        key = (type(obj), attr)
        if key not in _SAFE:
            _SAFE[key] = _is_open(*key) and super().is_safe_attribute(obj, attr, value)
        return _SAFE[key]


class _FolderLoader(BaseLoader):
    """Loads ``theme/file`` from the first folder that has it; ``builtin:theme/file`` from the last one only."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self._folders = folders

    def get_source(self, environment: Any, template: str) -> tuple[str, str, Callable[[], bool]]:
        folders = self._folders[-1:] if template.startswith(BUILTIN) else self._folders
        for folder in folders:
            name = template.removeprefix(BUILTIN)
            try:
                file = theme_file(name, folder, self._folders)
            except PubsError as error:  # the mistake of the template that names it
                raise limits.Mistake(error.message, place=error.place) from error
            if file:
                return read_text(file, shown_path(folder / name)), str(folder / name), lambda: True
        raise TemplateNotFound(template)


class _Compiled(BytecodeCache):
    """Keeps compiled templates of one format; what is constant in a template is written when it is compiled."""

    def __init__(self, format: str) -> None:
        self._format = format

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = load_code(self._format, bucket.key, bucket.checksum)

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code
        save_code(bucket.code, self._format, bucket.key, bucket.checksum)


@lru_cache(maxsize=16)
def template_environment(folders: tuple[Path, ...], format: str) -> Sandbox:
    """Returns the environment of a format; whatever a template prints passes through that format's writer."""
    environment = Sandbox(
        loader=_FolderLoader(folders),
        finalize=_printer(writer_of(format)),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=_Compiled(format),
    )
    environment.globals = {"w": writer_of(format), "namespace": environment.globals["namespace"]}
    return environment


def _printer(writer: Writer) -> Callable[..., Safe]:
    @pass_eval_context  # never when a template is compiled, when there is nothing to count for
    def printed(_: Any, content: Any) -> Safe:
        text = content if isinstance(content, Safe) else writer.of(limits.printable(content))
        limits.printed(text)
        return text

    return printed


class Templates:
    """The templates of one format for one rendering of a list, whose limits begin with it."""

    def __init__(self, folders: tuple[Path, ...], format: str, publications: int) -> None:
        self._environment = template_environment(folders, format)
        self._parts: dict[tuple[str, ...], Template] = {}
        limits.start_budget(publications)

    def render(self, names: tuple[str, ...], values: Mapping[str, Any]) -> str:
        """Renders the first of the named templates that exists.

        Raises: ``PubsError`` for a mistake in a template, also for one that takes too long or makes too much.
        """
        try:
            return Safe(limits.joined(self._environment.select_template(list(names)).render(values)))
        except TemplateNotFound as error:
            raise PubsError(f"template '{error.name}' not found", place=_place(error)) from error
        except TemplateSyntaxError as error:
            place = f"{shown_path(Path(error.filename or error.name or names[-1]))}:{error.lineno}"
            raise PubsError(f"template: {error.message}", place=place) from error
        except limits.Mistake as error:
            place = _place(error) or error.place or names[-1]
            raise PubsError(f"template: {error.message}", place=place, hint=error.hint) from error
        except PubsError as error:
            raise PubsError(error.message, place=error.place or _place(error) or names[-1], hint=error.hint) from error
        except Exception as error:  # whatever a template's own operations raise is a mistake in the template
            raise PubsError(f"template: {reason(error)}", place=_place(error) or names[-1]) from error

    def render_part(self, names: tuple[str, ...], values: Mapping[str, Any]) -> str:
        """Renders the first of the named templates that exists, within ``render``, which says what goes wrong."""
        template = self._parts.get(names)
        if template is None:
            template = self._parts[names] = self._environment.select_template(list(names))
        return Safe(limits.joined(template.render(values)))


def _place(error: Exception) -> str:
    """Returns path and line of the innermost template in a traceback, as Jinja puts them there."""
    found, step = "", error.__traceback__
    while step:
        file = step.tb_frame.f_code.co_filename
        found = f"{shown_path(Path(file))}:{step.tb_lineno}" if file.endswith(TEMPLATE) else found
        step = step.tb_next
    return found


def reason(error: Exception) -> str:
    """Returns what an error says, on one line."""
    if isinstance(error, (RecursionError, MemoryError)):
        return "nested too deeply"
    said = " ".join(str(error).split())
    return _OWNER.sub(lambda found: _CALLED[found[1]], said) or type(error).__name__


# What templates call our types, for what Python says of a call with other arguments.
_CALLED = {"Shown": "publication", "PublicationView": "publication", "ListView": "list"}
_OWNER = regex(r"\b(Shown|PublicationView|ListView)(?=\.\w+\(\) )")
