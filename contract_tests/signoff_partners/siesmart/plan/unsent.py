"""The members that may be written and that the plan does not send, with the reason; a test holds the list complete."""

from collections.abc import Mapping
from typing import Final

_ALTERNATIVE: Final = "a proposal has a customer of a register or one entered by hand; the other story sends the other"
_MAIL: Final = "a mail would reach somebody; the plan sends one that has to be refused for want of a version"

UNSENT: Final[Mapping[str, str]] = {
    "Address.id": "the server's own number of an address; none is known that could be sent",
    "CalculationSheet.paymentPerMonth": "the result of a calculation, which works it out from the rest",
    "CustomerSet.customer": _ALTERNATIVE,
    "ProposalCreate.customerManual": _ALTERNATIVE,
    "DocumentMail.recipients": _MAIL,
    "DocumentMail.subject": _MAIL,
    "DocumentMail.message": _MAIL,
}
"""By the name of the schema and the member in it."""
