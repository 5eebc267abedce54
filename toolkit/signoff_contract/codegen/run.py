"""Runs the generator on the view of a description, and then our own steps on what it wrote."""

import ast
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from signoff_contract.description import Description
from signoff_contract.install import how_to_install

from .endpoints import Endpoint, read_endpoints
from .errors import GenerationError
from .facade import WIDTH, write_facade
from .manifest import MANIFEST, describe, manifest_text
from .models_index import write_lazy_index
from .settings import Settings
from .shape import refuse_strange
from .values import share_values
from .view import derive_view, view_text

COMMA_SEPARATED = "comma-separated"
"""Value of the extension `x-form` of a text that holds several values."""

_HTTPX2 = "import httpx2 as httpx"
_MENTIONS_HTTPX = re.compile(r"\bimport\b.*\bhttpx\b|\bfrom\b.*\bhttpx\b")
_ADDRESS = re.compile(r"\bat 0x[0-9a-fA-F]+")
_TIMEOUT = 300.0

# The only variables that the tools see: enough to start, nothing that could change what they write.
_KEPT = (
    "HOME",
    "LD_LIBRARY_PATH",
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONPATH",
    "SYSTEMROOT",
    "TEMP",
    "TMP",
    "TMPDIR",
    "USERPROFILE",
    "VIRTUAL_ENV",
)


def build(description: Description, settings: Settings, package: Path) -> None:
    """Write the client of a description into the folder `package`, which must not exist yet.

    Raises GenerationError when the generator fails or warns, or when its output is not usable.
    """
    view = view_text(derive_view(description, settings.content_types))
    with tempfile.TemporaryDirectory(prefix="signoff-codegen-") as work:
        folder = Path(work)
        # JSON, because the generator reads it faster than YAML.
        (folder / "view.json").write_text(view, "utf-8")
        config = {**settings.generator, "post_hooks": []}
        (folder / "config.json").write_text(json.dumps(config), "utf-8")
        _generate(folder, package)
    _use_httpx2(package)
    share_values(package)
    write_lazy_index(package)
    endpoints = read_endpoints(description, package)
    _keep_commas(description, endpoints, package)
    write_facade(description, endpoints, settings, package)
    (package / "py.typed").write_text("", "utf-8")
    _format(package)
    _refuse_broken(package)
    refuse_strange(package)
    manifest = describe(description, description.path.parent, view, package)
    (package / MANIFEST).write_text(manifest_text(manifest), "utf-8")


def _generate(folder: Path, package: Path) -> None:
    arguments = ["generate", "--path", str(folder / "view.json"), "--config", str(folder / "config.json")]
    arguments += ["--meta", "none", "--fail-on-warning", "--overwrite", "--output-path", str(package)]
    done = _python(["openapi_python_client", *arguments], folder)
    if done.returncode:
        said = masked(done.stderr or done.stdout)
        if "No module named" in said:
            last = said.splitlines()[-1]
            raise GenerationError(f"the generator does not start ({last}); install it {how_to_install('contract')}")
        raise GenerationError(f"the generator refused the description; change it until no warning is left:\n{said}")


def _python(arguments: Sequence[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    # -P keeps the working folder off the path: nothing written there can be imported by a tool.
    command = [sys.executable, "-P", "-m", *arguments]
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    environment |= {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "NO_COLOR": "1",
        "COLUMNS": "200",
    }
    try:
        return subprocess.run(
            command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", timeout=_TIMEOUT, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise GenerationError(f"{arguments[0]} did not finish within {_TIMEOUT:g} seconds") from error


def masked(text: str) -> str:
    """Tool output without memory addresses, which differ from run to run."""
    return _ADDRESS.sub("at 0x...", text).strip()


def _use_httpx2(package: Path) -> None:
    """The generator imports httpx; httpx2 is its maintained continuation under the same interface."""
    for path in package.rglob("*.py"):
        text = path.read_text("utf-8")
        changed = re.sub(r"^import httpx$", _HTTPX2, text, flags=re.MULTILINE)
        if changed != text:
            path.write_text(changed, "utf-8")


def _keep_commas(description: Description, endpoints: Sequence[Endpoint], package: Path) -> None:
    """A path segment that lists several values has plain commas between them; the generator would encode them."""
    for endpoint in endpoints:
        path = package / "api" / endpoint.folder / f"{endpoint.module}.py"
        for argument in endpoint.arguments:
            parameter = argument.parameter
            if parameter is None or parameter.location != "path":
                continue
            if description.deref(parameter.schema).get("x-form") != COMMA_SEPARATED:
                continue
            text = path.read_text("utf-8")
            encoded = f'quote(str({argument.name}), safe="")'
            if encoded not in text:
                raise GenerationError(f"{path.name} does not encode {argument.name}; is the generator another one?")
            path.write_text(text.replace(encoded, f'quote(str({argument.name}), safe=",")'), "utf-8")


def _format(package: Path) -> None:
    # Named rules and no project settings: the formatter's defaults change what is written between versions.
    common = ["--isolated", "--no-cache", "--target-version", "py311", "--line-length", str(WIDTH)]
    for command in (
        ["check", *common, "--select", "F401,F811,I", "--fix-only"],
        ["format", *common],
    ):
        done = _python(["ruff", *command, "."], package)
        if done.returncode:
            raise GenerationError(f"ruff {command[0]} failed:\n{masked(done.stderr or done.stdout)}")


def _refuse_broken(package: Path) -> None:
    """Names that are used without being bound, and imports of the unmaintained library, fail generation."""
    done = _python(["ruff", "check", "--isolated", "--no-cache", "--select", "F821,E9", "."], package)
    if done.returncode:
        raise GenerationError(f"the generator wrote code that cannot run:\n{masked(done.stdout or done.stderr)}")
    for path in sorted(package.rglob("*.py")):
        text = path.read_text("utf-8").replace(_HTTPX2, "pass")
        # Parsing hundreds of files costs half a second, and none of them is expected to say so.
        for node in ast.walk(ast.parse(text)) if _MENTIONS_HTTPX.search(text) else ():
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            if any(name.split(".")[0] == "httpx" for name in names):
                raise GenerationError(f"{path.relative_to(package)} still imports httpx; is the generator another one?")
