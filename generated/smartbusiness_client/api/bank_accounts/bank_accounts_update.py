from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.bank_account_item import BankAccountItem
from ...models.bank_account_update import BankAccountUpdate
from ...types import Response


def _get_kwargs(
    account_id: int,
    *,
    body: BankAccountUpdate,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/configuration/bank-accounts/{account_id}".format(
            account_id=quote(str(account_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> BankAccountItem | None:
    if response.status_code == 200:
        response_200 = BankAccountItem.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[BankAccountItem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    account_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: BankAccountUpdate,
) -> Response[BankAccountItem]:
    """Change a bank account of the company

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer.

    Args:
        account_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        body (BankAccountUpdate): What can be written of a bank account.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BankAccountItem]
    """

    kwargs = _get_kwargs(
        account_id=account_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    account_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: BankAccountUpdate,
) -> BankAccountItem | None:
    """Change a bank account of the company

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer.

    Args:
        account_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        body (BankAccountUpdate): What can be written of a bank account.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BankAccountItem
    """

    return sync_detailed(
        account_id=account_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    account_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: BankAccountUpdate,
) -> Response[BankAccountItem]:
    """Change a bank account of the company

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer.

    Args:
        account_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        body (BankAccountUpdate): What can be written of a bank account.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BankAccountItem]
    """

    kwargs = _get_kwargs(
        account_id=account_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    account_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: BankAccountUpdate,
) -> BankAccountItem | None:
    """Change a bank account of the company

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer.

    Args:
        account_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        body (BankAccountUpdate): What can be written of a bank account.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BankAccountItem
    """

    return (
        await asyncio_detailed(
            account_id=account_id,
            client=client,
            body=body,
        )
    ).parsed
