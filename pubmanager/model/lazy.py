"""Attributes worked out when they are first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

T = TypeVar("T")


class lazy(Generic[T]):
    """Like ``functools.cached_property``, which takes a lock each time in Python 3.11.

    The instance's own attribute hides this one from then on.
    """

    def __init__(self, work_out: Callable[[Any], T]) -> None:
        self._work_out = work_out
        self.__doc__ = work_out.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type) -> T: ...
    def __get__(self, instance: object | None, owner: type) -> Self | T:
        if instance is None:
            return self
        found = instance.__dict__[self._name] = self._work_out(instance)
        return found


def drop(instance: object, kept: Collection[str]) -> None:
    """Drops the attributes of an instance but for these, so that they are worked out again."""
    rest = {name: value for name, value in instance.__dict__.items() if name in kept}
    object.__setattr__(instance, "__dict__", rest)  # a dictionary that was large stays large
