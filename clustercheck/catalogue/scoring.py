"""Read the points of a text and check them against its criteria."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from clustercheck.catalogue.fields import Fields, Word
from clustercheck.catalogue.nodes import Faults, nearest
from clustercheck.catalogue.requirements import read_requirement
from clustercheck.model.criteria import Criterion, Over, Threshold
from clustercheck.model.problems import Name
from clustercheck.model.scoring import Band, ScoreItem, ScoreStep, Scoring


def read_scoring(fields: Fields | None, criteria: Mapping[str, Criterion], faults: Faults) -> Scoring | None:
    """The table of points. Its lines must add up to the full points, and a higher value must not earn fewer points."""
    if fields is None:
        return None
    items = tuple(_item(entry, criteria, faults) for entry in fields.each("items"))
    bands = tuple(Band(one.whole("from"), one.name("name") or Name("", "")) for one in fields.each("bands"))
    full = fields.whole("full")
    if items and sum(item.most for item in items) != full:
        faults.add("S149", fields.at("items"), what=f"{sum(item.most for item in items)} ≠ {full}")
    if not _falls([full + 1, *(band.least for band in bands)]):
        faults.add("S149", fields.at("bands"), what=" ".join(str(band.least) for band in bands))
    return Scoring(full, fields.text("clause"), items, bands)


def _item(entry: Fields, criteria: Mapping[str, Criterion], faults: Faults) -> ScoreItem:
    of, most = entry.text("of"), entry.whole("most")
    criterion = criteria.get(of)
    if of and criterion is None:
        faults.add("S118", entry.at("of"), key="of", value=of, near=nearest(of, list(criteria)))
    steps = tuple(step for one in entry.each("steps") if (step := _step(one, criterion, faults)) is not None)
    if steps and not _falls([most + 1, *(step.points for step in steps)]):
        faults.add("S149", entry.at("steps"), what=" ".join(str(step.points) for step in steps))
    name = entry.name("name") or (criterion.name if criterion is not None else None)
    if name is None:
        faults.add("S105", entry.place, key="name", within=entry.text("id"))
    return ScoreItem(entry.text("id"), name or Name("", ""), of, most, steps)


def _step(entry: Fields, criterion: Criterion | None, faults: Faults) -> ScoreStep | None:
    word = entry.word("value") or Word("")
    found = read_requirement(word)
    has_value = isinstance(criterion, Threshold) and criterion.over not in (Over.RISING, Over.FALLING)
    unit = criterion.unit if isinstance(criterion, Threshold) else "-"
    if found is None or not has_value or found.op in ("<", "<="):
        faults.add("S110", entry.at("value"), key="value", value=word, unit=unit)
        return None
    if found.unit != unit:
        faults.add(
            "S111", entry.at("value"), value=found.unit, unit=unit, id=criterion.id if criterion else "-"
        )
    return ScoreStep(found.op, found.limit, entry.whole("points"))


def _falls(numbers: Sequence[int]) -> bool:
    return all(before > after for before, after in pairwise(numbers))
