from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.contact_item import ContactItem
from ...types import Response


def _get_kwargs(
    contact_id: int,
    groups_ids: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/contacts/{contact_id}/remove-groups/{groups_ids}".format(
            contact_id=quote(str(contact_id), safe=""),
            groups_ids=quote(str(groups_ids), safe=","),
        ),
    }

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
    groups_ids: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[ContactItem]:
    """Take a contact out of groups

     Takes one id or several with commas between them. There is no body.

    Args:
        contact_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        groups_ids (str): One id, or several with commas between them.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ContactItem]
    """

    kwargs = _get_kwargs(
        contact_id=contact_id,
        groups_ids=groups_ids,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    contact_id: int,
    groups_ids: str,
    *,
    client: AuthenticatedClient | Client,
) -> ContactItem | None:
    """Take a contact out of groups

     Takes one id or several with commas between them. There is no body.

    Args:
        contact_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        groups_ids (str): One id, or several with commas between them.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ContactItem
    """

    return sync_detailed(
        contact_id=contact_id,
        groups_ids=groups_ids,
        client=client,
    ).parsed


async def asyncio_detailed(
    contact_id: int,
    groups_ids: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[ContactItem]:
    """Take a contact out of groups

     Takes one id or several with commas between them. There is no body.

    Args:
        contact_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        groups_ids (str): One id, or several with commas between them.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ContactItem]
    """

    kwargs = _get_kwargs(
        contact_id=contact_id,
        groups_ids=groups_ids,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    contact_id: int,
    groups_ids: str,
    *,
    client: AuthenticatedClient | Client,
) -> ContactItem | None:
    """Take a contact out of groups

     Takes one id or several with commas between them. There is no body.

    Args:
        contact_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        groups_ids (str): One id, or several with commas between them.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ContactItem
    """

    return (
        await asyncio_detailed(
            contact_id=contact_id,
            groups_ids=groups_ids,
            client=client,
        )
    ).parsed
