"""Standards compiled when the wheel is built, so that a run need neither parse nor check them.

Each YAML file of the wheel has its compiled form beside it, as JSON. It is used only while the YAML file is byte for
byte the compiled one, so an edited file is read and checked as always. A checkout has no compiled files.
"""

from __future__ import annotations

import os
from decimal import Decimal
from zlib import crc32

from clustercheck.model import shipped
from clustercheck.model.criteria import AnyOf, Attestation, Count, Mode, Over, Reading, Threshold
from clustercheck.model.enums import StrEnum
from clustercheck.model.hints import Any
from clustercheck.model.indicators import INDICATORS, Indicator, Quotient, UsualBounds, declare
from clustercheck.model.lean import date, loads
from clustercheck.model.problems import Name
from clustercheck.model.quantities import Unit
from clustercheck.model.scoring import Band, ScoreItem, ScoreStep, Scoring
from clustercheck.model.standard import (
    Cycle,
    FromAbove,
    NoticeTerm,
    Point,
    PublicNotice,
    Relaxation,
    Section,
    Standard,
    StandardStatus,
    YearlyReport,
)
from clustercheck.model.subjects import SUBJECTS, Basis, Kind, Subject, own_subject

SUFFIX = ".json"
_KINDS: dict[str, Any] = {
    kind.__name__: kind
    for kind in (
        AnyOf, Attestation, Basis, UsualBounds, Count, Cycle, FromAbove, Indicator, Name, Point, Quotient, Reading, Relaxation,
        NoticeTerm, PublicNotice, Section, Standard, Threshold, Unit, YearlyReport,
        Band, ScoreItem, ScoreStep, Scoring,
    )
}  # fmt: skip
# A file compiled by a program whose records had other fields is ignored.
_FIELDS = crc32(repr([(name, kind._fields) for name, kind in _KINDS.items()]).encode())
# How to read one value: a word of a list, a subject of the vocabulary, a number, a day.
_WORDS: dict[str, Any] = {
    "Mode": Mode,
    "Over": Over,
    "StandardStatus": StandardStatus,
    "Subject": SUBJECTS.__getitem__,
    "OwnSubject": lambda of: own_subject(INDICATORS[of[0]], of[1]),
    "Decimal": Decimal,
    "date": date.fromisoformat,
}


def compiled(standard: Standard, source: bytes) -> str:
    """The text that `read_compiled` reads; `source` is the YAML file that the standard was read from."""
    import json

    # The sections hold the criteria already, and the file's final place is not known yet.
    bare = standard._replace(criteria=(), file="")
    return json.dumps(
        [_key(source), _to_json(bare.figures), _to_json(bare)], ensure_ascii=False, separators=(",", ":")
    )


def read_compiled(path: str | os.PathLike[str]) -> Standard | None:
    """The compiled form of the YAML file at `path`; None if there is none or the YAML file has changed."""
    try:
        text = shipped.content(os.path.splitext(path)[0] + SUFFIX).decode()
        source = shipped.content(path)
    except (OSError, UnicodeError):
        return None
    if not text.startswith(f'["{_key(source)}"'):
        return None
    try:
        standard: Standard = loads(text, _from_json)[2]
    except (ValueError, LookupError, TypeError, ArithmeticError):
        return None  # damaged: the YAML file itself is read
    criteria = tuple(criterion for section in standard.sections for criterion in section.criteria)
    return standard._replace(file=str(path), criteria=criteria)


def _key(source: bytes) -> str:
    return f"{_FIELDS:08x} {crc32(source):08x} {len(source)}"


def _to_json(value: Any) -> Any:
    kind = type(value).__name__
    if isinstance(value, Subject):
        if value.id not in SUBJECTS:
            return {"OwnSubject": [value.id, value.kind is Kind.GROWTH]}
        return {kind: value.id}
    if kind in _KINDS:
        return {kind: [_to_json(part) for part in value]}
    if isinstance(value, tuple):
        return [_to_json(part) for part in value]
    if isinstance(value, StrEnum | Decimal | date):
        return {kind: str(value)}
    return value


def _from_json(written: dict[str, Any]) -> Any:
    ((kind, value),) = written.items()
    if kind in _WORDS:
        return _WORDS[kind](value)
    made = _KINDS[kind](*[tuple(part) if part.__class__ is list else part for part in value])
    if kind == "Indicator":
        declare(made)  # before the criteria that use it
    return made
