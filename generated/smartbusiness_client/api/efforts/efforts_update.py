from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.effort_item import EffortItem
from ...models.effort_update import EffortUpdate
from ...types import Response


def _get_kwargs(
    effort_id: int,
    *,
    body: EffortUpdate,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/reporting/efforts/{effort_id}".format(
            effort_id=quote(str(effort_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> EffortItem | None:
    if response.status_code == 200:
        response_200 = EffortItem.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[EffortItem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    effort_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: EffortUpdate,
) -> Response[EffortItem]:
    """Change an effort

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer. What the effort was done for cannot be changed.

    Args:
        effort_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        body (EffortUpdate): What can be changed of an effort. What it was done for stays as it
            is.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[EffortItem]
    """

    kwargs = _get_kwargs(
        effort_id=effort_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    effort_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: EffortUpdate,
) -> EffortItem | None:
    """Change an effort

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer. What the effort was done for cannot be changed.

    Args:
        effort_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        body (EffortUpdate): What can be changed of an effort. What it was done for stays as it
            is.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        EffortItem
    """

    return sync_detailed(
        effort_id=effort_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    effort_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: EffortUpdate,
) -> Response[EffortItem]:
    """Change an effort

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer. What the effort was done for cannot be changed.

    Args:
        effort_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        body (EffortUpdate): What can be changed of an effort. What it was done for stays as it
            is.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[EffortItem]
    """

    kwargs = _get_kwargs(
        effort_id=effort_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    effort_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: EffortUpdate,
) -> EffortItem | None:
    """Change an effort

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer. What the effort was done for cannot be changed.

    Args:
        effort_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        body (EffortUpdate): What can be changed of an effort. What it was done for stays as it
            is.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        EffortItem
    """

    return (
        await asyncio_detailed(
            effort_id=effort_id,
            client=client,
            body=body,
        )
    ).parsed
