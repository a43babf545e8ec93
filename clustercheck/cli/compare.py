"""`clustercheck compare`: one cluster by several standards, a newer workbook beside an older one, or clusters side by side."""

from __future__ import annotations

from functools import partial

from clustercheck.catalogue import Shelf, find_standard, in_force
from clustercheck.cli import options
from clustercheck.cli.console import COLOURS
from clustercheck.cli.declared import Annotated, Command, Option
from clustercheck.cli.document_output import FORMATS, WRITTEN, outputs_of, show_document, write_document
from clustercheck.cli.exits import exit_of
from clustercheck.cli.limits import SECONDS, limited
from clustercheck.cli.one_cluster import Row, cluster_of
from clustercheck.engine.assessment import READINGS, assess
from clustercheck.model.cluster import Cluster
from clustercheck.model.standard import Standard
from clustercheck.planning.comparison import ComparedResult, changes_between, compared_result, is_one_cluster
from clustercheck.reports.documents import Block
from clustercheck.texts.messages import _
from clustercheck.use_cases.run import Run
from clustercheck.use_cases.workbooks import workbook_named

HELP = _(
    "Hold one cluster against several standards, an older workbook beside a newer one, or clusters side by side.\n\n"
    "Example: clustercheck compare data.xlsx --with zhuhai,guangdong"
)
_ALL = "all"


def compare(
    files: options.Files,
    with_: Annotated[
        str | None,
        Option(
            "--with",
            metavar="NAME,…|all",
            completion="standards",
            help=_("The standards. Left out: the workbook's own, then its province's and the nation's."),
        ),
    ] = None,
    city: options.City = None,
    as_of: options.AsOf = None,
    reading: options.Reading = "default",
    row: Row = None,
    map: options.Map = None,
    format: Annotated[str, options.format_option(*FORMATS)] = "text",
    output: options.Output = None,
    force: options.Force = False,
    timeout: options.Timeout = SECONDS,
    fail_on: options.FailOn = "open",
    standards: options.Standards = None,
    color: options.Colour = "auto",
    lang: options.Lang = None,
) -> int:
    """Compare and print; returns the exit code."""
    options.one_of(format, "-f", FORMATS)
    options.one_of(reading, "--reading", READINGS)
    options.one_of(color, "--color", COLOURS)
    outputs = outputs_of(output or [], WRITTEN, force=force, sources=[*files, map])
    day = options.day(as_of)
    limit = partial(limited, seconds=timeout)
    run = Run(day, Shelf(standards), city, reading, label_map=options.label_map(map), limit=limit)
    clusters: list[Cluster] = []
    for file in files:
        found = run.clusters(*workbook_named(file))
        clusters += found if len(files) > 1 and row is None else [cluster_of(found, row)]
    several = len(clusters) > 1
    changes = None
    if several:
        pair = len(clusters) == 2 and is_one_cluster(*clusters)
        chosen = _chosen(with_, run, clusters[-1])[:1] if with_ else []
        if pair and not chosen:
            chosen = [run.standard_of(clusters[-1])]
        results = [
            _result(run, cluster, chosen[0] if chosen else run.standard_of(cluster)) for cluster in clusters
        ]
        if pair:
            changes = changes_between(results[0].assessment, results[1].assessment)
    else:
        results = [_result(run, clusters[0], standard) for standard in _chosen(with_, run, clusters[0])]

    def blocks() -> list[Block]:
        from clustercheck.reports.comparison.blocks import of_clusters, of_standards, of_versions

        if changes is not None:
            return list(of_versions(results[0], results[1], changes))
        return list(of_clusters(results) if several else of_standards(results))

    def as_json() -> str:
        from clustercheck.reports.comparison.json import render_json

        return render_json(results, changes)

    for path, kind in outputs:
        write_document(path, kind, blocks, as_json, day=day, name=_("Comparison"))
    show_document(blocks, as_json, format, color)
    # The newer workbook, or the first standard: the results of higher levels are no failure.
    decisive = [
        result.assessment.verdict
        for result in (results if several and changes is None else _last(results, several))
    ]
    return int(exit_of(decisive, fail_on))


def _last(results: list[ComparedResult], several: bool) -> list[ComparedResult]:
    return results[-1:] if several else results[:1]


def _result(run: Run, cluster: Cluster, standard: Standard) -> ComparedResult:
    with run.limit(cluster.file):
        return compared_result(assess(cluster, standard, as_of=run.as_of, reading=run.reading))


def _chosen(with_: str | None, run: Run, cluster: Cluster) -> list[Standard]:
    """The named standards, all standards, or those that apply: city, province, nation."""
    if with_ is None:
        own = run.standard_of(cluster)
        above = [in_force(run.shelf.standards(id)[id], run.as_of) for id in own.under]
        return [own, *above]
    if with_.strip() == _ALL:
        return [in_force(editions, run.as_of) for editions in run.shelf.standards().values()]
    names = [name for part in with_.split(",") for name in part.split("，") if name.strip()]
    found = [find_standard(name.strip(), as_of=run.as_of, shelf=run.shelf) for name in names]
    return list({standard.label: standard for standard in found}.values())


command = Command(compare, HELP)
