"""The members that may be written and that the plan does not send, with the reason; a test holds the list complete."""

from collections.abc import Mapping
from typing import Final

_FIELDS: Final = "fields of an account's own; no call lists them"
_LINK: Final = "a way of paying that the account must have agreed on with a provider"
_REACHES: Final = "only with an action that sends a mail or a letter to somebody by itself"

UNSENT: Final[Mapping[str, str]] = {
    "BankAccountUpdate.default": "would take the default from an account of the company that the plan has not made",
    "CustomFieldsInput.custom_fields": _FIELDS,
    "CustomFieldInput.key": _FIELDS,
    "CustomFieldInput.value": _FIELDS,
    "DocumentFields.number": "a number of ours could be one that the company's own numbering comes to",
    "InvoiceFields.isr_id": "settings of payment slips are the company's; without one named the server takes its own",
    "InvoiceFields.payment_link_paypal": _LINK,
    "InvoiceFields.payment_link_payrexx": _LINK,
    "InvoiceFields.payment_link_postfinance": _LINK,
    "InvoiceFields.payment_link_smartcommerce": _LINK,
    "InvoiceSendByEmail.receipt": "an invoice is mailed once, and as an invoice",
    "InvoiceWorkflowInput.contact_email": _REACHES,
    "InvoiceWorkflowInput.speed": _REACHES,
    "PaperFields.contact_prepage_address_id": "a cover page's address is one of the contact's, of which there is a second "
    "only after the first papers",
    "PaperFields.layout_id": "a layout of the web application; no call lists them",
    "PaperFields.signature_id": "a signature of the web application; no call lists them",
    "SendByEmail.from": "which senders an account has is set up in the web application",
    "WorkingHoursUpdate.user_id": "hours of somebody else would be booked on a person who does not know",
}
"""By the name of the schema and the member in it."""
