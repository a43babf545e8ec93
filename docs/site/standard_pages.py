"""A page for each standard, all of them in a list, and their thresholds side by side with links to each clause."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clustercheck.catalogue import load
from clustercheck.model.criteria import Threshold, each_of
from clustercheck.model.standard import Section, Standard, StandardStatus
from clustercheck.reports.standards.markdown import cells_of
from clustercheck.reports.standards.wording import (
    criterion_words,
    level_word,
    parts_beside,
    sourced_words,
    term_words,
)
from clustercheck.reports.wording.markdown import escaped
from clustercheck.reports.wording.words import clause_words, standard_status_word
from clustercheck.texts.messages import _, said

_TEXTS = {
    "zh": {
        "title": "各地标准",
        "intro": "程序所知的标准。点编号看逐条内容：每个门槛、条款、原文的关键字句和容许的读法。“部分”指只得到一部分原文，"
        "这样的标准结论至多是“待补”。状态会随日期变，以 `clustercheck standards list` 当天所示为准。",
        "columns": ("编号", "标准", "级别", "文件", "有效期", "核对日期"),
        "partial": "部分",
        "aside": "门槛并排",
        "aside_intro": "同一指标在各地标准里的门槛并排列出，点一格可到该标准的那一条。"
        "空格表示该标准没有这一门槛（“部分”的标准则可能只是未得）。"
        "带 ※ 的另有条件（几项择一、只适用于某类集群、可免除或放宽），见那一条；读法也见各标准。",
        "full": "全文已得的标准",
        "parts": "只知一部分的标准",
        "colon": "：",
        "clause": "（{}）",
        "see": "各标准的门槛并排看，见[门槛并排](thresholds.md)。",
        "level": "级别",
        "id": "编号",
    },
    "en": {
        "title": "The standards",
        "intro": "The standards that the program knows. Follow an id to each clause: thresholds, operative words and the "
        "readings they admit. Of a standard marked “part” only some of the text is at hand; a verdict by it is at best "
        "`incomplete`. The status depends on the day: `clustercheck standards list` says today's.",
        "columns": ("id", "standard", "level", "document", "in force", "checked"),
        "partial": "part",
        "aside": "Thresholds side by side",
        "aside_intro": "The thresholds of each standard for the same indicator; follow a cell to the clause. An empty "
        "cell means that the standard has no such threshold (of one known in part: that none was seen). ※ marks what holds "
        "only together with something else (one of several, for some clusters only, may be waived or eased): see the clause, as for the "
        "readings.",
        "full": "Standards at hand in full",
        "parts": "Standards known in part",
        "colon": ": ",
        "clause": " ({})",
        "see": "Their thresholds side by side: [Thresholds side by side](thresholds.md).",
        "level": "Level",
        "id": "Id",
    },
}  # fmt: skip


def pages(language: str) -> dict[str, str]:
    """`standards/index.md`, `standards/thresholds.md` and a page for each standard."""
    words = _TEXTS[language]
    standards = [standard for editions in load().values() for standard in editions]
    made = {f"standards/{_file(one)}": "\n".join(_standard(one, words)) for one in standards}
    made["standards/index.md"] = "\n".join(_overview(standards, words))
    made["standards/thresholds.md"] = "\n".join(_side_by_side(standards, words))
    return made


def _file(standard: Standard) -> str:
    return f"{standard.label.replace('@', '-')}.md"


def _overview(standards: list[Standard], words: dict[str, Any]) -> Iterator[str]:
    yield from (f"# {words['title']}", "", words["intro"], "", words["see"], "")
    yield f"| {' | '.join(words['columns'])} |"
    yield "|" + " --- |" * len(words["columns"])
    for one in standards:
        name = escaped(said(one.name))
        yield (
            f"| [{one.id}]({_file(one)}) | {name} | {escaped(level_word(one.level))} | "
            f"{escaped(_document(one))} | {escaped(_term(one))} | {one.checked.isoformat()} |"
        )


def _document(standard: Standard) -> str:
    return " ".join(part for part in (said(standard.document), standard.number) if part)


def _term(standard: Standard) -> str:
    """The status that a standard's own file states, and its dates; not what a day makes of it."""
    stated, text = _stated(standard), term_words(standard)
    return text if stated is StandardStatus.IN_FORCE else f"{standard_status_word(stated)} {text}"


def _standard(standard: Standard, words: dict[str, Any]) -> Iterator[str]:
    yield from (f"# {escaped(said(standard.name))}", "")
    facts = (
        (_("Document"), _document(standard)),
        (_("Authority"), said(standard.authority)),
        (words["level"], level_word(standard.level)),
        (words["columns"][4], _term(standard)),
        (_("Id"), standard.label),
        (_("Source"), f"{standard.source}, {_('checked {day}').format(day=standard.checked.isoformat())}"),
    )
    yield from (f"- {escaped(name)}{words['colon']}{escaped(text)}" for name, text in facts)
    for section in standard.sections:
        yield from _section(standard, section, words)
    for title, lines in parts_beside(standard):
        yield from ("", f"## {escaped(title)}", "")
        yield from (f"- {escaped(clause)}{words['colon']}{escaped(text)}" for clause, text in lines)


def _section(standard: Standard, section: Section, words: dict[str, Any]) -> Iterator[str]:
    clause = words["clause"].format(escaped(clause_words(section)))
    yield from ("", f"## {escaped(said(section.name))}{clause} {{#{section.id}}}", "")
    columns = (_("Criterion"), _("Requirement"), _("wording"), _("clause"), _("readings"))
    yield f"| {' | '.join(columns)} |"
    yield "|" + " --- |" * len(columns)
    for one in section.criteria:
        for each in each_of(one):
            name, *cells = map(escaped, cells_of(each, standard))
            yield f'| <span id="{each.id}">{name}</span> | {" | ".join(cells)} |'


def _side_by_side(standards: list[Standard], words: dict[str, Any]) -> Iterator[str]:
    yield from (f"# {words['aside']}", "", words["aside_intro"])
    for title, is_partial in ((words["full"], False), (words["parts"], True)):
        some = [one for one in standards if one.partial is is_partial]
        yield from ("", f"## {title}", "")
        yield f"| {_('Criterion')} | {' | '.join(map(_heading, some))} |"
        yield "|" + " --- |" * (len(some) + 1)
        for subject, name in _subjects(some).items():
            yield f"| {escaped(name)} | {' | '.join(_cell(one, subject) for one in some)} |"


def _heading(standard: Standard) -> str:
    """The name of a column; that the text is no law is said there."""
    link = f"[{escaped(said(standard.jurisdiction))}]({_file(standard)})"
    is_law = standard.status is StandardStatus.IN_FORCE and not standard.superseded_by
    return link if is_law else f"{link}<br>{escaped(standard_status_word(_stated(standard)))}"


def _stated(standard: Standard) -> StandardStatus:
    return StandardStatus.SUPERSEDED if standard.superseded_by else standard.status


def _subjects(standards: list[Standard]) -> dict[str, str]:
    """What thresholds are about, in the order of the standards, with its name."""
    return {
        each.subject.id: said(each.subject.name)
        for standard in standards
        for each, _is_limited in _thresholds(standard)
    }


def _thresholds(standard: Standard) -> Iterator[tuple[Threshold, bool]]:
    """Every threshold, and whether it holds only together with something else."""
    for criterion in standard.criteria:
        for each in each_of(criterion):
            if isinstance(each, Threshold):
                yield (
                    each,
                    each is not criterion or bool(each.when or each.waiver or each.relaxable or each.either),
                )


def _cell(standard: Standard, subject: str) -> str:
    return "<br>".join(
        f"[{escaped(criterion_words(each))}]({_file(standard)}#{each.id}){' ※' if is_limited else ''}{_known(each)}"
        for each, is_limited in _thresholds(standard)
        if each.subject.id == subject
    )


def _known(threshold: Threshold) -> str:
    """Whether one page alone reports a number."""
    return f" ({escaped(sourced_words(threshold))})" if threshold.sourced == "page" else ""
