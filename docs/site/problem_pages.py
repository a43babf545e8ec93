"""A page for each kind of problem code, with every code: what it finds, why it matters, what to do, an example."""

from __future__ import annotations

from collections.abc import Iterator

from clustercheck.reports.wording.markdown import escaped
from clustercheck.texts.messages import _, said
from clustercheck.texts.problem_files import codes
from clustercheck.texts.rules import RulePage, rule_of

# Kind, how its codes begin, file.
_KINDS = (("C1", "file"), ("C2", "figures"), ("A", "assessment"), ("S", "standards"), ("U", "calls"))


def pages(language: str) -> dict[str, str]:
    """The page of each kind, and `problems/index.md` that lists all codes."""
    titles = {
        "C1": _("The file and its layout"),
        "C2": _("The figures"),
        "A": _("The assessment"),
        "S": _("A standard's file"),
        "U": _("The call"),
    }
    intro = {
        "zh": "程序提出的每个问题都有编码。`clustercheck rule 编码` 在命令行上说明同样的内容；编码不会另作他用。",
        "en": "Every problem that the program reports has a code. `clustercheck rule CODE` says the same on the "
        "command line. A code is never used for anything else.",
    }[language]
    colon = {"zh": "：", "en": ": "}[language]
    title = {"zh": "问题编码", "en": "Problem codes"}[language]
    overview = [f"# {title}", "", intro, ""]
    made = {}
    for beginning, file in _KINDS:
        rules = [rule_of(code) for code in codes() if code.startswith(beginning)]
        overview += [f"## {titles[beginning]}", ""]
        overview += [
            f"- [{rule.code}]({file}.md#{rule.code.lower()}) {escaped(said(rule.title))}" for rule in rules
        ]
        overview.append("")
        made[f"problems/{file}.md"] = "\n".join(
            [f"# {titles[beginning]}", "", *(line for rule in rules for line in _rule(rule, colon))]
        )
    return {"problems/index.md": "\n".join(overview), **made}


def _rule(rule: RulePage, colon: str) -> Iterator[str]:
    title = escaped(said(rule.title)).replace("{", "&#123;").replace("}", "&#125;")
    yield f"## {rule.code} {title} {{#{rule.code.lower()}}}"
    yield ""
    if said(rule.about) != said(rule.title):
        yield from (escaped(said(rule.about)), "")
    for title, text in (
        (_("Why it matters"), rule.why),
        (_("What to do"), rule.remedy),
        (_("Example"), rule.shown),
    ):
        if said(text):
            yield from (f"**{title}**{colon}{escaped(said(text))}", "")
    if rule.example is not None:
        yield from ("```text", *rule.example.workbook.strip().splitlines(), "```", "")
