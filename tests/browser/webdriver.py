"""A browser for tests: headless Chromium behind chromedriver, spoken to in the W3C's WebDriver protocol.

Nothing waits longer than LIMIT seconds, and whatever is started here is ended with the block that started it.
"""

import base64
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Final, TypeVar

import httpx2
from attrs import define, field, frozen

T = TypeVar("T")

LIMIT: Final = 90.0
POLL: Final = 0.02
TAB: Final = "\ue004"
ENTER: Final = "\ue007"

# The programs, and the Debian packages that they come in.
PACKAGES: Final = {"chromium": "chromium", "chromedriver": "chromium-driver"}

_ELEMENT: Final = "element-6066-11e4-a52e-4f735466cecf"
_LATER: Final = {"no such element", "stale element reference", "no such window"}
_READY: Final = re.compile(r"started successfully on port (\d+)")
_ARGUMENTS: Final = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    # Whatever it may want to look up or go through: it reaches this machine and nothing else.
    "--no-proxy-server",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    # Inside the window's frame that leaves 972 by 660, the popup of the vendor's example.
    "--window-size=972,803",
)
_NO_SCRIPTS: Final = {"profile.default_content_setting_values.javascript": 2}


class WebDriverError(Exception):
    """What the driver refused; `error` is the protocol's word for it."""

    def __init__(self, error: str, message: str) -> None:
        super().__init__(f"{error}: {message.splitlines()[0] if message else ''}")
        self.error = error


@frozen
class Element:
    """An element of the page that is shown."""

    browser: "Browser" = field(repr=False)
    id: str

    @property
    def text(self) -> str:
        """What can be read."""
        return str(self._get("text"))

    @property
    def label(self) -> str:
        """The name that assistive technology gives it."""
        return str(self._get("computedlabel"))

    @property
    def role(self) -> str:
        """The role that assistive technology gives it."""
        return str(self._get("computedrole"))

    def attribute(self, name: str) -> str | None:
        """An attribute as the page has it."""
        found = self._get(f"attribute/{name}")
        return None if found is None else str(found)

    def property(self, name: str) -> Any:
        """A property as it is now."""
        return self._get(f"property/{name}")

    def style(self, name: str) -> str:
        """A property of its style as it is shown."""
        return str(self._get(f"css/{name}"))

    def click(self) -> None:
        """Click into its middle, and wait for the page where that leads to one."""
        self._post("click", {})

    def type(self, text: str) -> None:
        """Type, after what stands there is removed."""
        self._post("clear", {})
        self._post("value", {"text": text})

    def _get(self, what: str) -> Any:
        return self.browser.command("GET", f"/element/{self.id}/{what}")

    def _post(self, what: str, body: Mapping[str, Any]) -> None:
        self.browser.command("POST", f"/element/{self.id}/{what}", body)


@define
class Browser:
    """One window. Finding raises WebDriverError when there is nothing; `wait` waits until there is."""

    http: httpx2.Client = field(repr=False)
    session: str
    driver_id: int

    @property
    def url(self) -> str:
        """Where it is."""
        return str(self.command("GET", "/url"))

    @property
    def title(self) -> str:
        """The title of the page."""
        return str(self.command("GET", "/title"))

    @property
    def source(self) -> str:
        """The page as markup."""
        return str(self.command("GET", "/source"))

    @property
    def focused(self) -> Element:
        """The element that has the keyboard."""
        return self._element(self.command("GET", "/element/active"))

    def open(self, url: str) -> None:
        """Go there and wait for the page."""
        self.command("POST", "/url", {"url": url})

    def find(self, selector: str) -> Element:
        """The first element of a CSS selector."""
        return self._element(self.command("POST", "/element", {"using": "css selector", "value": selector}))

    def all(self, selector: str) -> list[Element]:
        """All elements of a CSS selector."""
        found = self.command("POST", "/elements", {"using": "css selector", "value": selector})
        return [self._element(each) for each in found]

    def wait(self, condition: Callable[[], T], limit: float = LIMIT) -> T:
        """What `condition` gives as soon as that is true. Raises TimeoutError, with what is shown instead."""
        until = monotonic() + limit
        while True:
            with suppress_later():
                if value := condition():
                    return value
            if monotonic() > until:
                raise TimeoutError(f"waited {limit:g} s in vain; shown is {self.title!r} at {self.url}")
            sleep(POLL)

    def press(self, *keys: str) -> None:
        """Press keys one after the other, wherever the keyboard is."""
        strokes = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.command("POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": strokes}]})

    def press_until(self, key: str, condition: Callable[[], object], pause: float = 1.0) -> None:
        """Press a key, and again after `pause` seconds, until `condition` holds. Raises TimeoutError.

        A key that comes while the browser still gives a new page the keyboard is lost without a word.
        """
        until = monotonic() + LIMIT
        while True:
            self.press(key)
            try:
                self.wait(condition, pause)
            except TimeoutError:
                if monotonic() > until:
                    raise
            else:
                return

    def tab_to(self, selector: str) -> Element:
        """Press the tabulator until an element has the keyboard. Raises TimeoutError."""
        self.press_until(TAB, lambda: self.focused == self.find(selector))
        return self.focused

    def prefer(self, scheme: str) -> None:
        """Make the user one who prefers the colours "dark" or "light"."""
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.command(
            "POST", "/goog/cdp/execute", {"cmd": "Emulation.setEmulatedMedia", "params": {"features": features}}
        )

    def screenshot(self) -> bytes:
        """A picture of the window, as PNG."""
        return base64.b64decode(self.command("GET", "/screenshot"))

    def command(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """Any command of the session. Raises WebDriverError."""
        return _command(self.http, method, f"/session/{self.session}{path}", body)

    def _element(self, found: Mapping[str, str]) -> Element:
        return Element(self, found[_ELEMENT])


def missing_packages() -> list[str]:
    """The Debian packages of what is not installed here."""
    return [package for program, package in PACKAGES.items() if shutil.which(program) is None]


@contextmanager
def suppress_later() -> Iterator[None]:
    """While a page gives way to the next, elements come and go."""
    try:
        yield
    except WebDriverError as problem:
        if problem.error not in _LATER:
            raise


@contextmanager
def browsing(directory: Path, *, scripts: bool = True) -> Iterator[Browser]:
    """A browser with a profile of its own in `directory`, for as long as the block lasts.

    Raises TimeoutError or WebDriverError, with what the driver says, when it does not start.
    """
    directory.mkdir(parents=True, exist_ok=True)
    log = directory / "chromedriver.log"
    environment = {**os.environ, "HOME": str(directory), "XDG_CONFIG_HOME": str(directory / "config")}
    with log.open("wb") as output:
        # Chromium stays in the process group that begins here.
        driver = subprocess.Popen(
            ["chromedriver", "--port=0"], stdout=output, stderr=output, env=environment, start_new_session=True
        )
    try:
        origin = f"http://127.0.0.1:{_port(driver.pid, log)}"
        with httpx2.Client(base_url=origin, timeout=LIMIT, trust_env=False) as http:
            session = _open_session(http, directory / "profile", scripts)
            try:
                yield Browser(http, session, driver.pid)
            finally:
                # It goes in good order when it can; what remains is ended below.
                with suppress(httpx2.HTTPError, WebDriverError):
                    _command(http, "DELETE", f"/session/{session}")
    finally:
        # Before the driver is waited for, so that its number is still its own and its group's.
        with suppress(ProcessLookupError):
            os.killpg(driver.pid, signal.SIGKILL)
        driver.wait(LIMIT)
        _see_off(driver.pid)


def alive(group: int) -> list[int]:
    """The processes of a group that still run (Linux)."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            # Behind the program's name in brackets: state, parent, group.
            state, _, number = path.read_text().rpartition(")")[2].split()[:3]
            if int(number) == group and state not in "ZX":
                found.append(int(path.parent.name))
    return found


def _see_off(group: int) -> None:
    """Even what is killed takes its moment to go."""
    until = monotonic() + LIMIT
    while left := alive(group):
        if monotonic() > until:
            raise TimeoutError(f"processes {left} of the browser do not end")
        sleep(POLL)


def _port(driver: int, log: Path) -> int:
    until = monotonic() + LIMIT
    while monotonic() < until:
        if ready := _READY.search(log.read_text("utf-8", "replace")):
            return int(ready[1])
        if os.waitid(os.P_PID, driver, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None:
            break
        sleep(POLL)
    raise TimeoutError(f"chromedriver does not start: {log.read_text('utf-8', 'replace')}")


def _open_session(http: httpx2.Client, profile: Path, scripts: bool) -> str:
    options = {
        "binary": shutil.which("chromium"),
        "args": [*_ARGUMENTS, f"--user-data-dir={profile}"],
        "prefs": {} if scripts else _NO_SCRIPTS,
    }
    wanted = {
        "browserName": "chrome",
        "goog:chromeOptions": options,
        "timeouts": {"pageLoad": int(LIMIT * 500), "script": int(LIMIT * 500), "implicit": 0},
    }
    return str(_command(http, "POST", "/session", {"capabilities": {"alwaysMatch": wanted}})["sessionId"])


def _command(http: httpx2.Client, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
    answer = http.request(method, path, json=body) if method == "POST" else http.request(method, path)
    value = answer.json()["value"]
    if answer.status_code != 200:
        raise WebDriverError(value["error"], value["message"])
    return value
