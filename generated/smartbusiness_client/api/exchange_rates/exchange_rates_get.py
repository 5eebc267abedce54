from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.exchange_rate_item import ExchangeRateItem
from ...types import Response


def _get_kwargs(
    exchange_id: int,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/configuration/exchange-rates/{exchange_id}".format(
            exchange_id=quote(str(exchange_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ExchangeRateItem | None:
    if response.status_code == 200:
        response_200 = ExchangeRateItem.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ExchangeRateItem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    exchange_id: int,
    *,
    client: AuthenticatedClient | Client,
) -> Response[ExchangeRateItem]:
    """Read an exchange rate

    Args:
        exchange_id (int): Identifies an object. Not sequential; nine digits for what users
            create, few for built-in units.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ExchangeRateItem]
    """

    kwargs = _get_kwargs(
        exchange_id=exchange_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    exchange_id: int,
    *,
    client: AuthenticatedClient | Client,
) -> ExchangeRateItem | None:
    """Read an exchange rate

    Args:
        exchange_id (int): Identifies an object. Not sequential; nine digits for what users
            create, few for built-in units.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ExchangeRateItem
    """

    return sync_detailed(
        exchange_id=exchange_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    exchange_id: int,
    *,
    client: AuthenticatedClient | Client,
) -> Response[ExchangeRateItem]:
    """Read an exchange rate

    Args:
        exchange_id (int): Identifies an object. Not sequential; nine digits for what users
            create, few for built-in units.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ExchangeRateItem]
    """

    kwargs = _get_kwargs(
        exchange_id=exchange_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    exchange_id: int,
    *,
    client: AuthenticatedClient | Client,
) -> ExchangeRateItem | None:
    """Read an exchange rate

    Args:
        exchange_id (int): Identifies an object. Not sequential; nine digits for what users
            create, few for built-in units.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ExchangeRateItem
    """

    return (
        await asyncio_detailed(
            exchange_id=exchange_id,
            client=client,
        )
    ).parsed
