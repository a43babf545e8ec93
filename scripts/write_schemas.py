"""Write every JSON Schema into `docs/schemas`, or with --check say which file there is not as the program has it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from clustercheck.catalogue.standard_shape import json_schema
from clustercheck.reports.schemas import SCHEMAS

FOLDER = Path(__file__).parent.parent / "docs" / "schemas"


def main() -> int:
    """Write the files, or compare them."""
    texts = {
        f"{name}.json": json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        for name, schema in {**SCHEMAS, "standard": json_schema()}.items()
    }
    if "--check" in sys.argv[1:]:
        there = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.json")}
        odd = sorted(name for name in texts.keys() | there.keys() if texts.get(name) != there.get(name))
        for name in odd:
            print(f"{FOLDER.name}/{name}: run scripts/write_schemas.py")
        return 1 if odd else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
