"""How long a headless Chromium takes until a whole report is loaded, the largest there is: SmartBusiness.

.venv/bin/python benchmarks/report_opening.py (needs chromium and chromedriver)
"""

import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.browser.webdriver import browsing

RUNS = 9
LOADED = "return performance.getEntriesByType('navigation')[0].loadEventEnd"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", "from signoff_contract.entry import main; main()", "certify", "smartbusiness"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
        (report,) = Path(folder, "evidence").glob("*/report.html")
        times = []
        with browsing(Path(folder)) as browser:
            for _ in range(RUNS):
                browser.open("about:blank")
                browser.open(report.as_uri())
                times.append(float(browser.command("POST", "/execute/sync", {"script": LOADED, "args": []})))
        size = report.stat().st_size / 1e6
    told = " / ".join(f"{each:.0f}" for each in (min(times), statistics.median(times), max(times)))
    print(f"report of smartbusiness, {size:.1f} MB: {told} ms (min, median, max)")


if __name__ == "__main__":
    main()
