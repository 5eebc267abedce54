"""What can go wrong while a client is generated."""


class GenerationError(Exception):
    """A client cannot be generated; the message says why and what to do next. Nothing was changed on disk."""
