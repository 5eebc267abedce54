"""`environment.json`: by whom, with what, and from which state of the sources, a run was made."""

import hashlib
import ipaddress
import json
import platform
import re
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import asdict, field, frozen

from signoff.runtime import SystemClock
from signoff_contract.codegen.manifest import MANIFEST
from signoff_contract.codegen.tree import digest_of, digest_tree
from signoff_contract.evidence.record.canonical import pretty

from .checkout import read_changes
from .git import ask_git
from .installed import Installed, read_installed

if TYPE_CHECKING:
    from signoff_contract.suite.model import RunRecord
    from signoff_contract.suite.target import Target

LOCKS = ("requirements.lock", "uv.lock", "poetry.lock")
"""Names under which a lock file is found at the root of a checkout, the first that is there."""

_TOOLS = ("signoff", "attrs", "httpx2", "jinja2", "jsonschema-rs", "pyrate-limiter")
_PACKAGES = ("signoff", "signoff_contract", "signoff_partners")
_LONGEST = 200


class StatedError(ValueError):
    """Something that was said about the sender cannot be written as it is; the message says what to change."""


@frozen
class Lock:
    """A lock file: its name without the folder, and the SHA-256 of its bytes."""

    name: str
    digest: str


@frozen
class Client:
    """The generated client that made the calls.

    `digest` is the SHA-256 of its manifest; `as_generated` says whether its files are those that the manifest lists.
    """

    package: str
    digest: str
    as_generated: bool


@frozen
class Tool:
    """The installed Signoff: its version, and one SHA-256 over the files of its packages."""

    version: str
    digest: str


@frozen
class Application:
    """The sender's own application, as the sender calls it."""

    name: str
    version: str | None = None


@frozen
class Stated:
    """What only the sender can say. Nothing is guessed from the machine: what is not stated is None.

    `source_address` is the address that the partner will find in its logs, or a network of such addresses.
    """

    organisation: str | None = None
    operator: str | None = None
    application: Application | None = None
    source_address: str | None = None


@frozen
class Environment:
    """What a reader needs to know who ran this, and to run it again. No user name, no host name of ours, no path.

    `requests_per_minute` is the pace that the client kept, None without a limit; `commit` and `dirty` (changed files
    that are under version control, or modules that are not) are None outside a git checkout; `lock` and `client` are None when there is none.
    """

    target: str
    host: str
    python: str
    system: str
    seed: int
    requests_per_minute: int | None
    clock: str
    commit: str | None = None
    dirty: bool | None = None
    tools: dict[str, str] = field(factory=dict)
    organisation: str | None = None
    operator: str | None = None
    application: Application | None = None
    source_address: str | None = None
    lock: Lock | None = None
    client: Client | None = None
    signoff: Tool | None = None
    installed: Installed | None = None


def environment(
    target: "Target",
    record: "RunRecord",
    checkout: Path | None = None,
    *,
    stated: Stated | None = None,
    lock: Lock | None = None,
) -> Environment:
    """The environment of a run that was just made.

    `checkout` is the folder asked for its commit and its lock file (default: here); `lock` goes before the one there.
    """
    folder = checkout or Path.cwd()
    commit, dirty = read_commit(folder)
    said = stated or Stated()
    return Environment(
        target=record.target,
        host=record.host,
        python=f"{platform.python_implementation()} {platform.python_version()}",
        system=f"{platform.system()} {platform.machine()}",
        seed=record.seed,
        requests_per_minute=record.requests_per_minute,
        clock="system" if isinstance(target.clock, SystemClock) else "injected",
        commit=commit,
        dirty=dirty,
        tools={name: found for name in _TOOLS if (found := _version(name)) is not None},
        organisation=said.organisation,
        operator=said.operator,
        application=said.application,
        source_address=said.source_address,
        lock=lock or find_lock(folder),
        client=read_client(record.partner),
        signoff=read_tool(),
        installed=read_installed(),
    )


def render_environment(environment: Environment) -> str:
    """The text of `environment.json`."""
    values: dict[str, Any] = asdict(environment)
    if environment.installed is None:
        # Nobody looked, which is something else than that there was nothing.
        del values["installed"]
    return pretty(values).decode()


def state(
    organisation: str | None = None,
    operator: str | None = None,
    application: str | None = None,
    source_address: str | None = None,
) -> Stated:
    """What the sender says, checked: empty texts count as not said; `application` is `NAME` or `NAME/VERSION`.

    Raises StatedError.
    """
    named = _line("the application", application)
    name, _, number = (named or "").partition("/")
    if named and not name.strip():
        raise StatedError("the application has no name before its slash; say NAME/VERSION, shop/2.3 for example")
    return Stated(
        organisation=_line("the organisation", organisation),
        operator=_line("the operator", operator),
        application=Application(name.strip(), number.strip() or None) if named else None,
        source_address=_address(_line("the source address", source_address)),
    )


def _line(what: str, text: str | None) -> str | None:
    text = (text or "").strip()
    if not text.isprintable() or len(text) > _LONGEST:
        raise StatedError(f"{what} must be one line of at most {_LONGEST} printable characters")
    return text or None


def _address(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        found = ipaddress.ip_network(text)
    except ValueError:
        raise StatedError(
            f"{text} is no IP address and no network of such; say the one that the partner sees, 203.0.113.7 or "
            "203.0.113.0/28 for example"
        ) from None
    return text if "/" in text else str(found.network_address)


def read_lock(path: Path) -> Lock:
    """A lock file as evidence names it. Raises StatedError when it cannot be read."""
    try:
        return Lock(path.name, hashlib.sha256(path.read_bytes()).hexdigest())
    except OSError as error:
        raise StatedError(
            f"the lock file {path} cannot be read: {error.strerror}. Give the file that fixes the versions of what "
            "your application is built from (--lock FILE), or leave it out."
        ) from error


def find_lock(folder: Path) -> Lock | None:
    """The lock file at the root of the checkout that `folder` is in, or in `folder` itself; None without one."""
    path = lock_file(folder)
    return None if path is None else read_lock(path)


def lock_file(folder: Path) -> Path | None:
    """Where that lock file lies; None without one."""
    root = ask_git(folder, "rev-parse", "--show-toplevel")
    top = folder if root is None else Path(root.removesuffix("\n"))
    return next((top / name for name in LOCKS if (top / name).is_file()), None)


def read_client(partner: str) -> Client | None:
    """The generated client of a partner as it is installed; None when there is none."""
    spec = find_spec(f"{partner}_client") if partner.isidentifier() else None
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(next(iter(spec.submodule_search_locations)))
    try:
        text = (folder / MANIFEST).read_bytes()
        manifest = json.loads(text)
    except (OSError, ValueError):
        return None
    found = digest_tree(folder)
    found.pop(MANIFEST, None)
    return Client(spec.name, hashlib.sha256(text).hexdigest(), bool(found == manifest.get("files")))


def read_tool() -> Tool | None:
    """The installed Signoff; None when it runs without being installed."""
    number = _version("signoff")
    if number is None:
        return None
    digests: dict[str, str] = {}
    for name in _PACKAGES:
        spec = find_spec(name)
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            digests.update({f"{name}/{path}": digest for path, digest in digest_tree(Path(folder)).items()})
    return Tool(number, digest_of({path: digest for path, digest in digests.items() if _is_tool(path)}))


def _is_tool(path: str) -> bool:
    """Whether a file is the same in a checkout and in a wheel: descriptions lie in one of them only, and tests do.

    The descriptions have digests of their own.
    """
    return "_openapi/" not in path and not path.rpartition("/")[2].startswith("test_")


def read_commit(folder: Path) -> tuple[str | None, bool | None]:
    """The commit that a folder's checkout stands at, and whether what could be imported differs; None if unknown."""
    commit = ask_git(folder, "rev-parse", "--verify", "HEAD")
    if commit is None:
        return None, None
    changes = read_changes(folder)
    return commit.strip(), None if changes is None else bool(changes)


def is_earlier(folder: Path, commit: str) -> bool:
    """Whether a commit lies in the history of the one that a folder's checkout stands at; also no when git cannot say."""
    # What comes out of evidence must not be taken for an option.
    if re.fullmatch(r"[0-9a-f]{40}|[0-9a-f]{64}", commit) is None:
        return False
    return ask_git(folder, "merge-base", "--is-ancestor", commit, "HEAD") is not None


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
