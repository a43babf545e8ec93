"""Thousands of workbooks: worked through by several processes, kept on disk, laid side by side.

    done      what is kept of one file, and its margins
    work      what a worker does: file after file, with an end to waiting
    crew      the workers, who may die
    through   the files in order, and what becomes of one that kills a worker
    journal   the results in input order on disk, and where an unfinished run goes on
    overview  what a reviewing bureau asks of all of them

Nothing here knows how a file is read or a verdict is worded: whoever calls hands in a `Judge`.
"""

from clustercheck.batch.results import Done, Entry, Judge

__all__ = ["Done", "Entry", "Judge"]
