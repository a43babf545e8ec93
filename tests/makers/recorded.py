"""A plugin for pytest that keeps every workbook that the tests read, each once: `-p recorded --record FILE`."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from clustercheck.formats import detect
from clustercheck.formats.cells import Workbook

_READ: dict[bytes, None] = {}
_read_workbook = detect.read_workbook


def _recorded(file: str, content: bytes) -> Workbook:
    _READ.setdefault(content)
    return _read_workbook(file, content)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--record", type=Path)


def pytest_configure() -> None:
    detect.read_workbook = _recorded


def pytest_sessionfinish(session: pytest.Session) -> None:
    session.config.getoption("--record").write_bytes(pickle.dumps(list(_READ)))
