"""Code for speed only: the switch that turns the quick ways off, and the caches of the process.

A quick way handles usual input faster and leaves the rest to the plain way. A cache keeps the answers to short
questions from one file to the next. Neither changes a result: with the switch off every file takes the plain way, and
`tests/test_quick_ways.py` compares both.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping

from clustercheck.model.hints import Any, Generic, ParamSpec, TypeVar, cast

_P = ParamSpec("_P")
_K = TypeVar("_K")
_T = TypeVar("_T")
_TEXTS = (str, bytes)
_TEXT_KINDS = frozenset(_TEXTS)
_COUNTED = (*_TEXTS, tuple)
_OF_NO_LENGTH = frozenset((type(None), bool, int))
_UNLIMITED = 2**62


class _Switch:
    is_on = True
    # The maximum size of every cache in a test.
    most_entries: int | None = None


class Cache(dict[_K, _T], Generic[_K, _T]):
    """Answers by question: at most `most` answers to questions of at most `longest`, and of `in_all` together.

    A full cache is emptied.
    """

    __slots__ = ("_answer", "_in_all", "_left", "_longest", "_most", "_room", "_uncounted")

    def __init__(self, answer: Callable[[_K], _T], most: int, longest: int, in_all: int) -> None:
        self._answer, self._most, self._longest = answer, most, longest
        self._left = self._in_all = in_all
        CACHES.append(self)
        self.empty()

    def empty(self) -> None:
        """Forget all answers, and how many may be kept as the switch is set."""
        self.clear()
        self._room = (_Switch.most_entries or self._most) if _Switch.is_on else 0
        self._left = self._in_all
        # So many answers are kept without counting their lengths.
        self._uncounted = 0 if self._in_all < _UNLIMITED else self._room

    def __missing__(self, key: _K) -> _T:
        answer = self._answer(key)
        length = len(key) if type(key) is str else _length(key)  # type: ignore[arg-type]
        if length <= self._longest:
            if len(self) < self._uncounted:
                self[key] = answer
            else:
                self.keep(key, answer)
        return answer

    def keep(self, key: _K, answer: _T) -> None:
        """Keep an answer, also one that was found together with others."""
        length = len(key) if isinstance(key, _TEXTS) else _length(key)
        if length <= self._longest and self._room:
            self._left -= length
            if self._left < 0 or len(self) >= self._room:
                self.clear()
                self._left = self._in_all - length
            self[key] = answer

    def keep_all(self, answers: Mapping[_K, _T]) -> None:
        """Keep answers to questions that are texts, as `keep` does for each."""
        lengths = list(map(len, cast("Mapping[str, _T]", answers)))
        length = sum(lengths)
        if (
            length > self._left
            or len(self) + len(lengths) > self._room
            or max(lengths, default=0) > self._longest
        ):
            for key, answer in answers.items():
                self.keep(key, answer)
        else:
            self._left -= length
            self.update(answers)


# Every cache of the process.
CACHES: list[Cache[Any, Any]] = []


def cached(
    most: int = 512, longest: int = 256, in_all: int = _UNLIMITED
) -> Callable[[Callable[_P, _T]], Callable[_P, _T]]:
    """Cache a function's answers from one file to the next. Its arguments are positional.

    `longest` limits the characters and items of all arguments together, so that no long text is kept; `in_all` limits
    those of all that is kept.
    """

    def decorated(function: Callable[_P, _T]) -> Callable[_P, _T]:
        if function.__code__.co_argcount == 1:
            # A hit costs one look-up and no Python call.
            return cast(
                "Callable[_P, _T]",
                Cache(cast("Callable[[Any], _T]", function), most, longest, in_all).__getitem__,
            )
        cache = Cache[tuple[Any, ...], _T](lambda key: function(*key), most, longest, in_all)  # type: ignore[call-arg]
        # Packing arguments into a tuple takes as long as the look-up.
        by_count: dict[int, Callable[..., _T]] = {
            2: lambda a, b: cache[a, b],
            3: lambda a, b, c: cache[a, b, c],
        }
        return cast("Callable[_P, _T]", by_count.get(function.__code__.co_argcount, lambda *key: cache[key]))

    return decorated


def known_answers(function: Callable[[_K], _T]) -> Callable[[_K], _T | None]:
    """A look-up of what the cache of a function with one argument holds, None where it holds no answer."""
    return cast("Callable[[_K], _T | None]", cast(Any, function).__self__.get)


def keeper(function: Callable[[_K], _T]) -> Callable[[Mapping[_K, _T]], None]:
    """Keeps answers of a function with one argument, a text, in its cache."""
    return cast("Callable[[Mapping[_K, _T]], None]", cast(Any, function).__self__.keep_all)


def was_met(question: Hashable) -> bool:
    """Whether a question was asked before, so that its answer is worth keeping. Of a question only the hash is kept."""
    sights = _sights(hash(question))
    if sights:
        return True
    sights.append(True)
    return False


def cached_by_identity(most: int = 64) -> Callable[[Callable[[_K], _T]], Callable[[_K], _T]]:
    """Cache a function's answers to large objects by identity, such as the standards of a batch."""

    def decorated(function: Callable[[_K], _T]) -> Callable[[_K], _T]:
        # The object is kept with its answer, so that no other object gets its id.
        cache: Cache[int, tuple[_K, _T]] = Cache(_no_answer, most, 0, 0)

        def answer(thing: _K) -> _T:
            held = cache.get(id(thing))
            if held is None:
                held = thing, function(thing)
                if _Switch.is_on:
                    if len(cache) >= (_Switch.most_entries or most):
                        cache.clear()
                    cache[id(thing)] = held
            return held[1]

        return answer

    return decorated


@cached(4096)
def _sights(_mark: int) -> list[bool]:
    """Not empty once a question with this hash was asked; with the quick ways off, every time is the first."""
    return []


def is_quick() -> bool:
    """Whether the quick ways are on."""
    return _Switch.is_on


def use_quick_ways(on: bool, most_entries: int | None = None) -> None:
    """Turn all quick ways of this process on or off, with empty caches; `most_entries` limits each cache."""
    _Switch.is_on, _Switch.most_entries = on, most_entries
    for cache in CACHES:
        cache.empty()


def _no_answer(key: int) -> Any:
    raise KeyError(key)


def _length(key: object) -> int:
    """The number of characters and items of a question, at any depth."""
    if isinstance(key, _TEXTS):
        return len(key)
    if not isinstance(key, tuple):
        return 0
    length, kinds = len(key), set(map(type, key))
    if kinds <= _TEXT_KINDS:
        return length + sum(map(len, key))
    for part in key if not kinds <= _OF_NO_LENGTH else ():
        # A call for each part would take longer than the count.
        kind = part.__class__
        if kind is str:
            length += len(part)
        elif kind not in _OF_NO_LENGTH and isinstance(part, _COUNTED):
            length += _length(part)
    return length
