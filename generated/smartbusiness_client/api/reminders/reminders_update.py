from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.reminder_item import ReminderItem
from ...models.reminder_update import ReminderUpdate
from ...types import Response


def _get_kwargs(
    reminder_id: int,
    *,
    body: ReminderUpdate,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/contacts/reminders/{reminder_id}".format(
            reminder_id=quote(str(reminder_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ReminderItem | None:
    if response.status_code == 200:
        response_200 = ReminderItem.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ReminderItem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    reminder_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: ReminderUpdate,
) -> Response[ReminderItem]:
    """Change a reminder

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer.

    Args:
        reminder_id (int): Identifies an object. Not sequential; nine digits for what users
            create, few for built-in units.
        body (ReminderUpdate): What can be written of a reminder.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ReminderItem]
    """

    kwargs = _get_kwargs(
        reminder_id=reminder_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    reminder_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: ReminderUpdate,
) -> ReminderItem | None:
    """Change a reminder

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer.

    Args:
        reminder_id (int): Identifies an object. Not sequential; nine digits for what users
            create, few for built-in units.
        body (ReminderUpdate): What can be written of a reminder.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ReminderItem
    """

    return sync_detailed(
        reminder_id=reminder_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    reminder_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: ReminderUpdate,
) -> Response[ReminderItem]:
    """Change a reminder

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer.

    Args:
        reminder_id (int): Identifies an object. Not sequential; nine digits for what users
            create, few for built-in units.
        body (ReminderUpdate): What can be written of a reminder.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ReminderItem]
    """

    kwargs = _get_kwargs(
        reminder_id=reminder_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    reminder_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: ReminderUpdate,
) -> ReminderItem | None:
    """Change a reminder

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer.

    Args:
        reminder_id (int): Identifies an object. Not sequential; nine digits for what users
            create, few for built-in units.
        body (ReminderUpdate): What can be written of a reminder.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ReminderItem
    """

    return (
        await asyncio_detailed(
            reminder_id=reminder_id,
            client=client,
            body=body,
        )
    ).parsed
