"""Texts out of answers and evidence, made fit for a terminal."""


def printable(text: str) -> str:
    """`text` on one line and without control characters, which a partner could steer a terminal with."""
    return "".join(sign if sign.isprintable() else " " for sign in text)
