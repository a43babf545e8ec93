"""Lines of 基本信息 that stand in one cell with their label: `集群名称：甲产业集群  所在地：珠海市`."""

from __future__ import annotations

from clustercheck.model.indicators import ProfileItem
from clustercheck.model.patterns import pattern
from clustercheck.model.speed import cached
from clustercheck.tables.known_names import profile_item

_LONGEST, _LONGEST_VALUE = 120, 40
_KEY = pattern(r"(?:^|(?<=[\s;；,，、|]))([^\s:：;；,，、|]{1,20})[ 　]{0,3}[:：]")
_AROUND = " \t\r\n　_＿;；,，、|。"
# How to fill in the line, not what was filled in.
_INSTRUCTION = pattern(r"填|请|按|须|指|选|应[与填为]|与.{0,8}一致|例[如:：]|如[:：]|[(（\[【].*[)）\]】]$")
# Where the seal goes, or who signs.
_SEAL = pattern(r"[(（](?:加?盖?[公签印]?章|签[字名章])处?[)）]")


@cached(512)
def written_pairs(text: str) -> tuple[tuple[ProfileItem, str], ...]:
    """The lines of 基本信息 in a cell that consists of labels and values and begins with a label."""
    if len(text) > _LONGEST:
        return ()
    text = text.strip()
    keys = list(_KEY.finditer(text))
    if not keys or keys[0].start():
        return ()
    ends = [following.start() for following in keys[1:]]
    pairs = []
    for key, end in zip(keys, [*ends, len(text)], strict=True):
        item = profile_item(key[1])
        value = _SEAL.sub("", text[key.end() : end]).strip(_AROUND)
        if item is not None and value and len(value) <= _LONGEST_VALUE and not _INSTRUCTION.match(value):
            pairs.append((item, value))
    return tuple(pairs)
