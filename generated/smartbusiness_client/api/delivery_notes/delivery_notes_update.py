from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.delivery_note_item import DeliveryNoteItem
from ...models.delivery_note_update import DeliveryNoteUpdate
from ...types import Response


def _get_kwargs(
    delivery_note_id: int,
    *,
    body: DeliveryNoteUpdate,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/receivables/delivery-notes/{delivery_note_id}".format(
            delivery_note_id=quote(str(delivery_note_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> DeliveryNoteItem | None:
    if response.status_code == 200:
        response_200 = DeliveryNoteItem.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[DeliveryNoteItem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    delivery_note_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: DeliveryNoteUpdate,
) -> Response[DeliveryNoteItem]:
    """Change a delivery note

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer.

    Args:
        delivery_note_id (int): Identifies an object. Not sequential; nine digits for what users
            create, few for built-in units.
        body (DeliveryNoteUpdate): What can be written of a delivery note.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DeliveryNoteItem]
    """

    kwargs = _get_kwargs(
        delivery_note_id=delivery_note_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    delivery_note_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: DeliveryNoteUpdate,
) -> DeliveryNoteItem | None:
    """Change a delivery note

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer.

    Args:
        delivery_note_id (int): Identifies an object. Not sequential; nine digits for what users
            create, few for built-in units.
        body (DeliveryNoteUpdate): What can be written of a delivery note.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DeliveryNoteItem
    """

    return sync_detailed(
        delivery_note_id=delivery_note_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    delivery_note_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: DeliveryNoteUpdate,
) -> Response[DeliveryNoteItem]:
    """Change a delivery note

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer.

    Args:
        delivery_note_id (int): Identifies an object. Not sequential; nine digits for what users
            create, few for built-in units.
        body (DeliveryNoteUpdate): What can be written of a delivery note.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DeliveryNoteItem]
    """

    kwargs = _get_kwargs(
        delivery_note_id=delivery_note_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    delivery_note_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: DeliveryNoteUpdate,
) -> DeliveryNoteItem | None:
    """Change a delivery note

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer.

    Args:
        delivery_note_id (int): Identifies an object. Not sequential; nine digits for what users
            create, few for built-in units.
        body (DeliveryNoteUpdate): What can be written of a delivery note.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DeliveryNoteItem
    """

    return (
        await asyncio_detailed(
            delivery_note_id=delivery_note_id,
            client=client,
            body=body,
        )
    ).parsed
