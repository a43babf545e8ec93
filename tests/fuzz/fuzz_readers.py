"""Throw changed workbooks of every format at the reader, for as long as is wanted.

    python tests/fuzz/fuzz_readers.py --minutes 10 [--seed 7] [--keep FOLDER]

Whatever is thrown must come out as a reading or as `UnreadableFile`, within two seconds of work and 300 MiB. What
does not is kept in FOLDER and fails the run; the same seed throws the same files. They are made at run time, for some
would hurt other programs: a test takes no more of one than what our reader mishandled, with a bound set low.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import random
import re
import signal
import struct
import sys
import time
import traceback
import zipfile
from collections import Counter
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1] / "makers")]

from formats import EVERY, ErrorValue, Page, Percent, Unsaved, contained, encrypted, excel_5, xls
from workbooks import HEADER, OUTPUT, SME_OUTPUT

from clustercheck.formats.cells import MAX_COLUMN, MAX_ROW, cell_ref
from clustercheck.model.problems import UnreadableFile
from clustercheck.tables.reader import read
from clustercheck.texts.messages import message

SECONDS, MIB = 2, 300
NUMBERS = (0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)
WRITTEN = (
    b"0",
    b"-1",
    b"1",
    b"65536",
    b"1048577",
    b"999999999",
    b"1e309",
    b"9" * 400,
    b"",
    b"x",
    b"nan",
    b"A1",
    cell_ref(MAX_ROW, MAX_COLUMN).encode(),
)
TOKENS = (
    b"<", b">", b"/>", b'"', b"'", b"&", b"&#0;", b"<!--", b"<![CDATA[", b"]]>", b"\0", b"\xff\xfe", b"<table>",
    b"<td rowspan=65534 colspan=1000>", b"<!DOCTYPE a>", b"%", b"\r\n", b",", b"\xe4\xb8", "年".encode(),
)  # fmt: skip


class TooLong(Exception):
    """The reader is still at it long after it should have been done."""


def corpus() -> dict[str, bytes]:
    rate = ["iiot_adoption_rate", "普及率", "%", Percent(0.153), ErrorValue("#N/A"), Unsaved("A1")]
    page = Page(
        [["题"], HEADER, OUTPUT, SME_OUTPUT, rate], merged=[(1, 2, 1, 3)], hidden_rows=[3], hidden_columns=[4]
    )
    more = Page([["x", 1, True]] * 5, "藏", hidden=True)
    found = {name: make(page) if name == "csv" else make(page, more) for name, make in EVERY.items()}
    content = xls(page, more)
    found["bare xls"] = content[512 : content.rindex(b"\x0a\0\0\0") + 4]
    found["encrypted xls"] = encrypted(content)
    found["bare Excel 5"] = excel_5(page.rows[:4])
    found["Excel 5"] = contained(found["bare Excel 5"], "Book")
    for path in sorted((Path(__file__).parents[2] / "sample_data").glob("*.xlsx"))[:2]:
        found[path.name] = path.read_bytes()
    return found


def changed(data: bytes, chance: random.Random) -> bytes:
    """Some bytes with a few of them changed, in one of several ways."""
    found = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        at = chance.randrange(len(found) + 1)
        way = chance.randrange(10)
        if way == 0 and found:
            found[at % len(found)] = chance.randrange(256)
        elif way == 1:
            number = struct.pack("<Q", chance.choice(NUMBERS))[: chance.choice((1, 2, 4, 8))]
            found[at : at + len(number)] = number
        elif way == 2:
            del found[at : at + chance.choice((1, 2, 4, 16, 500))]
        elif way == 3:
            found[at:at] = found[at : at + chance.randrange(1, 400)] * chance.choice((1, 2, 50))
        elif way == 4:
            found[at:at] = chance.choice(TOKENS) * chance.choice((1, 1, 3, 200))
        elif way == 5:
            digits = list(re.finditer(rb"\d+", bytes(found)))
            if digits:
                match = chance.choice(digits)
                found[match.start() : match.end()] = chance.choice(WRITTEN)
        elif way in (7, 8):
            # What stands between quotes, so that markup stays sound.
            quoted = list(re.finditer(rb'"[^"<>]*"', bytes(found)))
            if quoted:
                match, other_match = chance.choice(quoted), chance.choice(quoted)
                found[match.start() : match.end()] = chance.choice(
                    (other_match[0], b'"' + chance.choice(WRITTEN) + b'"')
                )
        elif way == 6:
            other = chance.randrange(len(found) + 1)
            found[at:at] = found[other : other + chance.randrange(1, 2_000)]
        else:
            del found[at:]
    return bytes(found)


def thrown(content: bytes, chance: random.Random) -> bytes:
    """A changed workbook; one that is an archive is changed within its parts most of the time."""
    if not content.startswith(b"PK") or chance.random() < 0.2:
        return changed(content, chance)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice([name for name in parts if "theme" not in name])
    if chance.random() < 0.05:
        del parts[name]
    else:
        parts[name] = changed(parts[name], chance)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    return stream.getvalue()


def outcome(content: bytes) -> str:
    """What the reader makes of a file: the code of its refusal, or `read`; raises whatever it must not."""
    try:
        problems = read("x", content=content).cluster.problems
        made = "read"
    except UnreadableFile as refused:
        problems = refused.problems
        made = problems[0].code
    for problem in problems:
        message(problem)
    return made


def fault_of(content: bytes, counted: Counter[str]) -> str | None:
    """What is wrong with how a file was taken; None where nothing is."""
    _forget_peak()
    signal.setitimer(signal.ITIMER_VIRTUAL, 10 * SECONDS)
    began = time.process_time()
    try:
        counted[outcome(content)] += 1
    except Exception:
        return traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    seconds, mib = time.process_time() - began, _peak()
    if seconds > SECONDS or mib > MIB:
        return f"{seconds:.1f} s, {mib:.0f} MiB"
    return None


def _forget_peak() -> None:
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def _peak() -> float:
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return 0
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def _too_long(*_: object) -> None:
    raise TooLong


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("fuzz-found"))
    asked = parser.parse_args()
    signal.signal(signal.SIGVTALRM, _too_long)
    chance = random.Random(asked.seed)
    files = corpus()
    counted: Counter[str] = Counter()
    faults: dict[str, int] = {}
    until = time.monotonic() + 60 * asked.minutes
    while time.monotonic() < until:
        name = chance.choice(list(files))
        content = thrown(files[name], chance)
        if chance.random() < 0.3:
            content = thrown(content, chance) if not content.startswith(b"PK") else content
        fault = fault_of(content, counted)
        if fault is not None:
            kind = (
                fault.strip().splitlines()[-1]
                + " "
                + " ".join(re.findall(r'(?:formats|tables|checks)/(\w+\.py", line \d+)', fault)[-1:])
            )
            faults[kind] = faults.get(kind, 0) + 1
            if faults[kind] == 1:
                asked.keep.mkdir(exist_ok=True, parents=True)
                path = asked.keep / f"{len(faults)}-{name.replace(' ', '-')}"
                path.write_bytes(content)
                print(f"{path}\n{fault}", flush=True)
    print(f"{sum(counted.values())} files: {dict(counted.most_common())}; faults: {faults or 'none'}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
