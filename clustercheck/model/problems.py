"""What can be wrong with a file and where: codes and places, no words.

A `Problem` has a stable code, a place and facts. `clustercheck.texts.messages` turns it into Chinese or English.
Exceptions carry problems too, so that all faults of a file are reported at once.

    ClusterCheckError
    ├── UnreadableFile      the workbook cannot be read, or nothing in it is recognised
    ├── UnknownStandard     no standard of that name, or none for that place
    ├── BrokenStandard      a standard's file has faults
    └── UsageFault          the call itself is wrong: a date, a criterion, a format
"""

import errno
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from clustercheck.model.enums import StrEnum
from clustercheck.model.hints import ClassVar, TypeAlias
from clustercheck.model.records import NamedTuple


class Name(NamedTuple):
    """A text in both languages."""

    zh: str
    en: str


class Severity(StrEnum):
    """A figure with an error is not judged; a figure with a warning is judged, and the warning is shown."""

    ERROR = "error"
    WARNING = "warning"


class Where(NamedTuple):
    """A place: a file, a cell of a sheet, or a line and column of a text (both from 1)."""

    file: str | None = None
    sheet: str | None = None
    cell: str | None = None
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        text = self.file or ""
        if self.line is not None:
            return f"{text}:{self.line}:{self.column or 1}"
        if self.sheet is not None:
            text += f"[{self.sheet}]"
        return f"{text}!{self.cell}" if self.cell else text

    @property
    def within_file(self) -> str | None:
        """The cell without its file, `指标!D5`, as the JSON writes it; None for a whole file."""
        if self.line is not None:
            return f"{self.line}:{self.column or 1}"
        if self.sheet is None:
            return self.cell
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet


Fact: TypeAlias = str | int | Name | Sequence[str] | Sequence[Name]


class Problem(NamedTuple):
    """One fault or doubt. `facts` fill the braces of its message."""

    code: str
    severity: Severity
    where: Where
    facts: Mapping[str, Fact] = MappingProxyType({})


# Every foreign table has dozens of problems; the constructor of a named tuple takes twice as long.
_new = tuple.__new__
_ERROR, _WARNING = Severity.ERROR, Severity.WARNING


def error(code: str, where: Where, **facts: Fact) -> Problem:
    """A problem that prevents its figures from being judged."""
    return _new(Problem, (code, _ERROR, where, facts))


def warning(code: str, where: Where, **facts: Fact) -> Problem:
    """A problem whose figures are still judged."""
    return _new(Problem, (code, _WARNING, where, facts))


_SYSTEM_REASONS = {
    errno.ENOENT: Name("没有这个文件或文件夹", "no such file or folder"),
    errno.EACCES: Name("没有权限", "no permission"),
    errno.EPERM: Name("没有权限", "no permission"),
    errno.EROFS: Name("只读", "read-only"),
    errno.EISDIR: Name("那是文件夹", "that is a folder"),
    errno.ENOTDIR: Name("上级不是文件夹", "its parent is no folder"),
    errno.ENOSPC: Name("磁盘已满", "the disk is full"),
    errno.ENAMETOOLONG: Name("名称太长", "the name is too long"),
    errno.EFBIG: Name("太大", "it is too large"),
}


def reason_of(fault: OSError | UnicodeError) -> Name:
    """The system's reason for a refusal in both languages; its own words if there is no translation."""
    if isinstance(fault, UnicodeError):
        return Name("不是 UTF-8 编码", "it is not UTF-8")
    own = fault.strerror or str(fault)
    if own.startswith("No usable temporary directory"):
        return Name(
            "没有可写的临时文件夹（请把 TMPDIR 设为可写的文件夹）",
            "there is no folder for temporary files (set TMPDIR to one that can be written)",
        )
    return _SYSTEM_REASONS.get(fault.errno or 0, Name(own, own))


class ClusterCheckError(Exception):
    """A fault that prevents judging; `problems` says what, where and why.

    As a text it is the messages in the current language if `words_of` is set; otherwise codes and places.
    """

    words_of: ClassVar[Callable[[Problem], str] | None] = None

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(f"{p.code} {p.where}" for p in problems))
        self.problems = problems

    def __str__(self) -> str:
        words_of = ClusterCheckError.words_of
        if words_of is None:
            return super().__str__()
        return "\n".join(f"{p.code} {p.where}: {words_of(p)}" for p in self.problems)


class UnreadableFile(ClusterCheckError):
    """The workbook cannot be read, or nothing in it is recognised."""


class UnknownStandard(ClusterCheckError):
    """No standard of that name, or none for that place."""


class BrokenStandard(ClusterCheckError):
    """A standard's file has faults; `problems` has all of them."""


class UsageFault(ClusterCheckError):
    """The call itself is wrong: an option, a date, a criterion's id, a format."""
