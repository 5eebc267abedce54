from http import HTTPStatus
from io import BytesIO
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.order_confirmations_get_preview_size import (
    OrderConfirmationsGetPreviewSize,
)
from ...types import UNSET, File, Response, Unset


def _get_kwargs(
    order_confirmation_id: int,
    *,
    page: int | Unset = UNSET,
    size: OrderConfirmationsGetPreviewSize | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["page"] = page

    json_size: int | Unset = UNSET
    if not isinstance(size, Unset):
        json_size = size

    params["size"] = json_size

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/receivables/order-confirmations/{order_confirmation_id}/preview".format(
            order_confirmation_id=quote(str(order_confirmation_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> File | None:
    if response.status_code == 200:
        response_200 = File(payload=BytesIO(response.content))

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[File]:
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
    page: int | Unset = UNSET,
    size: OrderConfirmationsGetPreviewSize | Unset = UNSET,
) -> Response[File]:
    """Read a page of an order confirmation as a picture

     One page as a picture in the proportions of A4.

    Args:
        order_confirmation_id (int): Identifies an object. Not sequential; nine digits for what
            users create, few for built-in units.
        page (int | Unset):
        size (OrderConfirmationsGetPreviewSize | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File]
    """

    kwargs = _get_kwargs(
        order_confirmation_id=order_confirmation_id,
        page=page,
        size=size,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    order_confirmation_id: int,
    *,
    client: AuthenticatedClient | Client,
    page: int | Unset = UNSET,
    size: OrderConfirmationsGetPreviewSize | Unset = UNSET,
) -> File | None:
    """Read a page of an order confirmation as a picture

     One page as a picture in the proportions of A4.

    Args:
        order_confirmation_id (int): Identifies an object. Not sequential; nine digits for what
            users create, few for built-in units.
        page (int | Unset):
        size (OrderConfirmationsGetPreviewSize | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File
    """

    return sync_detailed(
        order_confirmation_id=order_confirmation_id,
        client=client,
        page=page,
        size=size,
    ).parsed


async def asyncio_detailed(
    order_confirmation_id: int,
    *,
    client: AuthenticatedClient | Client,
    page: int | Unset = UNSET,
    size: OrderConfirmationsGetPreviewSize | Unset = UNSET,
) -> Response[File]:
    """Read a page of an order confirmation as a picture

     One page as a picture in the proportions of A4.

    Args:
        order_confirmation_id (int): Identifies an object. Not sequential; nine digits for what
            users create, few for built-in units.
        page (int | Unset):
        size (OrderConfirmationsGetPreviewSize | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File]
    """

    kwargs = _get_kwargs(
        order_confirmation_id=order_confirmation_id,
        page=page,
        size=size,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    order_confirmation_id: int,
    *,
    client: AuthenticatedClient | Client,
    page: int | Unset = UNSET,
    size: OrderConfirmationsGetPreviewSize | Unset = UNSET,
) -> File | None:
    """Read a page of an order confirmation as a picture

     One page as a picture in the proportions of A4.

    Args:
        order_confirmation_id (int): Identifies an object. Not sequential; nine digits for what
            users create, few for built-in units.
        page (int | Unset):
        size (OrderConfirmationsGetPreviewSize | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File
    """

    return (
        await asyncio_detailed(
            order_confirmation_id=order_confirmation_id,
            client=client,
            page=page,
            size=size,
        )
    ).parsed
