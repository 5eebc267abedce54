"""What a record is about, in the words that every artefact and every gate begins with.

What ran is Signoff's own plan through Signoff's own client. The application that is to go live made none of the calls:
its name, its version and the commit are what the sender declares, and nobody saw them at work.
"""

from collections.abc import Mapping
from typing import Any

from .core import is_own_machine

CLIENT = "client"
APPLICATION = "application"
WHAT_RAN = "Signoff's plan and client"
DECLARED = "declared, not seen"
NOT_DECLARED = "not declared, not seen"


def what_ran(environment: Mapping[str, Any]) -> str:
    """`Signoff's plan and client, on behalf of Example Ltd`."""
    return f"{WHAT_RAN}, on behalf of {environment.get('organisation') or 'a sender who is not stated'}"


def titled(results: Mapping[str, Any], environment: Mapping[str, Any]) -> str:
    """The same, with the word in front that tells a rehearsal."""
    return f"{'Rehearsal: ' if is_rehearsal(results) else ''}{what_ran(environment)}"


def application_named(environment: Mapping[str, Any]) -> str | None:
    """The sender's application as the sender calls it, `AcmeBroker 2.3`; None when it is not declared."""
    stated = environment.get("application")
    if not isinstance(stated, Mapping):
        return None
    return " ".join(str(stated[part]) for part in ("name", "version") if stated.get(part))


def application_declared(environment: Mapping[str, Any]) -> str:
    """`AcmeBroker 2.3 (declared, not seen)`, or that it is not even declared."""
    named = application_named(environment)
    return NOT_DECLARED if named is None else f"{named} ({DECLARED})"


def commit_declared(environment: Mapping[str, Any]) -> str | None:
    """The commit of the sender's sources as `3f2a9c0d (declared, not seen)`; None without one."""
    commit = environment.get("commit")
    if not commit:
        return None
    changed = ", with changes that are not committed" if environment.get("dirty") else ""
    return f"{commit}{changed} ({DECLARED})"


def counts(results: Mapping[str, Any], acceptance: Mapping[str, Any]) -> bool:
    """Whether an acceptance counted on the day on which the run started, in UTC."""
    return str(results["started"])[:10] <= str(acceptance["until"])


def is_rehearsal(results: Mapping[str, Any]) -> bool:
    """Whether a run spoke to the embedded stand-in or to a server on the sender's own machine, not to the partner.

    It follows from target and host, so that it holds for records of every form.
    """
    return results["target"] == "mock" or is_own_machine(results["host"])
