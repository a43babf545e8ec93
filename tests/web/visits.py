"""An open page in a browser: it may ask nothing of anybody and complain of nothing."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

DESK, PHONE = {"width": 1180, "height": 900}, {"width": 360, "height": 740}
# Loading Python takes two seconds of a quiet machine; tests run beside each other.
PATIENCE = 90_000


class Visit:
    """A page that is opened, with Python ready; `ready=False` does not wait for it."""

    def __init__(self, browser: Any, address: str, *, ready: bool = True, **context: Any) -> None:
        self.context = browser.new_context(**{"locale": "zh-CN", "viewport": DESK, **context})
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.context.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda line: self.complaints.append(line.text))
        self.page.on("pageerror", lambda fault: self.complaints.append(str(fault)))
        self.address = address
        began = time.perf_counter()
        self.page.goto(address)
        if ready:
            self.until("body[data-step=ready]")
            self.seconds_to_ready = time.perf_counter() - began

    def __enter__(self) -> Visit:
        return self

    def __exit__(self, *fault: object) -> None:
        self.context.close()
        assert self.complaints == []
        # What lies in the browser's own memory is no request to anybody.
        assert [one for one in self.asked if not one.startswith(("blob:", "data:"))] == [self.address]

    def until(self, selector: str) -> None:
        self.page.wait_for_selector(selector, state="attached")

    def choose(self, **choices: str) -> None:
        for id, value in choices.items():
            field = self.page.locator(f"#{id}")
            if field.evaluate("field => field.localName") == "select":
                field.select_option(value)
            else:
                field.fill(value)

    def drop(self, *files: Path | dict[str, Any]) -> None:
        """Hand over files, and wait until the result of all is shown."""
        self.page.evaluate("delete document.body.dataset.shown")
        self.page.locator("#file").set_input_files(list(files))
        self.until("body[data-shown]")

    def clear(self) -> None:
        """Take all files away."""
        if self.page.locator("#clear").is_visible():
            self.page.locator("#clear").click()
        self.page.evaluate("delete document.body.dataset.shown")

    def show(self, name: str) -> None:
        """Open the result of one file."""
        self.page.evaluate("delete document.body.dataset.shown")
        self.page.get_by_role("button", name=name, exact=True).click()
        self.until("body[data-shown]")

    def download(self, format: str) -> bytes:
        with self.page.expect_download() as found:
            self.page.locator(f"[data-format={format}]").click()
        return Path(found.value.path()).read_bytes()

    def words(self, selector: str) -> str:
        return str(self.page.locator(selector).inner_text())

    @property
    def report(self) -> Any:
        return self.page.frames[-1]


def file(name: str, content: bytes) -> dict[str, Any]:
    """A file as a browser hands it over."""
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}
