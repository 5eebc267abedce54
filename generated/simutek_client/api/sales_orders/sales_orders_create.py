from http import HTTPStatus
from typing import Any

import httpx2 as httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.sales_order import SalesOrder
from ...models.sales_order_created import SalesOrderCreated
from ...types import Response


def _get_kwargs(
    *,
    body: SalesOrder,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/salesorders",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> SalesOrderCreated | None:
    if response.status_code == 200:
        response_200 = SalesOrderCreated.from_dict(response.json())

        return response_200

    if response.status_code == 201:
        response_201 = SalesOrderCreated.from_dict(response.json())

        return response_201

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[SalesOrderCreated]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: SalesOrder,
) -> Response[SalesOrderCreated]:
    """Create a sales order

     Places an order for a customer that is in the register. The date of the order is the day on which
    the request arrives. A row whose article number belongs to a product template makes GKS plan a
    production order by itself. An order cannot be read, changed or withdrawn through this interface.

    Args:
        body (SalesOrder): A sales order. Further members may exist; those without a description
            are in no copy of the page.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SalesOrderCreated]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: SalesOrder,
) -> SalesOrderCreated | None:
    """Create a sales order

     Places an order for a customer that is in the register. The date of the order is the day on which
    the request arrives. A row whose article number belongs to a product template makes GKS plan a
    production order by itself. An order cannot be read, changed or withdrawn through this interface.

    Args:
        body (SalesOrder): A sales order. Further members may exist; those without a description
            are in no copy of the page.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SalesOrderCreated
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: SalesOrder,
) -> Response[SalesOrderCreated]:
    """Create a sales order

     Places an order for a customer that is in the register. The date of the order is the day on which
    the request arrives. A row whose article number belongs to a product template makes GKS plan a
    production order by itself. An order cannot be read, changed or withdrawn through this interface.

    Args:
        body (SalesOrder): A sales order. Further members may exist; those without a description
            are in no copy of the page.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SalesOrderCreated]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: SalesOrder,
) -> SalesOrderCreated | None:
    """Create a sales order

     Places an order for a customer that is in the register. The date of the order is the day on which
    the request arrives. A row whose article number belongs to a product template makes GKS plan a
    production order by itself. An order cannot be read, changed or withdrawn through this interface.

    Args:
        body (SalesOrder): A sales order. Further members may exist; those without a description
            are in no copy of the page.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SalesOrderCreated
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
