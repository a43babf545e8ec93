"""From a standard to the file: the three sheets put together, and the same bytes every time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.constants import ARC_APP

from clustercheck.form.sheets import write_conditions, write_indicators, write_profile
from clustercheck.form.values import FormValues
from clustercheck.standard import Standard

_NO_TIME = (1980, 1, 1, 0, 0, 0)
_PROGRAM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>clustercheck</Application></Properties>"
)


def render_form(standard: Standard, years: Sequence[int], values: FormValues | None = None) -> bytes:
    """The form of a standard as .xlsx, blank or filled with `values`; the same bytes for the same input.

    Of `years` the last three are judged, the one before them is their base. Raises `ValueError` where there is
    no year, or `values` has figures of years that the form has no column for.
    """
    columns = sorted(set(years))
    if not columns:
        raise ValueError("a form needs a year")
    values = values or FormValues()
    book = Workbook()
    book.remove(book.worksheets[0])
    write_profile(book.create_sheet("基本信息"), standard, values)
    write_indicators(book.create_sheet("指标"), standard, columns, values)
    write_conditions(book.create_sheet("定性条件"), standard, values)
    _set_properties(book, standard)
    return _packed(book)


def _set_properties(book: Workbook, standard: Standard) -> None:
    day = datetime.combine(standard.checked, time())
    properties = book.properties
    properties.title = f"{standard.name.zh}填报表"
    properties.subject = standard.label
    properties.creator = properties.lastModifiedBy = "clustercheck"
    properties.created = properties.modified = day


def _packed(book: Workbook) -> bytes:
    """The workbook's file, free of the clock and of the machine.

    openpyxl stamps the time into the properties and every part of the archive, and its own version into a part.
    The parts are stored uncompressed, because zlib's output differs from one build to the next.
    """
    stamped = BytesIO()
    with ZipFile(stamped, "w", ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).write_data()
    packed = BytesIO()
    with ZipFile(stamped) as source, ZipFile(packed, "w", ZIP_STORED) as target:
        for name in source.namelist():
            part = ZipInfo(name, _NO_TIME)
            part.create_system = 3
            part.external_attr = 0o644 << 16
            target.writestr(part, _PROGRAM if name == ARC_APP else source.read(name))
    return packed.getvalue()
