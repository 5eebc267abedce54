from http import HTTPStatus
from typing import Any

import httpx2 as httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.calculation_configuration import CalculationConfiguration
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
        "url": "/common/calculation-config",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> CalculationConfiguration | None:
    if response.status_code == 200:
        response_200 = CalculationConfiguration.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[CalculationConfiguration]:
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
) -> Response[CalculationConfiguration]:
    """Read the calculation configuration of an office

     Returns what a calculation of this office may use. It differs from office to office, so read it
    before
    calculating.

    Args:
        office_id (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CalculationConfiguration]
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
) -> CalculationConfiguration | None:
    """Read the calculation configuration of an office

     Returns what a calculation of this office may use. It differs from office to office, so read it
    before
    calculating.

    Args:
        office_id (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CalculationConfiguration
    """

    return sync_detailed(
        client=client,
        office_id=office_id,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    office_id: int,
) -> Response[CalculationConfiguration]:
    """Read the calculation configuration of an office

     Returns what a calculation of this office may use. It differs from office to office, so read it
    before
    calculating.

    Args:
        office_id (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CalculationConfiguration]
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
) -> CalculationConfiguration | None:
    """Read the calculation configuration of an office

     Returns what a calculation of this office may use. It differs from office to office, so read it
    before
    calculating.

    Args:
        office_id (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CalculationConfiguration
    """

    return (
        await asyncio_detailed(
            client=client,
            office_id=office_id,
        )
    ).parsed
