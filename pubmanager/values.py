"""``dataclass`` as the standard library has it, made in a tenth of its time.

The library compiles six methods for each class as it is defined: 0.5 ms each, a third of the start of a command that
needs few of them; and it loads ``inspect`` and a parser. Here only ``__init__`` is compiled, when the first instance
is made; the others are shared. ``dataclasses.fields``, ``replace`` and ``asdict`` work as ever, the first two slowly.
"""

from __future__ import annotations

from operator import attrgetter
from types import MemberDescriptorType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # the type checker sees the library's
    from collections.abc import Callable, Mapping
    from dataclasses import dataclass as dataclass
    from dataclasses import field as field
    from dataclasses import replace as replace
else:

    def dataclass(cls=None, /, *, frozen=False, slots=False, order=False):
        """Makes a class of its annotated attributes; the settings are the library's."""

        def made(cls):
            return _made(cls, frozen, slots, order)

        return made(cls) if cls else made

    def field(**settings):
        """Says more about an attribute than its default; the settings are the library's."""
        return Field(**settings)

    def replace(instance, /, **changes):
        """Returns another instance, with these attributes changed."""
        kept = {name: getattr(instance, name) for name in given_fields(type(instance)) if name not in changes}
        return type(instance)(**kept, **changes)


MISSING: Any = object()
_OWN = "__own_fields__"
_FEW = 4  # instances are set up for less than what it takes to compile
_NOT_FIELDS = ("ClassVar", "typing.ClassVar")


class Field:
    """What is said about an attribute of a class."""

    __slots__ = ("compare", "default", "default_factory", "metadata", "repr")

    def __init__(
        self,
        default: Any = MISSING,
        default_factory: Any = MISSING,
        *,
        repr: bool = True,
        compare: bool = True,
        metadata: Mapping[str, Any] | None = None,
    ) -> None:
        self.default, self.default_factory = default, default_factory
        self.repr, self.compare, self.metadata = repr, compare, metadata or {}

    def for_library(self) -> Any:
        """Returns the same as the library says it."""
        import dataclasses

        said = {"default": self.default, "default_factory": self.default_factory}
        given = {name: value for name, value in said.items() if value is not MISSING}
        return dataclasses.field(**given, repr=self.repr, compare=self.compare, metadata=self.metadata)


def is_value(kind: Any) -> bool:
    """Whether something is a class made here."""
    return isinstance(kind, type) and hasattr(kind, _OWN)


def given_fields(cls: type) -> dict[str, Any]:
    """Returns what each attribute of a class was given: a ``Field``, a default or ``MISSING``."""
    found: dict[str, Any] = getattr(cls, _OWN)
    return found


def _made(cls: type, frozen: bool, slots: bool, order: bool) -> type:
    body = dict(cls.__dict__)
    own = [name for name, kind in body.get("__annotations__", {}).items() if not kind.startswith(_NOT_FIELDS)]
    given = {name: body.pop(name, MISSING) for name in own}
    if not slots:  # a default is an attribute of the class
        body |= {name: _default(each) for name, each in given.items() if _default(each) is not MISSING}
    fields = {**_inherited(cls), **given}
    body |= {_OWN: fields, "__match_args__": tuple(fields), "__dataclass_fields__": _Described("__dataclass_fields__")}
    body |= {"__dataclass_params__": _Described("__dataclass_params__")}
    for name, method in _methods(fields, frozen, order).items():
        if body.get(name) is None:
            body[name] = method
    for name in ("__dict__", "__weakref__"):
        body.pop(name, None)
    if slots:
        body["__slots__"] = tuple(name for name in own if name not in _inherited(cls))
    return type(cls)(cls.__name__, cls.__bases__, body)


def _inherited(cls: type) -> dict[str, Any]:
    found: dict[str, Any] = getattr(cls, _OWN, {})
    return found


def _default(given: Any) -> Any:
    return given.default if isinstance(given, Field) else given


def _methods(fields: dict[str, Any], frozen: bool, order: bool) -> dict[str, Any]:
    compared = [name for name, given in fields.items() if not isinstance(given, Field) or given.compare]
    key: Callable[[Any], Any] = attrgetter(*compared) if compared else lambda _: ()

    def __eq__(self: Any, other: object) -> Any:
        return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: Any) -> int:
        return hash(key(self))

    methods = {"__init__": _first_init(frozen), "__repr__": _repr, "__eq__": __eq__}
    if frozen:
        methods |= {"__hash__": __hash__, "__setattr__": _refuse, "__delattr__": _refuse, "__reduce__": _reduce}
    return methods | _ordering(key) if order else methods


def _ordering(key: Callable[[Any], Any]) -> dict[str, Any]:
    def __lt__(self: Any, other: object) -> Any:
        return key(self) < key(other) if other.__class__ is self.__class__ else NotImplemented

    def __le__(self: Any, other: object) -> Any:
        return key(self) <= key(other) if other.__class__ is self.__class__ else NotImplemented

    def __gt__(self: Any, other: object) -> Any:
        return key(self) > key(other) if other.__class__ is self.__class__ else NotImplemented

    def __ge__(self: Any, other: object) -> Any:
        return key(self) >= key(other) if other.__class__ is self.__class__ else NotImplemented

    return {"__lt__": __lt__, "__le__": __le__, "__gt__": __gt__, "__ge__": __ge__}


def _repr(self: Any) -> str:
    fields = getattr(self, _OWN).items()
    shown = [name for name, given in fields if not isinstance(given, Field) or given.repr]
    return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"


def _refuse(self: Any, name: str, value: Any = None) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot assign to or delete field {name!r}")


def _reduce(self: Any) -> tuple[type, tuple[Any, ...]]:
    return type(self), tuple(getattr(self, name) for name in getattr(self, _OWN))


def _first_init(frozen: bool) -> Callable[..., None]:
    """Returns an ``__init__`` that sets the first few instances up by hand, then puts a compiled one in its place."""
    left = _FEW

    def __init__(self: Any, *arguments: Any, **named: Any) -> None:
        nonlocal left
        left -= 1
        owner = next(cls for cls in type(self).__mro__ if cls.__dict__.get("__init__") is __init__)
        values = _bound(given_fields(owner), arguments, named) if left >= 0 else None
        if values is None:  # many, or wrong: the compiled one says how
            owner.__init__ = init = _compiled(owner, frozen)  # type: ignore[misc] # that is the point
            init(self, *arguments, **named)
            return
        for name, value in values.items():
            object.__setattr__(self, name, value)

    return __init__


def _bound(fields: dict[str, Any], arguments: tuple[Any, ...], named: dict[str, Any]) -> dict[str, Any] | None:
    """Returns the attributes of an instance; ``None`` for arguments that do not fit."""
    values = dict(zip(fields, arguments, strict=False))
    if len(arguments) > len(fields) or not values.keys().isdisjoint(named) or not named.keys() <= fields.keys():
        return None
    values |= named
    for name, given in fields.items():
        if name not in values:
            make = given.default_factory if isinstance(given, Field) else MISSING
            values[name] = _default(given) if make is MISSING else make()
    return None if any(value is MISSING for value in values.values()) else values


def _compiled(cls: type, frozen: bool) -> Callable[..., None]:
    scope: dict[str, Any] = {"_set": object.__setattr__, "_MISSING": MISSING}
    parameters, lines = ["self"], []
    for name, given in getattr(cls, _OWN).items():
        default, value = _default(given), name
        if isinstance(given, Field) and given.default_factory is not MISSING:
            default, scope[f"_make_{name}"] = MISSING, given.default_factory
            value = f"_make_{name}() if {name} is _MISSING else {name}"
            parameters.append(f"{name}=_MISSING")
        elif default is MISSING:
            parameters.append(name)
        else:
            scope[f"_default_{name}"] = default
            parameters.append(f"{name}=_default_{name}")
        if not frozen:
            lines.append(f" self.{name} = {value}")
        elif isinstance(slot := getattr(cls, name, None), MemberDescriptorType):
            scope[f"_set_{name}"] = slot.__set__  # in half the time of asking by name
            lines.append(f" _set_{name}(self, {value})")
        else:
            lines.append(f" _set(self, '{name}', {value})")
    exec("\n".join([f"def __init__({', '.join(parameters)}):", *lines, " pass"]), scope)
    init: Callable[..., None] = scope["__init__"]
    return init


class _Described:
    """What the functions of ``dataclasses`` read, worked out by the library when one of them asks."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, instance: object, cls: type) -> Any:
        from dataclasses import make_dataclass
        from inspect import get_annotations

        owner = next(each for each in cls.__mro__ if each.__dict__.get(self._name) is self)
        kinds = {name: kind for each in reversed(owner.__mro__) for name, kind in get_annotations(each).items()}
        fields = [
            (name, kinds[name]) if given is MISSING else (name, kinds[name], _for_library(given))
            for name, given in given_fields(owner).items()
        ]
        frozen = owner.__setattr__ is _refuse
        made = make_dataclass(owner.__name__, fields, init=False, repr=False, eq=False, frozen=frozen)
        setattr(owner, self._name, getattr(made, self._name))
        return getattr(made, self._name)


def _for_library(given: Any) -> Any:
    return given.for_library() if isinstance(given, Field) else given
