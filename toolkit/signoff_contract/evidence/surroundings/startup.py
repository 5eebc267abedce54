"""What Python runs before anything of a program does: hooks that are not part of any distribution.

`sitecustomize`, `usercustomize` and the `import` lines of `.pth` files run in every process of an interpreter and could
change any module that is as it was installed.
"""

import site
import sysconfig
from collections.abc import Collection, Iterator
from importlib.machinery import all_suffixes
from importlib.util import find_spec
from pathlib import Path

_HOOKS = ("sitecustomize", "usercustomize")
# virtualenv and uv lay it beside the distributions of every environment that they make.
_OF_VIRTUALENV = "_virtualenv.pth"
_STANDARD = Path(sysconfig.get_paths()["stdlib"])


def read_hooks(owned: Collection[Path], places: Collection[Path] | None = None) -> Iterator[str]:
    """What runs at the start, in words; `owned` are the files of distributions, which were held against their lists.

    A `sitecustomize` beside the standard library belongs to the interpreter, as some systems deliver it.
    """
    for name in _HOOKS:
        try:
            spec = find_spec(name)
        except (ImportError, ValueError):
            continue
        if spec is None or not spec.origin or not spec.origin.endswith(tuple(all_suffixes())):
            continue
        origin = Path(spec.origin)
        if origin not in owned and origin.parent != _STANDARD:
            yield f"{name} runs at every start, and no distribution has it"
    for folder in sorted(_places() if places is None else places):
        for path in sorted(folder.glob("*.pth")):
            if path not in owned and path.name != _OF_VIRTUALENV and _imports(path):
                yield f"{path.name} runs code at every start, and no distribution has it"


def _places() -> set[Path]:
    found = {Path(sysconfig.get_paths()[name]) for name in ("purelib", "platlib")}
    if site.ENABLE_USER_SITE:
        found.add(Path(site.getusersitepackages()))
    return found


def _imports(path: Path) -> bool:
    """Whether a file of paths has a line that `site` runs."""
    try:
        lines = path.read_bytes().decode("utf-8-sig", "replace").splitlines()
    except OSError:
        return True
    return any(line.startswith(("import ", "import\t")) for line in lines)
