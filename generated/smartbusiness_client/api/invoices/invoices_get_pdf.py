from http import HTTPStatus
from io import BytesIO
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...types import UNSET, File, Response, Unset


def _get_kwargs(
    invoice_id: int,
    *,
    options: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["options"] = options

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/receivables/invoices/{invoice_id}/pdf".format(
            invoice_id=quote(str(invoice_id), safe=""),
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
    invoice_id: int,
    *,
    client: AuthenticatedClient | Client,
    options: str | Unset = UNSET,
) -> Response[File]:
    """Read an invoice as a PDF file

     The file as it would be sent. The slip for the payment is a page of its own unless the invoice says
    otherwise.

    Args:
        invoice_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        options (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File]
    """

    kwargs = _get_kwargs(
        invoice_id=invoice_id,
        options=options,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    invoice_id: int,
    *,
    client: AuthenticatedClient | Client,
    options: str | Unset = UNSET,
) -> File | None:
    """Read an invoice as a PDF file

     The file as it would be sent. The slip for the payment is a page of its own unless the invoice says
    otherwise.

    Args:
        invoice_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        options (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File
    """

    return sync_detailed(
        invoice_id=invoice_id,
        client=client,
        options=options,
    ).parsed


async def asyncio_detailed(
    invoice_id: int,
    *,
    client: AuthenticatedClient | Client,
    options: str | Unset = UNSET,
) -> Response[File]:
    """Read an invoice as a PDF file

     The file as it would be sent. The slip for the payment is a page of its own unless the invoice says
    otherwise.

    Args:
        invoice_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        options (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File]
    """

    kwargs = _get_kwargs(
        invoice_id=invoice_id,
        options=options,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    invoice_id: int,
    *,
    client: AuthenticatedClient | Client,
    options: str | Unset = UNSET,
) -> File | None:
    """Read an invoice as a PDF file

     The file as it would be sent. The slip for the payment is a page of its own unless the invoice says
    otherwise.

    Args:
        invoice_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        options (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File
    """

    return (
        await asyncio_detailed(
            invoice_id=invoice_id,
            client=client,
            options=options,
        )
    ).parsed
