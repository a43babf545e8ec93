"""Changes made in a running process: a function gets other code, a constant another value."""

from __future__ import annotations

import ast
import importlib
import sys
import types
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple


class Changed(NamedTuple):
    """A source with one place changed, put together when it is needed."""

    source: bytes
    begin: int
    end: int
    text: str

    def __bytes__(self) -> bytes:
        return self.source[: self.begin] + self.text.encode() + self.source[self.end :]


class Patch:
    """Gives a function of the running process the code it has in a changed source."""

    def __init__(self, module: str, path: Path, changed: Changed, qualname: str, lines: range) -> None:
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
        forget()
        return False

    def _rebuild(self) -> None:
        """Evaluate the constants anew that functions of the module made while it was imported."""
        for place, name in made_of(self.changed.source, ()):
            Setting(self.module, self.changed, place, name)()


def made_of(source: bytes, names: Sequence[str]) -> list[tuple[int, str]]:
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


def forget() -> None:
    """Drop what the functions of the engine have kept so far."""
    for name, module in list(sys.modules.items()):
        if name.startswith("clustercheck."):
            for one in list(vars(module).values()):
                if callable(getattr(one, "cache_clear", None)):
                    one.cache_clear()
    importlib.import_module("clustercheck.model.speed").use_quick_ways(True)


class Setting:
    """Gives a constant of a module the value it has in a changed source, wherever it was imported to."""

    def __init__(self, module: str, changed: Changed, place: int, name: str) -> None:
        self.module, self.changed, self.place, self.name = module, changed, place, name

    def __call__(self) -> bool:
        self._set(self.place, self.name)
        for place, name in made_of(self.changed.source, (self.name,)):
            self._set(place, name)
        forget()
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
