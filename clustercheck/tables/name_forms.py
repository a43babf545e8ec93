"""The many forms of one name: harmless words before and after it, and words with several spellings.

`集群内`, `年末`, `近三年` before a known name and `数`, `总量`, `情况`, `（现价）` after it do not change its
meaning. Any other word makes it another name: a growth, a share, a mean, a part, another subject.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from clustercheck.model.patterns import pattern
from clustercheck.model.words import key_of

# Words that mean the same: the first is turned into the second, in known names and in labels alike.
_SAME = (
    ("研究与试验发展r&d", "r&d"), ("研究与试验发展", "r&d"), ("研究与实验发展", "r&d"), ("研发", "r&d"),
    ("co₂", "二氧化碳"), ("co2", "二氧化碳"), ("二氧化碳排放", "碳排放"), ("工业总产值", "总产值"), ("国家级", "国家"),
    ("互联网平台", "互联网"), ("应用普及率", "普及率"), ("应用率", "普及率"),
)  # fmt: skip
# The words that are turned into one with other characters.
MADE_OF_OTHERS = tuple([written for written, meant in _SAME if not set(meant) <= set(written)])
_ANY_SAME = pattern("|".join([written for written, _ in _SAME]))
_CLUSTER = ("中小企业特色产业集群", "特色产业集群", "产业集群", "本集群", "全集群", "集群")
_ALL = ("区域内", "内部", "内", "全部", "所有", "各类", "的", "总体", "整体")
_FRONT = (
    *_CLUSTER, *_ALL, "近三年来", "近三年", "近3年", "三年", "年末", "期末", "年底", "年终", "累计", "拥有", "现有", "共有", "实有", "实现",
    "完成", "入驻", "有效期内", "在有效期内", "全年", "当年", "本年", "年度", "年",
)  # fmt: skip
_BACK = (
    "现价", "当年价格", "当年价", "按现价", "情况", "合计", "总计", "规模", "拥有总量", "拥有总数", "拥有量", "拥有数",
    "拥有", "数量", "总数", "总数量", "家数", "个数", "户数", "件数", "总人数", "人数", "期末人数", "年末人数",
    "期末数", "年末数", "年末", "期末", "数", "总额", "总量", "支出总额", "支出", "内部支出", "投入总额", "投入",
    "金额", "总值", "量",
)  # fmt: skip
HARMLESS = (*_FRONT, *_BACK)
_TOTALS = frozenset(("总数", "总量", "总额", "拥有总量", "拥有总数", "总数量"))
# 企业 and 中小企业 without a word of counting: a heading or a part, not an indicator.
_UNCOUNTED = frozenset(("企业", "中小企业", "中小", "主导产业", "从业", "集群", "有效发明", "碳排放"))
_COUNTED = pattern("(企业|中小企业|四上企业)(?:总)?(?:数量?|家数|个数|户数|总数|数目)")
_ALL_FIRMS = pattern("企业(?=总?产值|从业|有效发明|拥有|碳排放)")
# What `id_of` adds to the end of a name that counts firms.
OF_COUNTS = frozenset("数总")
_PEOPLE = "常住人口"
_OF_PLACE = pattern(f"(?:集群)?(?:所在)?(?:地区?|区域|区县?|县[市区]?|市|属地|辖区)(?:年末)?(?={_PEOPLE})")
_MOST_STEPS = 6
_BEGINNING = 2


def _by_character(words: Sequence[str], place: int) -> Mapping[str, tuple[str, ...]]:
    """The words in order, by their first (0) or last (-1) character."""
    return {
        each: tuple([word for word in words if word[place] == each]) for each in {w[place] for w in words}
    }


_FRONT_BY_FIRST, _BACK_BY_LAST = _by_character(_FRONT, 0), _by_character(_BACK, -1)


def plain_name(bare: str) -> str:
    """A folded name in its form for comparison: without quotes and brackets, with one spelling of each word."""
    key = key_of(bare)
    for written, meant in _SAME if _ANY_SAME.search(key) else ():
        if written in key:
            key = key.replace(written, meant)
    return key


class Names(dict[str, str]):
    """Plain names with their ids, and what the names begin with."""

    def __init__(self, ids: Mapping[str, str]) -> None:
        super().__init__(ids)
        self.beginnings = frozenset([name[:_BEGINNING] for name in ids])


def with_stems(names: Mapping[str, str]) -> Names:
    """Plain names to ids, and each name without its ending if only one id has that stem."""
    stems: dict[str, set[str]] = {}
    for name, id in names.items():
        for stem in _without_back(name):
            if stem not in names and stem not in _UNCOUNTED:
                stems.setdefault(stem, set()).add(id)
    return Names({**{stem: next(iter(ids)) for stem, ids in stems.items() if len(ids) == 1}, **names})


def id_of(bare: str, known: Names) -> str | None:
    """The id whose name a folded text is, ignoring harmless words before and after it."""
    key = plain_name(bare)
    if key in known:
        return known[key]
    for bare in _without_front(key):
        # What is left of a name without its ending has two characters of it at least.
        if bare[:_BEGINNING] not in known.beginnings:
            continue
        if bare in known:
            return known[bare]
        counted = _COUNTED.fullmatch(bare) if "企业" in bare else None
        if counted is not None:
            return known.get(counted[1] + "数") or known.get(counted[1] + "总数")
        for stem in _without_back(bare):
            if stem in known and stem not in _UNCOUNTED:
                return known[stem]
    return None


def _without_front(key: str) -> Iterator[str]:
    """A name, and its rests as harmless words are removed from the front."""
    is_of_all = False
    if _PEOPLE in key and (place := _OF_PLACE.match(key)):
        key = key[place.end() :]
    yield key
    for _ in range(_MOST_STEPS):
        words = _FRONT_BY_FIRST.get(key[:1], ())
        front = next((word for word in words if key.startswith(word) and len(key) > len(word)), None)
        if front is None:
            if not is_of_all or not _ALL_FIRMS.match(key):
                return
            front, is_of_all = "企业", False
        is_of_all = is_of_all or front in _CLUSTER or front in _ALL
        key = key[len(front) :]
        yield key


def _without_back(key: str) -> Iterator[str]:
    """The rests of a name as harmless words are removed from the end, the longest first."""
    ahead, seen = [key], {key}
    for _ in range(_MOST_STEPS):
        following: list[str] = []
        for name in ahead:
            for word in _BACK_BY_LAST.get(name[-1:], ()):
                if name.endswith(word) and len(name) > len(word) + 1:
                    short = name[: -len(word)]
                    for form in (short, short + word[-1]) if word in _TOTALS else (short,):
                        if form not in seen:
                            seen.add(form)
                            yield form
                    following.append(short)
        ahead = following
        if not ahead:
            return
