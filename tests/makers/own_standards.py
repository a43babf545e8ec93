"""Small standards of a made-up city, for the shapes of rule that no shipped standard has."""

from __future__ import annotations

from textwrap import dedent, indent

from clustercheck.catalogue.build import parse_standard
from clustercheck.model.problems import BrokenStandard
from clustercheck.model.standard import Standard

_HEAD = """\
id: own
edition: "2024"
name: {zh: 甲市标准, en: Standard of A}
jurisdiction: {zh: 甲市, en: A}
level: city
authority: {zh: 甲市工信局, en: Bureau of A}
document: {zh: 甲市办法, en: Measures of A}
coverage: full
status: in_force
effective: 2024-01-01
checked: 2026-01-01
source: 虚构
"""
_SECTION = """\
sections:
  - id: all
    name: {zh: 条件, en: Conditions}
    clause: 第一条
    criteria:
      - {id: no_major_incidents, attest: {zh: 无重大事故, en: No major incidents}, veto: true}
"""


def own_text(criteria: str, head: str = "") -> str:
    """The YAML of a standard with these criteria after its veto; `head` is added before its sections."""
    return _HEAD + dedent(head) + _SECTION + indent(dedent(criteria), " " * 6)


def own_standard(criteria: str, head: str = "") -> Standard:
    return parse_standard(own_text(criteria, head), "own/2024.yaml", "own", "2024")


def faults_of(criteria: str, head: str = "") -> list[tuple[str, str]]:
    """The codes of its faults, each with what stands where it is found."""
    text = own_text(criteria, head)
    try:
        parse_standard(text, "own/2024.yaml", "own", "2024")
    except BrokenStandard as broken:
        lines = text.splitlines()
        return [
            (p.code, lines[(p.where.line or 1) - 1][(p.where.column or 1) - 1 :].strip())
            for p in broken.problems
        ]
    return []
