"""Mutants of the engine: each changes one place of a function, or one constant."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from changes_of_code import Change, changes_of, of_expression, walk
from mutate import ROOT, Mutant
from running_code import Changed, Patch, Setting

MODULES = (
    "model/window", "engine/judge", "engine/outcomes", "engine/several", "engine/measures", "engine/modes", "engine/readings",
    "engine/spans", "engine/counts", "engine/bounded_measures", "engine/bounded_trends", "engine/bounded_values",
    "engine/bounded_counts", "model/intervals", "engine/assessment", "engine/recognition", "engine/notices", "engine/standard_notices",
    "engine/standard_facts", "engine/gaps", "engine/margins", "engine/remedies", "engine/evidence", "model/findings", "engine/claims",
    "engine/blank_figures", "engine/base_year", "engine/base_notices", "engine/next_year",
)  # fmt: skip
# What only bounds what is held on to.
_NO_SETTINGS = ("_MOST_HELD", "_LONGEST_HELD", "READINGS")


def mutants(only: str) -> list[Mutant]:
    """Every mutant of every function of the engine, in the order of the files."""
    found: list[Mutant] = []
    for name in MODULES:
        path = ROOT / "clustercheck" / f"{name}.py"
        if only in name:
            found += _of_file(path, f"clustercheck.{name.replace('/', '.')}")
    return found


def _of_file(path: Path, module: str) -> Iterator[Mutant]:
    source = path.read_text(encoding="utf-8")
    lines = source.encode().splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    content = source.encode()
    file = path.relative_to(ROOT).as_posix()
    for change, apply, within in _places(ast.parse(source), module, path):
        for kind, node, text in change:
            begin = starts[node.lineno - 1] + node.col_offset  # type: ignore[attr-defined]
            end = starts[node.end_lineno - 1] + node.end_col_offset  # type: ignore[attr-defined]
            changed = Changed(content, begin, end, text)
            first, last = node.lineno, node.end_lineno  # type: ignore[attr-defined]
            before = " ".join(line.decode().strip() for line in lines[first - 1 : last])
            head, tail = content[starts[first - 1] : begin].decode(), content[end : starts[last]].decode()
            after = " ".join(line.strip() for line in (head + text + tail).splitlines())
            yield Mutant(file, first, kind, before, after, apply(changed), within)


def _places(
    tree: ast.Module, module: str, path: Path
) -> Iterator[tuple[Iterator[Change], Callable[[Changed], Any], str]]:
    """What can be changed in each function and each constant, and what makes the change in a running process."""
    for function, qualname in _functions(tree):
        lines = range(function.lineno, (function.end_lineno or function.lineno) + 1)
        yield (
            changes_of(function),
            lambda changed, name=qualname, lines=lines: Patch(module, path, changed, name, lines),
            qualname,
        )
    for place, node in enumerate(tree.body):
        if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
            continue
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        is_type = isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation) == "TypeAlias"
        if isinstance(target, ast.Name) and not is_type and target.id not in _NO_SETTINGS:
            inside = (change for one in walk(node.value) for change in of_expression(one))
            yield inside, lambda changed, at=place, name=target.id: Setting(module, changed, at, name), ""


def _functions(tree: ast.Module) -> Iterator[tuple[ast.FunctionDef, str]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node, node.name
        elif isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef):
                    yield inner, f"{node.name}.{inner.name}"
