"""Mutants of the engine: each changes one place of a function, by the syntax tree, in the running process."""

from __future__ import annotations

import ast
import importlib
import json
import os
import random
import sys
import types
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, NamedTuple

import pytest
from _pytest.runner import runtestprotocol
from coverage import Coverage
from hypothesis import Phase, settings
from mutate import ROOT, Mutant

MODULES = (
    "window", "measures", "counts", "bounded", "bounded_counts", "intervals", "assessment", "recognition", "notices",
    "asked", "gaps", "evidence", "findings", "claims", "settled", "base_year", "base_notices", "next_year",
)  # fmt: skip
# Those that hold the engine; `test_json_lines` is about a report, slips are of standards.
_TESTS = ("tests/engine",)
# Where a module is held by name, as the words of its tests tell; all others come after these.
_HELD_BY = {
    "asked": ("test_asked", "test_notices"),
    "assessment": ("test_cases", "test_base_year", "test_asked", "test_claims"),
    "base_notices": ("test_notices", "test_base_year"),
    "base_year": ("test_base_year",),
    "bounded": ("test_inexact.",),
    "bounded_counts": ("test_inexact_counts",),
    "claims": ("test_claims",),
    "counts": ("test_counts", "test_inexact_counts", "test_edges"),
    "evidence": ("test_evidence", "test_edges"),
    "findings": ("test_notices",),
    "gaps": ("test_gaps", "test_edges"),
    "intervals": ("test_intervals", "test_inexact."),
    "measures": ("test_gaps", "test_base_year", "test_next_year"),
    "next_year": ("test_next_year",),
    "notices": ("test_notices", "test_claims"),
    "recognition": ("test_recognition",),
    "settled": ("test_properties",),
    "window": ("test_years", "test_edges"),
}
# Of a test that draws figures, and of one that does so for each of seventy thresholds.
_EXAMPLES, _FEW = 25, 2
# Seconds after which a mutant survives that no test has noticed; the more would be killed, the longer it took.
_LONGEST = 10
# Hypothesis is imported here before pytest sees it.
_EARLY = "ignore::pytest.PytestAssertRewriteWarning"
# What only bounds what is held on to.
_NO_SETTINGS = ("_MOST_HELD", "_LONGEST_HELD", "READINGS")
_NOT_THOSE = (
    "test_json_lines.py",
    "test_a_slip_makes_a_case_fail",
    "test_a_kind_of_firms_left_out",
    "test_quantities",
    "test_nothing_is_left_uncovered",
)
_COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,), ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}  # fmt: skip
_CALCULATED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Pow: ast.Mult, ast.Mod: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
_NAMES = {
    "BASE": "FIRST", "FIRST": "MIDDLE", "MIDDLE": "LAST", "LAST": "MIDDLE", "_MET": "_MISSED", "_MISSED": "_MET",
    "_plus": "_times", "_times": "_plus", "min": "max", "max": "min", "any": "all", "all": "any",
}  # fmt: skip
_MEMBERS = {
    "MET": "MISSED", "MISSED": "UNKNOWN", "UNKNOWN": "MET", "DISCRETIONARY": "MISSED", "WAIVED": "MISSED",
    "INCOMPLETE": "MISSED", "lower": "upper", "upper": "lower", "over": "under", "under": "over",
    "LATEST": "EVERY_YEAR", "EVERY_YEAR": "LATEST", "RISING": "FALLING", "FALLING": "RISING",
    "numerator": "denominator", "denominator": "numerator", "part": "whole",
}  # fmt: skip
Change = tuple[str, ast.AST, str]


def mutants(only: str) -> list[Mutant]:
    """Every mutant of every function of the engine, in the order of the files."""
    found: list[Mutant] = []
    for name in MODULES:
        path = ROOT / "clustercheck" / f"{name}.py"
        if path.is_file() and only in name:
            found += _of_file(path, f"clustercheck.{name}")
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
            changed = _Changed(content, begin, end, text)
            first, last = node.lineno, node.end_lineno  # type: ignore[attr-defined]
            before = " ".join(line.decode().strip() for line in lines[first - 1 : last])
            head, tail = content[starts[first - 1] : begin].decode(), content[end : starts[last]].decode()
            after = " ".join(line.strip() for line in (head + text + tail).splitlines())
            yield Mutant(file, first, kind, before, after, apply(changed), within)


def _places(
    tree: ast.Module, module: str, path: Path
) -> Iterator[tuple[Iterator[Change], Callable[[_Changed], Any], str]]:
    """What can be changed in each function and each constant, and what makes the change in a running process."""
    for function, qualname in _functions(tree):
        lines = range(function.lineno, (function.end_lineno or function.lineno) + 1)
        yield (
            _changes(function),
            lambda changed, name=qualname, lines=lines: _Patch(module, path, changed, name, lines),
            qualname,
        )
    for place, node in enumerate(tree.body):
        if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
            continue
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        is_type = isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation) == "TypeAlias"
        if isinstance(target, ast.Name) and not is_type and target.id not in _NO_SETTINGS:
            inside = (change for one in _walk(node.value) for change in _of_expression(one))
            yield inside, lambda changed, at=place, name=target.id: _Setting(module, changed, at, name), ""


def _functions(tree: ast.Module) -> Iterator[tuple[ast.FunctionDef, str]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node, node.name
        elif isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef):
                    yield inner, f"{node.name}.{inner.name}"


def _changes(function: ast.FunctionDef) -> Iterator[Change]:
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    for statement in body:
        for node in _walk(statement):
            yield from _of_statement(node)
            yield from _of_expression(node)


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    """All that runs below a node: no annotations, no texts of f-strings, no imports, no assertions."""
    if isinstance(node, ast.Import | ast.ImportFrom | ast.Assert | ast.JoinedStr | ast.Raise):
        return
    yield node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _walk(child)


def _of_statement(node: ast.AST) -> Iterator[Change]:
    if (isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant)) or isinstance(
        node, ast.AugAssign
    ):
        yield "statement removed", node, "pass"
    elif isinstance(node, ast.Continue):
        yield "continue for break", node, "break"
    elif isinstance(node, ast.Break):
        yield "break removed", node, "pass"
    elif isinstance(node, ast.Return) and node.value is not None:
        if not (isinstance(node.value, ast.Constant) and node.value.value is None):
            yield "return value", node, "return None"
    elif isinstance(node, ast.If | ast.While | ast.IfExp):
        test = ast.unparse(node.test)
        yield "condition turned", node.test, f"(not ({test}))"
        if not isinstance(node, ast.While):
            yield "condition always", node.test, "True"
            yield "condition never", node.test, "False"
    elif isinstance(node, ast.comprehension):
        for test in node.ifs:
            yield "filter dropped", test, "True"
            yield "filter turned", test, f"(not ({ast.unparse(test)}))"


def _of_expression(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.Compare):
        for number, operator in enumerate(node.ops):
            for other in _COMPARED[type(operator)]:
                ops = [*node.ops[:number], other(), *node.ops[number + 1 :]]
                yield "comparison", node, _text(ast.Compare(node.left, ops, node.comparators))
    elif isinstance(node, ast.BoolOp):
        turned = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield "and, or", node, _text(ast.BoolOp(turned, node.values))
        for number in range(len(node.values)):
            rest = [*node.values[:number], *node.values[number + 1 :]]
            yield "operand dropped", node, _text(ast.BoolOp(node.op, rest) if len(rest) > 1 else rest[0])
    elif isinstance(node, ast.BinOp) and type(node.op) in _CALCULATED:
        yield "operator", node, _text(ast.BinOp(node.left, _CALCULATED[type(node.op)](), node.right))
    elif isinstance(node, ast.UnaryOp):
        yield "sign", node, _text(node.operand)
    elif isinstance(node, ast.Constant):
        yield from _of_constant(node)
    elif isinstance(node, ast.IfExp):
        yield "branches swapped", node, _text(ast.IfExp(node.test, node.orelse, node.body))
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in _NAMES:
        yield "name", node, _NAMES[node.id]
    elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load) and node.attr in _MEMBERS:
        yield "member", node, _text(ast.Attribute(node.value, _MEMBERS[node.attr], node.ctx))


def _of_constant(node: ast.Constant) -> Iterator[Change]:
    if isinstance(node.value, bool):
        yield "constant", node, str(not node.value)
    elif isinstance(node.value, int):
        yield "off by one", node, str(node.value + 1)
        yield "off by one", node, f"({node.value - 1})"
    elif isinstance(node.value, str) and node.value:
        yield "text", node, repr(node.value + "~")


def _text(node: ast.AST) -> str:
    return f"({ast.unparse(ast.fix_missing_locations(node))})"


class _Changed(NamedTuple):
    """A source with one place changed, put together when it is needed."""

    source: bytes
    begin: int
    end: int
    text: str

    def __bytes__(self) -> bytes:
        return self.source[: self.begin] + self.text.encode() + self.source[self.end :]


class _Patch:
    """Gives a function of the running process the code it has in a changed source."""

    def __init__(self, module: str, path: Path, changed: _Changed, qualname: str, lines: range) -> None:
        self.module, self.path, self.changed, self.qualname = module, path, changed, qualname
        self.lines = lines

    def __call__(self) -> bool:
        code: types.CodeType = compile(bytes(self.changed), str(self.path), "exec", dont_inherit=True)
        for step in self.qualname.split("."):
            code = next(
                one for one in code.co_consts if isinstance(one, types.CodeType) and one.co_name == step
            )
        target: Any = importlib.import_module(self.module)
        for step in self.qualname.split("."):
            target = vars(target)[step]
        _function(target).__code__ = code
        self._rebuild()
        _forget()
        return False

    def _rebuild(self) -> None:
        """Evaluate the constants anew that functions of the module made while it was imported."""
        for place, name in _made_of(self.changed.source, ()):
            _Setting(self.module, self.changed, place, name)()


def _made_of(source: bytes, names: Sequence[str]) -> list[tuple[int, str]]:
    """The places and names of the constants of a module whose values are made of these, or by its own functions."""
    tree = ast.parse(source)
    own = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    found = []
    for place, node in enumerate(tree.body):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            inside = list(ast.walk(node.value))
            called = any(isinstance(one, ast.Call) and ast.unparse(one.func) in own for one in inside)
            if called or any(isinstance(one, ast.Name) and one.id in names for one in inside):
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                found.append((place, ast.unparse(target)))
    return found


def _function(found: Any) -> types.FunctionType:
    """The function below a property or what remembers its answers."""
    if isinstance(found, property):
        found = found.fget
    found = getattr(found, "__func__", found)
    while hasattr(found, "__wrapped__"):
        found = found.__wrapped__
    assert isinstance(found, types.FunctionType), found
    return found


def _forget() -> None:
    """Drop what the functions of the engine have kept so far."""
    for name, module in list(sys.modules.items()):
        if name.startswith("clustercheck."):
            for one in list(vars(module).values()):
                if callable(getattr(one, "cache_clear", None)):
                    one.cache_clear()
    importlib.import_module("clustercheck.asked")._held.clear()


class _Setting:
    """Gives a constant of a module the value it has in a changed source, wherever it was imported to."""

    def __init__(self, module: str, changed: _Changed, place: int, name: str) -> None:
        self.module, self.changed, self.place, self.name = module, changed, place, name

    def __call__(self) -> bool:
        self._set(self.place, self.name)
        for place, name in _made_of(self.changed.source, (self.name,)):
            self._set(place, name)
        _forget()
        return False

    def _set(self, place: int, name: str) -> None:
        statement = ast.parse(bytes(self.changed)).body[place]
        assert isinstance(statement, ast.Assign | ast.AnnAssign)
        assert statement.value is not None
        expression = compile(ast.Expression(statement.value), self.module, "eval", dont_inherit=True)
        home = vars(importlib.import_module(self.module))
        old = home[name]
        new = eval(expression, home)
        for module in list(sys.modules.values()):
            if vars(module).get(name) is old:
                setattr(module, name, new)


class _Seen(NamedTuple):
    """What the tests do as things are: how long each takes, the lines that it runs, and whether it fails."""

    seconds: dict[str, float]
    by_line: dict[tuple[str, int], set[str]]
    failing: set[str]


class _Loop:
    """Runs the mutants in place of the tests that pytest has collected."""

    def __init__(self, run: Callable[[Callable[[Mutant], str]], None]) -> None:
        self.run = run

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = [item for item in session.items if not any(part in item.nodeid for part in _NOT_THOSE)]
        for item in items:
            if hasattr(_test_of(item), "hypothesis"):
                _test_of(item)._hypothesis_internal_use_settings = settings(
                    _test_of(item)._hypothesis_internal_use_settings,
                    max_examples=_FEW if "[" in item.nodeid else _EXAMPLES,
                    phases=(Phase.explicit, Phase.generate),
                    derandomize=True,
                    database=None,
                )
        seen = _look(items)
        # One that fails as things are would be taken for noticing every change.
        for name in sorted(seen.failing):
            print(f"FAILS WITHOUT ANY CHANGE, left out: {name}", flush=True)
        sound = [item for item in items if item.nodeid not in seen.failing]
        self.run(lambda mutant: _first_failure(_near(mutant, sound, seen)))
        return True


def with_tests(run: Callable[[Callable[[Mutant], str]], None]) -> None:
    """Collect the tests once and call `run` with what tries them on a mutant, to be called in a forked process."""
    os.chdir(ROOT)
    for name in MODULES:
        if (ROOT / "clustercheck" / f"{name}.py").is_file():
            importlib.import_module(f"clustercheck.{name}")
    off = [part for name in ("cacheprovider", "xdist", "cov", "terminal") for part in ("-p", f"no:{name}")]
    pytest.main([*_TESTS, *off, "-s", "--strict-markers", "-W", _EARLY], plugins=[_Loop(run)])


def _near(mutant: Mutant, items: Sequence[pytest.Item], seen: _Seen) -> list[pytest.Item]:
    """The tests that run the changed function, those first that run the very line.

    Of a test with many parameters one comes after the other tests have had their turn: what one of them does not
    notice its like seldom does.
    """
    at = seen.by_line.get((mutant.file, mutant.line), set())
    if isinstance(mutant.apply, _Patch):
        # What runs while a module is imported no test is seen to run.
        anywhere = bool(_made_of(mutant.apply.changed.source, ()))
        within: set[str] = set().union(
            *(
                tests
                for (file, line), tests in seen.by_line.items()
                if file == mutant.file and (anywhere or line in mutant.apply.lines)
            )
        )
        items = [item for item in items if item.nodeid in within]
    held_by = _HELD_BY.get(Path(mutant.file).stem, ())
    turns: Counter[tuple[int, str]] = Counter()
    order = []
    for item in random.Random(0).sample(items, len(items)):
        name = item.nodeid.partition("[")[0]
        named = any(part in name for part in held_by) and not hasattr(_test_of(item), "hypothesis")
        far = (item.nodeid not in at) * 2 + (not named)
        turns[far, name] += 1
        order.append((far, turns[far, name], seen.seconds[item.nodeid], item.nodeid, item))
    return [item for *_, item in sorted(order, key=lambda one: one[:4])]


def _look(items: Sequence[pytest.Item]) -> _Seen:
    """Run each test once without a change, in as many forked processes as there are processors."""
    jobs = os.cpu_count() or 1
    pipes = [_looking(items[start::jobs]) for start in range(jobs)]
    seen = _Seen({}, defaultdict(set), set())
    for pid, pipe in pipes:
        with os.fdopen(pipe, encoding="utf-8") as stream:
            found = json.load(stream)
        os.waitpid(pid, 0)
        seen.seconds.update(found["seconds"])
        seen.failing.update(found["failing"])
        for file, line, tests in found["lines"]:
            seen.by_line[file, line].update(tests)
    return seen


def _looking(items: Sequence[pytest.Item]) -> tuple[int, int]:
    """A process that runs the tests and writes into a pipe what it sees."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return pid, reading
    os.close(reading)
    files = {str(ROOT / "clustercheck" / f"{name}.py"): f"clustercheck/{name}.py" for name in MODULES}
    recorder = Coverage(data_file=None, branch=False, include=list(files), config_file=False)
    seconds, failing = {}, []
    recorder.start()
    for item in items:
        _forget()
        recorder.switch_context(item.nodeid)
        started = perf_counter()
        if _first_failure([item]):
            failing.append(item.nodeid)
        seconds[item.nodeid] = perf_counter() - started
    recorder.stop()
    data = recorder.get_data()
    lines = [
        (name, line, tests)
        for file, name in files.items()
        for line, tests in data.contexts_by_lineno(file).items()
    ]
    with os.fdopen(writing, "w", encoding="utf-8") as stream:
        json.dump({"seconds": seconds, "failing": failing, "lines": lines}, stream)
    os._exit(0)


def _first_failure(items: Sequence[pytest.Item]) -> str:
    """The name of the first test that fails; empty where none does in the time there is."""
    started = process_time()
    for item in items:
        if process_time() - started > _LONGEST:
            break
        for report in runtestprotocol(item, log=False, nextitem=None):
            if report.failed:
                return item.nodeid
    return ""


def _test_of(item: pytest.Item) -> Any:
    return getattr(item, "obj", None)
