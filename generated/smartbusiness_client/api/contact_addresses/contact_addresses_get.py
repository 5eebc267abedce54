from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.contact_address_item import ContactAddressItem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    contact_id: int,
    address_id: int,
    *,
    with_: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["with"] = with_

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/contacts/{contact_id}/addresses/{address_id}".format(
            contact_id=quote(str(contact_id), safe=""),
            address_id=quote(str(address_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ContactAddressItem | None:
    if response.status_code == 200:
        response_200 = ContactAddressItem.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ContactAddressItem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    contact_id: int,
    address_id: int,
    *,
    client: AuthenticatedClient | Client,
    with_: str | Unset = UNSET,
) -> Response[ContactAddressItem]:
    """Read an address of a contact

    Args:
        contact_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        address_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        with_ (str | Unset): One name of a member, or several with commas between them.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ContactAddressItem]
    """

    kwargs = _get_kwargs(
        contact_id=contact_id,
        address_id=address_id,
        with_=with_,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    contact_id: int,
    address_id: int,
    *,
    client: AuthenticatedClient | Client,
    with_: str | Unset = UNSET,
) -> ContactAddressItem | None:
    """Read an address of a contact

    Args:
        contact_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        address_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        with_ (str | Unset): One name of a member, or several with commas between them.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ContactAddressItem
    """

    return sync_detailed(
        contact_id=contact_id,
        address_id=address_id,
        client=client,
        with_=with_,
    ).parsed


async def asyncio_detailed(
    contact_id: int,
    address_id: int,
    *,
    client: AuthenticatedClient | Client,
    with_: str | Unset = UNSET,
) -> Response[ContactAddressItem]:
    """Read an address of a contact

    Args:
        contact_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        address_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        with_ (str | Unset): One name of a member, or several with commas between them.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ContactAddressItem]
    """

    kwargs = _get_kwargs(
        contact_id=contact_id,
        address_id=address_id,
        with_=with_,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    contact_id: int,
    address_id: int,
    *,
    client: AuthenticatedClient | Client,
    with_: str | Unset = UNSET,
) -> ContactAddressItem | None:
    """Read an address of a contact

    Args:
        contact_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        address_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        with_ (str | Unset): One name of a member, or several with commas between them.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ContactAddressItem
    """

    return (
        await asyncio_detailed(
            contact_id=contact_id,
            address_id=address_id,
            client=client,
            with_=with_,
        )
    ).parsed
