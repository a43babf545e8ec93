"""What every test starts from: the same language and environment, and Hypothesis without chance."""

import os
from collections.abc import Iterator
from pathlib import Path

# As the form does: tests that import openpyxl before it would otherwise make it take lxml where that is installed.
os.environ.setdefault("OPENPYXL_LXML", "False")

import pytest
from hypothesis import HealthCheck, Phase, settings

from clustercheck.model.speed import is_quick, use_quick_ways
from clustercheck.texts import messages

settings.register_profile(
    "clustercheck",
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("clustercheck")

# Whatever process a test starts, wherever it stands, imports this checkout.
os.environ["PYTHONPATH"] = os.pathsep.join(
    [str(Path(__file__).parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])]
)

_HEEDED = (
    "CLUSTERCHECK_STANDARDS",
    "COLUMNS",
    "FORCE_COLOR",
    "GITHUB_ACTIONS",
    "LANG",
    "LC_ALL",
    "LC_MESSAGES",
    "NO_COLOR",
    "TERM",
)


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Neither the environment of whoever runs the tests nor the language of the test before matters."""
    for variable in _HEEDED:
        monkeypatch.delenv(variable, raising=False)
    messages.use_language("zh")
    yield
    messages.use_language("zh")
    if not is_quick():  # a call with CLUSTERCHECK_QUICK=0 turns them off for the process
        use_quick_ways(True)
