from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.contact_address_item import ContactAddressItem
from ...models.contact_address_update import ContactAddressUpdate
from ...types import Response


def _get_kwargs(
    contact_id: int,
    address_id: int,
    *,
    body: ContactAddressUpdate,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/contacts/{contact_id}/addresses/{address_id}".format(
            contact_id=quote(str(contact_id), safe=""),
            address_id=quote(str(address_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
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
    body: ContactAddressUpdate,
) -> Response[ContactAddressItem]:
    """Change an address of a contact

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer. Making it the default makes it the contact's main address.

    Args:
        contact_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        address_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        body (ContactAddressUpdate): What can be written of an address.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ContactAddressItem]
    """

    kwargs = _get_kwargs(
        contact_id=contact_id,
        address_id=address_id,
        body=body,
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
    body: ContactAddressUpdate,
) -> ContactAddressItem | None:
    """Change an address of a contact

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer. Making it the default makes it the contact's main address.

    Args:
        contact_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        address_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        body (ContactAddressUpdate): What can be written of an address.

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
        body=body,
    ).parsed


async def asyncio_detailed(
    contact_id: int,
    address_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: ContactAddressUpdate,
) -> Response[ContactAddressItem]:
    """Change an address of a contact

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer. Making it the default makes it the contact's main address.

    Args:
        contact_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        address_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        body (ContactAddressUpdate): What can be written of an address.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ContactAddressItem]
    """

    kwargs = _get_kwargs(
        contact_id=contact_id,
        address_id=address_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    contact_id: int,
    address_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: ContactAddressUpdate,
) -> ContactAddressItem | None:
    """Change an address of a contact

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer. Making it the default makes it the contact's main address.

    Args:
        contact_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        address_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        body (ContactAddressUpdate): What can be written of an address.

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
            body=body,
        )
    ).parsed
