"""From a standard to the file: the sheets put together, and the same bytes every time on one machine."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from openpyxl import Workbook

from clustercheck.form.conditions_sheet import write_conditions
from clustercheck.form.guide import write_guide
from clustercheck.form.package import parts_of, stamp
from clustercheck.form.sheets import write_indicators, write_profile
from clustercheck.form.values import FormValues
from clustercheck.formats.packages import packed
from clustercheck.formats.seals import SealedKind
from clustercheck.model.standard import Standard


def render_form(
    standard: Standard,
    years: Sequence[int],
    values: FormValues | None = None,
    *,
    add: Callable[[Workbook], None] | None = None,
) -> bytes:
    """The form of a standard as .xlsx, blank or filled with `values`.

    Of `years` the last three are judged, the one before them is their base. `add` puts sheets of its own behind the
    three; what is made with it may be replaced like a blank form, for nobody has typed anything into it. Raises
    `ValueError` where there is no year, or `values` has figures of years that the form has no column for.
    """
    columns = sorted(set(years))
    if not columns:
        raise ValueError("a form needs a year")
    is_blank = values is None
    values = values or FormValues()
    book = Workbook()
    book.remove(book.worksheets[0])
    write_guide(book.create_sheet("填报说明"), standard, values)
    write_profile(book.create_sheet("基本信息"), standard, values)
    write_indicators(book.create_sheet("指标"), standard, columns, values)
    write_conditions(book.create_sheet("定性条件"), standard, values)
    if add is not None:
        add(book)
    _set_properties(book, standard)
    return packed(
        parts_of(book), squeezed=True, kind=SealedKind.FORM if is_blank or add is not None else None
    )


def _set_properties(book: Workbook, standard: Standard) -> None:
    properties = book.properties
    properties.title = f"{standard.name.zh}填报表"
    properties.subject = standard.label
    stamp(book, standard.checked)
