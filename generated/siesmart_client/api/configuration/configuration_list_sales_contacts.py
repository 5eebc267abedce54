from http import HTTPStatus
from typing import Any

import httpx2 as httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.sales_contact import SalesContact
from ...types import UNSET, Response


def _get_kwargs(
    *,
    office_id: int,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["office-id"] = office_id

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/common/sales-contacts",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> list[SalesContact] | None:
    if response.status_code == 200:
        response_200 = []
        _response_200 = response.json()
        for response_200_item_data in _response_200:
            response_200_item = SalesContact.from_dict(response_200_item_data)

            response_200.append(response_200_item)

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[list[SalesContact]]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    office_id: int,
) -> Response[list[SalesContact]]:
    """List the sales contacts of an office

     Returns the sales contacts of an office.

    Args:
        office_id (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[list[SalesContact]]
    """

    kwargs = _get_kwargs(
        office_id=office_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    office_id: int,
) -> list[SalesContact] | None:
    """List the sales contacts of an office

     Returns the sales contacts of an office.

    Args:
        office_id (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        list[SalesContact]
    """

    return sync_detailed(
        client=client,
        office_id=office_id,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    office_id: int,
) -> Response[list[SalesContact]]:
    """List the sales contacts of an office

     Returns the sales contacts of an office.

    Args:
        office_id (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[list[SalesContact]]
    """

    kwargs = _get_kwargs(
        office_id=office_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    office_id: int,
) -> list[SalesContact] | None:
    """List the sales contacts of an office

     Returns the sales contacts of an office.

    Args:
        office_id (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        list[SalesContact]
    """

    return (
        await asyncio_detailed(
            client=client,
            office_id=office_id,
        )
    ).parsed
