"""Who interprets a text is to be asked where it leaves something open."""

import pytest

from clustercheck.catalogue import load
from clustercheck.model.standard import Standard

EVERY = [standard for editions in load().values() for standard in editions]


@pytest.mark.parametrize("standard", EVERY, ids=lambda one: one.label)
def test_every_standard_names_who_interprets_it(standard: Standard) -> None:
    asked = standard.interpretation
    assert asked is not None
    assert asked.text == standard.authority
    assert asked.clause
