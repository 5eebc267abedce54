"""Documents straight into files, without holding them in memory."""

import os
from collections.abc import Awaitable, Callable, Coroutine
from inspect import isawaitable
from pathlib import Path
from typing import Any, ParamSpec, overload

from attrs import evolve

from signoff._calls import CallOptions
from signoff._files import LARGEST_FILE, FileTarget
from signoff._pipeline.settings import check_count, check_kind
from signoff.errors import ConfigurationError
from signoff.versions import Result

__all__ = ["Download", "download"]

P = ParamSpec("P")


class Download:
    """A download to one file; made by :func:`download`, called with the document's own arguments."""

    def __init__(self, path: str | os.PathLike[str], limit: int | None) -> None:
        if limit is not None:
            check_count("limit", limit, 1, LARGEST_FILE)
        check_kind("path", path, str, os.PathLike)
        if not os.fspath(path):
            raise ConfigurationError("path must not be empty: give the name of a file")
        self.target = FileTarget(Path(path), LARGEST_FILE if limit is None else limit)

    @overload
    def of(self, call: Callable[P, Result[bytes]], *args: P.args, **kwargs: P.kwargs) -> Result[Path]: ...
    @overload
    def of(
        self, call: Callable[P, Awaitable[Result[bytes]]], *args: P.args, **kwargs: P.kwargs
    ) -> Coroutine[Any, Any, Result[Path]]: ...
    def of(self, call: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Make the call and have its document written.

        The file is complete or not there at all: it is written beside and renamed, and replaces one of the same name,
        whose permissions it takes over. A new one gets those that the umask leaves; a link stays, and the file behind it
        is replaced; ``~`` stands for the home directory.

        :param call: a method that answers a document, such as ``smartbusiness.invoices.get_pdf``.
        :raises SignoffError: as the method raises it; ``UnexpectedResponse`` when the document is longer than the
            limit.
        :raises OSError: the file cannot be written.
        """
        options = kwargs.get("options") or CallOptions()
        if not isinstance(options, CallOptions):
            raise ConfigurationError(f"options must be CallOptions, not {type(options).__name__}")
        answer = call(*args, **{**kwargs, "options": evolve(options, into=self.target)})
        return self._await(answer) if isawaitable(answer) else self._result(answer)

    async def _await(self, answer: Awaitable[Result[bytes]]) -> Result[Path]:
        return self._result(await answer)

    def _result(self, answer: Result[bytes]) -> Result[Path]:
        return Result(
            value=self.target.path.expanduser(), trace_id=answer.trace_id, status=answer.status, headers=answer.headers
        )


def download(path: str | os.PathLike[str], *, limit: int | None = None) -> Download:
    """A document into a file: ``download("1000.pdf").of(smartbusiness.invoices.get_pdf, 410000001)``.

    It works for every method that answers a document, and is awaited where the method is.

    :param limit: the most bytes that are taken; what is longer is an error and leaves no file.
    """
    return Download(path, limit)
