"""What a form asks of each figure and why: the years that decide something, and the words beside the row.

The texts are Chinese only, as the form is: it is filled in by Chinese clerks whatever language the program speaks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from clustercheck.model.choices import CHOICE_NAMES, basis_by
from clustercheck.model.conditions import conditions_of, when_name
from clustercheck.model.criteria import NATIONAL, AnyOf, Criterion, Mode, Threshold, at_level, each_of
from clustercheck.model.indicators import INDICATORS, PROFILE, REASONS
from clustercheck.model.standard import Standard
from clustercheck.model.subjects import Basis

_THREE = (2, 1, 0)
_FOUR = (3, 2, 1, 0)

# How many years before the latest each way of judging looks.
_YEARS_BACK: dict[Mode, tuple[int, ...]] = {
    Mode.EVERY_YEAR: _THREE,
    Mode.AVERAGE: _THREE,
    Mode.TOTALS: _THREE,
    Mode.GEOMETRIC_THREE: _THREE,
    Mode.ARITHMETIC_THREE: _THREE,
    Mode.EACH_STEP: _THREE,
    Mode.ENDS: (2, 0),
    Mode.GEOMETRIC_BASE: _FOUR,
    Mode.ARITHMETIC_BASE: _FOUR,
    Mode.FROM_BASE: _FOUR,
    Mode.EACH_OF_TWO: (1, 0),
    Mode.MEAN_OF_TWO: (1, 0),
    Mode.LAST_GROWTH: (1, 0),
    Mode.EACH_RISE: _THREE,
    Mode.LAST_RISE: (1, 0),
    Mode.MEAN_RISE: (2, 0),
    Mode.LATEST: (0,),
    Mode.ONCE: (0,),
}

_PLACES_ASKED = {"city": "集群所在的城市", "province": "集群所在地，可改填到市"}


@dataclass(slots=True)
class Need:
    """What is asked of one figure: years it must and may be given for, and for what."""

    required: set[int] = field(default_factory=set)
    optional: set[int] = field(default_factory=set)
    main: list[str] = field(default_factory=list)
    as_whole: list[tuple[Threshold, str]] = field(default_factory=list)
    other: list[str] = field(default_factory=list)

    @property
    def note(self) -> str:
        """The words beside the row."""
        lines = list(self.main)
        if lines and self.as_whole:
            lines.append(f"并作分母：{'、'.join(threshold.name.zh for threshold, _ in self.as_whole)}")
        elif self.as_whole:
            lines += [words for _, words in self.as_whole]
        return "\n".join([self._years(), *(lines or dict.fromkeys(self.other))])

    def _years(self) -> str:
        parts = []
        if self.required:
            parts.append(f"必填：{spelled(self.required)}")
        if self.optional - self.required:
            parts.append(f"选填：{spelled(self.optional - self.required)}")
        return "；".join(parts)


def needs_of(standard: Standard, years: Sequence[int]) -> dict[str, Need]:
    """What is asked of each figure the standard needs, in the standard's order, within the form's years."""
    needs = {indicator: Need() for indicator in standard.indicators()}
    for criterion in standard.criteria:
        for threshold in _thresholds(criterion):
            if threshold.counted is not None:
                _ask_for_count(needs, criterion, threshold, years, standard)
            else:
                _ask_for_bases(needs, criterion, threshold, years, standard)
    return needs


def spelled(years: set[int]) -> str:
    """Years in words: `2021年、2023—2024年`."""
    runs = []
    for _, run in groupby(enumerate(sorted(years)), key=lambda pair: pair[1] - pair[0]):
        members = [year for _, year in run]
        runs.append(f"{members[0]}—{members[-1]}年" if len(members) > 1 else f"{members[0]}年")
    return "、".join(runs)


def only_for(when: str, standard: Standard) -> str:
    """`仅限高耗能行业`: whom a conditional requirement binds."""
    return f"仅限{when_name(when, standard.condition_name).zh.removeprefix('属于')}"


def profile_note(standard: Standard, item: str) -> str:
    """What a line of 基本信息 is and what it decides, with its clause."""
    asked = {
        "standard": "程序凭此选用标准，已锁定，请勿改动",
        "jurisdiction": _PLACES_ASKED.get(standard.level, "集群所在的省、市"),
    }
    return (
        asked.get(item)
        or PROFILE[item].note
        or "\n".join(_decides(standard, item))
        or "本标准不要求，供对照其他标准"
    )


def _decides(standard: Standard, item: str) -> Iterator[str]:
    above, relaxed = standard.from_above, standard.relaxation
    if above is not None and item == "recognised_level":
        yield f"{above.clause}：{above.wording}。没有的选“无”"
    if above is not None and item == "recognised_on":
        yield f"未填有效期至的，按认定日期起{above.validity_years}年推算（{above.clause}没有写年限）。未认定的留空"
    if above is not None and item == "recognised_until":
        yield "照认定公告或复核通知填写：有效期的最后一天，或“2023年—2025年”。复核通过的填延长后的。未认定的留空"
    for criterion in standard.each_criterion():
        for asked, wanted in conditions_of(criterion.when) if criterion.when else ():
            if asked == item:
                other = "否" if wanted else "是"
                yield f"{criterion.clause}：{criterion.wording}。选“{other}”的，该条不适用"
        if isinstance(criterion, Threshold) and criterion.waiver == item:
            reason = PROFILE[REASONS[item]].name.zh
            yield f"{criterion.clause}：{criterion.wording}。主张的选“是”并写明“{reason}”，不主张的选“否”"
        if isinstance(criterion, Threshold) and REASONS.get(criterion.waiver) == item:
            yield f"{criterion.clause}：主张的写明何时、何事、影响了谁；不主张的留空"
    if relaxed is not None and item in relaxed.areas:
        yield f"{relaxed.clause}：{relaxed.wording}"


def _thresholds(criterion: Criterion) -> tuple[Threshold, ...]:
    return tuple(one for one in each_of(criterion) if isinstance(one, Threshold))


def _years_for(modes: Sequence[Mode], years: Sequence[int]) -> set[int]:
    wanted = {years[-1] - back for mode in modes for back in _YEARS_BACK[mode]}
    return wanted & set(years)


def _clause_and_words(threshold: Threshold, criterion: Criterion | None, standard: Standard) -> str:
    words = f"{threshold.clause}：{threshold.wording}"
    if isinstance(criterion, AnyOf) and not criterion.by_kind:
        words += alternatives_note(criterion)
    return f"{words}（{only_for(threshold.when, standard)}）" if threshold.when else words


def alternatives_note(criterion: AnyOf) -> str:
    """How many of the alternatives are enough."""
    enough = "具备其一即可" if criterion.at_least == 1 else f"至少具备{criterion.at_least}种"
    return f"（{criterion.name.zh}有{len(criterion.branches)}种情形，{enough}）"


def _names_of(indicators: Sequence[str]) -> str:
    return "、".join(INDICATORS[indicator].name.zh for indicator in indicators)


def _ask_for_count(
    needs: dict[str, Need],
    criterion: Criterion,
    threshold: Threshold,
    years: Sequence[int],
    standard: Standard,
) -> None:
    count = threshold.counted
    assert count is not None
    latest = _years_for([Mode.LATEST], years)
    need = needs[count.given]
    need.required |= latest
    need.main.append(_clause_and_words(threshold, criterion, standard))
    only = "只计主导产业的企业，" if count.part_of_kinds else ""
    need.main.append(f"{only}同一企业属于多类的只计一家。包括：{_names_of(count.kinds)}")
    given = INDICATORS[count.given].name.zh
    for kind in count.kinds:
        needs[kind].optional |= latest
        needs[kind].other.append(f"{threshold.clause}：用来核对“{given}”；那一行空着时，据各类家数估计")
    for reading in threshold.readings:
        meant = at_level(count, reading.id)
        level = "只算国家级的" if reading.id == NATIONAL else "不限级别"
        for name in dict.fromkeys((meant.given, *meant.kinds)):
            if name not in (count.given, *count.kinds):
                needs[name].optional |= latest
                needs[name].other.append(f"{threshold.clause}：单项冠军如{level}，用这一行")


def _ask_for_bases(
    needs: dict[str, Need],
    criterion: Criterion,
    threshold: Threshold,
    years: Sequence[int],
    standard: Standard,
) -> None:
    for choice in threshold.either[1:]:
        _ask_for_choice(needs, threshold, choice, years)
    bases = list(threshold.subject.bases.values())
    default, mode = bases[0], threshold.readings[0].mode
    for indicator in _members(default):
        need = needs[indicator]
        need.required |= _years_for([mode], years)
        need.optional |= _years_for([r.mode for r in threshold.readings if r.basis is None], years)
        if indicator == default.whole:
            need.as_whole.append((threshold, _clause_and_words(threshold, None, standard)))
        else:
            need.main.append(_clause_and_words(threshold, criterion, standard))
    others = [(basis, mode) for basis in bases[1:]] if threshold.subject.given_first else []
    others += [(reading.basis, reading.mode) for reading in threshold.readings if reading.basis is not None]
    for basis, way in others:
        stands_in = threshold.subject.given_first and basis == bases[1]
        for indicator in _members(basis):
            needs[indicator].optional |= _years_for([way], years)
            needs[indicator].other.append(_other_use(threshold, basis, default.part if stands_in else ""))


def _ask_for_choice(needs: dict[str, Need], threshold: Threshold, choice: str, years: Sequence[int]) -> None:
    """The figures that may stand in for all of a threshold's own."""
    words = f"可以代替{CHOICE_NAMES[threshold.either[0]].zh}：要改就所有年度、有关各项一起改，不能混用"
    mode = threshold.readings[0].mode
    ways = [(next(iter(threshold.subject.bases.values())), mode)]
    ways += [(r.basis, r.mode) for r in threshold.readings if r.basis is not None]
    for basis, way in ways:
        for indicator in _members(basis_by(choice, basis)):
            needs[indicator].optional |= _years_for([way], years)
            needs[indicator].other.append(f"{threshold.clause}：{words}")


def _members(basis: Basis) -> tuple[str, ...]:
    return (basis.part,) if basis.whole is None else (basis.part, basis.whole)


def _other_use(threshold: Threshold, basis: Basis, stands_in_for: str) -> str:
    quotient = "÷".join(INDICATORS[indicator].name.zh for indicator in _members(basis))
    if stands_in_for:
        return f"{threshold.clause}：“{INDICATORS[stands_in_for].name.zh}”空着时，按{quotient}推算；都填的互相核对"
    return f"{threshold.clause}：“{threshold.name.zh}”还可理解为{quotient}，核对时用"
