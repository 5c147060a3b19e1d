"""Where templates come from: the folders of themes, and what was compiled before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import BaseLoader, BytecodeCache, TemplateNotFound

from pubmanager.cache import compiled
from pubmanager.errors import PubsError
from pubmanager.inputs import read_text
from pubmanager.render import limits
from pubmanager.render.themes import BUILTIN, theme_file
from pubmanager.source import shown_path

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from jinja2.bccache import Bucket


class FolderLoader(BaseLoader):
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


class Compiled(BytecodeCache):
    """Keeps compiled templates of one format; what is constant in a template is written when it is compiled."""

    def __init__(self, format: str) -> None:
        self._format = format

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = compiled.load(self._format, bucket.key, bucket.checksum)

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code
        compiled.save(bucket.code, self._format, bucket.key, bucket.checksum)
