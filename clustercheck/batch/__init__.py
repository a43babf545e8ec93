"""Thousands of workbooks: worked through by several processes, kept on disk, laid side by side.

    results   what is kept of one file, and its margins
    details   its figures, problems and what is owed, packed, where something shows them
    worker    what a worker does: file after file, with a time limit
    crew      the workers, which may die
    forked    how they are started on Linux, each later one as a copy of the first; `spawned` elsewhere, and where the
              caller has threads
    children  forked workers as their caller sees them
    queue     the files in order, and what becomes of one that kills a worker
    spool     values in order on disk, for reports of many files
    journal   the results in input order on disk, and where an unfinished run resumes (`state`)
    rows      the results as rows of a table, in input order or by rank
    overview  what a reviewing bureau asks of all of them
    quota     which clusters are above the line that a quota draws

Nothing here knows how a file is read or a verdict is worded: whoever calls hands in a `Judge`.
"""

from clustercheck.batch.results import Done, Entry, Judge

__all__ = ["Done", "Entry", "Judge"]
