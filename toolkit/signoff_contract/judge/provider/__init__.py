"""Does the API do what its description and its documents say? Each function starts a judge of its answers.

Only what the API itself answered is judged: a gateway's page is nobody's promise.
"""

from .described import (
    bodies_valid,
    body_for,
    content_type_described,
    no_server_error,
    required_headers,
    status_described,
)
from .leaks import credentials_not_repeated, inside_not_shown, nothing_leaked
from .tokens import token_accepted, token_media_type
from .traces import error_repeats_trace_id, trace_ids_unique, trace_on_every_response

__all__ = [
    "bodies_valid",
    "body_for",
    "content_type_described",
    "credentials_not_repeated",
    "error_repeats_trace_id",
    "inside_not_shown",
    "no_server_error",
    "nothing_leaked",
    "required_headers",
    "status_described",
    "token_accepted",
    "token_media_type",
    "trace_ids_unique",
    "trace_on_every_response",
]
