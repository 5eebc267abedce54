from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.service_item import ServiceItem
from ...models.service_update import ServiceUpdate
from ...types import Response


def _get_kwargs(
    service_id: int,
    *,
    body: ServiceUpdate,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/catalog/services/{service_id}".format(
            service_id=quote(str(service_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ServiceItem | None:
    if response.status_code == 200:
        response_200 = ServiceItem.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ServiceItem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    service_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: ServiceUpdate,
) -> Response[ServiceItem]:
    """Change a service

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer.

    Args:
        service_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        body (ServiceUpdate): What can be written of a service.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ServiceItem]
    """

    kwargs = _get_kwargs(
        service_id=service_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    service_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: ServiceUpdate,
) -> ServiceItem | None:
    """Change a service

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer.

    Args:
        service_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        body (ServiceUpdate): What can be written of a service.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ServiceItem
    """

    return sync_detailed(
        service_id=service_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    service_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: ServiceUpdate,
) -> Response[ServiceItem]:
    """Change a service

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer.

    Args:
        service_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        body (ServiceUpdate): What can be written of a service.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ServiceItem]
    """

    kwargs = _get_kwargs(
        service_id=service_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    service_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: ServiceUpdate,
) -> ServiceItem | None:
    """Change a service

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer.

    Args:
        service_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        body (ServiceUpdate): What can be written of a service.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ServiceItem
    """

    return (
        await asyncio_detailed(
            service_id=service_id,
            client=client,
            body=body,
        )
    ).parsed
