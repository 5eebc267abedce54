from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.product_item import ProductItem
from ...models.product_update import ProductUpdate
from ...types import Response


def _get_kwargs(
    product_id: int,
    *,
    body: ProductUpdate,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/catalog/products/{product_id}".format(
            product_id=quote(str(product_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ProductItem | None:
    if response.status_code == 200:
        response_200 = ProductItem.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ProductItem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    product_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: ProductUpdate,
) -> Response[ProductItem]:
    """Change a product

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer.

    Args:
        product_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        body (ProductUpdate): What can be written of a product.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ProductItem]
    """

    kwargs = _get_kwargs(
        product_id=product_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    product_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: ProductUpdate,
) -> ProductItem | None:
    """Change a product

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer.

    Args:
        product_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        body (ProductUpdate): What can be written of a product.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ProductItem
    """

    return sync_detailed(
        product_id=product_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    product_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: ProductUpdate,
) -> Response[ProductItem]:
    """Change a product

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer.

    Args:
        product_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        body (ProductUpdate): What can be written of a product.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ProductItem]
    """

    kwargs = _get_kwargs(
        product_id=product_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    product_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: ProductUpdate,
) -> ProductItem | None:
    """Change a product

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer.

    Args:
        product_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        body (ProductUpdate): What can be written of a product.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ProductItem
    """

    return (
        await asyncio_detailed(
            product_id=product_id,
            client=client,
            body=body,
        )
    ).parsed
