"""Build the web page: one file that needs no installation and no network, and a folder for an intranet server.

    scripts/build_page [--out dist] [--wheel]

`clustercheck.html` holds Python's runtime (pyodide, from npm) and this package's wheel, each as gzip in base64. In the
folder `clustercheck-page/` the same stands in files of their own, with a service worker. `--wheel` adds the wheel of
`clustercheck[page]`, from which `clustercheck page` takes the file. The same sources give the same bytes.

It needs the packages of `.[dev]`, node and npm, and once the registries that npm and pip are set up for.
"""

from __future__ import annotations

import argparse
import base64
import gzip
import hashlib
import html
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from data_wheel import ZIP_DAY, write_wheel

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "web"
PYODIDE = WEB / "node_modules" / "pyodide"
# In the order in which one uses the other.
SCRIPTS = (
    "texts.js",
    "payloads.js",
    "engine.js",
    "files.js",
    "report.js",
    "problems.js",
    "what_if.js",
    "page.js",
)
LARGEST = 12 * 1024 * 1024
_NOT_IN_PAGE = (
    "clustercheck/cli/",
    "clustercheck/__main__.py",
    "clustercheck/texts/locale/zh/LC_MESSAGES/typer.",
)
_IMPORT = re.compile(r"^import .*? from \"\./\w+\.js\";\n", re.MULTILINE | re.DOTALL)


def main() -> int:
    """Build; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="the folder to write into")
    parser.add_argument("--wheel", action="store_true", help="also build the wheel of clustercheck[page]")
    given = parser.parse_args()
    for tool in ("node", "npm"):
        if shutil.which(tool) is None:
            print(f"{tool} is needed to build the page and is not installed", file=sys.stderr)
            return 2
    given.out.mkdir(parents=True, exist_ok=True)
    install_runtime()
    payloads = make_payloads()
    page = one_file(payloads)
    target = given.out / "clustercheck.html"
    target.write_bytes(page)
    write_folder(given.out / "clustercheck-page", payloads)
    if given.wheel:
        contents = {"clustercheck.html": page}
        write_wheel(
            given.out,
            "page",
            str(facts_of()["version"]),
            "The web page of clustercheck, as one file",
            contents,
        )
    print(f"{target}: {len(page) / 1024 / 1024:.2f} MiB, sha256 {hashlib.sha256(page).hexdigest()[:16]}")
    if len(page) > LARGEST:
        print(f"larger than {LARGEST} bytes", file=sys.stderr)
        return 1
    return 0


def install_runtime() -> None:
    """The pinned runtime, as `npm ci` lays it."""
    wanted = json.loads((WEB / "package.json").read_text())["dependencies"]["pyodide"]
    found = PYODIDE / "package.json"
    if found.is_file() and json.loads(found.read_text())["version"] == wanted:
        return
    run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", folder=WEB)


def make_payloads() -> dict[str, str]:
    """What the page carries, each as gzip in base64 (`lock` as it is), by name."""
    with TemporaryDirectory() as temporary:
        site = Path(temporary, "site")
        lay_site(site, Path(temporary, "wheels"))
        run("node", str(WEB / "compile.mjs"), str(site), folder=WEB)
        packed = pack(site)
    lock = json.loads((PYODIDE / "pyodide-lock.json").read_text()) | {"packages": {}}
    return {
        "worker": packed_text(worker_script().encode()),
        "wasm": packed_text((PYODIDE / "pyodide.asm.wasm").read_bytes()),
        "stdlib": packed_text(stored((PYODIDE / "python_stdlib.zip").read_bytes())),
        "site": packed_text(packed),
        "lock": packed_text(json.dumps(lock, sort_keys=True).encode()),
    }


def lay_site(site: Path, wheels: Path) -> None:
    """Our wheel without the command line, and what it needs, as Python's packages lie in a folder."""
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "-q")
    run(*pip, "wheel", "--no-deps", "-w", str(wheels), str(ROOT), folder=ROOT)
    run(
        *pip,
        "install",
        "--no-deps",
        "--no-compile",
        "--target",
        str(site),
        "-r",
        str(WEB / "requirements.txt"),
        folder=ROOT,
    )
    (wheel,) = wheels.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if not name.startswith(_NOT_IN_PAGE) and ".dist-info/" not in name:
                archive.extract(name, site)
    for path in sorted(site.rglob("*")):
        # What is compiled is for another machine; each package says its version itself, and its licence stays.
        if path.suffix in (".so", ".c", ".pyi") or (path.parent.suffix == ".dist-info" and path.is_file()):
            path.unlink()
    shutil.rmtree(site / "bin", ignore_errors=True)


def pack(site: Path) -> bytes:
    """A folder as `worker.js` unpacks it: an index of [path, size], its length before it, then all files in a row."""
    files = sorted(path for path in site.rglob("*") if path.is_file())
    contents = [path.read_bytes() for path in files]
    names = [path.relative_to(site).as_posix() for path in files]
    index = json.dumps([[name, len(content)] for name, content in zip(names, contents, strict=True)]).encode()
    return b"".join((len(index).to_bytes(4, "big"), index, *contents))


def stored(archive: bytes) -> bytes:
    """An archive with its files as they are: gzip makes it smaller, and Python need not inflate a module."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            after.writestr(zipfile.ZipInfo(name, ZIP_DAY), before.read(name))
    return stream.getvalue()


def packed_text(content: bytes) -> str:
    """Bytes as the page carries them."""
    return base64.b64encode(gzip.compress(content, 9, mtime=0)).decode()


def worker_script() -> str:
    """The runtime's two modules and `worker.js` as one, for nothing can be imported from a page on disk."""
    loader = (PYODIDE / "pyodide.mjs").read_text(encoding="utf-8")
    loader = loader[: loader.index("//# sourceMappingURL")]
    loader, count = re.subn(r"export\{(\w+) as loadPyodide,\w+ as version\};", r"return \1;", loader)
    runtime = (PYODIDE / "pyodide.asm.mjs").read_text(encoding="utf-8")
    # A module cannot be started as a worker from a page on disk, a plain script can.
    runtime = runtime.replace("import.meta.url", "self.location.href")
    runtime, other = re.subn(r"export default _createPyodideModule;\s*$", "", runtime)
    if (count, other) != (1, 1):
        raise SystemExit("pyodide's modules end otherwise than they did: look at worker_script")
    return (
        f"const loadPyodide = (() => {{\n{loader}\n}})();\n{runtime}\n"
        f"const createPyodideModule = _createPyodideModule;\n{_read('worker.js')}"
    )


def page_script() -> str:
    """The page's modules as one script that says nothing to others."""
    parts, names = [], set[str]()
    for name in SCRIPTS:
        text = _IMPORT.sub("", _read(name))
        text = re.sub(r"^export (?=const |function |async |class )", "", text, flags=re.MULTILINE)
        own = set(re.findall(r"^(?:const|let|function|async function|class) (\w+)", text, re.MULTILINE))
        if names & own:
            raise SystemExit(f"{name}: {names & own} stands in another module too")
        names |= own
        parts.append(f"// {name}\n{text}")
    return '"use strict";\n(() => {\n' + "\n".join(parts) + "})();\n"


def one_file(payloads: dict[str, str]) -> bytes:
    """The page as one file."""
    script, check, style = page_script(), _read("check_browser.js"), _read("style.css")
    policy = policy_of(
        script_src=[hashed(script), hashed(check), *report_hashes("behaviour.js")],
        style_src=[hashed(style), *report_hashes("style.css")],
        worker_src=["blob:"],
    )
    data = "".join(
        f'<script type="text/plain" id="payload-{name}">{text}</script>\n' for name, text in payloads.items()
    )
    return filled(
        policy,
        head=f"<style>{style}</style>",
        first=f"<script>{check}</script>",
        last=f"<script>{script}</script>\n{data}",
    )


def write_folder(folder: Path, payloads: dict[str, str]) -> None:
    """The page as a folder of files for a server, which a service worker keeps for when there is no network."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    files = {
        "page.js": page_script(),
        "check_browser.js": _read("check_browser.js"),
        "style.css": _read("style.css"),
        **{f"payload-{name}.js": f'export default "{text}";\n' for name, text in payloads.items()},
    }
    policy = policy_of(
        script_src=["'self'", *report_hashes("behaviour.js")],
        style_src=["'self'", *report_hashes("style.css")],
        worker_src=["'self'", "blob:"],
    )
    page = filled(
        policy,
        head='<link rel="stylesheet" href="style.css">',
        first='<script src="check_browser.js"></script>',
        last='<script src="page.js" data-service-worker="service_worker.js"></script>',
    )
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())
    (folder / "index.html").write_bytes(page)
    names = sorted([*files, "index.html"])
    digest = hashlib.sha256(b"".join((folder / name).read_bytes() for name in names)).hexdigest()[:16]
    service = _read("service_worker.js").replace('"FILES"', json.dumps(names)).replace("VERSION", digest)
    (folder / "service_worker.js").write_bytes(service.encode())


def policy_of(**sources: list[str]) -> str:
    """What the page may do: run what it holds, and ask nothing of anybody. There is no source to connect to."""
    named = {name.replace("_", "-"): " ".join(of) for name, of in sources.items()}
    named["script-src"] += " 'wasm-unsafe-eval'"
    rest = "; ".join(f"{name} {of}" for name, of in named.items())
    return f"default-src 'none'; {rest}; base-uri 'none'; form-action 'none'"


def filled(policy: str, *, head: str, first: str, last: str) -> bytes:
    """`index.html` with its places filled in."""
    facts = f'<script type="application/json" id="facts">{json.dumps(facts_of(), ensure_ascii=False, sort_keys=True)}</script>'
    text = _read("index.html").replace("POLICY", html.escape(policy, quote=False))
    for mark, part in (("<!-- head -->", head), ("<!-- first -->", facts + first), ("<!-- last -->", last)):
        before, after = text.split(mark)
        text = before + part + after
    return text.encode()


def facts_of() -> dict[str, object]:
    """What the page knows before Python runs: the standards, and the limits of the command line."""
    sys.path.insert(0, str(ROOT))
    from clustercheck import __version__
    from clustercheck.catalogue import Shelf
    from clustercheck.cli.limits import SECONDS
    from clustercheck.formats.limits import LIMITS
    from clustercheck.use_cases.page import standards_of

    return {
        "version": __version__,
        "seconds": SECONDS,
        "largest": LIMITS.file,
        "standards": standards_of(Shelf()),
    }


def report_hashes(name: str) -> list[str]:
    """The hash of the report page's style or script, which the page shows in a frame."""
    return [
        hashed((ROOT / "clustercheck" / "reports" / "html" / "templates" / name).read_text(encoding="utf-8"))
    ]


def hashed(text: str) -> str:
    """A text as a policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _read(name: str) -> str:
    return (WEB / name).read_text(encoding="utf-8")


def run(*command: str | os.PathLike[str], folder: Path) -> None:
    """Run a program; what it says is shown only where it fails."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stdout + done.stderr, file=sys.stderr)
        raise SystemExit(f"failed: {' '.join(map(str, command))}")


if __name__ == "__main__":
    sys.exit(main())
