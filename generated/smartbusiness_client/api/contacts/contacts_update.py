from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.contact_item import ContactItem
from ...models.contact_update import ContactUpdate
from ...types import Response


def _get_kwargs(
    contact_id: int,
    *,
    body: ContactUpdate,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/contacts/{contact_id}".format(
            contact_id=quote(str(contact_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ContactItem | None:
    if response.status_code == 200:
        response_200 = ContactItem.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ContactItem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    contact_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: ContactUpdate,
) -> Response[ContactItem]:
    """Change a contact

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer. Main address and groups are not changed here.

    Args:
        contact_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        body (ContactUpdate): What can be changed of a contact. The main address is changed
            through the contact's addresses, the groups by the two actions.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ContactItem]
    """

    kwargs = _get_kwargs(
        contact_id=contact_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    contact_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: ContactUpdate,
) -> ContactItem | None:
    """Change a contact

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer. Main address and groups are not changed here.

    Args:
        contact_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        body (ContactUpdate): What can be changed of a contact. The main address is changed
            through the contact's addresses, the groups by the two actions.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ContactItem
    """

    return sync_detailed(
        contact_id=contact_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    contact_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: ContactUpdate,
) -> Response[ContactItem]:
    """Change a contact

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer. Main address and groups are not changed here.

    Args:
        contact_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        body (ContactUpdate): What can be changed of a contact. The main address is changed
            through the contact's addresses, the groups by the two actions.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ContactItem]
    """

    kwargs = _get_kwargs(
        contact_id=contact_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    contact_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: ContactUpdate,
) -> ContactItem | None:
    """Change a contact

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer. Main address and groups are not changed here.

    Args:
        contact_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        body (ContactUpdate): What can be changed of a contact. The main address is changed
            through the contact's addresses, the groups by the two actions.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ContactItem
    """

    return (
        await asyncio_detailed(
            contact_id=contact_id,
            client=client,
            body=body,
        )
    ).parsed
