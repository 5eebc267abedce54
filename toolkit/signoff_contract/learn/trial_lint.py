"""A patch tried out on a copy, before anyone applies it."""

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from attrs import evolve

from signoff_contract.description import Description, load_file
from signoff_contract.description.lint import Finding, lint


def findings_after(description: Description, files: Mapping[Path, str]) -> list[Finding]:
    """What the lint finds in the edited description and does not find today.

    Raises DescriptionError when the edited description cannot be read.
    """
    folder = description.path.resolve().parent
    known = {(finding.rule, finding.message) for finding in lint(description)}
    with tempfile.TemporaryDirectory(prefix="signoff-learn-") as scratch:
        root = Path(scratch)
        shutil.copytree(folder, root / folder.name)
        for path, text in files.items():
            (root / folder.name / path.resolve().relative_to(folder)).write_text(text, encoding="utf-8", newline="")
        found = lint(load_file(root / folder.name / description.path.name, description.partner))
    return [
        evolve(finding, file=Path(finding.file).name)
        for finding in found
        if (finding.rule, finding.message) not in known
    ]
