"""Every problem's file is whole: both languages say the same facts."""

from __future__ import annotations

import re
import string

import pytest

from clustercheck.texts.messages import LANGUAGES
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
