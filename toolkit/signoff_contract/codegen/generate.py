"""Generates clients, or checks that the ones on disk are what generation gives."""

import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from attrs import frozen

from signoff_contract.description import (
    Description,
    DescriptionError,
    descriptions_root,
    load,
    partner_folder,
    partners,
)

from .errors import GenerationError
from .manifest import is_current, require_tools
from .run import build
from .settings import Settings, read_settings
from .tree import Drift, compare, digest_tree, recover, swap

SILENTLY_WRONG = "SG2"
"""Prefix of the lint rules about constructs that the generator gets wrong and does not warn about."""


@frozen
class PartnerReport:
    """What became of one partner's client.

    `outcome` is `unchanged`, `written`, or `drift` (only when checking). `drift` are the files that differed from what
    generation gives; when writing they have been replaced.
    """

    partner: str
    package: Path
    outcome: str
    drift: tuple[Drift, ...] = ()


@frozen
class GenerateReport:
    """What became of every client that was asked for."""

    partners: tuple[PartnerReport, ...]

    @property
    def has_drift(self) -> bool:
        """Whether a check found a difference."""
        return any(report.outcome == "drift" for report in self.partners)


def generate(
    partners: Sequence[str] = (),
    root: Path | None = None,
    output: Path | None = None,
    check: bool = False,
    progress: Callable[[str], None] | None = None,
) -> GenerateReport:
    """Bring the clients of `partners` up to date (when empty, of all below `root`), or with `check` only compare them.

    `root` holds the descriptions and `output` the packages; without them the folders of this checkout are
    used. A partner of another distribution needs `output`. A client whose inputs and files are as its manifest says is left alone. A check always
    regenerates, into a temporary folder, and compares byte for byte.

    Raises GenerationError; then the packages that were not yet written are as they were.
    """
    say = progress or (lambda _: None)
    try:
        chosen = tuple(dict.fromkeys(partners)) or _all(descriptions_root(root))
        # The generator works in a folder of its own, where a relative path would name another place.
        targets = {partner: output.absolute() if output else _own_output(partner, root) for partner in chosen}
        one = check_partner if check else write_partner
        return GenerateReport(tuple(one(partner, root, target, say) for partner, target in targets.items()))
    except DescriptionError as error:
        raise GenerationError(str(error)) from error


def check(partner: str, root: Path | None = None, output: Path | None = None) -> list[Drift]:
    """How the client of one partner on disk differs from what generation gives; empty when it does not.

    Raises GenerationError.
    """
    report = generate([partner], root, output, check=True)
    return [drift for one in report.partners for drift in one.drift]


def output_root() -> Path:
    """The folder `generated/` of this checkout. Raises GenerationError outside of a checkout."""
    folder = Path(__file__).resolve().parents[3]
    if not (folder / "openapi").is_dir():
        raise GenerationError("this is an installed copy without a checkout; name the output folder")
    return folder / "generated"


def _own_output(partner: str, root: Path | None) -> Path:
    if partner_folder(partner, root).parent != descriptions_root(root):
        raise GenerationError(f"{partner} comes from another distribution; name the folder for its client: --output")
    return output_root()


def write_partner(partner: str, root: Path | None, output: Path, say: Callable[[str], None]) -> PartnerReport:
    """Generate one client unless it is up to date; the old tree is replaced as a whole or not at all."""
    settings = _settings(partner, root)
    package = output / settings.package
    recover(package)
    if is_current(partner_folder(partner, root), package):
        say(f"{partner}: {package.name} is up to date")
        return PartnerReport(partner, package, "unchanged")
    say(f"{partner}: generating {package.name}")
    try:
        output.mkdir(parents=True, exist_ok=True)
        # Beside the old tree, because a folder can only be renamed within one file system.
        work = Path(tempfile.mkdtemp(prefix=f".{package.name}.", dir=output))
    except OSError as error:
        raise GenerationError(f"cannot write to {output}: {error.strerror or error}") from error
    try:
        new = work / package.name
        _build(partner, root, settings, new)
        changes = compare(digest_tree(new), digest_tree(package))
        swap(new, package)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return PartnerReport(partner, package, "written", changes)


def check_partner(partner: str, root: Path | None, output: Path, say: Callable[[str], None]) -> PartnerReport:
    """Generate one client into a temporary folder and compare it with the one on disk."""
    settings = _settings(partner, root)
    package = output / settings.package
    say(f"{partner}: comparing {package.name} with what generation gives")
    with tempfile.TemporaryDirectory(prefix="signoff-check-") as work:
        new = Path(work, package.name)
        _build(partner, root, settings, new)
        drifts = compare(digest_tree(new), digest_tree(package))
    return PartnerReport(partner, package, "drift" if drifts else "unchanged", drifts)


def _all(folder: Path) -> tuple[str, ...]:
    found = partners(folder)
    if not found:
        raise GenerationError(f"there is no description in {folder}")
    return found


def _settings(partner: str, root: Path | None) -> Settings:
    return read_settings(partner_folder(partner, root), partner)


def _build(partner: str, root: Path | None, settings: Settings, new: Path) -> None:
    require_tools()
    description = load(partner, root)
    _refuse_hazards(description)
    build(description, settings, new)


def _refuse_hazards(description: Description) -> None:
    """Constructs that the generator gets wrong without a word would otherwise become a client."""
    from signoff_contract.description.lint import RULES, lint

    silent = tuple(rule for rule in RULES if rule.id.startswith(SILENTLY_WRONG))
    findings = lint(description, silent)
    if findings:
        lines = (f"{one.file}:{one.line}: {one.rule} {one.message}. {one.hint}" for one in findings)
        raise GenerationError("the generator would write wrong code without a word:\n" + "\n".join(lines))
