from http import HTTPStatus
from io import BytesIO
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...types import File, Response


def _get_kwargs(
    letter_id: int,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/contacts/letters/{letter_id}/pdf".format(
            letter_id=quote(str(letter_id), safe=""),
        ),
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
    letter_id: int,
    *,
    client: AuthenticatedClient | Client,
) -> Response[File]:
    """Read a letter as a PDF file

     The file as it would be sent.

    Args:
        letter_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File]
    """

    kwargs = _get_kwargs(
        letter_id=letter_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    letter_id: int,
    *,
    client: AuthenticatedClient | Client,
) -> File | None:
    """Read a letter as a PDF file

     The file as it would be sent.

    Args:
        letter_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File
    """

    return sync_detailed(
        letter_id=letter_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    letter_id: int,
    *,
    client: AuthenticatedClient | Client,
) -> Response[File]:
    """Read a letter as a PDF file

     The file as it would be sent.

    Args:
        letter_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File]
    """

    kwargs = _get_kwargs(
        letter_id=letter_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    letter_id: int,
    *,
    client: AuthenticatedClient | Client,
) -> File | None:
    """Read a letter as a PDF file

     The file as it would be sent.

    Args:
        letter_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File
    """

    return (
        await asyncio_detailed(
            letter_id=letter_id,
            client=client,
        )
    ).parsed
