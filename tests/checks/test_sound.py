"""What cannot be true together, found over bare numbers, is what each rule finds when it looks at every cell."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import pytest
from form_rows import as_in_a_form, form_of
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from clustercheck.checks.consistency import checked, checked_form, first_looks
from clustercheck.checks.usual_bounds import PROPORTIONS, SIZES, UsualBounds
from clustercheck.model.cluster import Cell, Observation
from clustercheck.model.exact_figures import FormObservations, exact_figures
from clustercheck.model.indicators import INDICATORS, PARTS
from clustercheck.model.quantities import plain

D = Decimal
Rows = dict[str, dict[int, Observation]]
Found = list[tuple[str, str]]
YEARS = (2021, 2022, 2023, 2024)

# By how much figures differ from one year to the next and from each other: often not, or by just what is allowed.
FACTORS = (
    "1",
    "1",
    "1",
    "1.1",
    "0.9",
    "8",
    "7.99999",
    "0.125",
    "800",
    "799.99",
    "100",
    "0.01",
    "0.00000001",
    "0",
    "-1",
)
STANDING = (("1", "1", "1", "1.1"), ("1.1", "1", "1", "1"), ("1", "1", "1.1", "1"), ("1", "1", "1", "1"))
# How a figure that may be given outright follows from others: part, whole and what their quotient is multiplied by.
WAYS: dict[str, tuple[tuple[str, str, Decimal], ...]] = {
    "iiot_adoption_rate": (
        ("iiot_enterprises", "enterprises", D(100)),
        ("iiot_enterprises", "sme_enterprises", D(100)),
    ),
    "co2_intensity": (("co2_emissions", "total_output", D("0.0001")),),
    "patents_per_10k_rate": tuple(
        (patents, people, D(10000))
        for patents, people in (
            ("invention_patents", "employees"),
            ("sme_invention_patents", "employees"),
            ("sme_invention_patents", "sme_employees"),
            ("invention_patents", "resident_population"),
            ("sme_invention_patents", "resident_population"),
        )
    ),
}
LIMITS = [
    *((size, id) for id, bounds in SIZES.items() for size in bounds if size is not None),
    *((D(10), id) for id in INDICATORS),
    *((D("123.4"), id) for id in INDICATORS),
]


@st.composite
def figures(draw: st.DrawFn) -> Rows:
    values: dict[str, list[Decimal | None]] = {}
    for id in draw(st.lists(st.sampled_from(list(INDICATORS)), min_size=3, max_size=14, unique=True)):
        start = draw(st.sampled_from([limit for limit, of in LIMITS if of == id]))
        factors = draw(st.one_of(st.sampled_from(STANDING), st.tuples(*[st.sampled_from(FACTORS)] * 4)))
        values[id] = [start * D(factor) for factor in factors]
    for one in draw(st.lists(st.sampled_from(PROPORTIONS), max_size=4)):
        bottoms, limits = values.get(one.bottom), [limit for limit in one.bounds if limit is not None]
        if bottoms is not None:
            limit = draw(st.sampled_from(limits)) * D(draw(st.sampled_from(("1", "1.000001", "0.999999"))))
            values[one.top] = [None if each is None else limit * each / one.times for each in bottoms]
    for given_, ways in WAYS.items():
        part, whole, times = draw(st.sampled_from(ways))
        if part in values and whole in values:
            off = D(draw(st.sampled_from(("0", "0.05", "0.0501", "-0.05", "0.5"))))
            slip = D(draw(st.sampled_from(("1", "1", "0.01", "1000", "0.0001"))))
            values[given_] = [
                round(top * times * slip / bottom, draw(st.integers(0, 3))) + off if top and bottom else top
                for top, bottom in zip(values[part], values[whole], strict=True)
            ]
    return {id: _row(draw, id, row) for id, row in values.items()}


def _row(draw: st.DrawFn, id: str, row: list[Decimal | None]) -> dict[int, Observation]:
    found = {}
    for year, value in zip(YEARS, row, strict=True):
        how = draw(st.sampled_from(("there",) * 12 + ("blank", "doubtful", "absent")))
        if how != "absent":
            cell = Cell("指标", f"{id}.{year}")
            doubt = "C206" if how == "doubtful" else None
            shown = None if how == "blank" else value
            found[year] = Observation(id, year, shown, INDICATORS[id].unit.name, cell, "", doubt)
    return found


@settings(max_examples=400, deadline=None)
@given(figures())
def test_bare_numbers_find_what_the_cells_say(rows: Rows) -> None:
    before = repr(rows)
    observations, problems = checked(rows, "x.csv")
    assert exact_figures(observations) == exact_figures(dict(observations))
    doubts = {(id, year): seen.doubt for id, row in rows.items() for year, seen in row.items()}
    expected = [
        *_zeros(rows, doubts),
        *_parts(rows, doubts),
        *_shares(rows, doubts),
        *_fractions(rows, doubts),
    ]
    expected += [
        *_sizes(rows, doubts),
        *_jumps(rows, doubts),
        *_proportions(rows, doubts),
        *_standing(rows, doubts),
    ]
    assert [(problem.code, problem.where.cell) for problem in problems] == expected
    assert {
        (id, year): seen.doubt for id, row in observations.items() for year, seen in row.items()
    } == doubts
    assert repr(rows) == before


@settings(max_examples=400, deadline=None)
@given(figures())
def test_a_first_look_at_a_form_leaves_nothing_out(rows: Rows) -> None:
    rows = as_in_a_form(rows)
    assume(rows)
    observations, problems = checked(rows, "x.csv")
    same, same_problems = checked_form(form_of(rows), "x.csv")
    assert (same, same_problems) == (observations, problems)
    assert exact_figures(same) == exact_figures(observations)


def test_a_first_look_sees_what_is_usual_and_what_is_not() -> None:
    usual = {id: (D(40), D(50), D(60), D(70)) for id in ("total_output", "enterprises", "sme_enterprises")}

    def looked_at(changed: dict[str, tuple[Decimal, ...]]) -> list[str]:
        rows = {
            id: {
                year: Observation(id, year, value, "", Cell("指标", f"{id}.{year}"))
                for year, value in zip(YEARS, row, strict=True)
            }
            for id, row in {**usual, **changed}.items()
        }
        form = form_of(rows)
        return [
            rule.find.__name__ for rule, finds_nothing in first_looks(form.lines) if not finds_nothing(form)
        ]

    assert looked_at({}) == []
    assert looked_at({"total_output": (D(40), D(50), D(50), D(50))}) == ["unmoved"]
    assert looked_at({"sme_enterprises": (D(40), D(50), D(60), D(71))}) == ["parts_over_wholes"]
    assert looked_at({"total_output": (D(40), D(50), D(60), D(320))}) == ["jumps"]


@pytest.mark.parametrize(
    ("enterprises", "sme_enterprises", "little_giants"),
    [
        # It is 20 of 80, the figure that stands for the blank one, and no longer 20 of 90.
        ((90, 90, 90, 90), (80, 80, None, 80), (5, 5, 5, 5)),
        # It is 20 of 80, which 85 exceed, and not 20 of 70.
        ((80, 80, 80, 80), (70, 70, 70, 70), (5, 5, 5, 85)),
    ],
)
def test_a_quotient_that_is_blank_or_doubted_hides_no_other(
    enterprises: tuple[int, ...], sme_enterprises: tuple[int | None, ...], little_giants: tuple[int, ...]
) -> None:
    rows = {
        id: {
            year: Observation(id, year, value and D(value), "", Cell("指标", f"{id}.{year}"))
            for year, value in zip(YEARS, row, strict=True)
        }
        for id, row in (
            ("enterprises", enterprises),
            ("sme_enterprises", sme_enterprises),
            ("little_giants", little_giants),
            ("iiot_enterprises", (20, 20, 20, 20)),
            ("iiot_adoption_rate", (25, 25, 25, 25)),
        )
    }
    observations, problems = checked(rows, "x.csv")
    assert "C202" in [problem.code for problem in problems]
    assert checked_form(form_of(rows), "x.csv") == (observations, problems)


def test_a_form_whose_figures_are_not_doubted_stays_one() -> None:
    rows = as_in_a_form(
        {
            id: {
                year: Observation(id, year, D(value), "", Cell("指标", f"{id}.{year}"), str(value))
                for year, value in zip(YEARS, values, strict=True)
            }
            for id, values in (
                ("sme_enterprises", (80, 80, 80, 81)),
                ("iiot_enterprises", (20, 20, 20, 21)),
                ("iiot_adoption_rate", (30, 25, 25, 26)),
            )
        }
    )
    observations, problems = checked_form(form_of(rows), "x.csv")
    assert [problem.code for problem in problems] == ["C202"]
    assert isinstance(observations, FormObservations)
    assert (observations, problems) == checked(rows, "x.csv")


@settings(max_examples=50, deadline=None)
@given(figures())
def test_the_observations_of_a_form_are_made_when_they_are_asked_for(rows: Rows) -> None:
    rows = as_in_a_form(rows)
    assume(rows)
    lazy = FormObservations(form_of(rows))
    assert [id in lazy for id in (*rows, "none")] == [True] * len(rows) + [False]
    assert (len(lazy), list(lazy), repr(lazy)) == (len(rows), list(rows), repr(rows))
    assert lazy == rows
    assert rows == lazy
    assert lazy.get("none") is None
    first = next(iter(rows))
    assert lazy[first] is lazy[first]
    assert pickle.loads(pickle.dumps(lazy)) == rows


# -- the same rules, cell by cell and in fractions

Doubts = dict[tuple[str, int], str | None]


def _value(id: str, year: int, rows: Rows, doubts: Doubts) -> Fraction | None:
    seen = rows.get(id, {}).get(year)
    if seen is None or seen.value is None or doubts[id, year] is not None:
        return None
    return Fraction(seen.value)


NEVER = (
    "total_output", "sme_output", "dominant_output", "operating_revenue", "sme_revenue", "dominant_revenue",
    "employees", "sme_employees", "resident_population", "enterprises", "sme_enterprises", "co2_emissions",
    "co2_intensity", "land_area",
)  # fmt: skip


def _zeros(rows: Rows, doubts: Doubts) -> Iterator[tuple[str, str]]:
    for id in rows:
        kind_of_firm = INDICATORS[id].unit.dimension == "firms" and id not in NEVER
        for year in sorted(rows[id]):
            if _value(id, year, rows, doubts) != 0:
                continue
            earlier = [_value(id, other, rows, doubts) or 0 for other in YEARS if other < year]
            if any(value > (4 if kind_of_firm else 0) for value in earlier):
                doubts[id, year] = "C250"
            elif id in NEVER:
                doubts[id, year] = "C251"
            else:
                continue
            yield doubts[id, year] or "", f"{id}.{year}"


def _fractions(rows: Rows, doubts: Doubts) -> Iterator[tuple[str, str]]:
    for id in [id for id in INDICATORS if id in rows and INDICATORS[id].unit.dimension == "rate"]:
        row = {year: _value(id, year, rows, doubts) for year in YEARS}
        for year, value in row.items():
            if value is None or not 0 < value <= 1:
                continue
            if any(rate is not None and rate > 1 and 50 <= rate / value <= 200 for rate in row.values()):
                doubts[id, year] = "C253"
                yield "C253", f"{id}.{year}"


def _parts(rows: Rows, doubts: Doubts) -> Found:
    found, doubted = [], []
    for part, whole in PARTS:
        for year in rows.get(part, {}):
            top, bottom = _value(part, year, rows, doubts), _value(whole, year, rows, doubts)
            if top is not None and bottom is not None and top > bottom:
                found.append(("C201", f"{part}.{year}"))
                doubted += [(part, year), (whole, year)]
    doubts.update(dict.fromkeys(doubted, "C201"))
    return found


def _shares(rows: Rows, doubts: Doubts) -> Iterator[tuple[str, str]]:
    for id, derived in WAYS.items():
        for year in rows.get(id, {}):
            stated = _value(id, year, rows, doubts)
            ways = [
                (_value(part, year, rows, doubts), _value(whole, year, rows, doubts), Fraction(times))
                for part, whole, times in derived
            ]
            known = [(top * times, bottom) for top, bottom, times in ways if top is not None and bottom]
            if stated is None or not known:
                continue
            decimals = len(plain(rows[id][year].value or D(0)).partition(".")[2])
            digit = Fraction(1, 2 * 10**decimals)
            allowed = max(digit, Fraction(1, 20) if id == "iiot_adoption_rate" else stated / 200)
            # Multiplied out, for what is below zero is not told apart.
            if not all(abs(stated * bottom - top) > allowed * bottom for top, bottom in known):
                continue
            loose = min(max(digit, stated / 50), stated / 2)
            slips = [
                abs(stated * bottom * below - top * above) <= loose * bottom * below
                for top, bottom in known
                if top
                for power in (2, 3, 4, 6, 8)
                for above, below in ((10**power, 1), (1, 10**power))
            ]
            code = "C255" if not stated else "C256" if any(slips) else "C202"
            yield code, f"{id}.{year}"
            if code != "C202":
                doubts[id, year] = code


def _judged(value: Fraction, bounds: UsualBounds) -> bool | None:
    """None for what is usual, else whether it is thinkable."""
    least, most = Fraction(bounds.least or 0), Fraction(bounds.most)
    if least <= value <= most:
        return None
    return Fraction(bounds.least_thinkable or 0) <= value <= Fraction(bounds.most_thinkable)


def _sizes(rows: Rows, doubts: Doubts) -> Iterator[tuple[str, str]]:
    for id, bounds in SIZES.items():
        for year in rows.get(id, {}):
            value = _value(id, year, rows, doubts)
            thinkable = None if value is None or value <= 0 else _judged(value, bounds)
            if thinkable is not None:
                yield ("C233" if thinkable else "C232"), f"{id}.{year}"
            if thinkable is False:
                doubts[id, year] = "C232"


def _jumps(rows: Rows, doubts: Doubts) -> Iterator[tuple[str, str]]:
    for id in rows:
        row = {year: _value(id, year, rows, doubts) for year in YEARS}
        for year in YEARS[1:]:
            first, second = row[year - 1], row[year]
            if first is None or second is None or first <= 0 or second <= 0:
                continue
            larger, times = max(first, second), max(first, second) / min(first, second)
            if times < 8 or (INDICATORS[id].is_count and larger < 100):
                continue
            few = INDICATORS[id].is_count and min(first, second) < 10
            beyond = times >= 800 or (66 <= times <= 150 and not few)
            yield ("C230" if beyond else "C203"), f"{id}.{year}"
            if beyond:
                doubts[id, year - 1] = doubts[id, year] = "C230"


def _proportions(rows: Rows, doubts: Doubts) -> Iterator[tuple[str, str]]:
    for one in PROPORTIONS:
        pairs = [(year, year) for year in rows.get(one.top, {})]
        if INDICATORS[one.bottom].once:
            known = [
                [year for year in rows.get(id, {}) if _value(id, year, rows, doubts) is not None]
                for id in (one.top, one.bottom)
            ]
            pairs = [(max(known[0]), max(known[1]))] if all(known) else []
        for year, other in pairs:
            top, bottom = _value(one.top, year, rows, doubts), _value(one.bottom, other, rows, doubts)
            if top is None or bottom is None or top <= 0 or bottom <= 0:
                continue
            thinkable = _judged(top * Fraction(one.times) / bottom, one.bounds)
            if thinkable is not None:
                yield (one.code if thinkable else "C231"), f"{one.top}.{year}"
            if thinkable is False:
                doubts[one.top, year] = doubts[one.bottom, other] = "C231"


def _standing(rows: Rows, doubts: Doubts) -> Iterator[tuple[str, str]]:
    for id in rows:
        dimension = INDICATORS[id].unit.dimension
        row = [_value(id, year, rows, doubts) for year in YEARS]
        for start in (0, 1):
            end = 4 if start == 0 and len(set(row)) == 1 else start + 3
            alike = set(row[start:end])
            value = next(iter(alike)) if len(alike) == 1 else None
            if value is None or value <= 0 or (start == 1 and len(set(row)) == 1):
                continue
            digits = len(plain(D(value.numerator) / D(value.denominator)).replace(".", "").strip("0"))
            if dimension in ("money", "mass") or (dimension == "people" and digits >= 3):
                yield "C242", f"{id}.{YEARS[end - 1]}"
