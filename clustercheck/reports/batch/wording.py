"""The words of a batch's overview, for the terminal and for every document made of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from clustercheck.batch.overview import Group, Overview, Ranked, Some, percent
from clustercheck.model.problems import Problem, Where, warning
from clustercheck.reports.wording.words import remark_word
from clustercheck.texts.messages import _, harmless


def remarked_words(found: Overview) -> str:
    """How many verdicts have which remark beside them; empty for none."""
    parts = [f"{remark_word(id)} {number}" for id, number in found.remarked.items()]
    return _("Beside the verdicts: {parts}").format(parts="  ".join(parts)) if parts else ""


def counted_word(found: Overview) -> str:
    """What the verdicts of a batch count, as the head of a column."""
    return _("clusters") if found.lists_clusters else _("files")


def asked_word(found: Overview) -> str:
    """What a criterion is asked of, as the head of a column."""
    return _("clusters asked") if found.lists_clusters else _("files asked")


def rank_note(found: Overview) -> str:
    """What the order is and is not made of."""
    note = _("A one-vote veto comes last in every order.") if found.remarked.get("veto") else ""
    words = _(
        "Thresholds: those that apply, alternatives as one. Margin: by how much a met threshold holds, in % of it, at most "
        "100 %, the mean of all that have one, to 0.01 %. Equal in all: same place. An aid to choosing, no decision: "
        "experts judge."
    )
    return " ".join(part for part in (words, note) if part)


def margin_words(ranked: Ranked) -> str:
    """A mean margin, or a dash."""
    return "-" if ranked.margin is None else f"{percent(ranked.margin)} %"


def repeated(found: Overview) -> Iterator[tuple[Problem, str]]:
    """What comes twice: each group as a problem, with the rest that is not named said behind the last of its kind."""
    for code, some in (
        ("A361", found.same_file),
        ("A362", found.same_name),
        ("A363", found.same_figures),
    ):
        for position, group in enumerate(some.groups, 1):
            yield _problem(code, group), more_words(some) if position == len(some.groups) else ""


def more_words(some: Some) -> str:
    """How many groups are not shown; empty where all are."""
    left = some.number - len(some.groups)
    return _("and {n} more of this kind").format(n=left) if left else ""


def _problem(code: str, group: Group) -> Problem:
    # Clusters beside each other have one row: their names tell them apart.
    named = zip_longest(group.files, group.clusters, fillvalue="")
    files = [harmless(f"{file} {cluster}".rstrip()) for file, cluster in named]
    if group.number > len(files):
        files.append(_("and {n} more").format(n=group.number - len(files)))
    return warning(code, Where(), n=group.number, files=files, cluster=harmless(group.cluster))


def closing_words(found: Overview) -> str:
    """How much of the batch is done, where that is not all of it."""
    if found.done == found.planned:
        return ""
    return _("Interrupted: {done} of {all} files are done; --resume goes on if there is a .jsonl.").format(
        done=found.done, all=found.planned
    )
