"""Build a `Standard` from its file, and report all faults of the file at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from clustercheck.catalogue.criteria import read_criterion
from clustercheck.catalogue.fields import Fields
from clustercheck.catalogue.nodes import Faults, nearest, read_fields
from clustercheck.catalogue.own_figures import read_figures
from clustercheck.catalogue.scoring import read_scoring
from clustercheck.catalogue.standard_shape import STANDARD
from clustercheck.catalogue.thresholds import NO_TASK
from clustercheck.formats.text_files import text_of
from clustercheck.model.conditions import UNDER_REVIEW, UNDER_REVIEW_NAME, items_of
from clustercheck.model.criteria import Attestation, each_of
from clustercheck.model.problems import BrokenStandard, Name, Problem, UnreadableFile, Where, error, reason_of
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

_NAMELESS = Name("", "")


def read_standard(path: Path, shown_as: str | None = None) -> Standard:
    """Read and check one file.

    Raises `BrokenStandard` with the line and column of every fault, `UnreadableFile` if the file cannot be opened.
    """
    file = shown_as or str(path)
    try:
        text = text_of(path)
    except (OSError, UnicodeDecodeError) as fault:
        raise UnreadableFile(error("S100", Where(file), reason=reason_of(fault))) from fault
    return parse_standard(text, file, folder=path.parent.name, stem=path.stem)


def parse_standard(text: str, file: str, folder: str, stem: str) -> Standard:
    """A standard from its YAML text. `folder` and `stem` are the required id and edition."""
    faults = Faults(file)
    fields = read_fields(text, STANDARD, faults)
    if fields is None:
        raise BrokenStandard(*faults.found)
    if fields.text("id") != folder and "id" in fields:
        faults.add("S123", fields.at("id"), key="id", value=fields.text("id"), expected=folder)
    if fields.text("edition") != stem and "edition" in fields:
        faults.add("S123", fields.at("edition"), key="edition", value=fields.text("edition"), expected=stem)
    _check_dates(fields, faults)
    conditions = fields.each("conditions")
    faults.conditions = {one.text("id"): one.name("text") or _NAMELESS for one in conditions}
    faults.conditions.setdefault(UNDER_REVIEW, UNDER_REVIEW_NAME)
    figures = read_figures(fields, faults)
    faults.figures = {figure.id: figure for figure in figures}
    sections = _sections(fields, faults)
    criteria = {one.id: one for section in sections for each in section.criteria for one in each_of(each)}
    scoring = read_scoring(fields.fields("scoring"), criteria, faults)
    _check_points(fields, faults)
    if faults.found:
        raise BrokenStandard(
            *sorted(
                _without_consequences(faults.found), key=lambda p: (p.where.line or 0, p.where.column or 0)
            )
        )
    return _standard(fields, sections, file)._replace(figures=figures, scoring=scoring)


def _without_consequences(found: list[Problem]) -> list[Problem]:
    """The faults of a draft without those that disappear once its clauses are filled in."""
    is_draft = any(problem.code == "S150" for problem in found)
    return [problem for problem in found if not is_draft or problem.code != "S113"]


def _standard(fields: Fields, sections: tuple[Section, ...], file: str) -> Standard:
    interpretation = fields.fields("interpretation")
    return Standard(
        id=fields.text("id"),
        edition=fields.text("edition"),
        name=fields.name("name") or _NAMELESS,
        jurisdiction=fields.name("jurisdiction") or _NAMELESS,
        also_called=tuple(map(str, fields.words("also_called"))),
        places=tuple(map(str, fields.words("places"))),
        level=fields.text("level"),
        under=tuple(map(str, fields.words("under"))),
        authority=fields.name("authority") or _NAMELESS,
        document=fields.name("document") or _NAMELESS,
        number=fields.text("number"),
        status=StandardStatus(fields.text("status")),
        partial=fields.text("coverage") == "partial",
        effective=fields.date("effective"),
        effective_note=fields.name("effective_note"),
        expires=fields.date("expires"),
        checked=fields.date("checked") or date.min,
        source=fields.text("source"),
        sections=sections,
        conditions=(*_points(fields, "conditions"), *_stage(fields, sections)),
        interpretation=None if interpretation is None else _point(interpretation),
        from_above=_from_above(fields.fields("recognised_from_above")),
        relaxation=_relaxation(fields.fields("relaxation")),
        cultivation=_points(fields, "cultivation"),
        procedure=_points(fields, "procedure"),
        cautions=_points(fields, "cautions"),
        unknown=_points(fields, "unknown"),
        cycle=_cycle(fields.fields("cycle")),
        public_notice=_public_notice(fields.fields("public_notice")),
        effective_year=fields.whole("effective_year") or None,
        superseded_by=fields.text("superseded_by"),
        file=file,
        criteria=tuple(criterion for section in sections for criterion in section.criteria),
    )


def _sections(fields: Fields, faults: Faults) -> tuple[Section, ...]:
    relaxation = fields.fields("relaxation")
    relaxed = relaxation.words("sections") if relaxation else []
    if relaxation and not (relaxation.words("areas") or relaxation.words("places")):
        faults.add("S105", relaxation.place, key="areas / places", within="relaxation")
    if relaxation and relaxation.has("places") and relaxation.name("region") is None:
        faults.add("S105", relaxation.at("places"), key="region", within="relaxation")
    ids = [section.text("id") for section in fields.each("sections")]
    for word in relaxed:
        if word not in ids:
            faults.add("S118", word.place, key="sections", value=word, near=nearest(word, ids))
    sections = []
    for section in fields.each("sections"):
        relaxable = section.text("id") in relaxed
        built = [read_criterion(entry, section, relaxable, faults) for entry in section.each("criteria")]
        sections.append(
            Section(
                section.text("id"),
                section.name("name") or _NAMELESS,
                section.text("clause"),
                section.flag("clause_inferred"),
                tuple(criterion for criterion in built if criterion is not None),
            )
        )
    _check_criteria(fields, sections, faults)
    return tuple(sections)


def _check_criteria(fields: Fields, sections: list[Section], faults: Faults) -> None:
    entries = [entry for section in fields.each("sections") for entry in section.each("criteria")]
    seen: set[str] = set()
    branches = [branch for entry in entries for branch in _branches(entry)]
    for fields_of_one in (*fields.each("conditions"), *entries, *branches):
        id = fields_of_one.text("id")
        if id in seen:
            faults.add("S114", fields_of_one.at("id"), id=id)
        seen.add(id)
    section_ids: set[str] = set()
    for section in fields.each("sections"):
        if section.text("id") in section_ids:
            faults.add("S114", section.at("id"), id=section.text("id"))
        section_ids.add(section.text("id"))
    tasks = [point.text("id") for point in fields.each("cultivation")]
    for entry in (*fields.each("sections"), *entries, *branches):
        task = entry.text("task")
        if task and task not in (*tasks, NO_TASK):
            faults.add("S118", entry.at("task"), key="task", value=task, near=nearest(task, tasks))
    built = [criterion for section in sections for criterion in section.criteria]
    has_veto = any(isinstance(criterion, Attestation) and criterion.veto for criterion in built)
    if not has_veto and fields.text("coverage") == "full":
        faults.add("S128", fields.at("sections"))


def _branches(entry: Fields) -> Iterator[Fields]:
    """The branches of an entry, each followed by its own branches."""
    for branch in (*entry.each("any_of"), *entry.each("by_kind")):
        yield branch
        yield from _branches(branch)


def _check_dates(fields: Fields, faults: Faults) -> None:
    effective, expires = fields.date("effective"), fields.date("expires")
    if effective and expires and expires <= effective:
        facts = {"effective": effective.isoformat(), "expires": expires.isoformat()}
        faults.add("S119", fields.at("expires"), **facts)
    cycle = fields.fields("cycle")
    for term in cycle.each("terms") if cycle is not None else ():
        first, last = term.date("from"), term.date("until")
        if first and last and last <= first:
            facts = {"effective": first.isoformat(), "expires": last.isoformat()}
            faults.add("S119", term.at("until"), **facts)
    if cycle is not None and cycle.has("more_reports") and not cycle.has("annual_report"):
        faults.add("S105", cycle.at("more_reports"), key="annual_report", within="cycle")
    if fields.text("status") == "in_force" and not (fields.has("effective") or fields.has("effective_note")):
        faults.add("S105", fields.place, key="effective", within="standard")
    if fields.text("coverage") == "partial" and not fields.has("unknown"):
        faults.add("S105", fields.place, key="unknown", within="standard")


def _check_points(fields: Fields, faults: Faults) -> None:
    cycle = fields.fields("cycle")
    lists = [fields.each(key) for key in ("conditions", "cultivation", "procedure", "cautions", "unknown")]
    if cycle is not None:
        lists += [cycle.each("review"), cycle.each("revocation")]
    for points in lists:
        seen: set[str] = set()
        for point in points:
            if point.text("id") in seen:
                faults.add("S114", point.at("id"), id=point.text("id"))
            seen.add(point.text("id"))


def _stage(fields: Fields, sections: tuple[Section, ...]) -> tuple[Point, ...]:
    """The condition for the stages if a criterion has one and the file does not word that condition itself."""
    if any(point.text("id") == UNDER_REVIEW for point in fields.each("conditions")):
        return ()
    for section in sections:
        for criterion in section.criteria:
            for one in each_of(criterion):
                if UNDER_REVIEW in items_of([one.when]):
                    return (Point(UNDER_REVIEW, one.clause, UNDER_REVIEW_NAME),)
    return ()


def _points(fields: Fields, key: str) -> tuple[Point, ...]:
    return tuple(_point(point) for point in fields.each(key))


def _point(fields: Fields) -> Point:
    return Point(fields.text("id"), fields.text("clause"), fields.name("text") or _NAMELESS)


def _from_above(fields: Fields | None) -> FromAbove | None:
    if fields is None:
        return None
    return FromAbove(
        tuple(map(str, fields.words("levels"))),
        fields.whole("years"),
        fields.text("clause"),
        fields.text("wording"),
    )


def _relaxation(fields: Fields | None) -> Relaxation | None:
    if fields is None:
        return None
    return Relaxation(
        areas=tuple(map(str, fields.words("areas"))),
        clause=fields.text("clause"),
        wording=fields.text("wording"),
        region=fields.name("region"),
        places=tuple(map(str, fields.words("places"))),
        years=tuple(fields.numbers("years")),
    )


def _cycle(fields: Fields | None) -> Cycle | None:
    if fields is None:
        return None
    validity, report = fields.fields("validity"), fields.fields("annual_report")
    change = fields.fields("change_notice")
    if validity is None:
        return None
    return Cycle(
        validity_years=validity.whole("years"),
        validity_clause=validity.text("clause"),
        review=_points(fields, "review"),
        report_clause="" if report is None else report.text("clause"),
        report_due=None if report is None else report.due("due"),
        report_text=(None if report is None else report.name("text")) or _NAMELESS,
        report_before=None if report is None else report.name("history"),
        change_notice=None if change is None else _point(change),
        revocation=_points(fields, "revocation"),
        more_reports=tuple(
            YearlyReport(one.text("clause"), one.due("due"), one.name("text") or _NAMELESS)
            for one in fields.each("more_reports")
        ),
        terms=tuple(
            NoticeTerm(
                one.text("round"),
                one.text("clause"),
                one.date("from") or date.min,
                one.date("until") or date.max,
            )
            for one in fields.each("terms")
        ),
        report_binds="" if report is None else report.text("binds"),
        change_months=fields.whole("change_months") if fields.has("change_months") else None,
    )


def _public_notice(fields: Fields | None) -> PublicNotice | None:
    return None if fields is None else PublicNotice(fields.whole("working_days"), fields.text("clause"))
