"""Tables that are no form of ours, all different: layouts, order, names, units, notes and figures by lot."""

from __future__ import annotations

import random
from pathlib import Path

import xlsxwriter
from forms import YEARS

_INDICATORS = (
    ("集群总产值", "亿元", 40), ("中小企业产值", "亿元", 30), ("主导产业产值", "亿元", 32), ("中小企业研发经费", "万元", 9000),
    ("有效发明专利拥有量", "件", 300), ("从业人员", "人", 17000), ("中小企业从业人员", "人", 12000), ("企业数量", "家", 220),
    ("中小企业数量", "家", 200), ("专精特新中小企业", "家", 9), ("创新型中小企业", "家", 12), ("高新技术企业", "家", 15),
    ("营业收入", "亿元", 42), ("集群面积", "平方公里", 60), ("二氧化碳排放量", "吨", 90000),
)  # fmt: skip
# Of these there are whole numbers; a fraction of a firm is a fault in the data, with a warning for each.
_COUNTED = ("件", "人", "家")
_BEFORE = ("", "{n}.", "{n}、", "（{n}）", "其中：", "集群内", "年末")
_AFTER = ("", "数", "总量", "情况", "（{unit}）", "（含税）", "*", "（单位：{unit}）")
_HEADS = ("指标", "指标名称", "项目", "主要指标", "经济指标", "数据项")
_YEARS = ("{y}年", "{y}年度", "{y}", "{y}年实际", "{y}年完成数", "{y}年1-12月")
_PLACES = "东西南北中上下安宁昌平清河江湖山海林石金玉水田龙凤"
_TRADES = "茶叶家具灯饰陶瓷模具轴承印刷玩具服装食品医疗电子化工五金乐器眼镜"
_OTHERS = (
    "固定资产投资", "税收总额", "出口交货值", "利润总额", "用电量", "新产品销售收入", "技术合同成交额", "数字化改造企业", "检验检测机构",
    "公共服务平台", "标准厂房", "贷款余额", "驰名商标", "地理标志", "招商引资额",
)  # fmt: skip
_NOTES = (
    "填表人：{w}",
    "注：{w}数据以统计部门核定为准",
    "联系电话：{n}",
    "备注：{w}口径",
    "来源：{w}年报",
    "审核：{w}",
)


def make(folder: Path, number: int) -> list[Path]:
    """So many tables in a folder, the same ones every time; those that are there already are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"table_{each:05}.xlsx" for each in range(number)]
    for each, path in enumerate(paths):
        if not path.exists():
            _write(path, _Table(random.Random(each)))
    return paths


class _Table:
    """What one table says, by lot."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.name = f"{self.word(2)}{chance.choice(_TRADES)}{chance.choice(_TRADES)}产业集群"
        self.years = YEARS[chance.randrange(2) :]
        self.year = chance.choice(_YEARS)
        self.lines = [self.line(number) for number in range(1, chance.randrange(25, 45))]
        self.rows = self.laid_out()

    def word(self, length: int) -> str:
        return "".join(self.chance.choices(_PLACES, k=length))

    def line(self, number: int) -> tuple[str, str, list[float]]:
        name, unit, middle = self.chance.choice(_INDICATORS)
        if self.chance.random() < 0.4:
            name = self.word(self.chance.randrange(3)) + self.chance.choice(_OTHERS)
        before, after = self.chance.choice(_BEFORE), self.chance.choice(_AFTER)
        name = f"{before}{name}{after}".format(n=number, unit=unit)
        return name, unit, [_figure(middle * self.chance.uniform(0.7, 1.4), unit) for _ in self.years]

    def note(self) -> list[object]:
        return [self.chance.choice(_NOTES).format(w=self.word(3), n=self.chance.randrange(10**7, 10**8))]

    def laid_out(self) -> list[list[object]]:
        heads = [self.year.format(y=year) for year in self.years]
        title: list[list[object]] = [[f"{self.word(2)}市{self.name}{self.word(2)}发展情况表"], self.note()]
        kind = self.chance.choices(range(4), (4, 2, 3, 1))[0]
        if kind == 0:  # years across, with a number and a note
            head = ["序号", self.chance.choice(_HEADS), "单位", *heads, "备注"]
            body = [
                [n, name, unit, *values, self.word(4)] for n, (name, unit, values) in enumerate(self.lines, 1)
            ]
            table = [head, *body]
        elif kind == 1:  # years down, indicators across
            across = [f"{name}（{unit}）" for name, unit, _ in self.lines]
            table = [
                ["年份", *across],
                *([head, *(line[2][n] for line in self.lines)] for n, head in enumerate(heads)),
            ]
        elif kind == 2:  # a head of two lines
            table = [[self.chance.choice(_HEADS), "计量单位", f"{self.word(2)}近三年情况"], ["", "", *heads]]
            table += [[name, unit, *values] for name, unit, values in self.lines]
        else:  # several clusters, a line each
            head = ["集群名称", "年份", *(f"{name}（{unit}）" for name, unit, _ in self.lines)]
            names = [self.name, *(f"{self.word(3)}产业集群" for _ in range(3))]
            table = [head, *([name, self.years[-1], *self.figures()] for name in names)]
        return [*title, *table, [], self.note(), self.note()]

    def firms(self) -> list[list[object]]:
        """A list of firms, which says nothing of the cluster as a whole."""
        head = ["序号", "企业名称", "所属行业", "地址", "联系人", "备注"]
        return [
            [f"{self.name}重点企业名单"],
            head,
            *(
                [n, f"{self.word(4)}有限公司", self.word(2), self.word(6), self.word(3), self.word(2)]
                for n in range(1, 31)
            ),
        ]

    def figures(self) -> list[float]:
        return [_figure(values[-1] * self.chance.uniform(0.5, 2), unit) for _, unit, values in self.lines]


def _figure(drawn: float, unit: str) -> float:
    return round(drawn) if unit in _COUNTED else round(drawn, 2)


def _write(path: Path, table: _Table) -> None:
    book = xlsxwriter.Workbook(str(path))
    for rows in (table.rows, table.firms()):
        sheet = book.add_worksheet(table.word(5))
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
