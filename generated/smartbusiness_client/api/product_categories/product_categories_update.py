from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.catalog_category_item import CatalogCategoryItem
from ...models.catalog_category_update import CatalogCategoryUpdate
from ...types import Response


def _get_kwargs(
    category_id: int,
    *,
    body: CatalogCategoryUpdate,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/catalog/products/categories/{category_id}".format(
            category_id=quote(str(category_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> CatalogCategoryItem | None:
    if response.status_code == 200:
        response_200 = CatalogCategoryItem.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[CatalogCategoryItem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    category_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: CatalogCategoryUpdate,
) -> Response[CatalogCategoryItem]:
    """Change a category of products

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer.

    Args:
        category_id (int): Identifies an object. Not sequential; nine digits for what users
            create, few for built-in units.
        body (CatalogCategoryUpdate): What can be written of a category.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CatalogCategoryItem]
    """

    kwargs = _get_kwargs(
        category_id=category_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    category_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: CatalogCategoryUpdate,
) -> CatalogCategoryItem | None:
    """Change a category of products

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer.

    Args:
        category_id (int): Identifies an object. Not sequential; nine digits for what users
            create, few for built-in units.
        body (CatalogCategoryUpdate): What can be written of a category.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CatalogCategoryItem
    """

    return sync_detailed(
        category_id=category_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    category_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: CatalogCategoryUpdate,
) -> Response[CatalogCategoryItem]:
    """Change a category of products

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer.

    Args:
        category_id (int): Identifies an object. Not sequential; nine digits for what users
            create, few for built-in units.
        body (CatalogCategoryUpdate): What can be written of a category.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CatalogCategoryItem]
    """

    kwargs = _get_kwargs(
        category_id=category_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    category_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: CatalogCategoryUpdate,
) -> CatalogCategoryItem | None:
    """Change a category of products

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer.

    Args:
        category_id (int): Identifies an object. Not sequential; nine digits for what users
            create, few for built-in units.
        body (CatalogCategoryUpdate): What can be written of a category.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CatalogCategoryItem
    """

    return (
        await asyncio_detailed(
            category_id=category_id,
            client=client,
            body=body,
        )
    ).parsed
