"""Firefox through Marionette, the protocol that it answers itself: no driver beside it is needed."""

from __future__ import annotations

import json
import socket
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
_PREFERENCES = """user_pref("marionette.port", {port});
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("toolkit.telemetry.reportingpolicy.firstRun", false);
user_pref("intl.accept_languages", "zh-CN");
user_pref("browser.download.folderList", 2);
user_pref("browser.download.dir", "{downloads}");
user_pref("browser.download.useDownloadDir", true);
"""


class Firefox:
    """A headless Firefox with a profile of its own below a folder, with one page; it ends with the block."""

    def __init__(self, program: str, folder: Path) -> None:
        self.downloads = folder / "downloads"
        self.downloads.mkdir()
        profile = folder / "profile"
        profile.mkdir()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        (profile / "user.js").write_text(_PREFERENCES.format(port=port, downloads=self.downloads))
        self._process = subprocess.Popen(
            [program, "--headless", "--no-remote", "--marionette", "--profile", profile],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._number = 0
        self._socket = self._connected(port)
        self._received()  # what it is
        capabilities = {"strictFileInteractability": False, "timeouts": {"script": 90_000}}
        self._send("WebDriver:NewSession", {"capabilities": {"alwaysMatch": capabilities}})

    def __enter__(self) -> Firefox:
        return self

    def __exit__(self, *_fault: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._socket.close()
        self._process.terminate()
        self._process.wait(30)

    def open(self, address: str) -> None:
        self._send("WebDriver:Navigate", {"url": address})

    def run(self, script: str, *arguments: object) -> Any:
        """What a script returns: the body of a function."""
        return self._send("WebDriver:ExecuteScript", {"script": script, "args": arguments})["value"]

    def until(self, selector: str) -> None:
        """Wait for an element."""
        script = """
            const [selector, done] = arguments;
            const look = () => (document.querySelector(selector) ? done(true) : setTimeout(look, 50));
            look();
        """
        self._send("WebDriver:ExecuteAsyncScript", {"script": script, "args": [selector]})

    def choose_files(self, selector: str, paths: Sequence[Path]) -> None:
        found = self._send("WebDriver:FindElement", {"using": "css selector", "value": selector})
        text = "\n".join(map(str, paths))
        self._send("WebDriver:ElementSendKeys", {"id": found["value"][_ELEMENT], "text": text})

    def _connected(self, port: int) -> socket.socket:
        for _ in range(600):
            try:
                return socket.create_connection(("127.0.0.1", port), timeout=120)
            except ConnectionRefusedError:
                time.sleep(0.1)
        raise TimeoutError("Firefox does not answer")

    def _send(self, command: str, parameters: dict[str, Any]) -> Any:
        self._number += 1
        text = json.dumps([0, self._number, command, parameters]).encode()
        self._socket.sendall(b"%d:%b" % (len(text), text))
        _kind, _number, fault, result = self._received()
        if fault:
            raise RuntimeError(fault["message"])
        return result

    def _received(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            length += self._socket.recv(1)
        left, text = int(length[:-1]), b""
        while len(text) < left:
            text += self._socket.recv(left - len(text))
        return json.loads(text)
