"""The Python side of the web page (`web/`): workbooks as bytes and choices in, plain values and documents out.

The page keeps the files and runs this in a worker that it may end at any moment, so nothing here is needed again that
the page could not hand over a second time. It imports neither YAML nor the command line.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from importlib import import_module
from io import BytesIO
from typing import Any

from clustercheck.catalogue import Shelf, find_standard
from clustercheck.engine.standard_notices import of_the_form, of_the_place
from clustercheck.formats.seals import seal_text
from clustercheck.model.findings import DEFAULT, Assessment, Result, Unread
from clustercheck.model.indicators import INDICATORS
from clustercheck.model.problems import Problem, UsageFault, Where, error
from clustercheck.model.quantities import plain
from clustercheck.model.standard import Standard
from clustercheck.planning.suppositions import settings
from clustercheck.planning.what_if import WhatIf, what_if, with_figures
from clustercheck.reports import SEALED, Material, document
from clustercheck.reports.batch.record import JudgedFile
from clustercheck.reports.check.baseline import fingerprint
from clustercheck.reports.check.check import in_order
from clustercheck.reports.wording import words
from clustercheck.reports.wording.heading import cluster_words, decisive_words, standard_words
from clustercheck.reports.wording.lists import lists_of
from clustercheck.texts.messages import message, said, use_language
from clustercheck.use_cases import page_together
from clustercheck.use_cases.run import Run

_TO_DO = ("veto", "missed", "unknown", "discretionary", "sensitive")
# What is imported when it is needed, and needed for the first plain form that is dropped.
_FIRST_USED = (
    "clustercheck.catalogue.compiled",
    "clustercheck.formats.detect",
    "clustercheck.formats.xlsx",
    "clustercheck.formats.quick.sheets",
    "clustercheck.reports.html",
    "clustercheck.tables.whole_files",
    "clustercheck.texts.problem_files",
)
_REHEARSED = (2021, 2022, 2023, 2024)
_LEVELS = ("city", "province", "nation")


class Desk:
    """The files that lie on the page, by the page's own keys, and the choices that hold for all of them."""

    def __init__(self) -> None:
        self._shelf = Shelf()
        self._run = Run(date.min, self._shelf)
        self._taken: dict[str, JudgedFile] = {}

    def choose(self, language: str, day: str, city: str | None = None, reading: str = DEFAULT) -> None:
        """Set the language, the day (ISO 8601) and the standard; what was judged otherwise is to be taken again."""
        use_language(language)
        self._run = Run(date.fromisoformat(day), self._shelf, city or None, reading)

    def take(self, key: str, name: str, content: bytes | memoryview) -> str:
        """Read and judge a file; returns the JSON of `words`."""
        whole = bytes(content)  # a view is what JavaScript's bytes are here
        self._taken[key] = JudgedFile(name, whole, tuple(self._run.results([(name, whole)])))
        return self.words(key)

    def give_up(self, key: str, name: str, seconds: str, reason: str = "") -> str:
        """A file that took too long (C266), or at which the program itself failed (C267): the page has ended it."""
        where = Where(name)
        fault = error("C267", where, reason=reason) if reason else error("C266", where, seconds=seconds)
        self._taken[key] = JudgedFile(name, b"", (Unread(name, (fault,)),))
        return self.words(key)

    def warm_up(self) -> None:
        """Import what the first file would have to wait for."""
        for module in _FIRST_USED:
            import_module(module)
        self._shelf.standards()

    def rehearse(self, part: int) -> bool:
        """Judge the blank form of a city some times, and say whether there is another part, from 0 on.

        What runs for the first time is slow in a browser. Nothing is kept of it.
        """
        from clustercheck.form import render_form

        cities = [
            editions[-1] for editions in self._shelf.standards().values() if editions[-1].level == "city"
        ]
        blank = render_form(cities[part], _REHEARSED)
        run = Run(date(_REHEARSED[-1] + 1, 1, 1), self._shelf)
        for _time in range(3):
            results = tuple(run.results([("", blank)]))
        _problems(results[0], run)
        document("html", results, Material({}))
        return part + 1 < len(cities)

    def drop(self, key: str) -> None:
        """Forget a file."""
        self._taken.pop(key, None)

    def words(self, key: str) -> str:
        """What the page says of a file besides its report, as JSON: its clusters, and what is wrong with the data."""
        results = self._taken[key].results
        found: dict[str, dict[str, str]] = {}
        for result in results:
            for problem in in_order(_problems(result, self._run)):
                line = _line(problem)
                found.setdefault(line["key"], line)
        clusters = [_summary(result) for result in results]
        return _json({"clusters": clusters, "problems": list(found.values())})

    def report(self, keys: Sequence[str], together: Mapping[str, Any] | None = None) -> bytes:
        """The page of these files, to be shown; of several clusters what they come to together."""
        if len(self._results(keys)) > 1:
            return self._together("html", keys, together)
        return document("html", self._results(keys), Material({})).content

    def written(self, format: str, keys: Sequence[str], together: Mapping[str, Any] | None = None) -> bytes:
        """A report on these files as `-o` writes it: in a format of `render`, or `brief`, the page to print.

        Several clusters come as `batch` writes them in its formats. `zip` has all that it writes: the table, the report
        of each cluster and the notices; `together` are the choices for it.
        """
        results = self._results(keys)
        if format == "zip" or (len(results) > 1 and format in page_together.FORMATS):
            return self._together(format, keys, together)
        contents = {one.name: one.content for one in self._files(keys)}
        if format == "brief":
            return _written(results, "html", Material(contents, paper="brief"))
        return _written(results, format, Material(contents))

    def form(self, standard: str) -> bytes:
        """The blank form of a standard for the years before the day that was chosen; raises `UnknownStandard`."""
        from clustercheck.form import render_form

        day = self._run.as_of
        found = find_standard(standard, as_of=day, shelf=self._shelf)
        return render_form(found, tuple(range(day.year - 4, day.year)))

    def figures(self, key: str, place: int) -> str:
        """The figures of a cluster that may be changed, as JSON: a row an indicator, a figure a year that is judged."""
        assessment = self._assessment(key, place)
        years = assessment.window.counting
        rows = []
        for id in _ids(assessment):
            series = assessment.cluster.observations.get(id, {})
            figures = [
                "" if (seen := series.get(year)) is None or seen.value is None else plain(seen.value)
                for year in years
            ]
            indicator = INDICATORS[id]
            unit = words.unit_word(indicator.unit.name)
            rows.append({"id": id, "name": said(indicator.name), "unit": unit, "figures": figures})
        return _json({"years": years, "rows": rows})

    def what_if(self, key: str, place: int, changed: Mapping[str, str]) -> str:
        """What a cluster comes to with other figures, by `indicator.year`; as JSON, and nothing is kept.

        What is no figure comes out as `fault`, in words.
        """
        before = self._assessment(key, place)
        texts = [f"{where}={text}" for where, text in changed.items()]
        try:
            own = before.standard.figures
            figures = settings(texts, before.cluster, before.window.counting[-1], own)
        except UsageFault as fault:
            return _json({"fault": message(fault.problems[0]), "value": fault.problems[0].facts.get("value")})
        return _json(_supposed(what_if(before, with_figures(before.cluster, figures), figures)))

    def _together(self, format: str, keys: Sequence[str], together: Mapping[str, Any] | None) -> bytes:
        how, day = page_together.together_from(together or {}), self._run.as_of
        if format == "zip":
            return page_together.archive_of(self._files(keys), day, how)
        return page_together.written_together(format, self._files(keys), day, how)

    def _files(self, keys: Sequence[str]) -> list[JudgedFile]:
        return [self._taken[key] for key in keys]

    def _results(self, keys: Sequence[str]) -> list[Result]:
        return [result for file in self._files(keys) for result in file.results]

    def _assessment(self, key: str, place: int) -> Assessment:
        found = self._taken[key].results[place]
        assert isinstance(found, Assessment)
        return found


def standards_of(shelf: Shelf) -> list[dict[str, Any]]:
    """All standards for the page's list of choices, by level, each with its editions, the newest last."""
    found = [
        {
            "id": editions[-1].id,
            "level": editions[-1].level,
            "editions": [_choice(standard) for standard in editions],
        }
        for editions in shelf.standards().values()
    ]
    return sorted(found, key=lambda one: (_LEVELS.index(one["level"]), one["id"]))


def _choice(standard: Standard) -> dict[str, Any]:
    return {
        "label": standard.label,
        "zh": standard.name.zh,
        "en": standard.name.en or standard.name.zh,
        "effective": standard.effective and standard.effective.isoformat(),
        "expires": standard.expires and standard.expires.isoformat(),
        "partial": standard.partial,
        "status": standard.status.value,
    }


def _problems(result: Result, run: Run) -> tuple[Problem, ...]:
    """What `check` says of a file, from what `assess` has found out already."""
    if isinstance(result, Unread):
        return result.problems
    cluster, standard = result.cluster, result.standard
    # Without a standard of the call the assessment says itself that the place lies outside.
    is_outside = run.city is not None and run.shelf.is_outside(cluster, standard)
    of_place = of_the_place(cluster, standard) if is_outside else ()
    return (*result.all_problems, *of_place, *of_the_form(cluster, standard))


def _line(problem: Problem) -> dict[str, str]:
    return {
        "key": fingerprint(problem),
        "code": problem.code,
        "severity": problem.severity.value,
        "word": words.severity_word(problem.severity),
        "place": problem.where.within_file or "",
        "message": message(problem),
    }


def _summary(result: Result) -> dict[str, Any]:
    if isinstance(result, Unread):
        return {"judged": False, "verdict": "error", "word": words.verdict_word(None), "row": result.row}
    return {
        "judged": True,
        "verdict": result.verdict.value,
        "word": words.verdict_word(result.verdict),
        "words": words.verdict_words(result),
        "decisive": decisive_words(result),
        "name": cluster_words(result),
        "standard": standard_words(result),
        "row": result.cluster.row,
        "changeable": bool(result.window.counting),
    }


def _ids(assessment: Assessment) -> list[str]:
    """The figures that the standard asks for, then those that the workbook has besides."""
    observations = assessment.cluster.observations
    filled = [id for id, row in observations.items() if any(not seen.is_blank for seen in row.values())]
    return list(dict.fromkeys((*assessment.standard.indicators(), *filled)))


def _supposed(found: WhatIf) -> dict[str, Any]:
    changes = [
        {
            "name": said(one.criterion.name),
            "clause": one.criterion.clause,
            "before": words.status_word(one.before.status),
            "after": words.status_word(one.after.status),
            "status": one.after.status.value,
            "value_before": one.value_before,
            "value_after": one.value_after,
            "tips": one.tips,
        }
        for one in found.changes
    ]
    gaps = [
        {"title": each.title, "items": [[item.name, item.text] for item in each.items]}
        for each in lists_of(found.after)
        if each.id in _TO_DO
    ]
    return {
        "before": _summary(found.before),
        "after": _summary(found.after),
        "changes": changes,
        "gaps": gaps,
    }


def _written(results: Sequence[Result], format: str, material: Material | None = None) -> bytes:
    """A report as its file has it, with the seal by which this tool knows it for its own."""
    content = document(format, results, material or Material({})).content
    if format not in SEALED:
        return content
    stream = BytesIO()
    stream.write(content)
    seal_text(stream)
    return stream.getvalue()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
