"""The vocabulary file as plain data: what `vocabulary.toml` says about indicators, subjects and lines of 基本信息.

Parsing TOML takes a tenth of a program's start, so installing the package compiles the file into `vocabulary.json`
beside it. A file compiled from another source is ignored.
"""

from __future__ import annotations

from collections.abc import Mapping
from zlib import crc32

from clustercheck.model import shipped
from clustercheck.model.hints import Any
from clustercheck.model.lean import loads

SOURCE = shipped.place("model", "vocabulary.toml")
COMPILED = SOURCE.removesuffix("toml") + "json"


def compiled(source: bytes) -> str:
    """The content of `COMPILED` for the bytes of `SOURCE`: a line that identifies the source, and the data."""
    import json

    return f"{_key(source)}\n{json.dumps(_parsed(source), ensure_ascii=False, separators=(',', ':'))}"


def read() -> Mapping[str, Any]:
    """The content of the vocabulary file, from the compiled file if it is current, else parsed."""
    source = shipped.content(SOURCE)
    try:
        key, _, data = shipped.content(COMPILED).decode().partition("\n")
        if key == _key(source):
            found: Mapping[str, Any] = loads(data)
            return found
    except (OSError, ValueError):
        pass  # damaged or absent: the source itself is there
    return _parsed(source)


def _parsed(source: bytes) -> dict[str, Any]:
    """The data of a source. Numbers with a decimal point stay texts, so that none is rounded."""
    import tomllib

    return tomllib.loads(source.decode(), parse_float=str)


def _key(source: bytes) -> str:
    return f"{crc32(source):08x} {len(source)}"


VOCABULARY = read()
