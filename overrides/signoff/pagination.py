"""Lists as iterators: objects one by one, or page by page.

::

    for invoice in smartbusiness.iterate(smartbusiness.invoices.list, sort="-date", limit=200):
        ...
    async for page in smartbusiness.iterate(smartbusiness.payments.list, 410000001).pages():
        page.items, page.total, page.trace_id

How the next page is found is the partner's: a :class:`Walk`. Here stands SmartBusiness's (lists), where a page names the
next one; the end is where it names none. One page is held at a time.
"""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from typing import Any, Generic, Protocol, TypeVar
from urllib.parse import parse_qs

import httpx2
from attrs import field, frozen

from signoff._pipeline.call import origin
from signoff.errors import SignoffError
from signoff.versions import Result

__all__ = ["AsyncItems", "Items", "Page", "PaginationError", "Walk"]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class PaginationError(SignoffError):
    """A page names a next one that cannot be right. ``trace_id`` is the page's."""

    def __init__(self, message: str, *, trace_id: str | None) -> None:
        super().__init__(message)
        self.trace_id = trace_id


class ListBody(Protocol[T_co]):
    """What every generated list model has."""

    @property
    def items(self) -> Sequence[T_co]:
        """The objects of the page."""
        ...

    @property
    def pagination(self) -> Any:
        """Where the page stands."""
        ...


@frozen(repr=False)
class Page(Generic[T]):
    """One page. ``number``, ``pages`` and ``total`` are the partner's counts, which may change between pages;
    ``offset`` is the index of its first object, ``next_offset`` the position of the next page."""

    items: Sequence[T]
    offset: int
    number: int | None
    pages: int | None
    total: int | None
    trace_id: str | None
    next_offset: int | None = field(default=None)

    def __repr__(self) -> str:
        return (
            f"<Page {self.number} of {self.pages}, {len(self.items)} of {self.total} objects, "
            f"trace id {self.trace_id or 'none'}>"
        )


class Walk(Protocol[T]):
    """How a partner's list goes on. A position says which page: None for the first one as the caller asked for it, then
    what the page before gave as ``next_offset``."""

    def ask(self, position: int | None) -> Any:
        """Call for the page at a position: a result, or what a result is awaited from."""
        ...

    def read(self, result: Any, position: int | None) -> Page[T]:
        """The page in a result. ``next_offset`` is None where it is the last.

        :raises PaginationError: the page cannot be one of this list.
        """
        ...


class OffsetWalk(Generic[T]):
    """A list whose pages name the next one by its offset (SmartBusiness, lists)."""

    def __init__(
        self, base_url: httpx2.URL, call: Callable[..., Any], arguments: tuple[Any, ...], options: dict[str, Any]
    ) -> None:
        self._base = base_url
        self._call = call
        self._arguments = arguments
        self._options = options
        self._first_offset: int = options.get("offset") or 0

    def ask(self, position: int | None) -> Any:
        """Call for the page at an offset; for the first one as the caller said."""
        changed = {} if position is None else {"offset": position}
        return self._call(*self._arguments, **{**self._options, **changed})

    def read(self, result: Result[ListBody[T]], position: int | None) -> Page[T]:
        """The page in an answer."""
        at = self._first_offset if position is None else position
        body = result.value
        standing = body.pagination
        following = getattr(standing, "next_", None)
        next_offset = None
        if isinstance(following, str):
            next_offset = self._follow(following, at, result.trace_id)
            if not body.items and not leaves_out(self._options):
                raise wrong_page("is empty and names a next one all the same", result.trace_id)
        elif following is not None and type(following).__name__ != "Unset":
            raise wrong_page("names a next one that is no address", result.trace_id)
        return Page(
            items=body.items,
            offset=at,
            number=read_count(standing, "page"),
            pages=read_count(standing, "pages"),
            total=read_count(standing, "total"),
            trace_id=result.trace_id,
            next_offset=next_offset,
        )

    def _follow(self, address: str, offset: int, trace_id: str | None) -> int:
        """The offset in the address of the next page. The address itself is not called: the options stay the caller's,
        and the token goes nowhere else."""
        try:
            url = httpx2.URL(address)
            given = parse_qs(url.query.decode("ascii"), max_num_fields=50).get("offset", [])
        except (httpx2.InvalidURL, ValueError, TypeError):
            raise wrong_page("names a next one that is no address", trace_id) from None
        base = self._base.path.rstrip("/") + "/"
        if origin(url) != origin(self._base) or not url.path.startswith(base):
            raise wrong_page(f"names a next one elsewhere than {self._base.netloc.decode('ascii')}{base}", trace_id)
        if len(given) != 1 or not given[0].isascii() or not given[0].isdigit() or len(given[0]) > 12:
            raise wrong_page("names a next one without a usable offset", trace_id)
        found = int(given[0])
        if found <= offset:
            raise wrong_page(f"names a next one that does not advance (offset {found} after {offset})", trace_id)
        return found


class Items(Generic[T]):
    """The objects of a list, asked for as they are needed. Every ``for`` begins anew.

    :raises SignoffError: while iterating, as the list's own method raises it.
    :raises PaginationError: while iterating, when a page names a next one that does not advance or is elsewhere.
    """

    def __init__(self, walk: Walk[T]) -> None:
        self._walk = walk

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from page.items

    def pages(self) -> Iterator[Page[T]]:
        """The same page by page, with counts and the trace id of each."""
        offset: int | None = None
        while True:
            page = self._walk.read(self._walk.ask(offset), offset)
            offset = page.next_offset
            yield page
            if offset is None:
                return
            del page


class AsyncItems(Generic[T]):
    """The same as :class:`Items`, for ``async for``."""

    def __init__(self, walk: Walk[T]) -> None:
        self._walk = walk

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.pages():
            for item in page.items:
                yield item

    async def pages(self) -> AsyncIterator[Page[T]]:
        """The same page by page, with counts and the trace id of each."""
        offset: int | None = None
        while True:
            page = self._walk.read(await self._walk.ask(offset), offset)
            offset = page.next_offset
            yield page
            if offset is None:
                return
            del page


def leaves_out(options: Mapping[str, Any]) -> bool:
    """Whether records that cannot be read are left out of the pages, so that a page may hold fewer than it should."""
    return getattr(options.get("options"), "unreadable", None) is not None


def read_count(standing: object, name: str) -> int | None:
    """A partner's count, None when it is no whole number."""
    found = getattr(standing, name, None)
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def wrong_page(what: str, trace_id: str | None) -> PaginationError:
    """The error for a page that cannot be right; ``what`` goes on after "a page of the list"."""
    trace = f"trace id {trace_id}" if trace_id else "no trace id received"
    return PaginationError(
        f"a page of the list {what} [{trace}]. The objects so far are complete; report the rest to the partner.",
        trace_id=trace_id,
    )
