"""Mutation testing: small faults put into the core modules, each of which a test of that module should notice.

    python benchmarks/mutants.py [MODULE ...]

mutmut makes the faults inside functions and runs only the tests named in ``MODULES``. For each module a row says how
many there were and how many survived; the survivors follow as diffs. ``docs/mutants.md`` names those that remain.
"""

from __future__ import annotations

import argparse
import gc
import os
import shutil
import signal
import subprocess
import sys
from functools import _lru_cache_wrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

import libcst as cst
import pytest
from mutmut import __main__ as mutmut
from mutmut.configuration import config
from mutmut.mutation import file_mutation
from mutmut.mutation.data import SourceFileMutationData
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.runners.harness import PytestRunner

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ROOT = Path(__file__).resolve().parents[1]
KILLED = {1: "failed", 3: "failed", -signal.SIGXCPU: "endless", -signal.SIGSEGV: "endless"}
"""How a run of tests ends that notices a fault."""
_SURVIVED = {0: "survived", 33: "no test calls it"}
MODULES = {
    "names": ("model/names", "model/test_names", "model/test_people", "model/test_reported"),
    "roles": ("model/roles", "model/test_roles"),
    "dates": ("model/dates", "model/test_dates", "model/test_reported"),
    "rate": ("model/rate", "model/test_rate"),
    "links": ("model/links", "model/test_links", "model/test_reported"),
    "regions": ("pages/regions", "pages/test_regions"),
    "writing": ("pages/writing", "pages/test_writing"),
    "suppress": ("lint/suppress", "lint/test_suppress"),
    "fixing": ("lint/fixing", "lint/test_fixing"),
    "lists": ("render/lists", "render/test_lists"),
    "slots": ("render/links", "render/test_links"),
    **{
        f"writers/{name}": (f"render/writers/{name}", "render/test_written")
        for name in ("base", "html", "latex", "markdown", "svg", "text", "urls")
    },
}
"""Each module with the files of its tests."""

_DECORATED = ("lru_cache", "property", "contextmanager")
_skips = file_mutation.MutationVisitor._skip_node_and_children
_arranged = file_mutation.function_trampoline_arrangement


def _is_decorated(function: cst.FunctionDef) -> bool:
    named = [
        each.decorator.func if isinstance(each.decorator, cst.Call) else each.decorator for each in function.decorators
    ]
    return bool(named) and all(isinstance(each, cst.Name) and each.value in _DECORATED for each in named)


def _skips_few(self: Any, node: cst.CSTNode) -> bool:
    return not (isinstance(node, cst.FunctionDef) and _is_decorated(node)) and _skips(self, node)


def _arranged_within(function: cst.FunctionDef, mutants: Iterable[Any], class_name: str | None) -> Any:
    """Keeps the decorators of a function around all its mutants; mutmut leaves out functions that have any."""
    if not _is_decorated(function):
        return _arranged(function, mutants, class_name)
    declared, nodes, *rest = _arranged(function.with_changes(decorators=[]), mutants, class_name)
    first = nodes[0].with_changes(decorators=[*function.decorators, *nodes[0].decorators])
    return declared, [first, *nodes[1:]], *rest


class _Plugin:
    """What pytest is told beside its arguments: mutmut names tests there, but some names cannot be arguments."""

    def __init__(self, tests: Iterable[str]) -> None:
        self._order = {name: place for place, name in enumerate(tests)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        if self._order:
            items[:] = sorted(
                (item for item in items if item.nodeid in self._order), key=lambda item: self._order[item.nodeid]
            )

    def pytest_runtest_setup(self) -> None:
        """Empties all caches while mutmut sees which tests call which function: a cached result is no call."""
        if os.environ.get("MUTANT_UNDER_TEST") == "stats":
            for each in gc.get_objects():
                if isinstance(each, _lru_cache_wrapper):
                    each.cache_clear()


def _execute(self: PytestRunner, params: list[str], plugins: Sequence[Any] = ()) -> int:
    tests = [each for each in params if "::" in each]
    others = [each for each in params if "::" not in each]
    files = config().pytest_add_cli_args_test_selection if tests else []
    return int(pytest.main(["--rootdir=.", *others, *files], [*plugins, _Plugin(tests)]))


def run(name: str) -> None:
    """Tests the mutants of one module, which takes a process of its own, and prints its row and its survivors."""
    module, *tests = MODULES[name]
    path = Path("pubmanager") / f"{module}.py"
    config().only_mutate = [str(path)]
    config().pytest_add_cli_args_test_selection = [f"tests/{test}.py" for test in tests]
    PytestRunner.execute_pytest = _execute  # type: ignore[method-assign]
    file_mutation.MutationVisitor._skip_node_and_children = _skips_few  # type: ignore[method-assign]
    file_mutation.function_trampoline_arrangement = _arranged_within
    shutil.rmtree("mutants", ignore_errors=True)  # what is left of an earlier run counts as up to date
    mutmut._run((), len(os.sched_getaffinity(0)))
    results = SourceFileMutationData(path=path)
    results.load()
    survivors = [each for each, code in results.exit_code_by_key.items() if code not in KILLED]
    total = len(results.exit_code_by_key)
    for each in survivors:
        print(f"\n{each}: {_SURVIVED.get(results.exit_code_by_key[each], 'tests did not run')}")
        print("\n".join(get_diff_for_mutant(each, path=path).splitlines()[2:]))
    print(f"| {name} | {total} | {total - len(survivors)} | {len(survivors)} | {1 - len(survivors) / total:.0%} |")


def main() -> None:
    """Tests the named modules, or all of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*", choices=[[], *MODULES], metavar="MODULE")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    os.chdir(ROOT)
    if options.alone:
        run(*options.modules)
        return
    rows = ["| module | mutants | killed | survived | |", "|---|---|---|---|---|"]
    for name in options.modules or MODULES:
        command = [sys.executable, __file__, "--alone", name]
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        *survivors, row = output[output.rindex("mutations/second") :].splitlines()[1:]
        print("\n".join(survivors), flush=True)
        rows.append(row)
    print("\n".join(rows))


if __name__ == "__main__":
    main()
