"""Whether reading and reporting take no more than so much longer for so much more: lengths and counts are doubled.

    python benchmarks/linear.py [WORD ...]

Prints the processor's time for each size and the ratio of every doubling, of the kinds with all the words in their
names. Ends with 1 where one grows clearly faster than its input: by more than 2.9 at the last doubling, twice measured.
"""

from __future__ import annotations

import contextlib
import gc
import io
import struct
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path[:0] = [str(Path(__file__).parents[1] / "tests" / "makers")]

from formats import (
    EVERY,
    FULL,
    Page,
    Runs,
    contained,
    html_page,
    ods_content,
    ods_file,
    spreadsheetml,
    xls,
    xlsb_parts,
    xlsb_record,
)
from workbooks import raw, text, zipped

from clustercheck.model.problems import UnreadableFile
from clustercheck.tables.reader import read_all
from clustercheck.texts.messages import message

# More than twice is noise, garbage and caches that are outgrown; below a few milliseconds all is.
_MOST, _LEAST_SECONDS = 2.9, 0.03
_LENGTHS = (4_000, 8_000, 16_000, 32_000)
_COUNTS = (2_500, 5_000, 10_000, 20_000)
_HEAD = ["指标", "单位", "2022年", "2023年", "2024年"]
_FIGURES = ["集群总产值", "亿元", 31, 33, 36]

# What cells may hold over and over: brackets, digits, separators, numbers of items, years, units, marks of notes.
_PIECES = (
    "(", ")", "()", "(1)", "[", "[注1]", "（", "1", "1,", "1.", ".", ",", ", ", "1 000 ", "-", "~", "—", "/", "…", "、", "一、",
    "一", "其中:", "#", "*", "¹", "¹,", "①", "m²", "2024年", "2024", "年", "单位", "单位:亿元,", "(单位", "亿元", "万", "%", "余", "约",
    "超", "e1", "占比", "占", "的比例", "/省", "省", "集群", "中小企业", "公司", "区", "指标:", "时间:", ":", " ", "\n", "a", "A", "Ab ",
    "a!", "A1", "_x000D_", "\"", "<", "&", "|", "`", "﷽", "0",
)  # fmt: skip


def _texts(piece: str, length: int) -> bytes:
    """A table with the piece as often as fits into a text, wherever a table has one."""
    whole = (piece * length)[:length]
    rows = [
        [whole], ["单位：" + whole], ["（" + whole + "）单位：亿元"],
        [*_HEAD[:2], "2022年" + whole, whole + "2023年", "2024年（" + whole + "）"], _FIGURES,
        [whole + "集群总产值", "亿元", "3" + whole, whole + "3", "3" + whole + "亿元"], [whole, whole, 1, 2, 3],
        ["集群总产值" + whole, whole + "亿元", 1, 2, 3], ["集群总产值（" + whole + "）", "（" + whole, 1, 2, 3], [],
        ["集群名称", "集群总产值（亿元）" + whole], [whole + "集群", 3], [whole, 3], [],
        ["编码", "项目", "内容"], ["name", "集群名称", whole], ["special_impact", "特殊影响", whole], ["recognised_on", whole, whole],
        ["jurisdiction", "所在地", "珠海市" + whole], [], ["编码", "条件", "是否符合", "佐证材料"],
        ["leading_role", whole, "是" + whole, whole],
    ]  # fmt: skip
    return text(rows)


def _rows(count: int) -> list[list[object]]:
    return [
        _HEAD,
        *([f"指标{n}", "亿元", 1, 2, 3] for n in range(count // 2)),
        *([f"说明{n}"] for n in range(count // 2)),
    ]


def _of_runs(count: int) -> Page:
    return Page(
        [
            _HEAD,
            [
                Runs([("1", "super"), ("a", "")] * (count // 2)),
                "亿元",
                Runs([("1", ""), ("2", "super")] * (count // 2)),
            ],
        ]
    )


def _columns(count: int) -> list[list[object]]:
    half = min(count, 16_000) // 2
    return [["指标", "单位", *["2024年"] * half, *[f"列{n}" for n in range(half)]], ["集群总产值", "亿元", *[1] * half, *[2] * half],
            *[["x", "亿元", 1]] * 2_000]  # fmt: skip


def _merged(make: Callable[[Page], bytes], across: bool, count: int) -> bytes:
    half = min(count, 16_000) // 2
    if across:
        row = [each for n in range(half) for each in (f"甲{n}", "")]
        return make(
            Page(
                [["指标", "单位", *row][: 2 * half], _HEAD, _FIGURES],
                merged=[(1, 2 * n + 1, 1, 2 * n + 2) for n in range(1, half)],
            )
        )
    rows = [
        ["集群名称", "年份", "集群总产值（亿元）"],
        *(["甲集群" if n % 2 == 0 else None, 2023 + n % 2, 5] for n in range(2 * half)),
    ]
    return make(Page(rows, merged=[(n, 1, n + 1, 1) for n in range(2, 2 * half, 2)]))


def _styles(code: str, count: int) -> bytes:
    codes = "".join(f'<numFmt numFmtId="{200 + n}" formatCode="{code}"/>' for n in range(count))
    xfs = "<xf/>" + "".join(f'<xf numFmtId="{200 + n}"/>' for n in range(count))
    cells = "".join(
        f'<row r="{n + 1}"><c r="A{n + 1}" s="{n + 1}"><v>1.5</v></c></row>' for n in range(count)
    )
    return raw(cells, styles=f"<numFmts>{codes}</numFmts><cellXfs>{xfs}</cellXfs>")


def _ods(body: str) -> bytes:
    return ods_file(
        ods_content(f'<table:table table:name="a"><table:table-row>{body}</table:table-row></table:table>')
    )


def _xlsb(sheet: bytes) -> bytes:
    return zipped({**xlsb_parts(Page([["x"]])), "xl/worksheets/sheet1.bin": sheet})


def _bare_xls(sheet: bytes) -> bytes:
    def record(code: int, data: bytes = b"") -> bytes:
        return struct.pack("<2H", code, len(data)) + data

    begin, end = record(0x0809, struct.pack("<4H", 0x0600, 0x10, 0, 0)), record(0x000A)
    listed = record(0x0085, struct.pack("<L2B", 0, 0, 0) + struct.pack("<2B", 1, 0) + b"a")
    place = len(begin + listed + end)
    return begin + listed.replace(b"\0\0\0\0", struct.pack("<L", place), 1) + end + begin + sheet + end


Make = Callable[[int], bytes]


def kinds() -> Iterator[tuple[str, tuple[int, ...], Make]]:
    """Each kind by its name, with its sizes and what makes a file of a size."""
    for piece in _PIECES:
        yield f"text {piece!r}", _LENGTHS, partial(_texts, piece)
    for format, make in EVERY.items():
        yield f"{format} rows", _COUNTS, lambda n, make=make: make(Page(_rows(n)))
        yield (
            f"{format} length",
            _LENGTHS,
            lambda n, make=make: make(Page([_HEAD, ["（" * n, "亿元", "1" * n], _FIGURES])),
        )
        if format != "xls":
            yield f"{format} columns", _COUNTS, lambda n, make=make: make(Page(_columns(n)))
    for format, make in {**FULL, "html": html_page}.items():
        # xlwt and Excel 97 end at 256 columns.
        if format != "xls":
            yield f"{format} merged across", _COUNTS, partial(_merged, make, True)
        yield f"{format} merged down", _COUNTS, partial(_merged, make, False)
        if format != "xls":
            yield f"{format} runs", _COUNTS, lambda n, make=make: make(_of_runs(n))
    yield "xls runs", (1_000, 2_000, 4_000, 8_000), lambda n: xls(_of_runs(n))
    yield "xlsx format codes", _COUNTS, partial(_styles, "0.0&quot;x&quot;")
    for piece in ("[", "[h", "&quot;", "_", "0,", "#,", "y", ";", "[$", "\\", "*", "[Red]", "%", "e"):
        yield (
            f"xlsx length of a format code {piece!r}",
            _LENGTHS,
            lambda n, piece=piece: _styles(piece * n, 1),
        )
    yield (
        "xlsx strings",
        _COUNTS,
        lambda n: raw(
            "".join(f'<row r="{i + 1}"><c r="A{i + 1}" t="s"><v>{i}</v></c></row>' for i in range(n)),
            strings="".join(f"<si><t>a{i}</t><rPh><t>b</t></rPh></si>" for i in range(n)),
        ),
    )
    yield (
        "xlsx depth",
        _COUNTS,
        lambda n: raw("<a>" * (n // 2) + "</a>" * (n // 2) + "<row><c><v>1</v></c></row>"),
    )
    yield (
        "ods paragraphs",
        _COUNTS,
        lambda n: _ods(f"<table:table-cell>{'<text:p>1</text:p>' * n}</table:table-cell>"),
    )
    yield (
        "ods spans in spans",
        _COUNTS,
        lambda n: _ods(
            f"<table:table-cell><text:p>{'<text:span>1' * (n // 2)}{'</text:span>' * (n // 2)}</text:p></table:table-cell>"
        ),
    )
    yield (
        "ods blanks",
        _COUNTS,
        lambda n: _ods(f"<table:table-cell><text:p>{'<text:s/>1' * n}</text:p></table:table-cell>"),
    )
    yield (
        "xml depth of styles",
        _COUNTS,
        lambda n: spreadsheetml(Page([_HEAD, _FIGURES])).replace(
            b"</Styles>",
            b"".join(b'<Style ss:ID="s%d" ss:Parent="s%d"/>' % (i, i + 1) for i in range(n)) + b"</Styles>",
        ),
    )
    for name, tag in {"open": "<sup>", "unclosed": "<sup>a</b>", "nested": "<span style='vertical-align:super'>", "breaks": "<br>",
                      "divisions": "<div>", "references": "&amp;", "ruby": "<rt>"}.items():  # fmt: skip
        yield f"html {name}", _COUNTS, lambda n, tag=tag: f"<table><tr><td>1{tag * n}2<td>3</table>".encode()
    yield "html attributes", _COUNTS, lambda n: f"<table><tr><td {'a=1 ' * n}>1</table>".encode()
    yield "html quotes", _COUNTS, lambda n: f"<table><tr><td a='{'&quot;' * n}'>1</table>".encode()
    yield "csv quotes", _COUNTS, lambda n: ('"' + '""' * n + '",1\n').encode() * 2
    yield "csv line ends", _COUNTS, lambda n: ('"' + "\n" * n + '",1\n').encode() * 2
    yield "xlsb records", _COUNTS, lambda n: _xlsb(xlsb_record(1, b"\0" * 8) * n)
    yield "xls records", _COUNTS, lambda n: contained(_bare_xls(struct.pack("<2H", 1, 0) * n))


def read(content: bytes) -> None:
    """Read a file and say what is found in it."""
    try:
        problems = [
            problem for reading in read_all("x", content=content) for problem in reading.cluster.problems
        ]
    except UnreadableFile as refused:
        problems = list(refused.problems)
    for problem in problems:
        message(problem)


def reported(arguments: list[str], content: bytes) -> None:
    """Let a command go over a file."""
    from typer.testing import CliRunner

    from clustercheck.cli.app import app

    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.csv"
        path.write_bytes(content)
        with contextlib.redirect_stdout(io.StringIO()):
            ended = CliRunner().invoke(app, [*(each.format(folder) for each in arguments), str(path)])
    if ended.exit_code not in (0, 1, 2):
        raise ended.exception or AssertionError(ended.output)


_COMMANDS = (
    ["check"], ["check", "-f", "json"], ["check", "-f", "sarif"], ["check", "-f", "junit"], ["read"],
    ["read", "--draft-map", "{}/map.yaml"],
    *(["assess", "--city", "zhuhai", "-f", format] for format in ("text", "json", "html")),
    *(["assess", "--city", "zhuhai", "-o", "{}/r." + end] for end in ("md", "docx", "csv", "html")),
)  # fmt: skip


def seconds(run: Callable[[bytes], None], content: bytes) -> float:
    """The processor's time for a file that was not met before: what is kept of one would tell nothing."""
    gc.collect()
    began = time.process_time()
    run(content)
    return time.process_time() - began


def grows_too_fast(times: list[float]) -> bool:
    """Whether the last doubling took clearly more than twice the time."""
    return times[-1] > _LEAST_SECONDS and times[-1] > _MOST * times[-2]


def main() -> int:
    """Measure the kinds that are asked for, or all."""
    words = sys.argv[1:]
    jobs: list[tuple[str, tuple[int, ...], Make, Callable[[bytes], None]]] = [
        (*kind, read) for kind in kinds()
    ]
    for piece in ("(", "1", "a!", "|"):
        jobs += [
            (f"{' '.join(command)} {piece!r}", _LENGTHS, partial(_texts, piece), partial(reported, command))
            for command in _COMMANDS
        ]
    failed = []
    for name, sizes, make, run in jobs:
        if not all(word in name for word in words):
            continue
        times = [seconds(run, make(size)) for size in sizes]
        if grows_too_fast(times):
            times = [seconds(run, make(size + 1)) for size in sizes]
            if grows_too_fast(times):
                failed.append(name)
        ratios = " ".join(f"{later / max(former, 1e-9):5.1f}" for former, later in pairwise(times))
        print(
            f"{name:45} {' '.join(f'{1000 * each:8.1f}' for each in times)} ms  {ratios}{'  !' if name in failed else ''}",
            flush=True,
        )
    print(f"{len(failed)} kinds grow faster than their input{': ' + ', '.join(failed) if failed else ''}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
