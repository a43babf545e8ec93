"""Build thresholds from their fields, and check requirement, readings and counts against the wording."""

from __future__ import annotations

from decimal import Decimal

from clustercheck.catalogue.fields import Fields, Word
from clustercheck.catalogue.kinds import when_of
from clustercheck.catalogue.nodes import Faults, nearest
from clustercheck.catalogue.requirements import GUIDELINE_WORDS, read_requirement, worded
from clustercheck.catalogue.shapes import COUNT_KEYS, REQUIREMENTS
from clustercheck.model.choices import OUTPUT, subject_by
from clustercheck.model.criteria import (
    ANY_LEVEL,
    DEFAULT_MODE,
    MODES_OF_SPANS,
    NATIONAL,
    OTHER_MODES,
    Count,
    Mode,
    Over,
    Reading,
    Threshold,
)
from clustercheck.model.indicators import INDICATORS
from clustercheck.model.quantities import EXACT, HUNDRED, POINTS
from clustercheck.model.subjects import ALTERNATIVES, REVENUE, SUBJECTS, Basis, Kind, Subject, own_subject

# The word for a criterion that no task of the document addresses.
NO_TASK = "none"


def read_threshold(
    fields: Fields, parent: Fields, section: Fields, relaxable: bool, faults: Faults
) -> Threshold | None:
    """A threshold from its fields; None if its faults leave nothing to build. `parent` is the entry around it."""
    key = "subject" if fields.has("subject") else "id"
    of_kind = parent.has("by_kind") and parent is not fields
    subject = subject_of(fields.text(key), fields.has("growth"), faults)
    if subject is None and of_kind and key == "id":
        subject = subject_of(parent.text("id"), fields.has("growth"), faults)
    if subject is None:
        report_unknown_subject(fields, faults, key)
        return None
    if key == "subject" and not fields.has("name") and not of_kind:
        # Two rows with the subject's name could not be distinguished.
        faults.add("S105", fields.at("id"), key="name", within=fields.text("id"))
    keys = [key for key in (*REQUIREMENTS, "trend") if fields.has(key)]
    if len(keys) != 1:
        faults.add("S122", fields.at("id"), id=subject.id, found=keys or ["-"])
        return None
    key = keys[0]
    if key not in fields:
        return None
    over = Over(fields.text("trend")) if key == "trend" else Over(key)
    span = _span(fields, over, faults)
    op, limit = _requirement(fields, key, subject, faults)
    count = _count(fields, subject, faults)
    _check_years(fields, key, subject, op, faults)
    return Threshold(
        id=fields.text("id"),
        name=fields.name("name") or subject.name,
        section=section.text("id"),
        clause=clause_of(fields, parent, section),
        wording=_wording(fields, op, limit, faults),
        over=over,
        subject=subject,
        readings=_readings(fields, subject, over, span, count, faults),
        op=op,
        limit=limit,
        unit=_unit(key, subject),
        counted=count,
        task=task_of(fields, parent, section),
        guideline=fields.flag("guideline"),
        relaxable=relaxable,
        waiver=fields.text("waiver"),
        when=when_of(fields),
        note=fields.name("note"),
        grown=_grown(limit) if over is Over.GROWTH else (Decimal(1),) * 3,
        either=_either(fields, subject, faults),
        span=span,
        sourced=fields.text("sourced") or parent.text("sourced") or section.text("sourced"),
    )


def _either(fields: Fields, subject: Subject, faults: Faults) -> tuple[str, ...]:
    """The choices of figures: the subject's own, and the figures that replace them, which must exist."""
    choices = [str(word) for word in fields.words("either")]
    if not choices:
        return ()
    fits = choices == [OUTPUT, REVENUE] and subject_by(REVENUE, subject) != subject
    if not fits or REVENUE in fields.words("readings"):
        faults.add("S145", fields.at("either"), id=fields.text("id"), choices=[OUTPUT, REVENUE])
    return tuple(choices)


def clause_of(fields: Fields, parent: Fields, section: Fields) -> str:
    """The clause of a criterion, or the one that it stands under."""
    return fields.text("clause") or parent.text("clause") or section.text("clause")


def task_of(*levels: Fields) -> str:
    """The nearest task that is named; empty if no task of the document is about the criterion."""
    task = next((level.text("task") for level in levels if level.text("task")), "")
    return "" if task == NO_TASK else task


def subject_of(id: str, is_growth: bool, faults: Faults) -> Subject | None:
    """The vocabulary's subject, or that of a figure: the file's own, or one that the vocabulary has for other subjects."""
    if id in SUBJECTS:
        return SUBJECTS[id]
    figure = faults.figures.get(id) or INDICATORS.get(id)
    return None if figure is None else own_subject(figure, is_growth)


def report_unknown_subject(fields: Fields, faults: Faults, key: str = "id") -> None:
    """Report that a key names neither a subject of the vocabulary nor a figure of the file."""
    id = fields.text(key)
    known = [*SUBJECTS, *ALTERNATIVES, *faults.figures]
    faults.add("S109", fields.at(key), id=id, near=nearest(id, known))


def _requirement(fields: Fields, key: str, subject: Subject, faults: Faults) -> tuple[str, Decimal]:
    if key == "trend":
        return "", Decimal(0)
    word = fields.word(key) or Word("")
    found = read_requirement(word)
    if found is None:
        faults.add("S110", fields.at(key), key=key, value=word, unit=subject.unit)
        return "", Decimal(0)
    unit = _unit(key, subject)
    if found.unit != unit:
        faults.add("S111", fields.at(key), value=found.unit, unit=unit, id=subject.id)
    if key == "rise" and found.op in ("<", "<="):
        faults.add("S110", fields.at(key), key=key, value=word, unit=unit)
    if (key == "growth") is not (subject.kind is Kind.GROWTH):
        faults.add("S126", fields.at(key), id=subject.id, key=key)
    return found.op, found.limit


def _unit(key: str, subject: Subject) -> str:
    """The unit of a requirement: a rise of a value in % is in points."""
    return POINTS if key == "rise" and subject.unit == "%" else subject.unit


def _span(fields: Fields, over: Over, faults: Faults) -> int:
    """The number of years that are judged."""
    if not fields.has("years"):
        return 3
    span = fields.whole("years")
    if (over, span) not in MODES_OF_SPANS:
        faults.add("S148", fields.at("years"), id=fields.text("id"))
        return 3
    return span


def _check_years(fields: Fields, key: str, subject: Subject, op: str, faults: Faults) -> None:
    """Report a count that is no floor of the latest year, and a mode that does not fit an indicator asked once."""
    if subject.kind is Kind.COUNT and (key != "latest" or op in ("<", "<=")):
        faults.add("S132", fields.at(key), id=subject.id)
    # The file's own figures are not declared while it has faults.
    named = [basis.part for basis in subject.bases.values()]
    parts = [(faults.figures.get(part) or INDICATORS[part]).once for part in named]
    if parts and all(parts) is not (key == "once"):
        faults.add("S133", fields.at(key), id=subject.id, key=key)


def _grown(limit: Decimal) -> tuple[Decimal, Decimal, Decimal]:
    once = EXACT.divide(EXACT.add(HUNDRED, limit), HUNDRED)
    twice = EXACT.multiply(once, once)
    return once, twice, EXACT.multiply(twice, once)


def _wording(fields: Fields, op: str, limit: Decimal, faults: Faults) -> str:
    """The operative words, checked against the requirement (`op` is empty if there is none to check)."""
    wording = fields.text("wording")
    if not fields.has("wording"):
        faults.add("S105", fields.place, key="wording", within=fields.text("id"))
        return ""
    if not wording:
        return ""
    if op and worded(wording, limit) != {op}:
        faults.add("S112", fields.at("wording"), wording=wording, op=op, limit=format(limit, "f"))
    if any(word in wording for word in GUIDELINE_WORDS) is not fields.flag("guideline"):
        faults.add("S121", fields.at("wording"), wording=wording, words=GUIDELINE_WORDS)
    return wording


def _count(fields: Fields, subject: Subject, faults: Faults) -> Count | None:
    if subject.kind is not Kind.COUNT:
        for key in COUNT_KEYS:
            if key in fields:
                faults.add("S124", fields.at(key), id=subject.id, key=key)
        return None
    kinds, part = fields.words("kinds"), fields.words("of_dominant_industry")
    if "count" not in fields or bool(kinds) is bool(part):
        faults.add("S125", fields.at("id"), id=subject.id)
        return None
    return Count(fields.text("count"), tuple(str(kind) for kind in kinds or part), part_of_kinds=bool(part))


def _readings(
    fields: Fields, subject: Subject, over: Over, span: int, count: Count | None, faults: Faults
) -> tuple[Reading, ...]:
    default = _modes(over, span)[0]
    words = fields.words("readings")
    if not words:
        return (Reading(default.value, default),)
    allowed = _allowed(subject, over, span, count)
    readings = []
    for word in words:
        if word not in allowed:
            faults.add("S115", word.place, id=subject.id, value=word, known=list(allowed))
        else:
            readings.append(allowed[word])
    if len(set(words)) < len(words):
        faults.add("S116", fields.at("readings"), id=subject.id)
    starts_well = not readings or (readings[0].mode is default and readings[0].basis is None)
    if not starts_well:
        faults.add("S117", fields.at("readings"), id=subject.id, value=readings[0].id, default=default.value)
    return tuple(readings) or (Reading(default.value, default),)


def _modes(over: Over, span: int) -> tuple[Mode, ...]:
    """The modes that the words allow, the default first."""
    return MODES_OF_SPANS.get((over, span)) or (DEFAULT_MODE[over], *sorted(OTHER_MODES[over]))


def _allowed(subject: Subject, over: Over, span: int, count: Count | None) -> dict[str, Reading]:
    """The readings that a threshold may name. The default's name and its basis's name both mean the default."""
    default, *others = _modes(over, span)
    if count is not None:
        return {id: Reading(id, default) for id in (default.value, ANY_LEVEL, NATIONAL)}
    allowed = {default.value: Reading(default.value, default)}
    names = list(subject.bases)
    for position, (name, basis) in enumerate(subject.bases.items()):
        if name != "figure":
            allowed[name] = Reading(name, default, basis if position else None)
    whole = next((basis for basis in subject.bases.values() if basis.whole is not None), None)
    for mode in others:
        if mode is not Mode.TOTALS:
            allowed[mode.value] = Reading(mode.value, mode)
        elif whole is not None:
            allowed[mode.value] = Reading(mode.value, mode, _derived(subject, names, whole))
    return allowed


def _derived(subject: Subject, names: list[str], whole: Basis) -> Basis | None:
    """The basis for totals, which need parts: the derived one if the first basis is a given rate."""
    return whole if subject.bases[names[0]].whole is None else None
