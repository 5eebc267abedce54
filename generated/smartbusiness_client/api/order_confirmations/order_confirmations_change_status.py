from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.order_confirmation_item import OrderConfirmationItem
from ...models.order_confirmation_status_change import OrderConfirmationStatusChange
from ...types import Response


def _get_kwargs(
    order_confirmation_id: int,
    *,
    body: OrderConfirmationStatusChange,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/receivables/order-confirmations/{order_confirmation_id}/change-status".format(
            order_confirmation_id=quote(str(order_confirmation_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> OrderConfirmationItem | None:
    if response.status_code == 200:
        response_200 = OrderConfirmationItem.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[OrderConfirmationItem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    order_confirmation_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: OrderConfirmationStatusChange,
) -> Response[OrderConfirmationItem]:
    """Change the status of an order confirmation

     Which changes are allowed is not documented; all are taken to be, except into and out of D twice.
    Effects on payments are not documented.

    Args:
        order_confirmation_id (int): Identifies an object. Not sequential; nine digits for what
            users create, few for built-in units.
        body (OrderConfirmationStatusChange): The new status of an order confirmation.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OrderConfirmationItem]
    """

    kwargs = _get_kwargs(
        order_confirmation_id=order_confirmation_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    order_confirmation_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: OrderConfirmationStatusChange,
) -> OrderConfirmationItem | None:
    """Change the status of an order confirmation

     Which changes are allowed is not documented; all are taken to be, except into and out of D twice.
    Effects on payments are not documented.

    Args:
        order_confirmation_id (int): Identifies an object. Not sequential; nine digits for what
            users create, few for built-in units.
        body (OrderConfirmationStatusChange): The new status of an order confirmation.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OrderConfirmationItem
    """

    return sync_detailed(
        order_confirmation_id=order_confirmation_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    order_confirmation_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: OrderConfirmationStatusChange,
) -> Response[OrderConfirmationItem]:
    """Change the status of an order confirmation

     Which changes are allowed is not documented; all are taken to be, except into and out of D twice.
    Effects on payments are not documented.

    Args:
        order_confirmation_id (int): Identifies an object. Not sequential; nine digits for what
            users create, few for built-in units.
        body (OrderConfirmationStatusChange): The new status of an order confirmation.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OrderConfirmationItem]
    """

    kwargs = _get_kwargs(
        order_confirmation_id=order_confirmation_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    order_confirmation_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: OrderConfirmationStatusChange,
) -> OrderConfirmationItem | None:
    """Change the status of an order confirmation

     Which changes are allowed is not documented; all are taken to be, except into and out of D twice.
    Effects on payments are not documented.

    Args:
        order_confirmation_id (int): Identifies an object. Not sequential; nine digits for what
            users create, few for built-in units.
        body (OrderConfirmationStatusChange): The new status of an order confirmation.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OrderConfirmationItem
    """

    return (
        await asyncio_detailed(
            order_confirmation_id=order_confirmation_id,
            client=client,
            body=body,
        )
    ).parsed
