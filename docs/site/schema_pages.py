"""A page with every JSON Schema: what its object holds, and the file itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from clustercheck.catalogue.standard_shape import json_schema
from clustercheck.reports.schemas import SCHEMAS
from clustercheck.reports.wording.markdown import escaped

_TEXTS = {
    "zh": (
        "JSON Schema",
        "各个命令输出的 JSON 都有 JSON Schema，`clustercheck schema 名称` 打印同样的内容。哪些会变、什么时候变，"
        "见[稳定性](stability.md)。",
        "键", "类型", "必有", "是",
    ),
    "en": (
        "JSON Schemas",
        "Every JSON that a command writes has a JSON Schema; `clustercheck schema NAME` prints it. What may change "
        "when is in [Stability](stability.md).",
        "key", "type", "always there", "yes",
    ),
}  # fmt: skip


def pages(language: str) -> dict[str, str]:
    """The page `schemas.md`."""
    title, intro, *_rest = _TEXTS[language]
    lines = [f"# {title}", "", intro, ""]
    for name, schema in {**SCHEMAS, "standard": json_schema()}.items():
        lines += _schema(name, schema, language)
    return {"schemas.md": "\n".join(lines)}


def _schema(name: str, schema: dict[str, Any], language: str) -> Iterator[str]:
    _title, _intro, key, kind, always, yes = _TEXTS[language]
    yield f"## {name} {{#{name}}}"
    yield ""
    yield f"[{name}.json](schemas/{name}.json)"
    yield ""
    shape = _object_of(schema, schema)
    if not shape.get("properties"):
        return
    yield f"| {key} | {kind} | {always} |"
    yield "| --- | --- | --- |"
    for one, of in shape["properties"].items():
        yield f"| `{one}` | {escaped(_kind(of))} | {yes if one in shape.get('required', ()) else ''} |"
    yield ""


def _object_of(shape: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """The object that a schema is about; of several the first."""
    while "properties" not in shape:
        if "$ref" in shape:
            found: Any = schema
            for part in shape["$ref"].removeprefix("#/").split("/"):
                found = found[part]
        else:
            found = next((shape[each][0] for each in ("anyOf", "oneOf") if each in shape), None)
        if found is None:
            return {}
        shape = found
    return shape


def _kind(of: dict[str, Any]) -> str:
    """A type, shortly."""
    if "const" in of:
        return json.dumps(of["const"], ensure_ascii=False)
    if "enum" in of:
        return " | ".join(json.dumps(each, ensure_ascii=False) for each in of["enum"])
    if "$ref" in of:
        return str(of["$ref"]).rsplit("/", 1)[-1]
    for each in ("anyOf", "oneOf"):
        if each in of:
            return " | ".join(dict.fromkeys(map(_kind, of[each])))
    if of.get("type") == "array":
        return f"array of {_kind(of['items'])}" if isinstance(of.get("items"), dict) else "array"
    kind = of.get("type", "any")
    return " | ".join(kind) if isinstance(kind, list) else str(kind)
