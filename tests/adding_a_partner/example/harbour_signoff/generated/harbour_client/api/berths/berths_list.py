from http import HTTPStatus
from typing import Any

import httpx2 as httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.berth_list import BerthList
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    length: float | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["length"] = length

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/berths",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> BerthList | None:
    if response.status_code == 200:
        response_200 = BerthList.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[BerthList]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    length: float | Unset = UNSET,
) -> Response[BerthList]:
    """List berths

    Args:
        length (float | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BerthList]
    """

    kwargs = _get_kwargs(
        length=length,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    length: float | Unset = UNSET,
) -> BerthList | None:
    """List berths

    Args:
        length (float | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BerthList
    """

    return sync_detailed(
        client=client,
        length=length,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    length: float | Unset = UNSET,
) -> Response[BerthList]:
    """List berths

    Args:
        length (float | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BerthList]
    """

    kwargs = _get_kwargs(
        length=length,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    length: float | Unset = UNSET,
) -> BerthList | None:
    """List berths

    Args:
        length (float | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BerthList
    """

    return (
        await asyncio_detailed(
            client=client,
            length=length,
        )
    ).parsed
