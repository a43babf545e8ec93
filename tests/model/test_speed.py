"""What is kept from one question to the next is bounded: in number, in length, and in all."""

from clustercheck.model.speed import CACHES, cached, known_answers


@cached(most=3, longest=5, in_all=8)
def doubled(text: str) -> str:
    return text * 2


def test_a_cache_is_bounded() -> None:
    held = known_answers(doubled)
    for text in ("a", "bb", "too long"):
        assert doubled(text) == text * 2
    assert [held(text) for text in ("a", "bb", "too long", "c")] == ["aa", "bbbb", None, None]
    # Four texts are one too many; the full cache is emptied.
    doubled("c")
    doubled("d")
    assert [held(text) for text in ("a", "c", "d")] == [None, None, "dd"]
    # Nine characters are one too many in all.
    doubled("1234")
    assert held("d") == "dd"
    doubled("5678")
    assert [held(text) for text in ("d", "1234", "5678")] == [None, None, "56785678"]
    CACHES.remove(doubled.__self__)  # type: ignore[attr-defined]
