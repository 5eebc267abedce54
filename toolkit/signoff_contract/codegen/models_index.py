"""Makes the index of the models lazy (PEP 562).

As generated, `models/__init__.py` imports every model, so importing one endpoint loads them all. Type checkers still
see plain imports.
"""

import ast
from pathlib import Path

from .errors import GenerationError

_INDEX = '''"""Contains all the data models used in inputs/outputs; each is loaded when it is first asked for."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
{imports}
else:
    _MODULES = {{
{modules}
    }}

    def __getattr__(name: str) -> Any:
        module = _MODULES.get(name)
        if module is None:
            raise AttributeError(f"module {{__name__!r}} has no attribute {{name!r}}")
        from importlib import import_module

        value = getattr(import_module(f".{{module}}", __name__), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted({{*globals(), *_MODULES}})


__all__ = (
{names}
)
'''


def write_lazy_index(package: Path) -> None:
    """Replace the index of the models in a freshly generated package.

    Raises GenerationError when the index does not look like the pinned generator's.
    """
    path = package / "models" / "__init__.py"
    models = _models(path)
    if not models:
        return
    path.write_text(
        _INDEX.format(
            imports="\n".join(f"    from .{module} import {name} as {name}" for name, module in models.items()),
            modules="\n".join(f'        "{name}": "{module}",' for name, module in models.items()),
            names="\n".join(f'    "{name}",' for name in models),
        ),
        "utf-8",
    )


def _models(path: Path) -> dict[str, str]:
    """The module of each model, by class name."""
    if not path.is_file():
        raise GenerationError(f"the generator wrote no {path.name} of models; is it the pinned version?")
    found: dict[str, str] = {}
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.ImportFrom) and node.level == 1 and node.module:
            found.update({name.name: node.module for name in node.names})
    return dict(sorted(found.items()))
