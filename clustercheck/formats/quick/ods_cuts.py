"""What an OpenDocument file holds that says nothing of cells, and differs in copies of a form."""

from __future__ import annotations

from clustercheck.formats.budget import Budget
from clustercheck.formats.cells import Refused
from clustercheck.formats.xml_walk import walk
from clustercheck.model.patterns import pattern
from clustercheck.model.speed import cached

# Cache limits, in bytes of XML.
_LONGEST_BLOCK, _BLOCKS_IN_ALL = 16 * 1024, 512 * 1024
VALIDATIONS, MASTERS = b"table:content-validations", b"office:master-styles"
_VALIDATION, _END_OF_VALIDATION = b'<table:content-validation table:name="val', b"</table:content-validation>"
_ROW_STYLE, _END_OF_STYLE = b'<style:style style:name="ro', b"</style:style>"
_IS_ROW_STYLE = pattern(
    rb'<style:style style:name="ro[0-9]*" style:family="table-row"><style:table-row-properties [^<>]*/></style:style>'
)
_TAGS_OF_STYLE = 3
_TAG = pattern(rb"<([^\s<>/]+)")
_TEXT_OPEN = pattern(rb"<(?:[^\s<>/]+:)?text[\s>/]")
# Tags that mean nothing to the reader outside the sheets.
_NAMES = frozenset(
    (
        VALIDATIONS, MASTERS, b"table:content-validation", b"table:help-message", b"table:error-message", b"text:p",
        b"text:span", b"text:s", b"text:a", b"text:sheet-name", b"text:title", b"text:page-number", b"text:page-count",
        b"text:date", b"text:time", b"style:master-page", b"style:header", b"style:header-left", b"style:header-first",
        b"style:footer", b"style:footer-left", b"style:footer-first", b"style:region-left", b"style:region-center",
        b"style:region-right",
    )
)  # fmt: skip


def without_block(part: bytes, tag: bytes) -> tuple[bytes, int]:
    """A part without the inside of a tag that says nothing of cells, and how many tags that has.

    Programs order it at random, so that it differs in copies of a form. It is cut if it is well-formed and holds no tag that
    matters; whoever reads what is left sees to it that it `stands_outside`.
    """
    begin, end = part.find(b"<" + tag + b">"), part.find(b"</" + tag + b">")
    if not 0 <= begin < end:
        return part, 0
    inside = begin + len(tag) + 2
    tags = _tags_of_block(part[begin : end + len(tag) + 3])
    return (part[:inside] + part[end:], tags - 2) if tags else (part, 0)


def stands_outside(part: bytes, tag: bytes) -> bool:
    """Whether a tag without an inside, if there is one, stands in none of which the text is read."""
    at = part.find(b"<" + tag + b"></")
    if at < 0:
        return True
    before = part[:at]
    if b"generator" in before or b"config-item" in before:
        return False
    return len(_TEXT_OPEN.findall(before)) == before.count(b"</number:text>")


def without_validations(content: bytes) -> tuple[bytes, int]:
    """The same for the validations, each of which is known without its number."""
    begin, end = content.find(b"<" + VALIDATIONS + b">"), content.find(b"</" + VALIDATIONS + b">")
    if not 0 <= begin < end:
        return content, 0
    inside = begin + len(VALIDATIONS) + 2
    block = content[inside:end]
    if not block.startswith(_VALIDATION) or not block.endswith(_END_OF_VALIDATION):
        return without_block(content, VALIDATIONS)
    each = block[len(_VALIDATION) : -len(_END_OF_VALIDATION)].split(_END_OF_VALIDATION + _VALIDATION)
    numbers, _, rests = zip(*[validation.partition(b'"') for validation in each], strict=True)
    tags = list(map(_tags_of_validation, rests))
    if 0 in tags or b"" in numbers or not b"".join(numbers).isdigit():
        return without_block(content, VALIDATIONS)
    return content[:inside] + content[end:], sum(tags)


def without_row_styles(content: bytes) -> tuple[bytes, int]:
    """A content without the styles of rows among other styles, which say nothing of cells, and how many tags they have."""
    first, *styles = content.split(_ROW_STYLE)
    if not styles or not first.endswith(_END_OF_STYLE):
        return content, 0
    last, end, rest = styles[-1].partition(_END_OF_STYLE)
    if not rest.startswith(b"<style:style "):
        return content, 0
    styles[-1] = last + end
    for style in styles:
        number = style[: style.find(b'"')]
        if not number.isdigit() or not _is_row_style(style[len(number) :]):
            return content, 0
    return first + rest, _TAGS_OF_STYLE * len(styles)


@cached(64, _LONGEST_BLOCK, _BLOCKS_IN_ALL)
def _tags_of_block(block: bytes) -> int:
    return _tags_of_nothing(block)


def _tags_of_nothing(block: bytes) -> int:
    """The number of tags of an element that says nothing of cells; 0 for any other, or if it is not well-formed."""
    if not _NAMES.issuperset(_TAG.findall(block)):
        return 0
    try:
        walk((block,), Budget())
    except Refused:
        return 0
    return block.count(b"<")


@cached(1024, _LONGEST_BLOCK, _BLOCKS_IN_ALL)
def _tags_of_validation(rest: bytes) -> int:
    """The number of tags of a validation, given from behind the number in its name; 0 if it does not stand alone."""
    return _tags_of_nothing(b"".join((_VALIDATION, b'0"', rest, _END_OF_VALIDATION)))


@cached(512, 1024)
def _is_row_style(style: bytes) -> bool:
    """Whether a style, given from behind the number in its name, has properties of a row and nothing else."""
    whole = _ROW_STYLE + style
    if whole.count(b"<") != _TAGS_OF_STYLE or not _IS_ROW_STYLE.fullmatch(whole):
        return False
    try:
        walk((whole,), Budget())
    except Refused:
        return False
    return True
