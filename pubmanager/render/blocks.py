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
    """Returns what a template sees: whether it has the block, the names it reads and the templates it looks into.

    Shape: a template whose name is worked out is ``None``. It is compiled into the template, as ``SIGHT``.
    """
    from jinja2 import meta

    has_block = any(block.name == BLOCK for block in tree.find_all(nodes.Block))
    imports: list[Any] = list(tree.find_all((nodes.Import, nodes.FromImport, nodes.Include)))
    names = meta.find_undeclared_variables(tree) - _ALONE - _own_names(tree, imports)
    parents: list[Any] = list(tree.find_all(nodes.Extends)) if _reads(tree, "super") else []
    templates = [each.template.value if isinstance(each.template, nodes.Const) else None for each in imports + parents]
    return has_block, sorted(names | _shared(tree)), templates


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
    """Names the macros and imports of a template, and what it sets once, at its top."""
    names = {macro.name for macro in tree.find_all(nodes.Macro)} | _set_once(tree)
    names |= {each.target for each in imports if isinstance(each, nodes.Import)}
    given = [name for each in imports if isinstance(each, nodes.FromImport) for name in each.names]
    return names | {name[-1] if isinstance(name, tuple) else name for name in given}


def _set_once(tree: nodes.Template) -> set[str]:
    """Names what a template sets at its top and nowhere else: all else may change from one publication to the next."""
    sets: list[Any] = [each for each in tree.body if isinstance(each, (nodes.Assign, nodes.AssignBlock))]
    at_top = [each.target.name for each in sets if isinstance(each.target, nodes.Name)]
    everywhere = [each.name for each in tree.find_all(nodes.Name) if each.ctx == "store"]
    return {name for name in at_top if everywhere.count(name) == 1}


def _shared(tree: nodes.Template) -> set[str]:
    """Names ``namespace`` where one outlives a publication, which may change what is in it."""
    outside = (each for each in tree.body if not isinstance(each, (nodes.Block, nodes.Macro)))
    return {"namespace"} if any(_reads(each, "namespace") for each in outside) else set()


def _reads(node: nodes.Node, name: str) -> bool:
    return any(each.name == name for each in node.find_all(nodes.Name))


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
