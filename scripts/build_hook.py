"""Compile the translations, the vocabulary, the messages and for a wheel the standards, when the package is built or installed."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_NO_DAY = datetime(2020, 1, 1, tzinfo=UTC)


class CompilingHook(BuildHookInterface):  # type: ignore[type-arg]
    """Every .po has its .mo and the vocabulary its JSON beside it; in a wheel every standard has its JSON too."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Run before the files are gathered."""
        sys.path.insert(0, self.root)
        self._translations()
        self._vocabulary()
        self._messages()
        if self.target_name == "wheel" and version == "standard":
            self._standards(build_data["force_include"])

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Run when the files have been gathered."""
        if self._compiled is not None:
            self._compiled.cleanup()

    _compiled: TemporaryDirectory[str] | None = None

    def _standards(self, included: dict[str, str]) -> None:
        from clustercheck.catalogue import standard_files
        from clustercheck.catalogue.build import read_standard
        from clustercheck.catalogue.compiled import SUFFIX, compiled

        self._compiled = TemporaryDirectory()
        for (id, edition), source in standard_files([Path(self.root, "standards")]).items():
            target = Path(self._compiled.name, f"{id}-{edition}{SUFFIX}")
            path = Path(source)
            target.write_text(compiled(read_standard(path), path.read_bytes()), encoding="utf-8")
            included[str(target)] = f"clustercheck/standards/{id}/{edition}{SUFFIX}"

    def _vocabulary(self) -> None:
        from clustercheck.model.vocabulary import COMPILED, SOURCE, compiled

        Path(COMPILED).write_text(compiled(Path(SOURCE).read_bytes()), encoding="utf-8")

    def _messages(self) -> None:
        from clustercheck.texts.problem_files import COMPILED, compiled

        Path(COMPILED).write_text(compiled(), encoding="utf-8")

    def _translations(self) -> None:
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        for source in sorted(Path(self.root, "clustercheck", "texts", "locale").rglob("*.po")):
            with source.open("rb") as stream:
                catalogue = read_po(stream, locale=source.parent.parent.name)
            # Else a file without these days gets the clock's, and no two wheels are the same bytes.
            catalogue.creation_date = catalogue.revision_date = _NO_DAY
            with source.with_suffix(".mo").open("wb") as stream:
                write_mo(stream, catalogue)
