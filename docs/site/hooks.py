"""The hooks of the site: pages made from the program, files of the repository, and links that lead from one to another.

A page in `docs/` links to files as they lie in the repository, so that the links work there too. Here each is led to
the page of the site that shows the file. A link to a file that the site does not show becomes plain text.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import command_pages
import library_page
import problem_pages
import schema_pages
import standard_pages
from mkdocs.structure.files import File, Files

from clustercheck.texts.messages import use_language

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
_HOME = {"zh": "README.zh-CN.md", "en": "README.md"}
_CHANGES = {"zh": "CHANGELOG.zh-CN.md", "en": "CHANGELOG.md"}
# Files of the repository that the site shows, and as which page.
_PAGES = {
    "ARCHITECTURE.md": "architecture.md",
    "CONTRIBUTING.md": "contributing.md",
    "benchmarks/README.md": "benchmarks.md",
    "sample_data/README.md": "samples.md",
}
# Folders whose files the site carries as they are.
_FOLDERS = (DOCS / "pictures", DOCS / "schemas", DOCS / "tutorial", Path(__file__).parent / "assets")
_MAKERS = (command_pages, problem_pages, standard_pages, schema_pages, library_page)
_LINK = re.compile(r"(?P<shown>!?\[[^\]]*\])\((?P<target>[^)\s#]+)(?P<anchor>#[^)\s]*)?\)")
# Code, and then what stands between.
_FENCED = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)
_OTHER_HOME = re.compile(r"^\[(?:中文说明|中文|English)\]\((?:README|CHANGELOG).*\)$", re.MULTILINE)
# A list that begins without a blank line before it is none to Python-Markdown.
_LIST_AFTER_TEXT = re.compile(r"^((?![-|#>]|\d+\.| )\S.*)\n(?=(?:-|1\.) )", re.MULTILINE)
# A line that ends and goes on in Chinese has no space there.
_CHINESE_BREAK = re.compile(r"(?<=[\u3001-\u9fff\uff01-\uff60“”…])\n *(?=[\u3001-\u9fff\uff01-\uff60“”])")
# The README begins with how to install it, which most readers of the site need last.
_INSTALLING = re.compile(r"^(# .*?\n)(.*?)(^\*\*clustercheck\*\*.*)", re.MULTILINE | re.DOTALL)
_INSTALL = {"zh": "从源码安装", "en": "Install from a checkout"}
_OTHER = {"zh": ("en", "English"), "en": ("zh", "中文")}


def on_files(files: Files, config: Any) -> Files:
    """Add the generated pages and the files from elsewhere in the repository."""
    language = _language(config)
    use_language(language)
    for maker in _MAKERS:
        for name, text in maker.pages(language).items():
            files.append(File.generated(config, name, content=text))
    for source, name in _pages(language).items():
        files.append(File.generated(config, name, abs_src_path=str(ROOT / source)))
    for folder in _FOLDERS:
        for path in sorted(folder.iterdir()):
            if f".{_OTHER[language][0]}." in path.name:
                continue  # a picture in the other language
            files.append(File.generated(config, f"{folder.name}/{path.name}", abs_src_path=str(path)))
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, files: Files) -> str:
    """Lead each link to where its target is in the site, and write lists and Chinese lines as this Markdown wants them."""
    language, source = _language(config), page.file.abs_src_path
    folder = Path(source).parent if source else DOCS / language / os.path.dirname(page.file.src_uri)

    def led(found: re.Match[str]) -> str:
        target, anchor = found["target"], found["anchor"] or ""
        path = Path(os.path.normpath(folder / target))
        if ":" in target or not path.exists():
            return found[0]  # a page that is made, or a fault that MkDocs reports
        other, _name = _OTHER[language]
        if path.is_relative_to(DOCS / other):
            there = path.relative_to(DOCS / other).with_suffix(".html").as_posix()
            up = "../" * page.url.count("/")
            return (
                f'<a href="{up}{"en/" if other == "en" else "../"}{there}{anchor}">{found["shown"][1:-1]}</a>'
            )
        place = _place_of(path, page.file.src_uri, language)
        return found["shown"].strip("![]") if place is None else f"{found['shown']}({place}{anchor})"

    if page.file.src_uri == "index.md":
        markdown = _INSTALLING.sub(rf"\1\3\n## {_INSTALL[language]}\n\n\2", markdown)
    parts = _FENCED.split(markdown)
    for at in range(0, len(parts), 2):
        text = _OTHER_HOME.sub("", parts[at])
        text = _LIST_AFTER_TEXT.sub(r"\1\n\n", text)
        parts[at] = _CHINESE_BREAK.sub("", _LINK.sub(led, text))
    return "".join(parts)


def on_page_context(context: dict[str, Any], page: Any, config: Any, nav: Any) -> dict[str, Any]:
    """Tell the theme where the same page stands in the other language."""
    language, name = _OTHER[_language(config)]
    up = "../" * page.url.count("/")
    context["other_language"] = {
        "lang": language,
        "name": name,
        "url": f"{up}en/{page.url}" if language == "en" else f"{up}../{page.url}",
    }
    return context


def _pages(language: str) -> dict[str, str]:
    """The files of the repository that the site shows in a language, and as which page."""
    return {**_PAGES, _HOME[language]: "index.md", _CHANGES[language]: "changelog.md"}


def _language(config: Any) -> str:
    return str(config.extra["language"])


def _place_of(path: Path, page: str, language: str) -> str | None:
    """The address of a file of the repository, from a page of the site; None where the site does not show it."""
    name = None
    if path.is_relative_to(DOCS / language):
        name = path.relative_to(DOCS / language).as_posix()
    elif path.parent in _FOLDERS:
        name = f"{path.parent.name}/{path.name}"
    elif path == DOCS / "schemas":
        name = "schemas.md"
    elif path.is_relative_to(ROOT):
        name = _pages(language).get(path.relative_to(ROOT).as_posix())
    return None if name is None else os.path.relpath(name, os.path.dirname(page) or ".")
