"""A page of what `clustercheck.__all__` offers, and of the records that it returns."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

import clustercheck
from clustercheck.model.cluster import Cluster
from clustercheck.model.findings import Assessment, Finding, Outcome, Status, Verdict
from clustercheck.model.standard import Standard

_TEXTS = {
    "zh": (
        "Python 接口",
        "以下由程序的注释生成，故为英文。只有 `clustercheck.__all__` "
        "里的名称受[稳定性](stability.md)约定保护。",
        "返回的记录",
    ),
    "en": (
        "Python API",
        "Made from the docstrings. The names in `clustercheck.__all__` alone are covered by [Stability](stability.md).",
        "The records",
    ),
}
_RECORDS = (Assessment, Finding, Outcome, Cluster, Standard)


def pages(language: str) -> dict[str, str]:
    """The page `library.md`."""
    title, intro, records = _TEXTS[language]
    example = inspect.cleandoc(clustercheck.__doc__ or "").partition("\n\n")[2]
    lines = [f"# {title}", "", intro, "", "```python", "from datetime import date", example, "```", ""]
    for name in clustercheck.__all__:
        lines += _name(name, getattr(clustercheck, name))
    lines += [f"## {records}", ""]
    for record in _RECORDS:
        lines += _record(record)
    for kind in (Verdict, Status):
        lines += [f"### {kind.__name__}", "", _prose(kind), ""]
        lines += [f"- `{each.value}`" for each in kind]
        lines.append("")
    return {"library.md": "\n".join(lines)}


def _name(name: str, of: Any) -> Iterator[str]:
    yield f"## {name}"
    yield ""
    if not isinstance(of, type):
        yield from ("```python", f"{name}{_signature(of)}", "```", "")
    yield from (_prose(of), "")


def _signature(function: Any) -> str:
    signature = inspect.signature(function)
    plain = signature.replace(
        parameters=[
            each.replace(annotation=_Bare(each.annotation)) for each in signature.parameters.values()
        ],
        return_annotation=_Bare(signature.return_annotation),
    )
    text = str(plain)
    if len(text) < 80:
        return text
    inner, arrow, returned = text[1:].rpartition(") -> ")
    return "(\n    " + inner.replace(", ", ",\n    ") + f",\n{arrow}{returned}"


class _Bare(str):
    """An annotation that shows without quotation marks."""

    def __repr__(self) -> str:
        return str(self)


def _record(record: Any) -> Iterator[str]:
    yield f"### {record.__name__}"
    yield ""
    yield _prose(record)
    yield ""
    fields = record.__annotations__
    yield from ("```python", *(f"{name}: {_type(kind)}" for name, kind in fields.items()), "```", "")


def _type(kind: Any) -> str:
    text = kind if isinstance(kind, str) else kind.__name__ if type(kind) is type else str(kind)
    return text.replace("clustercheck.model.", "").replace("typing.", "")


def _prose(of: Any) -> str:
    """A docstring; lines that are set in are code there."""
    return inspect.cleandoc(of.__doc__ or "")
