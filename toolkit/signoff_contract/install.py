"""How to install what is missing. Signoff comes from a checkout: its name on a package index is not ours."""


def how_to_install(extra: str) -> str:
    """What to type to get an extra (`contract`, `sigstore`, `timestamp`)."""
    return f"in a checkout of Signoff's sources: pip install '.[{extra}]'"
