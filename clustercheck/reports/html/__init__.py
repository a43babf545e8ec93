"""`-f html`: a report as one file that needs nothing else: no network, no script it cannot do without.

A page holds words of workbooks, so it is made to be harmless: every text is escaped and rid of control characters
where it enters the template, and a policy in the page forbids whatever is not this style and this script.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import islice
from typing import Any, BinaryIO

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from clustercheck import __version__
from clustercheck.model.findings import Assessment
from clustercheck.reports.html.overview import LETTERS, OverviewPage
from clustercheck.reports.html.pages import page_of
from clustercheck.texts.messages import _, harmless, language, said

# Pages of clusters in one file: 200 make 13 MB, which a browser takes 3 to 4 seconds to open.
MOST_PAGES = 200
# Pieces of a page that are written at once; each is a few words.
_AT_ONCE = 2000


def render(assessment: Assessment) -> bytes:
    """The report of one assessment."""
    page = page_of(assessment)
    title = _("{verdict}: {name}").format(verdict=page.verdict_word, name=page.name)
    return render_page("page.jinja", title=title, skip_to="criteria", page=page)


def write_lines(overview: OverviewPage, stream: BinaryIO, *, pages: Iterable[Any] = ()) -> None:
    """Write an overview as a page of its own, with the reports it links to, piece by piece."""
    letters = {status.value: said(letter) for status, letter in LETTERS.items()}
    texts = _page(
        "overview.jinja",
        title=_("Overview"),
        skip_to="h-files",
        overview=overview,
        pages=pages,
        letters=letters,
    )
    while some := "".join(islice(texts, _AT_ONCE)):
        stream.write(some.encode())


def render_page(template: str, **parts: Any) -> bytes:
    """A template as a page of its own, with the style, the script and the policy that allows no others."""
    return "".join(_page(template, **parts)).encode()


def _page(template: str, **parts: Any) -> Iterator[str]:
    style, script = _text("style.css"), _text("behaviour.js")
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        _environment()
        .get_template(template)
        .generate(
            language="zh-CN" if language() == "zh" else "en",
            version=__version__,
            policy=Markup(policy),
            style=Markup(style),
            script=Markup(script),
            **parts,
        )
    )


def _hash(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


@cache
def _text(name: str) -> str:
    return files("clustercheck.reports.html").joinpath("templates", name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("clustercheck.reports.html"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finished,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["_"] = _
    return environment


def _finished(value: Any) -> Any:
    """What an expression gives, before it is escaped. Spaces of other widths are spaces and stay."""
    if isinstance(value, str) and not isinstance(value, Markup) and not value.isprintable():
        return harmless(value, keep="\n\t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}")
    return value
