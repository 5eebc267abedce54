"""What is installed, and how to install what is missing. Signoff comes from a checkout: its name on a package index is not ours."""

from functools import cache
from importlib.metadata import version


@cache
def own_version() -> str:
    """The version of Signoff that is installed, looked up once."""
    return version("signoff")


def how_to_install(extra: str) -> str:
    """What to type to get an extra (`contract`, `sigstore`, `timestamp`)."""
    return f"in a checkout of Signoff's sources: pip install '.[{extra}]'"
