from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.cost_unit_item import CostUnitItem
from ...types import Response


def _get_kwargs(
    cost_unit_id: int,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/reporting/cost-units/{cost_unit_id}".format(
            cost_unit_id=quote(str(cost_unit_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> CostUnitItem | None:
    if response.status_code == 200:
        response_200 = CostUnitItem.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[CostUnitItem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    cost_unit_id: int,
    *,
    client: AuthenticatedClient | Client,
) -> Response[CostUnitItem]:
    """Read a cost unit

    Args:
        cost_unit_id (int): Identifies an object. Not sequential; nine digits for what users
            create, few for built-in units.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CostUnitItem]
    """

    kwargs = _get_kwargs(
        cost_unit_id=cost_unit_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    cost_unit_id: int,
    *,
    client: AuthenticatedClient | Client,
) -> CostUnitItem | None:
    """Read a cost unit

    Args:
        cost_unit_id (int): Identifies an object. Not sequential; nine digits for what users
            create, few for built-in units.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CostUnitItem
    """

    return sync_detailed(
        cost_unit_id=cost_unit_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    cost_unit_id: int,
    *,
    client: AuthenticatedClient | Client,
) -> Response[CostUnitItem]:
    """Read a cost unit

    Args:
        cost_unit_id (int): Identifies an object. Not sequential; nine digits for what users
            create, few for built-in units.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CostUnitItem]
    """

    kwargs = _get_kwargs(
        cost_unit_id=cost_unit_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    cost_unit_id: int,
    *,
    client: AuthenticatedClient | Client,
) -> CostUnitItem | None:
    """Read a cost unit

    Args:
        cost_unit_id (int): Identifies an object. Not sequential; nine digits for what users
            create, few for built-in units.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CostUnitItem
    """

    return (
        await asyncio_detailed(
            cost_unit_id=cost_unit_id,
            client=client,
        )
    ).parsed
