"""`clustercheck schema`: the JSON Schemas of all output and of a standard's file."""

from __future__ import annotations

import json

from clustercheck.cli import options
from clustercheck.cli.console import write
from clustercheck.cli.declared import Annotated, Argument, Command
from clustercheck.cli.exits import Exit
from clustercheck.reports.schemas import SCHEMAS
from clustercheck.texts.messages import _

HELP = _("Print the JSON Schema of what goes out, or of a standard's file.")


def schema(
    of: Annotated[
        str,
        Argument(
            metavar="[assessment|calendar|check|comparison|plan|reading|review|standard|summary]",
            words=(*SCHEMAS, "standard"),
            help=_(
                "Of what: assessment (left out), check, reading, explanation, standard (its YAML) and others."
            ),
        ),
    ] = "assessment",
    lang: options.Lang = None,
) -> int:
    """Print a schema; returns the exit code."""
    options.one_of(of, "schema", (*SCHEMAS, "standard"))
    if of == "standard":
        from clustercheck.catalogue.standard_shape import json_schema

        found = json_schema()
    else:
        found = SCHEMAS[of]
    write(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    return Exit.MET


command = Command(schema, HELP)
