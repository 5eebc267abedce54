"""Holds a bundle against its own sums, signature and records. Offline; reads memory only, changes nothing."""

import hashlib
import json
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
from attrs import define, field, frozen

from signoff_contract.description import DescriptionError, descriptions_root, partners
from signoff_contract.description.folders import partner_folder
from signoff_contract.description.wording import describe
from signoff_contract.evidence.record.canonical import NotCanonical, pretty, read_strictly
from signoff_contract.evidence.record.core import Core
from signoff_contract.evidence.record.results import READ_VERSIONS, SCHEMA_VERSION
from signoff_contract.evidence.seal.alteration import Alteration
from signoff_contract.evidence.seal.archive import make_archive, unsafe
from signoff_contract.evidence.seal.reading import (
    ATTESTATION,
    ENVIRONMENT,
    OUTSIDE,
    PUBLIC_KEY,
    REDACTION,
    REQUIREMENTS,
    RESULTS,
    Bundle,
    NotABundle,
    bundle_name,
)
from signoff_contract.evidence.seal.signed_part import Attested, read_attested
from signoff_contract.evidence.seal.statement import make_statement
from signoff_contract.evidence.seal.sums import SUMS, SumsError, digests, read_sums
from signoff_contract.evidence.seal.witness import Checks, Refuted, WitnessError
from signoff_contract.evidence.surroundings.environment import Tool, read_tool
from signoff_contract.evidence.views import VIEWS

from .claims import false_claims
from .crosschecks import (
    PROPERTY,
    false_operations,
    false_property,
    false_redaction,
    false_surroundings,
    false_target,
    refuted,
)
from .rows import false_rows, false_title
from .view_claims import contradictions

_RECORDS = (RESULTS, ENVIRONMENT, REDACTION)
_KNOWN = frozenset({*_RECORDS, REQUIREMENTS, SUMS, PUBLIC_KEY, *OUTSIDE, PROPERTY})
_LARGER, _SMALL = 3, 1 << 20
# Of what is nested more deeply no view can be made, so that no run leaves it.
_DEEP = b"\n" + b"  " * 500
_NEEDED = (*_RECORDS, REQUIREMENTS, SUMS)


@frozen
class Verification:
    """What became of verifying a bundle.

    `key_id` names the key whose signature holds, None without one. `confirmed` says whether that is the key that was
    expected; `outdated` whether the description or the requirement file at hand is another one than the evidence speaks
    of, None when there is none at hand. `remarks` say what was not looked at, and why.
    """

    alterations: tuple[Alteration, ...]
    remarks: tuple[str, ...]
    key_id: str | None
    confirmed: bool
    outdated: bool | None

    @property
    def exit_code(self) -> int:
        """0: intact and confirmed. 1: altered. 3: intact, but unconfirmed. 4: intact and confirmed, but outdated."""
        if self.alterations:
            return 1
        if not self.confirmed:
            return 3
        return 4 if self.outdated else 0

    @property
    def outcome(self) -> str:
        """The exit code in a word."""
        return {0: "intact", 1: "altered", 3: "unconfirmed", 4: "outdated"}[self.exit_code]


def verify(
    bundle: Bundle,
    expected: str | None = None,
    descriptions: Path | None = None,
    *,
    checks: Checks | None = None,
    wanted: Collection[str] = (),
    tool: Tool | None = None,
) -> Verification:
    """Verifies a bundle.

    `expected` is the id of the key that must have signed it. `descriptions` is the folder with one folder per partner
    that holds the descriptions at hand; those that come with this tool unless given. `checks` are those of what others
    vouched for, by the names of their files; those that are `wanted` have to be there. `tool` is this tool itself.

    Raises NotABundle when the records are in a form that this version does not know, and WitnessError when a wanted
    file cannot be checked here.
    """
    work = _Verifying(bundle, read_attested(bundle.files))
    work.found.extend(bundle.alterations)
    work.found.extend(work.attested.alterations)
    work.witnesses(checks or {}, wanted)
    key_id = work.attested.key_id
    if expected is not None and key_id is not None and key_id != expected:
        work.say("key", key_id, f"signed the evidence, but {expected} was expected")
    work.files()
    work.records()
    if work.core.results and not work.altered(*_RECORDS):
        work.core_agrees()
        work.views(tool or read_tool())
    return Verification(
        tuple(work.found),
        tuple(work.remarks),
        key_id,
        confirmed=expected is not None and key_id == expected,
        outdated=_outdated(work.core.results, descriptions) if work.core.results else None,
    )


@define(eq=False)
class _Verifying:
    bundle: Bundle
    attested: Attested
    found: list[Alteration] = field(factory=list)
    remarks: list[str] = field(factory=list)
    core: Core = field(factory=lambda: Core({}, {}, {}))

    def altered(self, *names: str) -> bool:
        return any(alteration.subject in names for alteration in self.found)

    def say(self, kind: str, subject: str, message: str) -> None:
        self.found.append(Alteration(kind, subject, message))

    def files(self) -> None:
        """Every file against the digests that stand in `SHA256SUMS` and in the signed statement."""
        if not self.bundle.files:
            # It could not be read; that is told already.
            return
        found = digests(self.bundle.files)
        lists: dict[str, Mapping[str, str]] = {}
        if SUMS in self.bundle.files:
            try:
                lists[SUMS] = read_sums(self.bundle.files[SUMS])
            except SumsError as error:
                self.say("file", SUMS, f"cannot be used: {error}")
        if self.attested.digests is not None:
            lists["the signed statement"] = self.attested.digests
        missing = {name: "is missing" for name in _NEEDED if name not in found}
        for name in sorted({*found, *missing, *(name for listed in lists.values() for name in listed)}):
            # What lists the others is not in its own list.
            outside = OUTSIDE | {SUMS} if lists.keys() == {SUMS} else OUTSIDE
            holders = [list_ for list_ in lists if not (list_ == SUMS and name == SUMS)]
            if name in outside or not holders:
                continue
            naming = [list_ for list_ in holders if name in lists[list_]]
            where = " and ".join(naming)
            if name not in found:
                missing[name] = f"was removed: named in {where}" if naming else "is missing"
            elif len(naming) < len(holders):
                silent = " and ".join(list_ for list_ in holders if list_ not in naming)
                self.say("file", name, f"was added: not named in {silent}")
            elif differing := [list_ for list_ in naming if lists[list_][name] != found[name]]:
                self.say("file", name, f"was changed: another digest than in {' and '.join(differing)}")
        for name, message in missing.items():
            if not self.altered(name):
                self.say("file", name, message)

    def records(self) -> None:
        """The three records: in their one form, and the results true to themselves."""
        read: dict[str, Mapping[str, Any]] = {}
        for name in _RECORDS:
            content = self.bundle.files.get(name)
            if content is None:
                continue
            try:
                value = read_strictly(content)
            except NotCanonical as error:
                self.say("record", name, str(error))
                continue
            if not isinstance(value, dict):
                self.say("record", name, "is no JSON object")
            elif name == RESULTS and value.get("schema_version") not in READ_VERSIONS and not self.found:
                raise NotABundle(
                    f"{self.bundle.path} was recorded in form {value.get('schema_version')!r}; this version of Signoff "
                    f"reads {' and '.join(READ_VERSIONS)}. Use the version that environment.json names"
                )
            elif _DEEP in content or _written(value) != content:
                self.say("record", name, "is not in the form in which it is written: order, blanks, numbers or nesting")
            else:
                read[name] = value
        for name, refusal in [(name, _refusal(name, value)) for name, value in read.items()]:
            if refusal is not None:
                self.say("record", name, f"does not keep to its form: {refusal}")
                del read[name]
        results = read.get(RESULTS)
        self.core = Core(results or {}, read.get(ENVIRONMENT, {}), read.get(REDACTION, {}), self.attested.named)
        if results is not None:
            self.found.extend(false_claims(results))
            self.found.extend(refuted(results))

    def core_agrees(self) -> None:
        """The records with each other, with the sources beside them, with the statement and with the archive."""
        results, environment = self.core.results, self.core.environment
        for name in ("target", "host", "seed", "requests_per_minute"):
            if environment.get(name) != results[name]:
                self.say("claim", f"{ENVIRONMENT} {name}", f"is not that of {RESULTS}")
        self.found.extend(false_surroundings(results, environment))
        self.found.extend(false_redaction(self.core.redaction))
        self.found.extend(false_operations(results, self.bundle.description_files.values()))
        if PROPERTY in self.bundle.files and not self.altered(PROPERTY):
            self.found.extend(false_property(results, self.bundle.files[PROPERTY]))
        files = self.bundle.files
        described = results["description"]
        if self.core.redaction["description"]["digest"] != described["digest"]:
            self.say("claim", f"{REDACTION} description", f"is not that of {RESULTS}")
        claimed = {entry["name"]: entry["digest"] for entry in described["files"]}
        found = digests(files)
        for name in sorted({*claimed, *self.bundle.description_files}):
            if claimed.get(name) != found.get(name) and not self.altered(name):
                self.say("claim", name, "is not the description that the run went by")
        whole = hashlib.sha256(b"".join(files.get(name, b"") for name in claimed)).hexdigest()
        if whole != described["digest"] and not self.altered(*claimed):
            self.say("claim", "description digest", "is not that of its files")
        if found.get(REQUIREMENTS) != results["requirements_file"]["digest"] and not self.altered(REQUIREMENTS):
            self.say("claim", REQUIREMENTS, "is not the requirement file that the run went by")
        elif REQUIREMENTS in files and not self.altered(REQUIREMENTS):
            self.found.extend(false_rows(results, files[REQUIREMENTS]))
        if described["files"] and (first := files.get(described["files"][0]["name"])) is not None:
            self.found.extend(false_title(results, first))
            self.found.extend(false_target(results, first))
        if self.attested.statement is not None and self.attested.digests is not None:
            derived = make_statement(self.core, self.attested.digests)
            for name, said in self.attested.statement.items():
                if said != derived[name]:
                    self.say("statement", name, "does not follow from the records")
        if self.bundle.packed is not None and not self.bundle.alterations:
            self._archive(self.bundle.packed)

    def _archive(self, packed: bytes) -> None:
        name, moment = bundle_name(self.core.results), datetime.fromisoformat(self.core.results["started"])
        if make_archive(name, self.bundle.files, moment) != packed:
            self.say(
                "archive",
                self.bundle.path.name,
                "is not as `signoff pack` writes it: something stands beside the files, or an entry has another name, "
                "time, mode or order",
            )

    def witnesses(self, checks: Checks, wanted: Collection[str]) -> None:
        """What others vouched for: it stands outside the statement, because it is about the signature itself."""
        envelope = self.bundle.files.get(ATTESTATION)
        for name in sorted(set(wanted) - set(self.bundle.files)):
            self.say("witness", name, "is missing, and was asked for")
        for name in sorted((OUTSIDE - {ATTESTATION}) & set(self.bundle.files)):
            if envelope is None:
                self.say("witness", name, "was added: there is no signature that it could be about")
            elif name not in checks:
                self.remarks.append(f"{name} was not checked")
            else:
                try:
                    self.remarks.append(f"{name}: {checks[name](self.bundle.files[name], envelope)}")
                except Refuted as error:
                    self.say("witness", name, str(error))
                except WitnessError as error:
                    if name in wanted:
                        raise
                    self.remarks.append(f"{name} was not checked: {error}")

    def views(self, tool: Tool | None) -> None:
        """Every view against what this version makes of the records."""
        recorded = self.core.environment.get("signoff") or {}
        is_own = tool is not None and recorded.get("digest") == tool.digest
        differing = {}
        for name, render in VIEWS.items():
            if not self.altered(name) and (message := self._differs(name, render, is_own=is_own)) is not None:
                differing[name] = message
        if is_own:
            for name, message in differing.items():
                self.say("view", name, message)
        elif differing:
            self._facts_of(differing)
        for name in sorted(self.bundle.files.keys() - VIEWS.keys() - _KNOWN - self.bundle.description_files.keys()):
            if not self.altered(name):
                self.remarks.append(f"{name} is no file that this version knows; what it says was not looked at")

    def _differs(self, name: str, render: Callable[[Core], str], *, is_own: bool) -> str | None:
        if name not in self.bundle.files:
            return "is missing"
        if not is_own and self.core.results["schema_version"] != SCHEMA_VERSION:
            # Views of an earlier form are not made any more; what they say is read out of them.
            return "is of an earlier form"
        try:
            made = render(self.core).encode("utf-8", "replace")
        except Exception:  # noqa: BLE001 - records that no run writes may break a view in any way
            return "cannot be made from the records"
        return None if made == self.bundle.files[name] else "does not show what the records say"

    def _facts_of(self, names: Collection[str]) -> None:
        """Views that this version would make otherwise: what they state has to be what the records say all the same."""
        before = len(self.found)
        for name in sorted(names):
            content = self.bundle.files.get(name)
            if content is None:
                continue
            if len(content) > _LARGER * len(self.bundle.files[RESULTS]) + _SMALL:
                self.say("view", name, "is far larger than what the records give")
            else:
                self.found.extend(contradictions(name, content, self.core))
        if len(self.found) > before:
            return
        version = self.core.results["tool"]["version"]
        self.remarks.append(
            f"what this version makes of the records is another {', '.join(sorted(names))}; verdict, totals, rows and calls "
            f"there are those of the records, for the rest only the state of Signoff that recorded them ({version}) can tell"
        )


def _outdated(results: Mapping[str, Any], root: Path | None) -> bool | None:
    """Whether description or requirement file at hand are others; None when there is no such partner at hand."""
    try:
        # The partner's name comes out of the evidence, so it is looked up among those that there are.
        if results["partner"] not in partners(root):
            return None
        folder = partner_folder(results["partner"], root)
    except DescriptionError:
        return None
    if (folder / REQUIREMENTS).is_file() and not _is_at_hand(
        folder, REQUIREMENTS, results["requirements_file"]["digest"]
    ):
        return True
    return any(not _is_at_hand(folder, entry["name"], entry["digest"]) for entry in results["description"]["files"])


def _is_at_hand(folder: Path, name: str, digest: str) -> bool:
    if unsafe(name) is not None:
        return False
    parts = name.removeprefix("spec/").split("/")
    path = folder.joinpath(*(".." if part == "up" else part for part in parts))
    # A description refers to files of its own root at most; no name leads anywhere else.
    if not path.resolve().is_relative_to(folder.resolve().parent) or not path.is_file():
        return False
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == digest
    except OSError:
        return False


def _written(value: Any) -> bytes | None:
    try:
        return pretty(value)
    except (ValueError, RecursionError):
        return None


def _refusal(name: str, value: Mapping[str, Any]) -> str | None:
    for error in _schema(name).iter_errors(value):
        return f"/{'/'.join(str(token) for token in error.instance_path)} {describe(error)}"
    if name == RESULTS:
        # A leap second, and 24 o'clock, are instants by the schema and none to reckon with.
        for instant in (value["started"], value["finished"], *(each["started"] for each in value["exchanges"])):
            try:
                datetime.fromisoformat(instant)
            except ValueError:
                return "an instant is none that a clock gives"
    return None


@cache
def _schema(name: str) -> Any:
    # The form of a record belongs to this tool, not to a description that somebody keeps elsewhere.
    text = (descriptions_root() / "schema" / f"{name.removesuffix('.json')}.schema.json").read_bytes()
    return jsonschema_rs.Draft202012Validator(json.loads(text), validate_formats=True)
