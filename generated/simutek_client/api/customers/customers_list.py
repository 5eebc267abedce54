from http import HTTPStatus
from typing import Any

import httpx2 as httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.customer_list import CustomerList
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    customer_number: str | Unset = UNSET,
    name: str | Unset = UNSET,
    corporate_identity_number: str | Unset = UNSET,
    page: int | Unset = UNSET,
    page_size: int | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["customerNumber"] = customer_number

    params["name"] = name

    params["corporateIdentityNumber"] = corporate_identity_number

    params["page"] = page

    params["pageSize"] = page_size

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/customers",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> CustomerList | None:
    if response.status_code == 200:
        response_200 = CustomerList.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[CustomerList]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    customer_number: str | Unset = UNSET,
    name: str | Unset = UNSET,
    corporate_identity_number: str | Unset = UNSET,
    page: int | Unset = UNSET,
    page_size: int | Unset = UNSET,
) -> Response[CustomerList]:
    """List customers

     Customers page by page, all or those that match the filters. A page without customers is an answer,
    not an error. What the filters mean, how pages are counted and the largest page are documented; the
    names of the parameters and the shape of the answer are proposed.

    Args:
        customer_number (str | Unset):
        name (str | Unset):
        corporate_identity_number (str | Unset):
        page (int | Unset):
        page_size (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CustomerList]
    """

    kwargs = _get_kwargs(
        customer_number=customer_number,
        name=name,
        corporate_identity_number=corporate_identity_number,
        page=page,
        page_size=page_size,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    customer_number: str | Unset = UNSET,
    name: str | Unset = UNSET,
    corporate_identity_number: str | Unset = UNSET,
    page: int | Unset = UNSET,
    page_size: int | Unset = UNSET,
) -> CustomerList | None:
    """List customers

     Customers page by page, all or those that match the filters. A page without customers is an answer,
    not an error. What the filters mean, how pages are counted and the largest page are documented; the
    names of the parameters and the shape of the answer are proposed.

    Args:
        customer_number (str | Unset):
        name (str | Unset):
        corporate_identity_number (str | Unset):
        page (int | Unset):
        page_size (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CustomerList
    """

    return sync_detailed(
        client=client,
        customer_number=customer_number,
        name=name,
        corporate_identity_number=corporate_identity_number,
        page=page,
        page_size=page_size,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    customer_number: str | Unset = UNSET,
    name: str | Unset = UNSET,
    corporate_identity_number: str | Unset = UNSET,
    page: int | Unset = UNSET,
    page_size: int | Unset = UNSET,
) -> Response[CustomerList]:
    """List customers

     Customers page by page, all or those that match the filters. A page without customers is an answer,
    not an error. What the filters mean, how pages are counted and the largest page are documented; the
    names of the parameters and the shape of the answer are proposed.

    Args:
        customer_number (str | Unset):
        name (str | Unset):
        corporate_identity_number (str | Unset):
        page (int | Unset):
        page_size (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CustomerList]
    """

    kwargs = _get_kwargs(
        customer_number=customer_number,
        name=name,
        corporate_identity_number=corporate_identity_number,
        page=page,
        page_size=page_size,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    customer_number: str | Unset = UNSET,
    name: str | Unset = UNSET,
    corporate_identity_number: str | Unset = UNSET,
    page: int | Unset = UNSET,
    page_size: int | Unset = UNSET,
) -> CustomerList | None:
    """List customers

     Customers page by page, all or those that match the filters. A page without customers is an answer,
    not an error. What the filters mean, how pages are counted and the largest page are documented; the
    names of the parameters and the shape of the answer are proposed.

    Args:
        customer_number (str | Unset):
        name (str | Unset):
        corporate_identity_number (str | Unset):
        page (int | Unset):
        page_size (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CustomerList
    """

    return (
        await asyncio_detailed(
            client=client,
            customer_number=customer_number,
            name=name,
            corporate_identity_number=corporate_identity_number,
            page=page,
            page_size=page_size,
        )
    ).parsed
