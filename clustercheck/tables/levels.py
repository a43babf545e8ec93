"""The level of recognition in a cell: 国家级, 省级特色产业集群, 国家级（2022年）."""

from __future__ import annotations

from collections.abc import Mapping

from clustercheck.model.cluster import Days, ProfileEntry
from clustercheck.model.patterns import pattern
from clustercheck.model.words import folded
from clustercheck.tables.days import days_in

_WORDS = {"国家": "国家级", "省": "省级", "自治区": "省级", "市": "市级"}
# A title of another kind (先进制造业集群) does not recognise this cluster.
_LEVEL = pattern(
    r"(?:(?P<year>\d{4})年度?)?(?:已?(?:获|获评|获得|通过|认定为|被认定为))?"
    r"(?:(?P<level>国家|省|自治区|市)级|(?P<bare>国家)(?=中小|特色)|[一-鿿]{2,8}(?P<named>省|自治区)级?(?=中小|特色))"
    r"(?:中小企业)?(?:特色产业)?(?:集群)?(?:认定)?"
    r"(?:\((?P<batch>[^()]{1,20})\)|(?P<behind>\d{4}年度?))?"
)
# One of these stands in each.
_MARKS = ("级", "中小", "特色")
_BATCH = pattern(
    r"(?:(?P<year>\d{4})年度?)?(?:[第首][一二三四五六七八九十\d]{0,3}批(?:次)?)?(?:认定|公布|获批|获评)?"
)
_PLAIN = {f"{word}级": level for word, level in _WORDS.items()}
_NONE = frozenset(("未认定", "未获认定", "尚未认定", "未被认定", "无认定", "未获得认定", "未获任何认定"))
_LONGEST = 60


def level_in(text: str) -> str | None:
    """The level that a text names, in the form's words; None if it names none, several, or something else."""
    return _read(text)[0]


def dated_by_level(entries: Mapping[str, ProfileEntry]) -> Mapping[str, ProfileEntry]:
    """The lines of 基本信息 in which the year beside a level (`国家级（2022年）`) dates a recognition without a date."""
    level = entries.get("recognised_level")
    if level is None or level.value is None or level.text == level.value:
        return entries
    dated = (entries.get("recognised_on"), entries.get("recognised_until"))
    if any(entry is not None and entry.text for entry in dated):
        return entries
    days = _read(level.text)[1]
    return (
        entries if days is None else {**entries, "recognised_on": ProfileEntry(days, level.cell, level.text)}
    )


def _read(text: str) -> tuple[str | None, Days | None]:
    bare = folded(text)
    if len(bare) > _LONGEST:
        return None, None
    if bare in _NONE:
        return "无", None
    if bare in _PLAIN:  # the form's own words, for which nothing is compiled
        return _PLAIN[bare], None
    if not any(mark in bare for mark in _MARKS):
        return None, None
    match = _LEVEL.fullmatch(bare)
    if match is None:
        return None, None
    level = _WORDS[match["level"] or match["bare"] or match["named"]]
    when = match["year"] or match["behind"]
    batch = match["batch"]
    if batch is None:
        return level, days_in(when) if when else None
    named = _BATCH.fullmatch(batch)
    days = days_in(named["year"] or "" if named is not None else batch)
    if named is None and days is None:
        return None, None
    return level, days or (days_in(when) if when else None)
