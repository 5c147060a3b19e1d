"""The sandbox that templates and expressions run in; the only importer of jinja2."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MethodType
from typing import TYPE_CHECKING, Any, NoReturn

from jinja2 import BaseLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError, UndefinedError, meta
from jinja2.exceptions import SecurityError, TemplateError
from jinja2.runtime import Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pubmanager.errors import PubsError, suggestion
from pubmanager.render.missing import MISSING
from pubmanager.render.writers import Safe, writer_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from jinja2 import Template
    from jinja2.runtime import Context


class _Strict(StrictUndefined):
    """An undefined name or attribute: an error with a suggestion, at first use."""

    def _fail_with_undefined_error(self, *args: Any, **kwargs: Any) -> NoReturn:
        name = str(self._undefined_name)
        known = [each for each in dir(self._undefined_obj) if not each.startswith("_")] if self._undefined_obj else []
        raise PubsError(f"unknown name '{name}'", hint=suggestion(name, known))

    __bool__ = __eq__ = __str__ = __iter__ = __len__ = _fail_with_undefined_error
    __lt__ = __le__ = __gt__ = __ge__ = __contains__ = __call__ = __hash__ = _fail_with_undefined_error


class _FolderLoader(BaseLoader):
    """Loads ``theme/file`` from the first folder that has it; ``builtin:theme/file`` from the last one only."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self._folders = folders

    def get_source(self, environment: Any, template: str) -> tuple[str, str, Callable[[], bool]]:
        folders = self._folders[-1:] if template.startswith("builtin:") else self._folders
        for folder in folders:
            path = folder / template.removeprefix("builtin:")
            if path.is_file():
                return path.read_text(encoding="utf-8"), str(path), lambda: True
        raise TemplateNotFound(template)


_SAFE: dict[tuple[type, str], bool] = {}
_OWN_ATTRIBUTES: set[tuple[type, str]] = set()
_OWN_METHODS: set[object] = set()


def _is_own(kind: type) -> bool:
    """Whether a type is this package's, and no text: methods of texts such as ``format`` want the sandbox's care."""
    return kind.__module__.startswith("pubmanager.") and not issubclass(kind, str)


class _Sandbox(ImmutableSandboxedEnvironment):
    # Whatever a block, a macro or a call collects has passed through `finalize`, or is the template's own text.
    concat = staticmethod(lambda parts: Safe("".join(parts)))

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Asks once for each type whether an attribute is safe: a third of rendering went into this."""
        key = (type(obj), attribute)
        if key in _OWN_ATTRIBUTES:
            return getattr(obj, attribute)
        if _is_own(key[0]) and hasattr(key[0], attribute) and self.is_safe_attribute(obj, attribute, None):
            _OWN_ATTRIBUTES.add(key)
        return super().getattr(obj, attribute)

    def call(self, context: Context, function: Any, /, *arguments: Any, **named: Any) -> Any:
        """Calls macros and methods of our own at once, and asks the sandbox about all others."""
        kind = type(function)
        if kind is Macro or (kind is MethodType and function.__func__ in _OWN_METHODS):
            named.pop("_loop_vars", None)
            named.pop("_block_vars", None)
            return function(*arguments, **named)
        if kind is MethodType and _is_own(type(function.__self__)) and self.is_safe_callable(function):
            _OWN_METHODS.add(function.__func__)
        return super().call(context, function, *arguments, **named)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Decides by the type alone, as the sandbox does, and once for each."""
        key = (type(obj), attr)
        if key not in _SAFE:
            _SAFE[key] = not attr.startswith("_") and super().is_safe_attribute(obj, attr, value)
        return _SAFE[key]


class _Expressions(_Sandbox):
    """Expressions about publications: an item that is not there is missing, like everything a publication lacks."""

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, (Mapping, tuple)) and not isinstance(argument, slice):
            try:
                return obj[argument]
            except (LookupError, TypeError):
                return MISSING
        return super().getitem(obj, argument)

    def getattr(self, obj: Any, attribute: str) -> Any:
        return obj.get(attribute, MISSING) if isinstance(obj, Mapping) else super().getattr(obj, attribute)


@lru_cache(maxsize=16)
def template_environment(folders: tuple[Path, ...], format: str) -> _Sandbox:
    """Returns the environment of a format; whatever a template prints passes through that format's writer."""
    writer = writer_of(format)
    environment = _Sandbox(
        loader=_FolderLoader(folders),
        finalize=lambda printed: printed if isinstance(printed, Safe) else writer.of(printed),
        undefined=_Strict,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.globals = {"w": writer, "namespace": environment.globals["namespace"]}
    return environment


def render_template(folders: tuple[Path, ...], format: str, names: tuple[str, ...], values: Mapping[str, Any]) -> str:
    """Renders the first of the named templates that exists. Raises: ``PubsError`` for a mistake in a template."""
    environment = template_environment(folders, format)
    try:
        template: Template = environment.select_template(list(names))
        return template.render(values)
    except TemplateNotFound as error:
        raise PubsError(f"template '{error.name}' not found") from error
    except TemplateSyntaxError as error:
        raise PubsError(f"template: {error.message}", place=f"{error.filename or error.name}:{error.lineno}") from error
    except (TemplateError, TypeError, ValueError, AttributeError) as error:
        raise PubsError(f"template '{names[-1]}': {error}") from error


@lru_cache(maxsize=256)
def compile_expression(text: str) -> tuple[Callable[..., Any], frozenset[str]]:
    """Compiles an expression and names what it uses. Raises: ``PubsError`` for a syntax error."""
    environment = _expression_environment()
    try:
        names = meta.find_undeclared_variables(environment.parse("{{ (" + text + ") }}"))
        return environment.compile_expression(text, undefined_to_none=False), frozenset(names)
    except TemplateSyntaxError as error:
        raise PubsError(f"cannot read the expression '{text}': {error.message}") from error


def evaluate(text: str, values: Mapping[str, Any]) -> Any:
    """Evaluates an expression. Raises: ``PubsError`` where it makes no sense for these values."""
    expression, _ = compile_expression(text)
    try:
        return expression(values)
    except (TypeError, ValueError, ArithmeticError, LookupError, SecurityError, UndefinedError) as error:
        raise PubsError(f"cannot work out the expression '{text}': {error}") from error


@lru_cache(maxsize=1)
def _expression_environment() -> _Expressions:
    environment = _Expressions(undefined=_Strict)
    environment.globals = {}
    return environment
