"""The bill of materials of a release: what clustercheck is installed with, in which version, under which licence.

`python scripts/write_sbom.py dist/clustercheck.cdx.json` writes it as CycloneDX 1.6, of the packages that are installed
beside clustercheck in this environment; equal environments give equal bytes. `--pages` writes the lists of licences,
`docs/*/licences.md`; `--check` fails if a list lacks a dependency of pyproject.toml or names another licence than the
installed package does. A licence that `SPDX` and `ALLOWED` do not know ends either: it has to be read by a person first.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
NAME = "clustercheck"
# What packages call their licence where they give no SPDX expression; of Jinja2 its file of the licence was read.
SPDX = {
    "License :: OSI Approved :: MIT License": "MIT",
    "License :: OSI Approved :: ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
}
READ = {"jinja2": "BSD-3-Clause"}
ALLOWED = {"Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "PSF-2.0"}
PAGES = {
    "en": (
        "# Licences of what clustercheck is installed with\n\n"
        "clustercheck itself: Apache-2.0. Made by `scripts/write_sbom.py --pages`; a release has the versions in its "
        "CycloneDX file. None restricts what may be done with a report.\n",
        "| package | licence | needed by |",
    ),
    "zh": (
        "# 随 clustercheck 一起安装的软件包及其许可\n\n"
        "clustercheck 自身为 Apache-2.0。本页由 `scripts/write_sbom.py --pages` 生成；各次发布的版本号见同时发布的 CycloneDX "
        "文件。其中没有任何一项限制报告的使用。\n",
        "| 软件包 | 许可 | 由谁需要 |",
    ),
}


def main() -> int:
    """Write the file that is named, or write or check the pages."""
    if sys.argv[1:] == ["--pages"]:
        for language, (head, columns) in PAGES.items():
            page = (
                "\n".join([head, columns, "|---|---|---|", *(f"| {' | '.join(row)} |" for row in rows())])
                + "\n"
            )
            (ROOT / "docs" / language / "licences.md").write_text(page, encoding="utf-8")
        return 0
    if sys.argv[1:] == ["--check"]:
        faults = list(faults_of_pages())
        print("\n".join(faults), end="\n" if faults else "")
        return 1 if faults else 0
    Path(sys.argv[1]).write_text(json.dumps(bill(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


def installed() -> dict[str, Distribution]:
    """The packages of clustercheck and of all that it needs on this machine, by canonical name."""
    found: dict[str, Distribution] = {}
    left = [NAME]
    while left:
        name = left.pop()
        if name not in found:
            found[name] = distribution(name)
            left += needs(found[name])
    return dict(sorted(found.items()))


def needs(package: Distribution) -> list[str]:
    """The canonical names of the packages that a package needs here, without its extras."""
    wanted = map(Requirement, package.requires or ())
    return sorted(
        {
            canonicalize_name(one.name)
            for one in wanted
            if not one.marker or one.marker.evaluate({"extra": ""})
        }
    )


def licence_of(name: str, package: Distribution) -> str:
    """The SPDX identifier of a package's licence. Raises `SystemExit` for one that is not known."""
    facts = package.metadata
    said = [
        facts["License-Expression"],
        READ.get(name),
        facts["License"],
        *(facts.get_all("Classifier") or ()),
    ]
    known = [SPDX.get(each, each) for each in said if each]
    found = next((each for each in known if each in ALLOWED), None)
    if found is None:
        raise SystemExit(
            f"{name}: its licence is not known: {[each for each in said if each and 'License' in each]}"
        )
    return found


def rows() -> Iterator[tuple[str, str, str]]:
    """Package, licence and what needs it, for each but clustercheck."""
    packages = installed()
    for name, package in packages.items():
        if name != NAME:
            users = [user for user, other in packages.items() if name in needs(other)]
            yield package.metadata["Name"], licence_of(name, package), ", ".join(users)


def faults_of_pages() -> Iterator[str]:
    """What the pages lack, and where they are not as the installed packages say."""
    wanted = needs(distribution(NAME))
    found = {name: licence for name, licence, _users in rows()}
    for language in PAGES:
        lines = (ROOT / "docs" / language / "licences.md").read_text(encoding="utf-8").splitlines()
        listed = dict(line[2:].split(" | ")[:2] for line in lines if line.startswith("| "))
        canonical = {canonicalize_name(name) for name in listed}
        yield from (f"docs/{language}/licences.md lacks {name}" for name in wanted if name not in canonical)
        for name in listed.keys() & found.keys():
            if listed[name] != found[name]:
                yield f"docs/{language}/licences.md: {name} is under {found[name]}"


def bill() -> dict[str, Any]:
    """The CycloneDX document."""
    packages = installed()
    parts = {name: component(name, package) for name, package in packages.items()}
    own = parts.pop(NAME)
    references = {name: parts[name]["bom-ref"] for name in parts} | {NAME: own["bom-ref"]}
    number = uuid5(NAMESPACE_URL, json.dumps([own, *parts.values()], sort_keys=True))
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{number}",
        "version": 1,
        "metadata": {"component": own | {"type": "application"}},
        "components": list(parts.values()),
        "dependencies": [
            {"ref": references[name], "dependsOn": [references[other] for other in needs(package)]}
            for name, package in packages.items()
        ],
    }


def component(name: str, package: Distribution) -> dict[str, Any]:
    """A package as CycloneDX has it."""
    place = f"pkg:pypi/{name}@{package.version}"
    return {
        "type": "library",
        "bom-ref": place,
        "name": package.metadata["Name"],
        "version": package.version,
        "description": package.metadata["Summary"],
        "licenses": [{"license": {"id": licence_of(name, package)}}],
        "purl": place,
    }


if __name__ == "__main__":
    sys.exit(main())
