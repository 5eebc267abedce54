from http import HTTPStatus
from typing import Any

import httpx2 as httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.bank_account_list import BankAccountList
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    with_: str | Unset = UNSET,
    q: str | Unset = UNSET,
    filter_: str | Unset = UNSET,
    sort: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["with"] = with_

    params["q"] = q

    params["filter"] = filter_

    params["sort"] = sort

    params["limit"] = limit

    params["offset"] = offset

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/configuration/bank-accounts",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> BankAccountList | None:
    if response.status_code == 200:
        response_200 = BankAccountList.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[BankAccountList]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    with_: str | Unset = UNSET,
    q: str | Unset = UNSET,
    filter_: str | Unset = UNSET,
    sort: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
) -> Response[BankAccountList]:
    """List bank accounts of the company

     Sorted by `id` where the call does not say otherwise.

    Args:
        with_ (str | Unset): One name of a member, or several with commas between them.
        q (str | Unset):
        filter_ (str | Unset):
        sort (str | Unset):
        limit (int | Unset):
        offset (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BankAccountList]
    """

    kwargs = _get_kwargs(
        with_=with_,
        q=q,
        filter_=filter_,
        sort=sort,
        limit=limit,
        offset=offset,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    with_: str | Unset = UNSET,
    q: str | Unset = UNSET,
    filter_: str | Unset = UNSET,
    sort: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
) -> BankAccountList | None:
    """List bank accounts of the company

     Sorted by `id` where the call does not say otherwise.

    Args:
        with_ (str | Unset): One name of a member, or several with commas between them.
        q (str | Unset):
        filter_ (str | Unset):
        sort (str | Unset):
        limit (int | Unset):
        offset (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BankAccountList
    """

    return sync_detailed(
        client=client,
        with_=with_,
        q=q,
        filter_=filter_,
        sort=sort,
        limit=limit,
        offset=offset,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    with_: str | Unset = UNSET,
    q: str | Unset = UNSET,
    filter_: str | Unset = UNSET,
    sort: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
) -> Response[BankAccountList]:
    """List bank accounts of the company

     Sorted by `id` where the call does not say otherwise.

    Args:
        with_ (str | Unset): One name of a member, or several with commas between them.
        q (str | Unset):
        filter_ (str | Unset):
        sort (str | Unset):
        limit (int | Unset):
        offset (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BankAccountList]
    """

    kwargs = _get_kwargs(
        with_=with_,
        q=q,
        filter_=filter_,
        sort=sort,
        limit=limit,
        offset=offset,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    with_: str | Unset = UNSET,
    q: str | Unset = UNSET,
    filter_: str | Unset = UNSET,
    sort: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
) -> BankAccountList | None:
    """List bank accounts of the company

     Sorted by `id` where the call does not say otherwise.

    Args:
        with_ (str | Unset): One name of a member, or several with commas between them.
        q (str | Unset):
        filter_ (str | Unset):
        sort (str | Unset):
        limit (int | Unset):
        offset (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BankAccountList
    """

    return (
        await asyncio_detailed(
            client=client,
            with_=with_,
            q=q,
            filter_=filter_,
            sort=sort,
            limit=limit,
            offset=offset,
        )
    ).parsed
