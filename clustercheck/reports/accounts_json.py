"""`read --explain CELL -f json`: why a cell was taken or not."""

from __future__ import annotations

import json
from collections.abc import Sequence

from clustercheck.messages import said
from clustercheck.readers.accounts import Account
from clustercheck.reports.json_report import problems_as_objects

SCHEMA = "clustercheck/cell/1"


def render(accounts: Sequence[Account]) -> str:
    """One object a sheet."""
    objects = [
        {
            "schema": SCHEMA,
            "cell": str(account.cell),
            "text": account.text,
            "lines": [said(line) for line in account.lines],
            "problems": problems_as_objects(account.problems),
        }
        for account in accounts
    ]
    return json.dumps(objects, ensure_ascii=False, indent=1) + "\n"
