from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.working_hours_item import WorkingHoursItem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    time_id: int,
    *,
    with_: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["with"] = with_

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/reporting/working-hours/{time_id}".format(
            time_id=quote(str(time_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> WorkingHoursItem | None:
    if response.status_code == 200:
        response_200 = WorkingHoursItem.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[WorkingHoursItem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    time_id: int,
    *,
    client: AuthenticatedClient | Client,
    with_: str | Unset = UNSET,
) -> Response[WorkingHoursItem]:
    """Read working hours

    Args:
        time_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        with_ (str | Unset): One name of a member, or several with commas between them.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[WorkingHoursItem]
    """

    kwargs = _get_kwargs(
        time_id=time_id,
        with_=with_,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    time_id: int,
    *,
    client: AuthenticatedClient | Client,
    with_: str | Unset = UNSET,
) -> WorkingHoursItem | None:
    """Read working hours

    Args:
        time_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        with_ (str | Unset): One name of a member, or several with commas between them.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        WorkingHoursItem
    """

    return sync_detailed(
        time_id=time_id,
        client=client,
        with_=with_,
    ).parsed


async def asyncio_detailed(
    time_id: int,
    *,
    client: AuthenticatedClient | Client,
    with_: str | Unset = UNSET,
) -> Response[WorkingHoursItem]:
    """Read working hours

    Args:
        time_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        with_ (str | Unset): One name of a member, or several with commas between them.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[WorkingHoursItem]
    """

    kwargs = _get_kwargs(
        time_id=time_id,
        with_=with_,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    time_id: int,
    *,
    client: AuthenticatedClient | Client,
    with_: str | Unset = UNSET,
) -> WorkingHoursItem | None:
    """Read working hours

    Args:
        time_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        with_ (str | Unset): One name of a member, or several with commas between them.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        WorkingHoursItem
    """

    return (
        await asyncio_detailed(
            time_id=time_id,
            client=client,
            with_=with_,
        )
    ).parsed
