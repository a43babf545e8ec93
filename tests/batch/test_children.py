"""Messages between processes: of any number and length of parts, whole or not at all."""

from __future__ import annotations

import pickle
import sys
import threading

import pytest

from clustercheck.batch import Done, Entry
from clustercheck.batch.children import piped

DONE = Done(Entry("a"), 1, 2, "集群\n".encode() * 9, "met", digest=b"d", headings=(("a", "甲", "A"),))


@pytest.mark.skipif(sys.platform == "win32", reason="no such pipes")
@pytest.mark.parametrize(
    "parts",
    [[b"a"], [b""], [b"", b"ab", b""], [b"x" * 300_000, b"y" * 70_000], [b"%d" % n for n in range(1500)]],
)
def test_a_message_comes_whole(parts: list[bytes]) -> None:
    here, there = piped()
    sender = threading.Thread(target=lambda: [here.send(*parts), here.send(b"next")])
    sender.start()
    assert there.receive() == parts
    assert there.receive() == [b"next"]
    sender.join()
    here.close()
    with pytest.raises(EOFError):
        there.receive()
    there.close()


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_a_result_is_pickled_as_it_is(protocol: int) -> None:
    assert pickle.loads(pickle.dumps(DONE, protocol)) == DONE


def test_a_line_may_go_beside_the_rest() -> None:
    beside: list[pickle.PickleBuffer] = []
    rest = pickle.dumps([DONE], 5, buffer_callback=beside.append)
    assert [bytes(each) for each in beside] == [DONE.line]
    assert DONE.line not in rest
    (found,) = pickle.loads(rest, buffers=[DONE.line])
    assert found == DONE
    assert type(found.line) is bytes
