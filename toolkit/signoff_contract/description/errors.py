"""What can be wrong with a description before any rule is applied to it."""


class DescriptionError(Exception):
    """A description cannot be read; the message names file, line and what to do next."""
