"""The exchanges as an HTTP archive (HAR 1.2), which browsers and most HTTP tools can open. Redacted as recorded."""

from signoff_contract.evidence.record.canonical import pretty
from signoff_contract.evidence.record.core import Core
from signoff_contract.evidence.record.subject import titled
from signoff_contract.traffic.har_writer import archive_of, entry_of


def render_har(core: Core) -> str:
    """Each entry names the requirements that its exchange shows, in `_requirements`."""
    results = core.results
    shown: dict[int, list[str]] = {}
    for row in results["requirements"]:
        for number in row["exchanges"]:
            shown.setdefault(number, []).append(row["id"])
    entries = (
        {**entry_of(exchange), "_requirements": shown.get(exchange["number"], [])} for exchange in results["exchanges"]
    )
    comment = (
        f"{titled(results, core.environment)}. Redacted when recorded: placeholders in brackets stand for values that were "
        "not kept."
    )
    return pretty(archive_of(entries, results["tool"], comment)).decode()
