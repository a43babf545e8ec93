"""A list of recognised clusters: a table with a heading over each column and one cluster in each row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from clustercheck.formats.cells import GridCell, Workbook, cell_ref
from clustercheck.model.cluster import Days
from clustercheck.model.patterns import pattern
from clustercheck.model.problems import Problem, UnreadableFile, Where, error
from clustercheck.model.recognised import Recognised
from clustercheck.model.words import name_key
from clustercheck.tables.days import days_in

# What a column, or a key of a YAML file, may be called.
COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("cluster", "name", "集群名称", "集群", "名称"),
    "city": ("city", "standard", "适用标准", "标准", "认定级别", "所在地", "地区"),
    "recognised_on": ("recognised_on", "认定日期", "认定时间", "公布日期"),
    "until": ("until", "recognised_until", "有效期至", "有效期", "到期日期", "截止日期"),
    "reported": ("reported", "reports", "已报年份", "已报送", "已报年度", "年报已报"),
    "changed_on": ("changed_on", "变更日期", "重大变动日期"),
    "filed_on": ("filed_on", "备案日期", "报备日期"),
    "reviewed_on": ("reviewed_on", "复核日期", "复核通过日期"),
    "published_on": ("published_on", "公示日期", "公示开始"),
}
_FIELD_OF = {name_key(name): field for field, names in COLUMNS.items() for name in names}
_DAYS = ("recognised_on", "until", "changed_on", "filed_on", "reviewed_on", "published_on")
_YEAR = pattern(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LONGEST = 200
MOST = 10_000


def clusters_in(workbook: Workbook, file: str) -> list[Recognised]:
    """The clusters of the first sheet that has the headings. Raises `UnreadableFile` with all faults."""
    for sheet in workbook.sheets:
        for number, row in sorted(sheet.rows.items()):
            fields = {
                column: _FIELD_OF[key]
                for column, cell in row
                if (key := name_key(cell.text[:_LONGEST])) in _FIELD_OF
            }
            if {"name", "recognised_on"} <= set(fields.values()):
                below = [(at, cells) for at, cells in sorted(sheet.rows.items()) if at > number]
                rows = [
                    (
                        {fields[column]: _value(cell) for column, cell in cells if column in fields},
                        f"{sheet.name}!{cell_ref(at, min(fields))}"
                        if sheet.name
                        else cell_ref(at, min(fields)),
                    )
                    for at, cells in below
                ]
                return clusters_of(rows, file)
    raise UnreadableFile(error("U520", Where(file)))


def _value(cell: GridCell) -> date | str:
    return cell.date if cell.date is not None else cell.text.strip()


def rows_of(values: Any, file: str) -> list[tuple[Mapping[str, Any], str]]:
    """The rows of a YAML file: a list of mappings, or such a list under `clusters`. Raises `UnreadableFile`."""
    found = values.get("clusters") if isinstance(values, dict) else values
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise UnreadableFile(error("U520", Where(file)))
    return [
        (
            {
                _FIELD_OF[name_key(str(key))]: value
                for key, value in one.items()
                if name_key(str(key)) in _FIELD_OF
            },
            f"#{number}",
        )
        for number, one in enumerate(found, start=1)
    ]


def clusters_of(rows: Sequence[tuple[Mapping[str, Any], str]], file: str) -> list[Recognised]:
    """The clusters of some rows. A row without name and date is none. Raises `UnreadableFile` with every fault."""
    faults: list[Problem] = []
    found = [
        one for values, place in rows[:MOST] if (one := _cluster(values, place, file, faults)) is not None
    ]
    if faults:
        raise UnreadableFile(*faults)
    if not found:
        raise UnreadableFile(error("U520", Where(file)))
    return found


def _cluster(values: Mapping[str, Any], place: str, file: str, faults: list[Problem]) -> Recognised | None:
    name = _text(values.get("name"))
    if not name and not _text(values.get("recognised_on")):
        return None
    days = {field: _day(values.get(field), field, place, file, faults) for field in _DAYS}
    start = days["recognised_on"]
    if start is None:
        if not _text(values.get("recognised_on")):
            faults.append(error("U521", Where(file, None, place), field="认定日期", value=""))
        return None
    said = values.get("reported")
    return Recognised(
        name=name or place,
        city=_text(values.get("city")),
        recognised_on=start,
        until=days["until"],
        reported=None if said is None else frozenset(_years(said)),
        changed_on=days["changed_on"],
        filed_on=days["filed_on"],
        reviewed_on=days["reviewed_on"],
        published_on=days["published_on"],
        place=place,
    )


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()[:_LONGEST]


def _years(value: object) -> Iterator[int]:
    if isinstance(value, list):
        for one in value:
            yield from _years(one)
    else:
        yield from (int(year) for year in _YEAR.findall(_text(value)))


def _day(value: object, field: str, place: str, file: str, faults: list[Problem]) -> date | None:
    """A day; of a term (2023年—2025年) or a month the last day for `until`, else the first."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = _text(value)
    if not text:
        return None
    days = days_in(text)
    if isinstance(days, Days):
        return days.last if field == "until" else days.first
    faults.append(error("U521", Where(file, None, place), field=COLUMNS[field][1], value=text))
    return None
