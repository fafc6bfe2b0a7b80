"""Firefox as a second judge, driven over Marionette: what it speaks itself, and geckodriver only translates.

A message is its length, a colon, and JSON: `[0, number, command, parameters]` there, `[1, number, error, result]` back.
"""

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

PREFERENCES = {
    "marionette.port": 0,  # a free one, which it writes into its profile
    "app.update.disabledForTesting": True,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    "ui.prefersReducedMotion": 1,
}
PATIENCE = 120
"""The seconds after which what a browser should show will never come."""
KEYS = {"Tab": "\ue004", "Enter": "\ue007", "Escape": "\ue00c", "ArrowDown": "\ue015", "ArrowUp": "\ue013"}


def find_firefox() -> str | None:
    """Return the machine's Firefox."""
    return shutil.which("firefox-esr") or shutil.which("firefox")


@contextmanager
def run_firefox(program: str, profile: Path) -> Iterator["Firefox"]:
    """Run a Firefox that forgets everything, without a window."""
    told = "".join(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in PREFERENCES.items())
    (profile / "user.js").write_text(told, encoding="utf-8")
    words = [program, "--headless", "--marionette", "--no-remote", "--profile", profile]
    process = subprocess.Popen(words, env={**os.environ, "HOME": str(profile)}, stdout=-3, stderr=-3)
    try:
        place = profile / "MarionetteActivePort"
        for _ in range(PATIENCE * 10):
            if process.poll() is not None or (place.exists() and place.read_text()):
                break
            time.sleep(0.1)
        line = socket.create_connection(("127.0.0.1", int(place.read_text())), PATIENCE)
        with line, line.makefile("rb") as stream:
            yield Firefox(line, stream)
    finally:
        process.terminate()
        process.wait()


class Firefox:
    """A Firefox at the other end of a line."""

    def __init__(self, line: socket.socket, stream: BinaryIO) -> None:
        self.line, self.stream, self.number = line, stream, 0
        self.receive()  # what it is
        self.ask("WebDriver:NewSession")

    def receive(self) -> list:
        """Return the next message."""
        length = b""
        while not length.endswith(b":"):
            length += self.stream.read(1)
        return json.loads(self.stream.read(int(length[:-1])))

    def ask(self, command: str, **parameters: object) -> object:
        """Return what a command gives."""
        self.number += 1
        message = json.dumps([0, self.number, command, parameters]).encode()
        self.line.sendall(b"%d:%s" % (len(message), message))
        _, _, error, result = self.receive()
        assert error is None, error
        return result["value"] if isinstance(result, dict) and "value" in result else result

    def open(self, url: str, width: int = 1300, height: int = 900) -> None:
        """Open a page in a window whose inside is so large."""
        self.ask("WebDriver:Navigate", url=url)
        for _ in range(2):  # what frames the inside is known after the first
            outer = self.run("return [outerWidth - innerWidth, outerHeight - innerHeight]")
            self.ask("WebDriver:SetWindowRect", width=width + outer[0], height=height + outer[1])

    def run(self, script: str, *given: object) -> object:
        """Return what a function's body returns."""
        return self.ask("WebDriver:ExecuteScript", script=script, args=list(given))

    def wait(self, script: str, *given: object) -> object:
        """Return what a function's body returns once that is something."""
        for _ in range(PATIENCE * 20):
            if found := self.run(script, *given):
                return found
            time.sleep(0.05)
        raise AssertionError(f"it never came: {script}")

    def press(self, *keys: str) -> None:
        """Press keys one after the other; words are typed letter by letter."""
        pressed = [KEYS[key]] if (key := keys[0]) in KEYS else list(key)
        strokes = [{"type": kind, "value": one} for one in pressed for kind in ("keyDown", "keyUp")]
        self.ask("WebDriver:PerformActions", actions=[{"type": "key", "id": "keys", "actions": strokes}])
        if keys[1:]:
            self.press(*keys[1:])

    def click(self, selector: str) -> None:
        """Click what can be seen."""
        [place] = self.ask("WebDriver:FindElement", using="css selector", value=selector).values()
        self.ask("WebDriver:ElementClick", id=place)

    def press_until(self, selector: str) -> None:
        """Press the tabulator until an element has the focus."""
        for _ in range(60):
            if self.run("return document.activeElement.matches(arguments[0])", selector):
                return
            self.press("Tab")
        raise AssertionError(selector)
