"""The block of a theme that writes one publication: written once and kept, where nothing around it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from jinja2 import Environment, Template
    from jinja2.runtime import Context

    Keep = Callable[[Any, Callable[[], str]], str]

BLOCK = "publication"
SIGHT = "pubs_sight"
_MOST = 20  # templates that import each other
_ALONE = frozenset({"publication", "options", "w", "namespace"})


def sight_of(tree: nodes.Template) -> tuple[bool, list[str], list[str | None]]:
    """Returns what a template sees: whether it has the block, the names it reads and the templates it imports.

    Shape: an import whose name is worked out is ``None``. It is compiled into the template, as ``SIGHT``.
    """
    from jinja2 import meta

    has_block = any(block.name == BLOCK for block in tree.find_all(nodes.Block))
    imports: list[Any] = list(tree.find_all((nodes.Import, nodes.FromImport, nodes.Include)))
    names = meta.find_undeclared_variables(tree) - _ALONE - _own_names(tree, imports)
    templates = [each.template.value if isinstance(each.template, nodes.Const) else None for each in imports]
    return has_block, sorted(names), templates


def stands_alone(environment: Environment, name: str) -> bool:
    """Whether a template has a block ``publication`` that sees nothing but its publication and the options."""
    waiting = [name]
    for place, current in enumerate(waiting):
        has_block, names, templates = environment.get_template(current).root_render_func.__globals__[SIGHT]
        if names or not (place or has_block):
            return False
        for imported in templates:
            if not isinstance(imported, str) or len(waiting) > _MOST:
                return False
            waiting.append(imported)
    return True


def _own_names(tree: nodes.Template, imports: Iterable[Any]) -> set[str]:
    """Names the macros and imports of a template; what it sets may change from one publication to the next."""
    names = {macro.name for macro in tree.find_all(nodes.Macro)}
    names |= {each.target for each in imports if isinstance(each, nodes.Import)}
    given = [name for each in imports if isinstance(each, nodes.FromImport) for name in each.names]
    return names | {name[-1] if isinstance(name, tuple) else name for name in given}


def render_keeping(template: Template, values: Mapping[str, Any], keep: Keep) -> str:
    """Renders a template; its block ``publication`` goes through ``keep``, which calls it for what it does not know."""
    environment = template.environment
    context = template.new_context(dict(values))
    write = context.blocks[BLOCK][0]

    def block(context: Context) -> Iterator[str]:
        yield keep(context.resolve(BLOCK), lambda: environment.concat(write(context)))

    context.blocks[BLOCK] = [block, *context.blocks[BLOCK]]
    try:
        return environment.concat(template.root_render_func(context))
    except Exception:
        environment.handle_exception()
