"""Where templates come from: the folders of themes, and what was compiled before."""

from __future__ import annotations

from types import CodeType
from typing import TYPE_CHECKING, Any

from jinja2 import BaseLoader, BytecodeCache, TemplateNotFound

from pubmanager.cache import compiled

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from jinja2.bccache import Bucket


class FolderLoader(BaseLoader):
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


class Compiled(BytecodeCache):
    """Keeps compiled templates of one format; what is constant in a template is written when it is compiled."""

    def __init__(self, format: str) -> None:
        self._format = format

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = compiled.load(CodeType, self._format, bucket.key, bucket.checksum)

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code
        compiled.save(bucket.code, self._format, bucket.key, bucket.checksum)
