"""What can be changed in a piece of code, one place at a time, by its syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Iterator

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
# A kind, the node that is changed, and the text in its place.
Change = tuple[str, ast.AST, str]


def changes_of(function: ast.FunctionDef) -> Iterator[Change]:
    """Every change of what a function does."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    for statement in body:
        for node in walk(statement):
            yield from _of_statement(node)
            yield from of_expression(node)


def walk(node: ast.AST) -> Iterator[ast.AST]:
    """All that runs below a node: no annotations, no texts of f-strings, no imports, no assertions."""
    if isinstance(node, ast.Import | ast.ImportFrom | ast.Assert | ast.JoinedStr | ast.Raise):
        return
    yield node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from walk(child)


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


def of_expression(node: ast.AST) -> Iterator[Change]:
    """Every change of one node of an expression, without those of the nodes below it."""
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
