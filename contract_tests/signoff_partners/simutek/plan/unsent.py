"""The members that may be written and that the plan does not send, with the reason; a test holds the list complete."""

from collections.abc import Mapping
from typing import Final

UNSENT: Final[Mapping[str, str]] = {
    "Contact.mobile": "the order that is sent is the description's example, whose people have one telephone number",
}
"""By the name of the schema and the member in it."""
