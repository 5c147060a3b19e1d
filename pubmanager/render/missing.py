"""What stands for something that a publication does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


class Missing:
    """Something a publication does not have: false, empty, and every comparison with it is false."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False

    def _is_false(self, other: object) -> bool:
        return False

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _is_false
    __hash__ = None  # type: ignore[assignment] # equal to nothing, so it is no key either

    def __getattr__(self, name: str) -> Missing:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __str__(self) -> str:
        return ""


MISSING = Missing()
