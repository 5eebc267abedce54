"""`redaction.json`: by which rules values were left out of a run's evidence, and how often each was applied where.

It is made from counts alone. No value, no placeholder and no key takes part, so nothing in it identifies anybody.
"""

from typing import Any

from signoff_contract.traffic.redaction import Redactor
from signoff_contract.traffic.tally import RULES

SCHEMA_VERSION = "1.0"

_DEFAULTS = {
    "value in a body, a path or a query that the description does not know": "personal",
    "value at the token endpoint that the description does not know": "secret",
    "header that is not on the list": "withheld, its name is kept",
    "body that is no JSON": "withheld, media type and size are kept",
}
_PLACEHOLDERS = {
    "form": "[personal:xxxxxxxx]",
    "made_by": "the first 8 hexadecimal digits of HMAC-SHA-256 over the kind (text or number) and the value",
    "key": "256 random bits, drawn for one run, held in memory and written nowhere",
    "reader_can_tell": [
        "Equal placeholders stand for equal values, so a customer can be followed from call to call of this bundle.",
        "So what was sent can be compared with what was stored and read back.",
        "Different placeholders stand for different values, or for a text and a number of the same digits.",
        "Of n different values two get the same placeholder by chance with a probability of about n² in 8.6 billion.",
    ],
    "reader_cannot_tell": [
        "The value: without the key not even a guess can be tested.",
        "Whether a value occurs in another bundle: each run has its own key.",
    ],
    "without_hash": {
        "[secret]": "a secret; equal ones cannot be told from different ones",
        "[personal]": "a personal truth value: a hash would be a name for each of the two",
        "[undescribed-n]": "the name of a member or parameter that the description does not know, numbered by occurrence",
        "[redacted]": "a value of a header that is not on the list, or credentials",
    },
}


def redaction_record(redactor: Redactor) -> dict[str, Any]:
    """What `redaction.json` says of a run that `redactor` was used in."""
    counts = redactor.tally.by_rule()
    for kind, count in redactor.taken_out.items():
        counts[f"text-{kind}"] += count
    return {
        "schema_version": SCHEMA_VERSION,
        "applied": "to each exchange when it was recorded; what was left out was never written",
        "description": {"digest": redactor.description.digest},
        "rules": [{"rule": rule, "says": says, "count": counts[rule]} for rule, says in RULES.items()],
        "headers_shown": list(redactor.shown_headers),
        "defaults": _DEFAULTS,
        "placeholders": _PLACEHOLDERS,
        "places": _places(redactor),
    }


def _places(redactor: Redactor) -> dict[str, dict[str, dict[str, dict[str, int]]]]:
    """How often each rule was applied: by operation, part of the exchange, and place in that part."""
    found: dict[str, dict[str, dict[str, dict[str, int]]]] = {}
    for (origin, pointer, rule), count in redactor.tally.counts.items():
        parts = found.setdefault(origin.operation, {})
        parts.setdefault(origin.part, {}).setdefault(pointer, {})[rule] = count
    return found
