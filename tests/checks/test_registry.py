"""Every file of a rule is found, and they run in one order whatever the system lists first."""

from __future__ import annotations

from pathlib import Path

import clustercheck.checks.rules as registry


def test_every_file_is_a_rule_that_runs() -> None:
    folder = Path(registry.__file__).parent
    assert registry.names() == tuple(sorted(path.stem for path in folder.glob("[a-z]*.py")))
    assert len(registry.rules()) == len(registry.names())


def test_rules_run_in_an_order_of_their_own() -> None:
    orders = [rule.order for rule in registry.rules()]
    assert orders == sorted(set(orders))
