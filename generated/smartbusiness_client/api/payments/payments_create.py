from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.payment_create import PaymentCreate
from ...models.payment_item import PaymentItem
from ...types import Response


def _get_kwargs(
    invoice_id: int,
    *,
    body: PaymentCreate,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/receivables/invoices/{invoice_id}/payments".format(
            invoice_id=quote(str(invoice_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PaymentItem | None:
    if response.status_code == 201:
        response_201 = PaymentItem.from_dict(response.json())

        return response_201

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[PaymentItem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    invoice_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: PaymentCreate,
) -> Response[PaymentItem]:
    """Create a payment of an invoice

     Optional members are left out of the answer. Raises what is paid of the invoice. Its status follows:
    PP when paid in part, P when paid in full.

    Args:
        invoice_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        body (PaymentCreate): A new payment.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PaymentItem]
    """

    kwargs = _get_kwargs(
        invoice_id=invoice_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    invoice_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: PaymentCreate,
) -> PaymentItem | None:
    """Create a payment of an invoice

     Optional members are left out of the answer. Raises what is paid of the invoice. Its status follows:
    PP when paid in part, P when paid in full.

    Args:
        invoice_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        body (PaymentCreate): A new payment.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PaymentItem
    """

    return sync_detailed(
        invoice_id=invoice_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    invoice_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: PaymentCreate,
) -> Response[PaymentItem]:
    """Create a payment of an invoice

     Optional members are left out of the answer. Raises what is paid of the invoice. Its status follows:
    PP when paid in part, P when paid in full.

    Args:
        invoice_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        body (PaymentCreate): A new payment.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PaymentItem]
    """

    kwargs = _get_kwargs(
        invoice_id=invoice_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    invoice_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: PaymentCreate,
) -> PaymentItem | None:
    """Create a payment of an invoice

     Optional members are left out of the answer. Raises what is paid of the invoice. Its status follows:
    PP when paid in part, P when paid in full.

    Args:
        invoice_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        body (PaymentCreate): A new payment.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PaymentItem
    """

    return (
        await asyncio_detailed(
            invoice_id=invoice_id,
            client=client,
            body=body,
        )
    ).parsed
