"""Ways to tamper with evidence, drawn at random: blind ones, and those of somebody who knows the format.

Each takes the random source and gives the path, the files and the archive that a receiver would find.
"""

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

from attrs import frozen

from signoff_contract.evidence import assemble
from signoff_contract.evidence.record.canonical import pretty, read_strictly
from signoff_contract.evidence.record.chain import chained, start_value, summary
from signoff_contract.evidence.seal.bundle import archive_of
from signoff_contract.evidence.seal.reading import ATTESTATION, PUBLIC_KEY, RESULTS
from signoff_contract.evidence.seal.sums import SUMS

from .signed import OTHER, TOP, facts, packed, results_in, signed, with_results, with_sums

Files = dict[str, bytes]


@frozen
class Tampered:
    """What arrives: files of a folder, or an archive."""

    files: Mapping[str, bytes] | None = None
    archive: bytes | None = None


Tampering = Callable[[Random], Tampered]


def _blind(content: bytes, random: Random) -> bytes:
    """Other bytes than these."""
    changed = content
    while changed == content:
        at, length = random.randrange(len(content)), random.randint(1, 40)
        match random.randrange(7):
            case 0:
                flipped = content[at] ^ (1 << random.randrange(8))
                changed = content[:at] + bytes([flipped]) + content[at + 1 :]
            case 1:
                changed = content[:at] + random.randbytes(length) + content[at + length :]
            case 2:
                changed = content[:at] + content[at + length :]
            case 3:
                changed = content[:at] + random.randbytes(length) + content[at:]
            case 4:
                changed = content[:at]
            case 5:
                changed = content[:at] + content[at : at + length] + content[at:]
            case _:
                other = random.randrange(len(content))
                low, high = min(at, other), max(at, other)
                changed = content[:low] + content[high : high + 1] + content[low + 1 : high]
                changed += content[low : low + 1] + content[high + 1 :]
    return changed


def bytes_of_a_file(random: Random) -> Tampered:
    name = random.choice(sorted(signed()))
    return Tampered({**signed(), name: _blind(signed()[name], random)})


def bytes_of_a_file_with_sums(random: Random) -> Tampered:
    name = random.choice(sorted(set(signed()) - {SUMS, ATTESTATION}))
    return Tampered(with_sums({**signed(), name: _blind(signed()[name], random)}))


def a_file_less(random: Random) -> Tampered:
    gone = random.choice(sorted(signed()))
    files = {name: content for name, content in signed().items() if name != gone}
    return Tampered(with_sums(files) if SUMS in files and random.random() < 0.5 else files)


def a_file_more(random: Random) -> Tampered:
    stem = random.choice(["spec/", "", "notes-", ".", "results.json", "SHA256SUMS"])
    files = {**signed(), f"{stem}{random.getrandbits(32):x}": random.randbytes(random.randrange(200))}
    return Tampered(with_sums(files) if random.random() < 0.5 else files)


def files_exchanged(random: Random) -> Tampered:
    one, two = random.sample(sorted(set(signed()) - {SUMS}), 2)
    files = {**signed(), one: signed()[two], two: signed()[one]}
    return Tampered(with_sums(files) if random.random() < 0.5 else files)


def bytes_of_the_archive(random: Random) -> Tampered:
    return Tampered(archive=_blind(packed(), random))


def beside_the_archive(random: Random) -> Tampered:
    more = random.randbytes(random.randint(1, 100))
    return Tampered(archive=more + packed() if random.random() < 0.5 else packed() + more)


def the_archive_anew(random: Random) -> Tampered:
    """With one thing as no archive of ours has it."""
    whole = io.BytesIO()
    chosen = random.choice(sorted(signed()))
    kind = random.randrange(8)
    with zipfile.ZipFile(whole, "w") as archive:
        if kind == 0:
            archive.comment = b"with kind regards"
        for name, content in sorted(signed().items(), reverse=kind == 1):
            entry = zipfile.ZipInfo(f"{TOP}/{name}", (2026, 1, 31, 9, 30, 0))
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            if name == chosen:
                match kind:
                    case 2:
                        entry.compress_type = zipfile.ZIP_DEFLATED
                    case 3:
                        entry.external_attr = 0o120777 << 16
                    case 4:
                        entry.filename = f"{TOP}/{random.choice(['..', '/etc', 'C:', '.', ''])}/{name}"
                    case 5:
                        entry.comment = b"see here"
                    case 6:
                        entry.date_time = (2026, 1, 31, 9, 30, 2)
                    case 7:
                        entry.extra = b"\xfe\xca\x04\x00abcd"
            archive.writestr(entry, content)
    return Tampered(archive=whole.getvalue())


def _leaves(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place of a JSON value that holds no further one: its container, and where in it."""
    for name, inner in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(inner, (dict, list)) and inner:
            yield from _leaves(inner)
        else:
            yield value, name


def _other(value: Any, random: Random) -> Any:
    match value:
        case bool():
            return not value
        case int() | float():
            return value + random.choice([1, -1, 0.5])
        case str():
            return value + random.choice("x0 ") if random.random() < 0.5 or not value else value[:-1]
        case _:
            return random.choice(["more", 1, [1]])


def _doctored(random: Random) -> Any:
    results = results_in(signed())
    exchanges = results["exchanges"]
    match random.randrange(5):
        case 0:
            exchanges.pop(random.randrange(len(exchanges)))
        case 1:
            one, two = random.sample(range(len(exchanges)), 2)
            exchanges[one], exchanges[two] = exchanges[two], exchanges[one]
        case 2:
            exchanges.insert(random.randrange(len(exchanges)), random.choice(exchanges))
        case 3:
            row = random.choice(results["requirements"])
            row.update(state=random.choice([state for state in ("pass", "warn", "omit") if state != row["state"]]))
            row["reason"] = row["reason"] or "as agreed"
        case _:
            container, name = random.choice(list(_leaves(results)))
            container[name] = _other(container[name], random)
    return results


def _chained_anew(results: Any) -> Any:
    start = start_value(results)
    exchanges = chained(results["exchanges"], start)
    return {**results, "exchanges": exchanges, "chain": summary(exchanges, start)}


def the_record(random: Random) -> Tampered:
    results = _doctored(random)
    files = with_results(_chained_anew(results) if random.random() < 0.5 else results)
    return Tampered(with_sums(files) if random.random() < 0.5 else files)


def _forged(random: Random, key: Any) -> Files:
    """A bundle made wholly anew from a doctored record that is still one; views and all."""
    while True:
        results = _chained_anew(_doctored(random))
        if results == results_in(signed()):
            # Only the chain was doctored, and that is right again.
            continue
        try:
            return assemble({**facts(), RESULTS: pretty(results)}, key)
        except Exception:  # noqa: BLE001, S112 - of such a record no bundle can be made; another one is drawn
            continue


def all_anew_under_another_key(random: Random) -> Tampered:
    files = _forged(random, OTHER)
    return Tampered(archive=archive_of(files)) if random.random() < 0.3 else Tampered(files)


def all_anew_under_the_old_signature(random: Random) -> Tampered:
    files = _forged(random, None)
    kept = {name: signed()[name] for name in (ATTESTATION, PUBLIC_KEY)}
    return Tampered(with_sums({**files, **kept}))


def all_anew_without_a_signature(random: Random) -> Tampered:
    return Tampered(_forged(random, None))


def the_signature(random: Random) -> Tampered:
    envelope = read_strictly(signed()[ATTESTATION])
    match random.randrange(4):
        case 0:
            envelope["signatures"][0]["sig"] = "A" * 86 + "=="
        case 1:
            envelope["signatures"] *= 2
        case 2:
            envelope["signatures"][0]["keyid"] = OTHER.public.key_id
        case _:
            envelope[random.choice(["note", "payload2"])] = "x"
    return Tampered({**signed(), ATTESTATION: pretty(envelope)})


TAMPERINGS: tuple[Tampering, ...] = (
    bytes_of_a_file,
    bytes_of_a_file_with_sums,
    a_file_less,
    a_file_more,
    files_exchanged,
    bytes_of_the_archive,
    beside_the_archive,
    the_archive_anew,
    the_record,
    all_anew_under_another_key,
    all_anew_under_the_old_signature,
    all_anew_without_a_signature,
    the_signature,
)

SOMEWHERE = Path("received") / f"{TOP}.zip"
