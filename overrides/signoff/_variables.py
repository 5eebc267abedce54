"""Settings that are read from environment variables."""

import os
from collections.abc import Iterable, Mapping
from typing import Any

import environ

from signoff.errors import ConfigurationError


def read_variables(kind: type, prefix: str, variables: Mapping[str, str] | None, advice: str) -> Any:
    """What ``kind`` (a class made by :func:`environ.config`) takes from the variables that begin with ``prefix``.

    Without ``variables`` those of this process are read. They are no default of a parameter: ``help()`` would show them.
    Blanks around a value do not count, and an empty one counts as missing.

    :raises ConfigurationError: a variable is missing; it is named, with the advice.
    """
    variables = os.environ if variables is None else variables
    given = {name: value.strip() for name, value in variables.items() if name.startswith(prefix)}
    try:
        return environ.to_config(kind, {name: value for name, value in given.items() if value})
    except environ.MissingEnvValueError as problem:
        raise missing(map(str, problem.args), advice) from None


def missing(names: Iterable[str], advice: str) -> ConfigurationError:
    """The error for variables that are not there."""
    return ConfigurationError(f"missing in the environment: {', '.join(sorted(names))}. {advice}")
