"""A browser that the tests of a module share; nothing of a page outlives the next one."""

import os
from collections.abc import Iterator

import pytest

from .webdriver import Browser, browsing, missing_packages


def require_browser() -> None:
    """Skips where no browser is installed; where changes are checked (CI is set) that is a failure."""
    packages = missing_packages()
    if not packages:
        return
    reason = f"no browser to test with; install the packages {' '.join(packages)}"
    if os.environ.get("CI", "").lower() in {"", "0", "false"}:
        pytest.skip(reason)
    pytest.fail(reason)


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    require_browser()
    with browsing(tmp_path_factory.mktemp("browser")) as browser:
        yield browser


@pytest.fixture
def browser(window: Browser) -> Browser:
    window.prefer("light")
    window.open("about:blank")
    return window
