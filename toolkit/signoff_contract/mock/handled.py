"""What the engine has to know about a partner without versions: one function for each operation, nothing else."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from threading import RLock
from typing import Any
from urllib.parse import urlsplit

from attrs import define, field

from signoff_contract.description import Description, Operation

from .engine import Call, Reply, Target
from .http import Refusal
from .tokens import READ, WRITE, Client

Handler = Callable[[Call], Reply]


@define
class HandledApi:
    """The Api of a partner whose operations are carried out by `handlers`, by operation id.

    `error_body` gives the body of a refusal, from the refusal and the identifier of the request. `lock` is held while a
    handler runs.

    Raises ValueError when an operation of the description has no handler.
    """

    description: Description
    handlers: Mapping[str, Handler]
    error_body: Callable[[Refusal, str], Mapping[str, Any]]
    lock: AbstractContextManager[Any] = field(factory=RLock, repr=False)

    def __attrs_post_init__(self) -> None:
        if missing := sorted({operation.id for operation in self.description} - self.handlers.keys()):
            raise ValueError(f"the description has operations that this mock does not serve: {', '.join(missing)}")

    @property
    def base_path(self) -> str:
        """The path of the server address, without a slash at its end."""
        return urlsplit(self.description.servers[0]).path.rstrip("/")

    def resolve_alias(self, method: str, path: str) -> str:  # noqa: ARG002 - every path has one name
        """The path itself."""
        return path

    def right(self, operation: Operation) -> str:
        """READ for what is only read, WRITE for the rest."""
        return READ if operation.method == "GET" else WRITE

    def locate(self, client: Client, path: Mapping[str, Any]) -> Target | None:  # noqa: ARG002 - handlers look it up
        """Nothing: there are no versions to compare, and the handlers look up what the path names."""
        return None

    def handle(self, call: Call) -> Reply:
        """Carry the call out by the function of its operation."""
        return self.handlers[call.operation.id](call)

    def error(self, refusal: Refusal, trace_id: str) -> Mapping[str, Any]:
        """The body of a refusal."""
        return self.error_body(refusal, trace_id)
