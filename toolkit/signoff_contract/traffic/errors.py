"""What can be wrong with recorded traffic."""


class LearnError(Exception):
    """The traffic cannot be read, or says nothing about the partner; the message says what to do next."""
