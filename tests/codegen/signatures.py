"""Signatures of facades in a short form."""

import inspect
import re
from typing import Any


def methods(resources: Any) -> dict[str, Any]:
    """The methods of all resources of a facade, as `resource.method`."""
    return {
        f"{name}.{method}": function
        for name, resource in vars(resources).items()
        for method, function in inspect.getmembers(resource, inspect.ismethod)
        if not method.startswith("_")
    }


def shorten(function: Any) -> str:
    """A signature in one line: a star for what must be named, a question mark for what may be left out."""
    signature = inspect.signature(function)
    parts = []
    for name, parameter in signature.parameters.items():
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY:
            parts.append(f"*{name}{'' if parameter.default is inspect.Parameter.empty else '?'}")
        else:
            parts.append(f"{name}: {str(parameter.annotation).replace('models.', '')}")
    assert parts.pop() == "*options?"
    returns = re.sub(r"\b(builtins|models)\.", "", str(signature.return_annotation))
    return f"{', '.join(parts)} -> {returns}"
