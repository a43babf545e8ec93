"""What anyone would write instead: calamine, the thresholds in the code, no guard, no cell behind a figure, no doubt.

    python anyone.py FILE...

It reads our form alone and trusts every cell of it. It is measured as the peer to meet, not as a way to judge.
"""

import json
import sys

from python_calamine import CalamineWorkbook

OUTPUT = {"zhuhai": 32, "guangzhou": 40, "qingyuan": 40, "hainan": 40}


def judge(path):
    """Read the three sheets of a form and judge some 30 criteria; returns what is printed."""
    book = CalamineWorkbook.from_path(path)
    profile = {row[-1]: row[1] for row in book.get_sheet_by_name("基本信息").to_python() if row[-1]}
    rows = book.get_sheet_by_name("指标").to_python()
    figures = {row[-1]: [value for value in row[2:6] if value != ""] for row in rows[4:] if row[-1]}
    answers = {
        row[-1]: row[1] == "是" for row in book.get_sheet_by_name("定性条件").to_python()[3:] if row[-1]
    }

    def last(id):
        return figures[id][-1] if figures.get(id) else None

    def growth(id):
        series = figures.get(id, [])
        return (series[-1] / series[0]) ** (1 / 3) - 1 if len(series) == 4 and series[0] else None

    def share(part, whole):
        return last(part) / last(whole) if last(part) is not None and last(whole) else None

    city = profile["standard"].rpartition("\u3000")[2].partition("@")[0]
    found = {
        "output": min(figures["total_output"][1:]) >= OUTPUT[city],
        "output_growth": (growth("total_output") or 0) > 0.08,
        "rd_growth": (growth("sme_rd_spending") or 0) > 0.05,
        "sme_share": (share("sme_output", "total_output") or 0) > 0.7,
        "dominant_share": (share("dominant_output", "total_output") or 0) > 0.7,
        "specialised": (last("specialised_smes") or 0) >= 5,
        "innovative": (last("innovative_smes") or 0) >= 10,
        "adoption": (last("iiot_adoption_rate") or 0) >= 20,
        **answers,
    }
    return {"file": path, "cluster": profile["name"], "met": all(found.values()), "criteria": found}


for path in sys.argv[1:]:
    print(json.dumps(judge(path), ensure_ascii=False))
