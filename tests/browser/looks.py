"""How a page is looked at: in which size, by which scripts, and by whom it cannot be read."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final

from .webdriver import Browser

WIDE, PHONE = (1280, 800), (390, 844)

_JUDGE: Final = """
const [without, rules, done] = arguments;
const only = rules.length > 0 ? {runOnly: rules} : {};
axe.run({exclude: without.map((each) => [each])}, only).then((found) => done(
  found.violations.map((each) => `${each.id}: ${each.nodes[0].html.slice(0, 120)}`)));
"""


def devtools(browser: Browser, command: str, **parameters: Any) -> Any:
    """A command of the browser's own protocol."""
    return browser.command("POST", "/goog/cdp/execute", {"cmd": command, "params": parameters})


def size(browser: Browser, size: tuple[int, int]) -> None:
    """Show the page in a window of this size; a narrow one is a telephone."""
    metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": size == PHONE}
    devtools(browser, "Emulation.setDeviceMetricsOverride", **metrics)


def full_size(browser: Browser) -> None:
    """Show the page in the browser's own window again."""
    devtools(browser, "Emulation.clearDeviceMetricsOverride")


def ask(browser: Browser, script: str, *arguments: Any) -> Any:
    """What a script in the page returns."""
    return browser.command("POST", "/execute/sync", {"script": script, "args": list(arguments)})


def barriers(browser: Browser, *without: str, rules: Sequence[str] = ()) -> list[str]:
    """What axe finds that bars somebody from using the page, `without` some parts of it; by some of its rules, or all."""
    if not ask(browser, "return typeof axe === 'object'"):
        ask(browser, _axe())
    found: list[str] = browser.command(
        "POST", "/execute/async", {"script": _JUDGE, "args": [list(without), list(rules)]}
    )
    return found


@cache
def _axe() -> str:
    return files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")
