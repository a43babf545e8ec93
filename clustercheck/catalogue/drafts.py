"""Draft a new standard: the structure of a known one, with every fact left to be filled in.

The next document differs, so only the names of the criteria are copied. They are a list to go through: delete the
ones that the new document does not have.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from clustercheck.catalogue.nodes import TO_FILL, as_yaml, plain_values
from clustercheck.formats.text_files import text_of
from clustercheck.model.standard import Standard

# The keys that hold requirements or other facts of one document.
_FACTS = (
    "clause", "wording", "every_year", "average", "latest", "once", "growth", "rise", "at_least", "number", "coverage",
    "effective", "checked", "source", "level",
)  # fmt: skip
_NAMES = ("name", "jurisdiction", "authority", "document")
_LEFT_OUT = (
    "also_called", "places", "expires", "superseded_by", "effective_year", "effective_note", "relaxation", "procedure",
    "cautions", "unknown", "note", "clause_inferred", "cycle", "recognised_from_above", "interpretation", "under",
    "status", "sourced", "scoring",
)  # fmt: skip
_HEAD = """# 待填：逐条对照原文，把每个“{to_fill}”换成原文的内容；原文没有的条目删去，多出的照样补上。
# `clustercheck standards test {folder}` 逐行指出还缺什么。写法见 CONTRIBUTING.md。
"""
_CASES_HEAD = """# 待填：一个样样达到的集群，再按每个门槛各写三例（略低于、恰好、略高于），每种读法一例。
# 写好标准文件后，`clustercheck standards test {folder}` 指出还缺哪些例。
"""


def draft(source: Standard, id: str, edition: str) -> str:
    """The YAML of a new standard, drafted from the file of a known one."""
    values = plain_values(text_of(Path(source.file)))
    made = {**_of_standard(_renamed(values, f"{source.id}_", f"{id}_", source)), "id": id, "edition": edition}
    return _HEAD.format(to_fill=TO_FILL, folder=id) + as_yaml(made)


def draft_of_cases(source: Standard, id: str, years: range) -> str:
    """The YAML of its cases: the rows that the thresholds need, and the cases that each one needs."""
    cluster: dict[str, Any] = {name: [TO_FILL] * len(years) for name in source.indicators()}
    made = {
        "as_of": f"{years[-1] + 1}-06-30",
        "years": list(years),
        "cluster": {**cluster, "answers": "是"},
        "cases": [{"case": "样样达到", "expect": {"verdict": "met"}}],
    }
    wanted = [f"#   {each.id}: 略低于、恰好、略高于" for each in source.thresholds() if each.op]
    return _CASES_HEAD.format(folder=id) + as_yaml(made) + "\n".join(["# 还要的例：", *wanted]) + "\n"


def _renamed(value: Any, prefix: str, new: str, source: Standard) -> Any:
    """The values with the source's own figures under the new standard's id, wherever they are named."""
    if isinstance(value, dict):
        return {key: _renamed(inner, prefix, new, source) for key, inner in value.items()}
    if isinstance(value, list):
        return [_renamed(inner, prefix, new, source) for inner in value]
    is_own = isinstance(value, str) and any(value == figure.id for figure in source.figures)
    return new + value.removeprefix(prefix) if is_own else value


def _of_standard(values: Mapping[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in values.items():
        if key in _NAMES:
            made[key] = {"zh": TO_FILL}
        else:
            if key == "sections":
                made |= {"status": "in_force", "effective": TO_FILL}
            made |= _blanked({key: value})
    return made


def _blanked(values: Mapping[str, Any]) -> dict[str, Any]:
    """A mapping without its facts, and so the mappings in its lists; of a name, only the Chinese."""
    made: dict[str, Any] = {}
    for key, value in values.items():
        if key in _LEFT_OUT:
            continue
        if key in _FACTS:
            made[key] = TO_FILL
        elif isinstance(value, dict) and "zh" in value:
            made[key] = {"zh": value["zh"]}
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            made[key] = [_blanked(each) for each in value]
        else:
            made[key] = value
    return made
