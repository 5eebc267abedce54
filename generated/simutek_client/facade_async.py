"""Simutek GKS API: resources and their operations, awaited.

Made from the description by `signoff generate`. Change the description, not this file.
"""

from __future__ import annotations

from signoff._calls import AsyncCaller, CallOptions, Operation, arguments_of
from signoff.versions import Result

from . import models
from .types import UNSET

__all__ = [
    "AsyncCustomersResource",
    "AsyncSalesOrdersResource",
    "AsyncSimutekResources",
]

_CUSTOMERS_LIST = Operation(
    id="customers_list",
    method="GET",
    path="/customers",
    statuses=frozenset({200}),
    modifies=False,
)
_CUSTOMERS_CREATE = Operation(
    id="customers_create",
    method="POST",
    path="/customers",
    statuses=frozenset({200}),
    modifies=False,
)
_CUSTOMERS_GET = Operation(
    id="customers_get",
    method="GET",
    path="/customers/{customerNumber}",
    statuses=frozenset({200}),
    modifies=False,
)
_SALES_ORDERS_CREATE = Operation(
    id="sales_orders_create",
    method="POST",
    path="/salesorders",
    statuses=frozenset({200, 201}),
    modifies=False,
)


class AsyncCustomersResource:
    """The customer register of GKS."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def list(
        self,
        *,
        customer_number: str | None = None,
        name: str | None = None,
        corporate_identity_number: str | None = None,
        page: int | None = None,
        page_size: int | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.CustomerList]:
        """List customers.

        Customers page by page, all or those that match the filters. A page without customers is an answer, not an
        error. What the filters mean, how pages are counted and the largest page are documented; the names of the
        parameters and the shape of the answer are proposed.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, ServerError.

        Source: API, list customers: the operation is described, method and path are not printed (inferred).
        """
        from .api.customers import customers_list as _endpoint

        return await self._caller.result(
            _CUSTOMERS_LIST,
            arguments_of(
                _CUSTOMERS_LIST,
                _endpoint._get_kwargs,
                customer_number=UNSET if customer_number is None else customer_number,
                name=UNSET if name is None else name,
                corporate_identity_number=UNSET if corporate_identity_number is None else corporate_identity_number,
                page=UNSET if page is None else page,
                page_size=UNSET if page_size is None else page_size,
            ),
            _endpoint._parse_response,
            options,
        )

    async def create(
        self,
        body: models.CustomerCreate,
        *,
        options: CallOptions | None = None,
    ) -> Result[None]:
        """Create a customer.

        Registers a customer. The answer has no content: who sends the number null is not told the number that GKS gave,
        and has to find the customer in the list afterwards.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, ServerError.

        Source: API, create customer (documented).
        """
        from .api.customers import customers_create as _endpoint

        return await self._caller.nothing(
            _CUSTOMERS_CREATE,
            arguments_of(
                _CUSTOMERS_CREATE,
                _endpoint._get_kwargs,
                body=body,
            ),
            options,
        )

    async def get(
        self,
        customer_number: str,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.Customer]:
        """Read a customer.

        Returns the customer that has this number.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, ServerError.

        Source: API, get customer (documented).
        """
        from .api.customers import customers_get as _endpoint

        return await self._caller.result(
            _CUSTOMERS_GET,
            arguments_of(
                _CUSTOMERS_GET,
                _endpoint._get_kwargs,
                customer_number=customer_number,
            ),
            _endpoint._parse_response,
            options,
        )


class AsyncSalesOrdersResource:
    """Sales orders. Path, member names and answer are proposed, see the description."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def create(
        self,
        body: models.SalesOrder,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.SalesOrderCreated]:
        """Create a sales order.

        Places an order for a customer that is in the register. The date of the order is the day on which the request
        arrives. A row whose article number belongs to a product template makes GKS plan a production order by itself.
        An order cannot be read, changed or withdrawn through this interface.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, ServerError.

        Source: API, create sales order: documented by meaning; path, most names and the answer are not printed
        (proposed).
        """
        from .api.sales_orders import sales_orders_create as _endpoint

        return await self._caller.result(
            _SALES_ORDERS_CREATE,
            arguments_of(
                _SALES_ORDERS_CREATE,
                _endpoint._get_kwargs,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )


class AsyncSimutekResources:
    """All resources of the Simutek GKS API, version 1 of its description."""

    def __init__(self, caller: AsyncCaller) -> None:
        self.customers = AsyncCustomersResource(caller)
        self.sales_orders = AsyncSalesOrdersResource(caller)
