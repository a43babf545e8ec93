"""Words of plain Chinese characters alone are taken as they stand: nothing of folding would change one of them."""

from __future__ import annotations

import unicodedata

from ways import plain_way

from clustercheck.model.note_marks import MARKS
from clustercheck.model.words import as_written, folded, name_key


def test_no_plain_character_is_changed() -> None:
    plain = "".join(map(chr, range(ord("一"), ord("鿿") + 1)))
    assert unicodedata.normalize("NFKC", plain).casefold() == plain
    assert MARKS.isdisjoint(plain)
    assert not any(map(str.isspace, plain))
    with plain_way():
        assert as_written(plain) == folded(plain) == name_key(plain) == plain
        assert name_key("集群“总产值”：") == "集群总产值"
