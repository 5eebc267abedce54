from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.offer_item import OfferItem
from ...models.offer_update import OfferUpdate
from ...types import Response


def _get_kwargs(
    offer_id: int,
    *,
    body: OfferUpdate,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/receivables/offers/{offer_id}".format(
            offer_id=quote(str(offer_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> OfferItem | None:
    if response.status_code == 200:
        response_200 = OfferItem.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[OfferItem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    offer_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: OfferUpdate,
) -> Response[OfferItem]:
    """Change an offer

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer.

    Args:
        offer_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        body (OfferUpdate): What can be written of an offer.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OfferItem]
    """

    kwargs = _get_kwargs(
        offer_id=offer_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    offer_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: OfferUpdate,
) -> OfferItem | None:
    """Change an offer

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer.

    Args:
        offer_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        body (OfferUpdate): What can be written of an offer.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OfferItem
    """

    return sync_detailed(
        offer_id=offer_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    offer_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: OfferUpdate,
) -> Response[OfferItem]:
    """Change an offer

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer.

    Args:
        offer_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        body (OfferUpdate): What can be written of an offer.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OfferItem]
    """

    kwargs = _get_kwargs(
        offer_id=offer_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    offer_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: OfferUpdate,
) -> OfferItem | None:
    """Change an offer

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer.

    Args:
        offer_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        body (OfferUpdate): What can be written of an offer.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OfferItem
    """

    return (
        await asyncio_detailed(
            offer_id=offer_id,
            client=client,
            body=body,
        )
    ).parsed
