"""What can be wrong with recorded traffic."""


class TrafficError(Exception):
    """The traffic cannot be read, or none of it is the partner's; the message says what to do next."""
