"""Make the blank Word files that every report begins with: python-docx's own empty document in the report's looks.

    python scripts/make_word_blanks.py [--check]

Run it after a change in `reports/assessment/word/template.py`. The parts are compared, not the compressed bytes, which differ
from one zlib to the next.
"""

from __future__ import annotations

import argparse
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from clustercheck.reports.assessment.word import template
from clustercheck.texts.messages import LANGUAGES, use_language

FOLDER = Path(template.__file__).parent


def main() -> int:
    """Write the files; with --check return 1 if one is not as it would be made."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    for language in LANGUAGES:
        use_language(language)
        path, made = FOLDER / f"blank.{language}.docx", template.new_blank()
        if path.exists() and parts(path.read_bytes()) == parts(made):
            continue
        if check:
            print(f"{path} is not what scripts/make_word_blanks.py makes")
            return 1
        path.write_bytes(made)
    return 0


def parts(file: bytes) -> list[tuple[str, bytes]]:
    """The parts of a file, in order."""
    with ZipFile(BytesIO(file)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


if __name__ == "__main__":
    sys.exit(main())
