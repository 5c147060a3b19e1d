"""The block of a theme that writes one publication: written once and kept, where nothing around it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import meta, nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from jinja2 import Environment, Template
    from jinja2.runtime import Context

    Keep = Callable[[Any, Callable[[], str]], str]

BLOCK = "publication"
_MOST = 20  # templates that import each other
_ALONE = frozenset({"publication", "options", "w", "namespace"})


def stands_alone(environment: Environment, name: str) -> bool:
    """Whether a template has a block ``publication`` that sees nothing but its publication and the options."""
    waiting = [name]
    for place, current in enumerate(waiting):
        assert environment.loader is not None
        tree = environment.parse(environment.loader.get_source(environment, current)[0])
        if not place and all(block.name != BLOCK for block in tree.find_all(nodes.Block)):
            return False
        imports: list[Any] = list(tree.find_all((nodes.Import, nodes.FromImport, nodes.Include)))
        if meta.find_undeclared_variables(tree) - _ALONE - _own_names(tree, imports):
            return False
        for imported in imports:
            if not isinstance(imported.template, nodes.Const) or len(waiting) > _MOST:
                return False
            waiting.append(imported.template.value)
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
