"""`signoff learn`: recorded traffic held against a partner's description."""

import json
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from signoff_contract.description import DescriptionError

from .output import WrongUse, chosen_partners, read_description, result, say, width_of_stdout, wrong_use

if TYPE_CHECKING:
    from signoff_contract.learn import Archive, Learned
    from signoff_contract.learn.patch import Patch
    from signoff_contract.learn.settled_rows import SettledRow


def learn(
    har: Annotated[list[Path], typer.Argument(help="HTTP archives (HAR 1.2), of a browser, a proxy or our evidence.")],
    partner: Annotated[str | None, typer.Option(help="The partner; else the one whose API the traffic calls.")] = None,
    base_url: Annotated[
        list[str] | None,
        typer.Option(help="Address below which the partner's paths begin; may be given several times."),
    ] = None,
    token_url: Annotated[list[str] | None, typer.Option(help="The token address in the traffic.")] = None,
    write: Annotated[
        Path | None, typer.Option(help="File that receives the edit to the description as a patch; - is stdout.")
    ] = None,
    contradict_documented: Annotated[
        bool,
        typer.Option("--contradict-documented", help="The patch also changes what is documented, marked as conflict."),
    ] = False,
    openapi: Annotated[Path | None, typer.Option(help="Folder with one folder per partner.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The findings as JSON on stdout.")] = False,
) -> None:
    """Compare recorded traffic with a description: what it confirms, contradicts, or shows for the first time.

    No value of a body is printed, but codes that the description says may be seen.

    Exit code 0: nothing is contradicted. 1: the description is contradicted. 2: wrong use.
    """
    from signoff_contract.learn import render
    from signoff_contract.learn.patch import propose

    to_stdout = write is not None and str(write) == "-"
    if to_stdout and as_json:
        raise WrongUse("--json and --write - both want stdout; give --write a file")
    if contradict_documented and write is None:
        raise WrongUse("--contradict-documented says what a patch may change; add --write")
    for address in (*(base_url or ()), *(token_url or ())):
        if not re.match(r"https?://[^/\s]", address):
            raise WrongUse(f"{address!r} is no address; it begins with https:// and a host")
    archives = _read(har)
    names = chosen_partners([partner] if partner else None, openapi)
    learned = _learn(names, archives, tuple(base_url or ()), tuple(token_url or ()), openapi)
    rows = _rows(learned, openapi)
    patch = None
    if write is not None:
        today = datetime.now(UTC).date().isoformat()
        patch = propose(learned, today, contradict_documented=contradict_documented)
        _say_whether_it_holds(learned, patch)
    for host in learned.own_hosts:
        say(f"{host} is this machine or a name for tests: if a mock of ours answered, it confirms only itself")
    width = width_of_stdout()
    if as_json:
        result(json.dumps(render.as_json(learned, rows, patch), indent=2))
    else:
        (say if to_stdout else result)(render.render(learned, rows, patch, width))
    if patch is not None and write is not None:
        _deliver(patch, write)
    raise typer.Exit(1 if learned.contradicted else 0)


def _read(paths: list[Path]) -> "list[Archive]":
    from attrs import evolve

    from signoff_contract.learn import TrafficError, read_archive

    archives: list[Archive] = []
    for path in paths:
        with wrong_use(TrafficError):
            archive = read_archive(path)
        if any(archive.digest == other.digest for other in archives):
            say(f"{path} holds the same as another file; it is read once")
            continue
        names = {other.name for other in archives}
        number = 2
        name = archive.name
        while name in names:
            name, number = f"{archive.name} ({number})", number + 1
        archives.append(evolve(archive, name=name))
    return archives


def _learn(
    names: tuple[str, ...],
    archives: "list[Archive]",
    base_urls: tuple[str, ...],
    token_urls: tuple[str, ...],
    openapi: Path | None,
) -> "Learned":
    """What the traffic says about the partner that it calls. Raises WrongUse when that is none or several."""
    from signoff_contract.learn import TrafficError, learn as compare

    if len(names) == 1:
        with wrong_use(TrafficError):
            return compare(read_description(names[0], openapi), archives, base_urls, token_urls)
    if base_urls or token_urls:
        raise WrongUse(f"--base-url needs --partner; known: {', '.join(names)}")
    found: list[Learned] = []
    refusals = []
    for name in names:
        try:
            found.append(compare(read_description(name, openapi), archives))
        except TrafficError as error:
            refusals.append(str(error))
    # Our own evidence marks its token calls without a word about whose they are, so calls of an operation go first.
    found = [each for each in found if each.exchanges > each.tokens] or found
    if not found:
        raise WrongUse(refusals[0] if refusals else "there is no description to compare with")
    if len(found) > 1:
        called = ", ".join(f"{each.description.partner} (calls: {each.exchanges})" for each in found)
        raise WrongUse(f"the traffic fits more than one partner: {called}; choose one with --partner")
    say(f"the traffic calls {found[0].description.partner}")
    return found[0]


def _rows(learned: "Learned", openapi: Path | None) -> "tuple[SettledRow, ...]":
    from signoff_contract.description.requirements import load_requirements
    from signoff_contract.learn.settled_rows import settled_rows

    folder = learned.description.path.parent
    if not (folder / "requirements.yaml").is_file():
        return ()
    with wrong_use(DescriptionError):
        rows = load_requirements(learned.description.partner, openapi)
    return settled_rows(learned.description, rows, learned.findings)


def _say_whether_it_holds(learned: "Learned", patch: "Patch") -> None:
    """Lints the description as it would be, so that nobody learns after applying that it does not fit."""
    from signoff_contract.learn.trial_lint import findings_after

    try:
        after = findings_after(learned.description, patch.files)
    except DescriptionError as error:
        raise WrongUse(f"the description could not be read after this patch, so none was written: {error}") from error
    for finding in after:
        say(f"after the patch, `signoff lint` says: {finding.file}:{finding.line}: {finding.rule} {finding.message}")


def _deliver(patch: "Patch", write: Path) -> None:
    if not patch.text:
        say("nothing to write: no finding changes the description by itself")
        return
    if str(write) == "-":
        sys.stdout.write(patch.text)
        sys.stdout.flush()
        return
    beside = write.with_name(f".{write.name}.part")
    try:
        beside.write_bytes(patch.text.encode("utf-8"))
        beside.replace(write)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise WrongUse(f"cannot write {write}: {error.strerror or error}") from error
    say(
        f"patch: {write}; apply it with `git apply {write.name}` in the root of the repository, then `signoff generate`"
    )
