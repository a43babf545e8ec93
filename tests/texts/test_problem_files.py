"""Every problem's file is whole: both languages say the same facts."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from clustercheck.model.problems import Where, error
from clustercheck.texts.messages import LANGUAGES, message, use_language
from clustercheck.texts.problem_files import LOGGED, codes, message_of, problem_file
from clustercheck.texts.rules import TEXT_KEYS

OF_A_RULE = {"name", "example", "city"}


def facts_in(code: str, language: str) -> set[str]:
    return {
        key
        for _text, key, _format, _conversion in string.Formatter().parse(message_of(code, language))
        if key
    }


@pytest.mark.parametrize("code", codes())
def test_both_languages_tell_the_same_facts(code: str) -> None:
    assert facts_in(code, "zh") == facts_in(code, "en")
    assert re.search("[\u4e00-\u9fff]", message_of(code, "zh"))
    assert not re.search("[\u3002\uff0c]", message_of(code, "en"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", codes())
def test_a_message_is_filled_as_by_format(code: str, language: str) -> None:
    text = message_of(code, language)
    assert not any(how or conversion for _, _, how, conversion in string.Formatter().parse(text))
    facts = {key: f"<{key}>" for key in facts_in(code, language)}
    use_language(language)
    assert message(error(code, Where(), **facts)) == text.format(**facts)


@pytest.mark.parametrize("code", codes())
def test_a_file_holds_nothing_that_nobody_reads(code: str) -> None:
    found = problem_file(code)
    assert set(found) <= {*LANGUAGES, *OF_A_RULE}
    for language in LANGUAGES:
        assert set(found[language]) <= {"message", *TEXT_KEYS}
    assert set(found["zh"]) == set(found["en"])


def test_a_code_is_a_letter_and_three_digits() -> None:
    assert all(re.fullmatch("[ACSU][0-9]{3}", code) for code in codes())


def test_what_may_be_logged_is_a_fact_of_some_message() -> None:
    assert {key for code in codes() for key in facts_in(code, "en")} >= LOGGED


def test_the_compiled_messages_are_those_of_the_files(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Compiled, stale, damaged or absent: a message is what its file says."""
    from clustercheck.texts import problem_files

    sample = codes()[::20]
    wanted = {(code, key): problem_file(code)[key]["message"] for code in sample for key in LANGUAGES}
    made = tmp_path / "messages.json"
    monkeypatch.setattr(problem_files, "COMPILED", str(made))
    for text in (
        problem_files.compiled(),
        problem_files.compiled().replace('"source":', '"source":1'),
        "{",
        None,
    ):
        made.unlink(missing_ok=True)
        if text is not None:
            made.write_text(text, encoding="utf-8")
        problem_files._compiled.cache_clear()
        message_of.cache_clear()
        assert {(code, key): message_of(code, key) for code, key in wanted} == wanted
    problem_files._compiled.cache_clear()
    message_of.cache_clear()
