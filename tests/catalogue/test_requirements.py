"""The operative words of a document, held against the number of a requirement."""

from decimal import Decimal

import pytest

from clustercheck.catalogue.requirements import worded


@pytest.mark.parametrize(
    ("wording", "limit", "ops"),
    [
        ("至少开展或建立一项集群制造资源共享工作机制", "1", {">="}),
        ("至少建立1项机制", "1", {">="}),
        ("至少有两家龙头企业", "2", {">="}),
        ("至少开展或建立一项集群制造资源共享工作机制", "2", set()),
        ("至少开展工作，一项也不能少", "1", set()),
        ("销售收入≥300", "300", {">="}),
        ("资产负债率＜75%", "75", {"<"}),
        ("至少一批", "1", set()),
        ("中小企业产值占集群总产值比例每年都不低于60%", "60", {">="}),
    ],
)
def test_the_words_of_a_number_say_how_it_compares(wording: str, limit: str, ops: set[str]) -> None:
    assert worded(wording, Decimal(limit)) == ops
