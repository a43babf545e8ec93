"""`read --explain CELL -f json`: why a cell was taken or not."""

from __future__ import annotations

import json
from collections.abc import Sequence

from clustercheck.reports.assessment.json import problems_as_objects
from clustercheck.tables.accounts import Account
from clustercheck.texts.messages import said

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
