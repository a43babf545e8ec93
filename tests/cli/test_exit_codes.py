"""One row a cause: the code that a call ends with, and what it says on the way out."""

import io
import sys
from pathlib import Path

import pytest
from forms import AS_OF, DISCRETIONARY, MET, MISSED, OPEN, Run, form, put, run

from clustercheck import __version__
from clustercheck.catalogue import shipped_folder
from clustercheck.cli import chosen_language
from clustercheck.cli.exits import exit_of
from clustercheck.model.findings import Verdict
from clustercheck.tables.reader import UnreadableFile
from clustercheck.use_cases import run as use_case

Capsys = pytest.CaptureFixture[str]

SHIPPED = Path(shipped_folder())
SOUND = (Path(__file__).parents[1] / "catalogue" / "broken" / "sound.yaml").read_text(encoding="utf-8")


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in: workbooks of every outcome, an empty folder, own standards sound and broken."""
    monkeypatch.chdir(tmp_path)
    for folder in ("empty", "all", "own/broken", "faulty/broken"):
        (tmp_path / folder).mkdir(parents=True)
    put(tmp_path, met=MET, missed=MISSED, open=OPEN, discretionary=DISCRETIONARY)
    put(tmp_path, nothing=b"a,b\n1,2\n", no_place=form("zhuhai", standard="-", jurisdiction="-"))
    put(tmp_path, elsewhere=form("zhuhai", standard="-", jurisdiction="杭州市"))
    put(tmp_path, of_place=form("zhuhai", standard="-", jurisdiction="广东省珠海市香洲区"))
    put(tmp_path / "all", a=MET, b=OPEN)
    (tmp_path / "all" / "~$a.csv").write_bytes(b"lock")
    (tmp_path / "empty" / "notes.txt").write_bytes(MET)
    (tmp_path / "damaged.xlsx").write_bytes(b"PK\x03\x04 and no more")
    (tmp_path / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    (tmp_path / "own" / "broken" / "sound.yaml").write_text(SOUND, encoding="utf-8")
    (tmp_path / "faulty" / "broken" / "sound.yaml").write_text(SOUND + "sauce: x\n", encoding="utf-8")
    return tmp_path


ROWS = [
    # 0: all that was asked for holds
    (0, "assess met.csv", ""),
    (0, "assess of_place.csv", ""),
    (0, "assess met.csv met.csv --city 珠海", ""),
    (0, "assess met.csv -f json", ""),
    (0, "assess missed.csv --fail-on never", ""),
    (0, "assess open.csv --fail-on missed", ""),
    (0, "assess open.csv discretionary.csv missed.csv --fail-on never", ""),
    (0, "read met.csv", ""),
    (0, "read missed.csv -f json", ""),
    (0, "schema", ""),
    (0, "schema reading", ""),
    (0, "schema standard", ""),
    (0, "standards list", ""),
    (0, "standards show zhuhai", ""),
    (0, f"standards test {SHIPPED / 'guangdong'}", ""),
    (0, "standards show 甲市 --standards own", ""),
    (0, "template --city zhuhai -o form.xlsx", ""),
    (0, "", ""),
    (0, "--help", ""),
    (0, "assess --help", ""),
    (0, "--version", ""),
    # 1: something missed
    (1, "assess missed.csv", ""),
    (1, "assess met.csv missed.csv open.csv", ""),
    (1, "assess missed.csv --fail-on missed", ""),
    (1, "assess missed.csv open.csv --fail-on missed -f jsonl", ""),
    (1, "standards test own", "S140"),
    # 2: could not be run
    (2, "assess", "FILE"),
    (2, "assess nowhere.csv", "C101"),
    (2, "assess nothing.csv", "C110"),
    (2, "assess damaged.xlsx", "C103"),
    (2, "assess old.xls", "C103"),
    (2, "assess empty", "empty"),
    (2, "assess met.csv nowhere.csv", "C101"),
    (2, "assess nowhere.csv missed.csv --fail-on never", "C101"),
    (2, "assess no_place.csv", "U406"),
    (2, "assess elsewhere.csv", "U404"),
    (2, "assess met.csv --city zuhai", "zhuhai"),
    (2, "assess met.csv --city 深圳市", "guangdong"),
    (2, "assess met.csv --city zhuhai@1999", "2024"),
    (2, "assess met.csv --city", "--city"),
    (2, "assess met.csv --as-of 2026-02-30", "2026-02-30"),
    (2, "assess met.csv --as-of yesterday", "yesterday"),
    (2, "assess met.csv --reading lax", "strict"),
    (2, "assess met.csv --fail-on all", "missed"),
    (2, "assess met.csv --color pink", "auto"),
    (2, "assess met.csv -f yaml", "json"),
    (2, "assess met.csv -o report.pdf", ".pdf"),
    (2, "assess met.csv -o nowhere/report.json", "U407"),
    (2, "assess met.csv --standards nowhere", "S130"),
    (2, "assess met.csv --standards faulty --city 甲市", "sound.yaml:23:1"),
    (2, "assess met.csv --citty zhuhai", "--city"),
    (2, "asess met.csv", "assess"),
    (2, "--nonsense", "--nonsense"),
    (2, "standards", "list"),
    (2, "read", "FILE"),
    (2, "read empty", "empty"),
    (2, "read nowhere.csv -f json", "C101"),
    (2, "read met.csv -f csv", "json"),
    (2, "schema nonsense", "reading"),
    (2, "standards show atlantis", "U401"),
    (2, "standards test nowhere", "nowhere"),
    (2, "standards test empty", "S131"),
    (2, "standards test faulty", "S103"),
    (2, "template --city zhuhai -o form.xls", ".xlsx"),
    (2, "template --city zhuhai -o form.xlsx --years 2024-2022", "U409"),
    (2, "template -o form.xlsx", "--city"),
    # 3: nothing missed, but open
    (3, "assess open.csv", ""),
    (3, "assess discretionary.csv", ""),
    (3, "assess met.csv open.csv discretionary.csv -f json", ""),
    (3, "assess all", ""),
    (3, "assess met.csv --city national", ""),
]


def call(capsys: Capsys, line: str, *more: str) -> Run:
    words = line.split()
    dated = words[:1] == ["assess"] and len(words) > 1 and not {"--as-of", "--help"} & set(words)
    return run(capsys, *words, *(AS_OF if dated and words[-1] != "--city" else ()), *more)


@pytest.mark.parametrize(
    ("code", "line", "said"), ROWS, ids=[f"{code} {line.replace(str(SHIPPED), '')}" for code, line, _ in ROWS]
)
def test_exit_code(files: Path, capsys: Capsys, code: int, line: str, said: str) -> None:
    """Results go to stdout; a call that could not be run says why on stderr, in either language."""
    spoken = []
    for language in ("zh", "en"):
        # `--lang` has its place behind a command; with an incomplete call the locale decides.
        asks = (
            []
            if line in ("", "standards") or "--version" in line or line.endswith("--city")
            else ["--lang", language]
        )
        ended = call(capsys, line, *asks)
        assert ended.code == code
        assert ended.said().strip()
        assert said in ended.err
        spoken.append(ended.said())
        if code == 2:
            assert ended.err.strip()
    if code == 2 and line not in ("", "standards"):
        assert line.endswith("--city") or spoken[0] != spoken[1]


def test_every_file_is_reported_though_one_cannot_be_read(files: Path, capsys: Capsys) -> None:
    ended = call(capsys, "assess met.csv damaged.xlsx missed.csv nowhere.csv -f json")
    assert ended.code == 2
    assert [(one["file"], one["verdict"]) for one in ended.json] == [
        ("met.csv", "met"),
        ("damaged.xlsx", "error"),
        ("missed.csv", "missed"),
        ("nowhere.csv", "error"),
    ]
    assert "damaged.xlsx" in ended.err
    assert "nowhere.csv" in ended.err
    told = call(capsys, "assess met.csv damaged.xlsx missed.csv")
    assert told.code == 2
    assert told.out.count("甲集群") >= 2
    assert "damaged.xlsx" in told.err


def test_a_folder_means_the_spreadsheets_below_it(files: Path, capsys: Capsys) -> None:
    found = [one["file"] for one in call(capsys, "assess all empty met.csv -f json").json]
    assert found == ["all/a.csv", "all/b.csv", "empty", "met.csv"]


@pytest.mark.parametrize(("content", "code"), [(MET, 0), (MISSED, 1), (b"", 2), (b"\0\xff", 2), (OPEN, 3)])
def test_a_workbook_from_stdin(
    capsys: Capsys, monkeypatch: pytest.MonkeyPatch, content: bytes, code: int
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    ended = call(capsys, "assess - -f json")
    assert ended.code == code
    assert ended.json["file"] == "-"


def test_a_file_is_written_whole_or_not_at_all(files: Path, capsys: Capsys) -> None:
    (files / "report.json").write_text("before", encoding="utf-8")
    assert call(capsys, "assess met.csv -o report.json -o report.jsonl --force").code == 0
    assert '"verdict": "met"' in (files / "report.json").read_text(encoding="utf-8")
    (files / "taken.json").mkdir()
    assert call(capsys, "assess met.csv -o taken.json").code == 2
    assert sorted(path.name for path in files.glob(".*")) == []


def test_nothing_is_written_where_the_call_is_off(files: Path, capsys: Capsys) -> None:
    assert call(capsys, "assess met.csv -o report.json -o report.pdf").code == 2
    assert not (files / "report.json").exists()


@pytest.mark.parametrize("fault", [ZeroDivisionError("x [red]y\x1b[31m"), RecursionError(), OSError("disk")])
def test_a_fault_of_its_own_says_how_to_report_it(
    files: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr(use_case, "assess", fails)
    for language in ("zh", "en"):
        plain = call(capsys, "assess met.csv", "--lang", language)
        assert plain.code == 70
        assert type(fault).__name__ in plain.err
        assert __version__ in plain.err
        assert "--debug" in plain.err
        assert "\x1b" not in plain.err
    shown = run(capsys, "--debug", "assess", "met.csv", traceback=True)
    assert shown.code == 70
    assert "Traceback" in shown.err
    assert __version__ in shown.err


def test_a_recognition_without_end_is_no_fault_of_the_program(files: Path, capsys: Capsys) -> None:
    put(files, endless=form("zhuhai", recognised_level="国家级", recognised_on="9999-12-31"))
    assert call(capsys, "assess endless.csv").code == 0


@pytest.fixture
def interrupted(files: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch) -> Run:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(use_case, "read_all", stopped)
    return call(capsys, "assess met.csv")


def test_interrupted(interrupted: Run) -> None:
    assert (interrupted.code, interrupted.out) == (130, "")


def test_an_interrupt_is_said(interrupted: Run) -> None:
    assert interrupted.err.strip()


def test_a_missing_option_is_called_by_its_name(files: Path, capsys: Capsys) -> None:
    assert "--city" in call(capsys, "template -o form.xlsx").err


def test_a_reader_that_fails_on_one_file_only(
    files: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`UnreadableFile` is a result of that file; anything else is the program's own fault."""
    real = use_case.read_all

    def picky(name: str, **rest: object) -> object:
        if name == "open.csv":
            raise UnreadableFile
        return real(name, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(use_case, "read_all", picky)
    ended = call(capsys, "assess met.csv open.csv -f json")
    assert ended.code == 2
    assert [one["verdict"] for one in ended.json] == ["met", "error"]


MET_, MISSED_, OPEN_, EASED = Verdict.MET, Verdict.MISSED, Verdict.INCOMPLETE, Verdict.DISCRETIONARY


@pytest.mark.parametrize(
    ("verdicts", "codes"),
    [
        # with --fail-on open, missed, never
        ([], (0, 0, 0)),
        ([MET_, MET_], (0, 0, 0)),
        ([MET_, OPEN_], (3, 0, 0)),
        ([EASED], (3, 0, 0)),
        ([OPEN_, MISSED_, MET_], (1, 1, 0)),
        ([MISSED_, None], (2, 2, 2)),
        ([None, MET_], (2, 2, 2)),
    ],
)
def test_several_verdicts_come_to_one_code(
    verdicts: list[Verdict | None], codes: tuple[int, int, int]
) -> None:
    assert tuple(exit_of(verdicts, bar) for bar in ("open", "missed", "never")) == codes
    assert exit_of(reversed(verdicts)) == codes[0]


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "zh"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "C.UTF-8"}, "zh"),
        ([], {"LANG": "en_GB.UTF-8"}, "en"),
        ([], {"LANG": "de_DE"}, "en"),
        ([], {"LANG": "en_GB", "LC_ALL": "zh_TW"}, "zh"),
        ([], {"LC_ALL": "", "LANG": "en"}, "en"),
        (["assess", "--lang", "en"], {"LANG": "zh_CN"}, "en"),
        (["--lang=zh"], {"LANG": "en"}, "zh"),
        (["--lang", "fr"], {"LANG": "en"}, "en"),
        (["assess", "--", "--lang", "en"], {}, "zh"),
        (["--lang"], {}, "zh"),
    ],
)
def test_the_language(arguments: list[str], environment: dict[str, str], language: str) -> None:
    assert chosen_language(arguments, environment) == language


def test_a_language_that_is_not_spoken_is_refused(files: Path, capsys: Capsys) -> None:
    assert call(capsys, "assess met.csv --lang fr").code == 2


def test_what_in_a_folder_is_a_spreadsheet(files: Path, capsys: Capsys) -> None:
    names = [
        "a.xlsx",
        "b.XLSM",
        "c.xlsb",
        "d.xls",
        "e.et",
        "f.ods",
        "g.csv",
        "h.tsv",
        "i.html",
        "j.pdf",
        "~$a.xlsx",
        ".k.csv",
    ]
    for name in names:
        (files / "empty" / name).write_bytes(MET)
    found = [one["file"] for one in call(capsys, "assess empty -f json").json]
    assert found == [f"empty/{name}" for name in names[:8]]
