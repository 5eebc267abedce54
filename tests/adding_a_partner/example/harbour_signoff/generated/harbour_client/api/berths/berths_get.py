from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.berth import Berth
from ...types import Response


def _get_kwargs(
    berth_id: int,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/berths/{berth_id}".format(
            berth_id=quote(str(berth_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Berth | None:
    if response.status_code == 200:
        response_200 = Berth.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Berth]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    berth_id: int,
    *,
    client: AuthenticatedClient | Client,
) -> Response[Berth]:
    """Read a berth

    Args:
        berth_id (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Berth]
    """

    kwargs = _get_kwargs(
        berth_id=berth_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    berth_id: int,
    *,
    client: AuthenticatedClient | Client,
) -> Berth | None:
    """Read a berth

    Args:
        berth_id (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Berth
    """

    return sync_detailed(
        berth_id=berth_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    berth_id: int,
    *,
    client: AuthenticatedClient | Client,
) -> Response[Berth]:
    """Read a berth

    Args:
        berth_id (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Berth]
    """

    kwargs = _get_kwargs(
        berth_id=berth_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    berth_id: int,
    *,
    client: AuthenticatedClient | Client,
) -> Berth | None:
    """Read a berth

    Args:
        berth_id (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Berth
    """

    return (
        await asyncio_detailed(
            berth_id=berth_id,
            client=client,
        )
    ).parsed
