"""Mutants of the standards: each changes one field of one file, be it a number, a clause, a word or a whole branch.

The cases must notice what changes a judgement (`JUDGED`); of the rest, such as a clause or a text, the record is enough.
"""

from __future__ import annotations

import datetime
import re
import tempfile
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import record_standards
import yaml
from mutate import ROOT, Mutant

from clustercheck.cases.runner import miscounted, run_cases, uncovered
from clustercheck.catalogue import load
from clustercheck.catalogue.cases import cases_beside, read_cases
from clustercheck.model.problems import ClusterCheckError

FOLDER = ROOT / "standards"
_OVER = ("every_year", "average", "latest", "once", "growth", "rise")
# Kinds of change that change a judgement: numbers, comparisons, years, branches, areas, conditions, dates.
JUDGED = re.compile(
    r"(?P<key>every_year|average|latest|once|growth|rise|trend|years|any_of|by_kind|at_least|either|kinds|count"
    r"|of_dominant_industry|guideline|veto|waiver|when|stage|subject|effective|expires|effective_year|status)"
    r"(: (?!two exchanged)|\.)"
)
_OPERATORS = {">": (">=", "<"), ">=": (">", "<="), "<": ("<=", ">"), "<=": ("<", ">=")}
_WORDS = {">": "高于", ">=": "不低于", "<": "低于", "<=": "不超过"}
_REQUIREMENT = re.compile(r"(?P<op>[<>]=?) (?P<number>[\d.]+)(?P<unit>.*)")
_CHOICES = {
    "level": ("city", "province", "nation"),
    "coverage": ("full", "partial"),
    "status": ("in_force", "draft", "superseded"),
    "trend": ("rising", "falling"),
    "kind": ("amount", "firms", "things", "rate"),
    "sourced": ("text", "page"),
    "stage": ("application", "review"),
    "binds": ("department",),
    "levels": ("nation", "province", "city"),
}
_EACH = ("kinds", "of_dominant_industry", "readings", "either", "areas", "sections", "levels")
_DAY = re.compile(r"(\d\d)-(\d\d)")
Path_ = tuple[str | int, ...]
# A kind, the way to the value and the value in its place; `_GONE` takes it out.
Change = tuple[str, Path_, Any]
_GONE = object()


def mutants(only: str) -> list[Mutant]:
    """Every mutant of every standard's file, each with its kind: the field and what is done to it."""
    found = []
    for path in sorted(FOLDER.glob("*/*.yaml")):
        if path.stem.endswith(".cases") or only not in str(path):
            continue
        text = path.read_text(encoding="utf-8")
        content = yaml.safe_load(text)
        lines = _lines(yaml.compose(text))
        file = path.relative_to(ROOT).as_posix()
        for kind, way, value in _changes(content, ()):
            before = f"{_said(way)}: {_short(_at(content, way))}"
            after = "(taken out)" if value is _GONE else f"{_said(way)}: {_short(value)}"
            found.append(
                Mutant(file, lines.get(way, 1), kind, before, after, _Writing(path, content, way, value))
            )
    return found


def with_tests(run: Callable[[Callable[[Mutant], str]], None]) -> None:
    """Call `run` with what holds the changed standards against their records and their cases."""
    run(_first_failure)


def _changes(value: Any, way: Path_) -> Iterator[Change]:
    key = next((step for step in reversed(way) if isinstance(step, str)), "")
    if isinstance(value, dict):
        yield from _of_mapping(value, way, key)
        for name, inner in value.items():
            yield from _changes(inner, (*way, name))
    elif isinstance(value, list):
        if len(value) > 1:
            # Of alternatives, kinds and readings each; of other lists the last stands for all.
            every = isinstance(value[0], dict) or key in _EACH
            for number in range(len(value)) if every else (len(value) - 1,):
                yield f"{key}: one taken out", (*way, number), _GONE
            yield f"{key}: two exchanged", way, [value[1], value[0], *value[2:]]
        for number, inner in enumerate(value):
            yield from _changes(inner, (*way, number))
    else:
        for changed in _of_scalar(value, key):
            yield f"{'.'.join(str(s) for s in way[-2:] if isinstance(s, str))}: changed", way, changed


def _of_mapping(value: dict[str, Any], way: Path_, key: str) -> Iterator[Change]:
    for name in value:
        yield f"{name}: left out", (*way, name), _GONE
        if name in _OVER:
            for changed, wording in _with_wording(value[name], value.get("guideline", False)):
                yield f"{name}: with its wording", way, {**value, name: changed, "wording": wording}
            for other in _OVER:
                if other != name:
                    renamed = {other if each == name else each: inner for each, inner in value.items()}
                    yield f"{name}: over other years", way, renamed
    if "id" in value and "text" not in value and way:
        for flag in ("guideline", "veto", "relaxable", "clause_inferred"):
            if flag not in value:
                yield f"{flag}: added", way, {**value, flag: True}


def _with_wording(requirement: str, is_guideline: bool) -> Iterator[tuple[str, str]]:
    """Another number or comparison, and words that say the same: no fault of the file, so the cases must tell."""
    for changed in _of_text(requirement, ""):
        match = _REQUIREMENT.fullmatch(changed)
        if match is not None:
            words = f"{_WORDS[match['op']]}{match['number']}{match['unit'].strip()}"
            yield changed, f"一般{words}" if is_guideline else words


def _of_scalar(value: Any, key: str) -> Iterator[Any]:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield from (value + 1, value - 1)
    elif isinstance(value, datetime.date):
        yield from (value + datetime.timedelta(1), value - datetime.timedelta(1))
    elif isinstance(value, str):
        yield from _of_text(value, key)


def _of_text(value: str, key: str) -> Iterator[str]:
    requirement = _REQUIREMENT.fullmatch(value)
    day = _DAY.fullmatch(value)
    if requirement is not None:
        op, number, unit = requirement["op"], requirement["number"], requirement["unit"]
        for other in _OPERATORS[op]:
            yield f"{other} {number}{unit}"
        whole, _, decimals = number.partition(".")
        step = f"0.{'0' * len(decimals)}1" if decimals else "1"
        for sign in (1, -1):
            yield f"{op} {float(number) + sign * float(step):g}{unit}"
        yield f"{op} {number}.01{unit}" if not decimals else f"{op} {whole}{unit}"
    elif day is not None:
        yield from (f"{day[1]}-{int(day[2]) % 28 + 1:02}", f"{int(day[1]) % 12 + 1:02}-{day[2]}")
    elif key == "when":
        yield value.removeprefix("not ") if value.startswith("not ") else f"not {value}"
        if " and " in value:
            yield value.partition(" and ")[0]
            yield value.partition(" and ")[2]
    elif key in _CHOICES:
        yield from (other for other in _CHOICES[key] if other != value)
    elif value:
        yield value[:-1] or "改"
        yield f"{value}改"
        middle = len(value) // 2
        yield f"{value[:middle]}不{value[middle:]}"


class _Writing:
    """Writes the changed file into a copy of the folder and has the program read it."""

    def __init__(self, path: Path, content: Any, way: Path_, value: Any) -> None:
        self.path, self.content, self.way, self.value = path, content, way, value

    def __call__(self) -> bool:
        changed = deepcopy(self.content)
        if not self.way:
            changed = self.value
        else:
            place = _at(changed, self.way[:-1])
            if self.value is _GONE:
                del place[self.way[-1]]
            else:
                place[self.way[-1]] = self.value
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / self.path.parent.name / self.path.name
            copy.parent.mkdir()
            copy.write_text(yaml.safe_dump(changed, allow_unicode=True, sort_keys=False), encoding="utf-8")
            try:
                _read["changed"] = load(Path(folder), self.path.parent.name)
            except ClusterCheckError:
                return True
        return False


_read: dict[str, Any] = {}


def _first_failure(mutant: Mutant) -> str:
    """What notices the changed standard: its cases, else its record; empty where neither does.

    What changes a judgement the record alone does not count for.
    """
    standards = [one for editions in _read["changed"].values() for one in editions]
    for standard in standards:
        if standard.file.startswith(str(FOLDER)):
            continue
        original = FOLDER / Path(standard.file).parent.name / Path(standard.file).name
        cases = read_cases(cases_beside(str(original)))
        runs = run_cases(standard, cases.years, cases.cases)
        if any(run.problems for run in runs):
            return "its cases"
        if uncovered(standard, runs, cases.file) or miscounted(standard, cases.attestations, cases.file):
            return "what its cases cover"
    if JUDGED.match(mutant.kind):
        return ""
    records = {f"{one.label}.yaml": record_standards.rendered(one) for one in standards}
    return "its record" if record_standards.differences(records, every=False) else ""


def _at(content: Any, way: Path_) -> Any:
    for step in way:
        content = content[step]
    return content


def _said(way: Path_) -> str:
    return ".".join(str(step) for step in way) or "the file"


def _short(value: Any) -> str:
    said = str(value)
    return said if len(said) <= 100 else f"{said[:60]} … {said[-30:]}"


def _lines(node: yaml.Node | None) -> dict[Path_, int]:
    """The line of each value of a file."""
    found: dict[Path_, int] = {}

    def walk(node: yaml.Node, way: Path_) -> None:
        found[way] = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            for name, inner in node.value:
                walk(inner, (*way, name.value))
        elif isinstance(node, yaml.SequenceNode):
            for number, inner in enumerate(node.value):
                walk(inner, (*way, number))

    if node is not None:
        walk(node, ())
    return found
