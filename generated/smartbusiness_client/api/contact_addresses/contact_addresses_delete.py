from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...types import Response


def _get_kwargs(
    contact_id: int,
    addresses_ids: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/contacts/{contact_id}/addresses/{addresses_ids}".format(
            contact_id=quote(str(contact_id), safe=""),
            addresses_ids=quote(str(addresses_ids), safe=","),
        ),
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Any | None:
    if response.status_code == 204:
        return None

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Any]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    contact_id: int,
    addresses_ids: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[Any]:
    """Delete addresses of a contact

     Takes one id or several with commas between them. One that does not exist is taken to fail the whole
    call with nothing deleted. The main address cannot be deleted; that is refused with 400.

    Args:
        contact_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        addresses_ids (str): One id, or several with commas between them.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any]
    """

    kwargs = _get_kwargs(
        contact_id=contact_id,
        addresses_ids=addresses_ids,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


async def asyncio_detailed(
    contact_id: int,
    addresses_ids: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[Any]:
    """Delete addresses of a contact

     Takes one id or several with commas between them. One that does not exist is taken to fail the whole
    call with nothing deleted. The main address cannot be deleted; that is refused with 400.

    Args:
        contact_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        addresses_ids (str): One id, or several with commas between them.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any]
    """

    kwargs = _get_kwargs(
        contact_id=contact_id,
        addresses_ids=addresses_ids,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)
