"""Packs a recorded run again: views, sums and signature are made anew from its facts, which stay as they are."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from attrs import frozen

from signoff_contract.evidence.gate.verify import verify
from signoff_contract.evidence.record.subject import titled
from signoff_contract.evidence.surroundings.environment import Tool, read_tool
from signoff_contract.evidence.views import VIEWS
from signoff_contract.traffic.scrub import Secret

from .bundle import (
    EvidenceError,
    Written,
    assemble,
    cannot_write,
    read_core,
    replace_file,
    views_of,
    write_archive,
)
from .keys import SigningKey
from .reading import ATTESTATION, OUTSIDE, PUBLIC_KEY, Bundle, read_bundle
from .scan import refuse_leaks
from .signed_part import read_attested
from .sums import SUMS, SumsError, digests, read_sums
from .witness import Witnesses

_OF_FACTS = frozenset({"record", "claim", "exchange"})
_MADE = frozenset({*VIEWS, *OUTSIDE, PUBLIC_KEY, SUMS})


@frozen
class Packed:
    """What was packed: where it lies, the id of the key that signed it, None without one, and what had run."""

    written: Written
    key_id: str | None
    ran: str


def pack(
    folder: Path,
    key: SigningKey | None = None,
    secrets: Iterable[Secret] = (),
    witnesses: Witnesses | None = None,
    *,
    tool: Tool | None = None,
) -> Packed:
    """Brings a bundle's folder up to date and writes its archive beside it.

    With a key everything is made anew and signed by it. Without one, a signed bundle is archived as it is, and an
    unsigned one is made anew. None of the `secrets` may stand in any file. The `witnesses`, by the names of their
    files, are asked to vouch for the signature. `tool` is this tool itself.

    Raises EvidenceError when the recorded facts are not what was recorded, when another version recorded them, or when
    something cannot be written; LeakError when a secret stands in a file; WitnessError when a witness does not vouch;
    NotABundle when the folder is none.
    """
    bundle = read_bundle(folder)
    if bundle.packed is not None:
        raise EvidenceError(f"{folder} is an archive already; give the folder that it was made from")
    if key is None and ATTESTATION in bundle.files:
        found = verify(bundle, tool=tool)
        if found.alterations:
            raise EvidenceError(
                f"{folder} is signed, but not intact: {found.alterations[0]}. Nothing was packed; see `signoff verify "
                f"{folder}`, and give --key to make and sign everything but the recorded facts anew"
            )
        ran = titled(bundle.core.results, bundle.core.environment)
        made = {**bundle.files, **_vouched(bundle.files, witnesses)}
        refuse_leaks(made, secrets)
        return Packed(_write(bundle, made), found.key_id, ran)
    tool = tool or read_tool()
    facts = _sound_facts(bundle, tool)
    _same_version(bundle, facts, tool)
    ran = titled(bundle.core.results, bundle.core.environment)
    made = assemble(facts, key)
    if made.get(ATTESTATION) == bundle.files.get(ATTESTATION):
        # What others vouched for the envelope holds for as long as the envelope is the same.
        made |= {name: bundle.files[name] for name in OUTSIDE if name in bundle.files}
    made |= _vouched(made, witnesses)
    refuse_leaks(made, secrets)
    return Packed(_write(bundle, made), None if key is None else key.public.key_id, ran)


def _vouched(files: Mapping[str, bytes], witnesses: Witnesses | None) -> dict[str, bytes]:
    if not witnesses:
        return {}
    if ATTESTATION not in files:
        raise EvidenceError("a witness vouches for a signature, and this evidence has none; give --key as well")
    return {name: ask(files[ATTESTATION]) for name, ask in witnesses.items()}


def _sound_facts(bundle: Bundle, tool: Tool | None) -> dict[str, bytes]:
    """The recorded facts. Raises EvidenceError unless they are those that were recorded, and agree with each other."""
    facts = {name: content for name, content in bundle.files.items() if name not in _MADE}
    try:
        listed = read_sums(bundle.files.get(SUMS, b""))
    except SumsError as error:
        raise EvidenceError(f"{bundle.path}/{SUMS} cannot be used: {error}; nothing was packed") from error
    recorded = {name: digest for name, digest in listed.items() if name not in _MADE}
    found = digests(facts)
    for what, names in (
        ("was added to", found.keys() - recorded.keys()),
        ("is missing from", recorded.keys() - found.keys()),
        ("was changed in", {name for name in found.keys() & recorded.keys() if found[name] != recorded[name]}),
    ):
        for name in sorted(names):
            raise EvidenceError(f"{name} {what} {bundle.path} after the run; nothing was packed. Certify again")
    refuted = (each for each in verify(bundle, tool=tool).alterations if each.kind in _OF_FACTS)
    for alteration in (*bundle.alterations, *refuted):
        raise EvidenceError(f"the record in {bundle.path} is not sound: {alteration}. Certify again")
    return facts


def _same_version(bundle: Bundle, facts: Mapping[str, bytes], tool: Tool | None) -> None:
    """Makes sure that this version shows what the one showed that recorded the run. Raises EvidenceError."""
    recorded = bundle.core.environment.get("signoff")
    if not recorded or tool is None or recorded["digest"] == tool.digest:
        return
    made = views_of(read_core(facts, read_attested(bundle.files).named))
    differing = [name for name, content in made.items() if bundle.files.get(name, content) != content]
    if differing:
        raise EvidenceError(
            f"{bundle.path} was recorded by Signoff {recorded['version']} in another state than this {tool.version}, "
            f"which makes another {differing[0]} of it. Pack it with that one, or certify again"
        )


def _write(bundle: Bundle, files: Mapping[str, bytes]) -> Written:
    folder = bundle.path
    try:
        # The facts are never written again. Sums and signature come last: until then they name what is not there.
        last = (SUMS, *sorted(OUTSIDE))
        for name in [*(name for name in files if name not in last), *(name for name in last if name in files)]:
            if bundle.files.get(name) != files[name]:
                replace_file(folder / name, files[name])
        for name in sorted(set(bundle.files) - set(files)):
            (folder / name).unlink()
    except OSError as error:
        raise cannot_write(folder, error) from error
    # A folder may be given as `.`, which has no name of its own.
    return Written(folder, write_archive(files, folder if folder.name else folder.resolve()))
