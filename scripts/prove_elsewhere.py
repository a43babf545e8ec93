"""Run the main commands of an installed clustercheck in surroundings that are not this machine's, and compare.

Each command runs once as it is; in every other surrounding it has to end with the same code, print the same and write
the same files, with no traceback and no warning. `python scripts/prove_elsewhere.py` builds a wheel, installs it and
prints a line for each surrounding; exit code 1 if one differs. What the machine cannot do (another user, a GBK locale,
a mount) is said to be skipped.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
DAY = ("--as-of", "2026-11-21")
NOBODY = 65534
# A command, and the file that it writes beside what it prints.
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("--version",),
    ("--help",),
    ("batch", "--help", "--lang", "en"),
    ("assess", "印刷.xlsx", *DAY),
    ("assess", "samples", "-q", "--lang", "en", *DAY),
    ("assess", "印刷.xlsx", "--all", "--lang", "zh", *DAY),
    ("assess", "印刷.xlsx", "-f", "json", *DAY),
    ("assess", "印刷.xlsx", "-o", "OUT/报告.html", *DAY),
    ("assess", "印刷.xlsx", "-o", "OUT/报告.docx", *DAY),
    ("assess", "印刷.xlsx", "-o", "OUT/标注.xlsx", *DAY),
    ("assess", "印刷.xlsx", "-o", "OUT/表.csv", *DAY),
    ("check", "samples", *DAY),
    ("check", "印刷.xlsx", "-f", "sarif", *DAY),
    ("batch", "samples", "--jobs", "2", "-o", "OUT/汇总.xlsx", *DAY),
    ("batch", "samples", "--jobs", "2", "-o", "OUT/summary.json", "--lang", "en", *DAY),
    ("explain", "印刷.xlsx", "output_growth", *DAY),
    ("read", "印刷.xlsx"),
    ("template", "--city", "zhuhai", "-o", "OUT/填报.xlsx"),
    ("plan", "印刷.xlsx", *DAY),
    ("plan", "印刷.xlsx", "-o", "OUT/规划.docx", *DAY),
    ("compare", "印刷.xlsx", "--city", "zhuhai", "--city", "national", *DAY),
    ("calendar", "--city", "zhuhai", "--recognised-on", "2024-06-30", *DAY),
    ("calendar", "--city", "zhuhai", "--recognised-on", "2024-06-30", "-o", "OUT/日历.ics", *DAY),
    ("review", "印刷.xlsx", "--plan", "印刷.xlsx", "--recognised-on", "2024-06-30", *DAY),
    ("standards", "list", *DAY),
    ("standards", "show", "zhuhai", *DAY),
    ("standards", "diff", "zhuhai", "national", *DAY),
    ("standards", "test"),
    ("standards", "new", "mytown", "--from", "zhuhai", "-o", "OUT/own", *DAY),
    ("rule", "C231"),
    ("config", "show"),
    ("schema", "assessment"),
    ("page", "-o", "OUT/page.html"),
    ("assess", "nowhere.xlsx"),
    ("assess",),
    ("nonsense",),
)


class Outcome(NamedTuple):
    """What a command came to: its code, what it printed and said, the bytes of the files it wrote by name."""

    code: int
    printed: str
    said: str
    files: Mapping[str, bytes]


class Surrounding(NamedTuple):
    """How a command is called: words before it, Python's options, the environment, and where it stands."""

    name: str
    before: Sequence[str] = ()
    python: Sequence[str] = ()
    set: Mapping[str, str] = {}
    unset: Sequence[str] = ()
    encoding: str = "utf-8"
    folder: str = "work"
    lacks: str = ""  # why this machine cannot do it
    is_same: bool = True  # whether it prints the same, not only with the same code
    may_say: str = ""  # what a command may end with instead: Python or a library cannot do it there


def surroundings(place: Path) -> Iterator[Surrounding]:
    """All surroundings, the plain one first. `place` is the folder of the proof."""
    yield Surrounding("as it is")
    yield Surrounding("-W error", python=("-W", "error"))
    yield Surrounding("-X dev -W error", python=("-X", "dev", "-W", "error"))
    yield Surrounding("-OO", python=("-OO",))
    yield Surrounding("-I", python=("-I",))
    yield Surrounding("CLUSTERCHECK_QUICK=0", set={"CLUSTERCHECK_QUICK": "0"})
    yield gbk(place)
    yield Surrounding(
        "PYTHONIOENCODING=gbk",
        set={"PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"},
        encoding="gbk",
    )
    yield Surrounding(
        "LC_ALL=C, PYTHONUTF8=0, no coercion",
        set={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "utf-8"},
        is_same=False,
    )
    yield Surrounding("an empty environment", before=("env", "-i", "COLUMNS=100"))
    yield Surrounding("no HOME", unset=("HOME",))
    yield Surrounding("a HOME that is not there", set={"HOME": "/nonexistent"})
    yield Surrounding("a TMPDIR that is not there", set={"TMPDIR": "/nonexistent"})
    yield Surrounding("another time zone", set={"TZ": "Asia/Shanghai"})
    # Python itself starts no worker process there, so `batch` with more than one ends with a message.
    yield Surrounding("a working folder that is gone", before=gone(place), is_same=False, may_say="U415")
    yield Surrounding("few open files", before=("sh", "-c", 'ulimit -n 24; exec "$@"', "sh"))
    root = "" if os.geteuid() == 0 and shutil.which("setpriv") else "not root, or no setpriv"
    nobody = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
    yield Surrounding(
        "another user, install and folder not writable", before=nobody, folder="locked", lacks=root
    )
    yield Surrounding(
        "another user without HOME and TMPDIR",
        before=nobody,
        unset=("HOME",),
        set={"TMPDIR": "/nonexistent"},
        lacks=root,
    )
    yield no_temporary_files(place, nobody, root)


def gbk(place: Path) -> Surrounding:
    """A locale whose encoding is GBK, made for the purpose."""
    name, made = "LC_ALL=zh_CN.GBK, PYTHONUTF8=0", place / "locales"
    made.mkdir(exist_ok=True)
    try:
        subprocess.run(
            ["localedef", "-i", "zh_CN", "-f", "GBK", str(made / "zh_CN.GBK")],
            capture_output=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return Surrounding(name, lacks="localedef or its charmaps are missing (Debian: locales)")
    held = {"LC_ALL": "zh_CN.GBK", "LOCPATH": str(made), "PYTHONUTF8": "0"}
    return Surrounding(name, set=held, encoding="gbk", folder="gbk")


def gone(place: Path) -> Sequence[str]:
    """Words before a command that removes the folder it stands in."""
    return (
        "sh",
        "-c",
        f'mkdir "{place}/gone" && cd "{place}/gone" && rmdir "{place}/gone" && exec "$@"',
        "sh",
    )


def no_temporary_files(place: Path, nobody: Sequence[str], root: str) -> Surrounding:
    """Nowhere to write but where -o says: /tmp, /var/tmp, /dev/shm and the working folder are read-only.

    openpyxl writes each sheet into a temporary file first, and Python's worker processes are reached by a socket in a
    temporary folder, so what needs these ends with a message.
    """
    name = "read-only /tmp, /var/tmp and /dev/shm"
    script = (
        "mount -t tmpfs -o ro none /var/tmp && mount -t tmpfs -o ro none /dev/shm && mount --rbind /tmp /tmp && "
        f'mount --bind "{place}" "{place}" && mount -o remount,ro,bind /tmp && cd . && exec "$@"'
    )
    before = ("unshare", "-m", "sh", "-c", script, "sh", *nobody)
    if not root and subprocess.run(["unshare", "-m", "true"], capture_output=True).returncode:
        root = "no unshare"
    return Surrounding(name, before=before, folder="locked", lacks=root, may_say="TMPDIR")


def prepare(place: Path) -> None:
    """The folders of workbooks: one to work in, one that nobody may write to, one with names in GBK."""
    for name, encoding in (("work", "utf-8"), ("locked", "utf-8"), ("gbk", "gbk")):
        folder = place / name
        (folder / "samples").mkdir(parents=True)
        for sample in sorted((ROOT / "sample_data").glob("*.xlsx")):
            shutil.copy(sample, folder / "samples")
        first = os.fsencode(folder) + b"/" + "印刷.xlsx".encode(encoding)
        shutil.copy(ROOT / "sample_data" / "zhuhai_printing.xlsx", first)
    subprocess.run(["chmod", "-R", "a+rX,a-w", str(place / "locked")], check=True)


def run(python: Path, command: Sequence[str], around: Surrounding, place: Path) -> Outcome:
    """Run one command in one surrounding."""
    out = Path(tempfile.mkdtemp(prefix="out", dir=place))
    out.chmod(0o777)
    stands = place / around.folder
    whole = around.before[:2] == ("sh", "-c") and "rmdir" in around.before[2]
    words = [
        str(stands / word) if whole and word in ("印刷.xlsx", "samples") else word.replace("OUT", str(out))
        for word in command
    ]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    environment = {key: value for key, value in environment.items() if key not in around.unset}
    environment |= {"COLUMNS": "100", **around.set}
    given = [*around.before, str(python), *around.python, "-m", "clustercheck", *words]
    done = subprocess.run(
        [word.encode(around.encoding if around.folder == "gbk" else "utf-8") for word in given],
        cwd=stands,
        env=environment,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=300,
    )

    def text(stream: bytes) -> str:
        return stream.decode(around.encoding, "replace").replace(str(out), "OUT")

    files = {
        os.fsencode(path.relative_to(out)).decode(
            around.encoding if around.folder == "gbk" else "utf-8", "replace"
        ): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file()
    }
    shutil.rmtree(out)
    return Outcome(done.returncode, text(done.stdout), text(done.stderr), files)


def difference(found: Outcome, plain: Outcome, around: Surrounding) -> str:
    """What is not as it has to be; empty if nothing."""
    for sign in ("Traceback", "Warning", "程序自身", "fault of clustercheck"):
        if sign in found.said:
            return f"{sign}: {found.said[-600:]}"
    if found.code == 2 and around.may_say and around.may_say in found.said:
        return ""
    if found.code != plain.code:
        return f"code {found.code}, not {plain.code}: {found.said[-400:]}"
    if not around.is_same:
        return ""
    for what, one, other in (("printed", found.printed, plain.printed), ("said", found.said, plain.said)):
        expected = other.encode(around.encoding, "replace").decode(around.encoding)
        if one != expected:
            lines = zip(one.splitlines(), expected.splitlines(), strict=False)
            line = next((f"{a!r}, not {b!r}" for a, b in lines if a != b), "more or fewer lines")
            return f"{what} {line}"
    if found.files.keys() != plain.files.keys():
        return f"wrote {sorted(found.files)}, not {sorted(plain.files)}"
    other_bytes = [name for name in plain.files if found.files[name] != plain.files[name]]
    return f"other bytes in {other_bytes}" if other_bytes else ""


def installed(place: Path, wheel: str | None) -> Path:
    """The Python of a fresh environment with the wheel, which is built if none is given."""
    if wheel is None:
        command = [sys.executable, "-m", "build", "-q", "-w", "-o", str(place / "dist"), str(ROOT)]
        subprocess.run(command, check=True)
        wheel = str(next((place / "dist").glob("*.whl")))
    python = place / "venv" / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", "--copies", str(place / "venv")], check=True)
    subprocess.run([str(python), "-m", "pip", "install", "-q", wheel], check=True)
    subprocess.run(["chmod", "-R", "a+rX,a-w", str(place / "venv")], check=True)
    return python


def main() -> int:
    """Prove it, a line for each surrounding."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheel", help="an already built wheel")
    parser.add_argument("--only", action="append", help="only surroundings whose name has this in it")
    options = parser.parse_args()
    place = Path(tempfile.mkdtemp(prefix="elsewhere"))
    place.chmod(0o755)
    try:
        return prove(place, options.wheel, options.only or [""])
    finally:
        subprocess.run(["chmod", "-R", "u+w", str(place)], check=False)
        shutil.rmtree(place)


def prove(place: Path, wheel: str | None, only: Sequence[str]) -> int:
    """Run all commands in all surroundings; 1 if one differs."""
    prepare(place)
    python = installed(place, wheel)
    first, *others = surroundings(place)
    plain = {command: run(python, command, first, place) for command in COMMANDS}
    for command, outcome in plain.items():
        print(f"{outcome.code}  clustercheck {' '.join(command)}")
        if "Traceback" in outcome.said:
            print(outcome.said)
    failed = 0
    for around in others:
        if not any(part in around.name for part in only):
            continue
        if around.lacks:
            print(f"skipped  {around.name}: {around.lacks}")
            continue
        odd = {
            command: difference(run(python, command, around, place), plain[command], around)
            for command in COMMANDS
        }
        odd = {command: what for command, what in odd.items() if what}
        print(f"{'DIFFERS' if odd else 'the same'}  {around.name}", flush=True)
        for command, what in odd.items():
            print(f"    {' '.join(command)}\n        {what}")
        failed += bool(odd)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
