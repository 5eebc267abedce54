"""What is signed: an in-toto Statement (version 1) with the predicate for test results (version 0.1).

Its subjects are the digests of all files of a bundle. The predicate repeats the verdict in words that other tools
know, and says in `ran`, a member of ours, what ran and what is declared only. It has no word for skipped, omitted, inconclusive and for-review requirements: those are in `results.json`, which
is one of the subjects.
"""

from collections.abc import Mapping
from typing import Any

from signoff_contract.evidence.record.core import Core
from signoff_contract.evidence.record.subject import WHAT_RAN, application_declared, commit_declared, is_rehearsal

STATEMENT = "https://in-toto.io/Statement/v1"
PREDICATE = "https://in-toto.io/attestation/test-result/v0.1"

_LISTS = {"passedTests": "pass", "warnedTests": "warn", "failedTests": "fail"}
_CONFIGURATION = ("requirements.yaml", "environment.json")


def make_statement(core: Core, digests: Mapping[str, str]) -> dict[str, Any]:
    """The statement about the files with these digests, whose core is `core`."""
    rows = core.results["requirements"]
    return {
        "_type": STATEMENT,
        "subject": [_resource(name, digest) for name, digest in sorted(digests.items())],
        "predicateType": PREDICATE,
        "predicate": {
            "result": result_of(core.results),
            "configuration": _configuration(core, digests),
            **_ran(core),
            **{name: [row["id"] for row in rows if row["state"] == state] for name, state in _LISTS.items()},
        },
    }


def result_of(results: Mapping[str, Any]) -> str:
    """`PASSED`, `WARNED` or `FAILED`.

    `WARNED` is a passed run with a requirement that is short of what is recommended or that a person has to look at.
    An inconclusive or incomplete run is `FAILED`: whoever only looks here must not take it for a pass.
    """
    if results["verdict"] != "passed":
        return "FAILED"
    return "WARNED" if any(row["state"] in {"warn", "review"} for row in results["requirements"]) else "PASSED"


def _ran(core: Core) -> dict[str, Any]:
    if core.results["schema_version"] == "1.1":
        # So it was signed then, and what was signed has to follow from the records still.
        return {}
    return {
        "ran": {
            "what": WHAT_RAN,
            "on_behalf_of": core.environment.get("organisation"),
            "application": application_declared(core.environment),
            "commit": commit_declared(core.environment),
            "rehearsal": is_rehearsal(core.results),
            "verdict": core.results["verdict"],
        }
    }


def _configuration(core: Core, digests: Mapping[str, str]) -> list[dict[str, Any]]:
    described = [entry["name"] for entry in core.results["description"]["files"]]
    found = [_resource(name, digests[name]) for name in (*described, *_CONFIGURATION) if name in digests]
    lock = core.environment.get("lock")
    return [*found, _resource(lock["name"], lock["digest"])] if lock else found


def _resource(name: str, digest: str) -> dict[str, Any]:
    return {"name": name, "digest": {"sha256": digest}}
