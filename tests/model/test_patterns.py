"""Regular expressions that are compiled when they are first used."""

import ast
import re
from pathlib import Path

import pytest

from clustercheck.model.patterns import pattern

SOURCE = Path(__file__).parents[2] / "clustercheck"


@pytest.mark.parametrize("expression", [r"(\d+)-(\d+)", rb"(\d+)-(\d+)"])
def test_a_late_pattern_does_what_a_compiled_one_does(expression: str | bytes) -> None:
    late, compiled = pattern(expression, re.ASCII), re.compile(expression, re.ASCII)
    text = "a 12-34 b 5-6" if isinstance(expression, str) else b"a 12-34 b 5-6"
    by = r"\2-\1" if isinstance(expression, str) else rb"\2-\1"
    assert late.search(text)[1] == compiled.search(text)[1]  # type: ignore[index]
    assert late.findall(text) == compiled.findall(text)
    assert late.sub(by, text) == compiled.sub(by, text)
    assert late.split(text) == compiled.split(text)
    assert late.fullmatch(text) is compiled.fullmatch(text) is None
    assert late.match(text, 2)[0] == compiled.match(text, 2)[0]  # type: ignore[index]
    assert [each[0] for each in late.finditer(text)] == [each[0] for each in compiled.finditer(text)]
    assert late.groups == compiled.groups
    assert late.flags == compiled.flags


def test_a_wrong_pattern_fails_when_it_is_first_used() -> None:
    wrong = pattern("(")
    with pytest.raises(re.error):
        wrong.match("x")


def test_no_module_compiles_an_expression_when_it_is_imported() -> None:
    found = []
    for path in SOURCE.rglob("*.py"):
        for statement in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(statement, ast.FunctionDef | ast.ClassDef):
                continue
            found += [
                f"{path.name}:{node.lineno}"
                for node in ast.walk(statement)
                if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile"
            ]
    assert found == []
