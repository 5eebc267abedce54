from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.letter_item import LetterItem
from ...models.letter_update import LetterUpdate
from ...types import Response


def _get_kwargs(
    letter_id: int,
    *,
    body: LetterUpdate,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/contacts/letters/{letter_id}".format(
            letter_id=quote(str(letter_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> LetterItem | None:
    if response.status_code == 200:
        response_200 = LetterItem.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[LetterItem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    letter_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: LetterUpdate,
) -> Response[LetterItem]:
    """Change a letter

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer.

    Args:
        letter_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        body (LetterUpdate): What can be written of a letter.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[LetterItem]
    """

    kwargs = _get_kwargs(
        letter_id=letter_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    letter_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: LetterUpdate,
) -> LetterItem | None:
    """Change a letter

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer.

    Args:
        letter_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        body (LetterUpdate): What can be written of a letter.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        LetterItem
    """

    return sync_detailed(
        letter_id=letter_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    letter_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: LetterUpdate,
) -> Response[LetterItem]:
    """Change a letter

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer.

    Args:
        letter_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        body (LetterUpdate): What can be written of a letter.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[LetterItem]
    """

    kwargs = _get_kwargs(
        letter_id=letter_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    letter_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: LetterUpdate,
) -> LetterItem | None:
    """Change a letter

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer.

    Args:
        letter_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        body (LetterUpdate): What can be written of a letter.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        LetterItem
    """

    return (
        await asyncio_detailed(
            letter_id=letter_id,
            client=client,
            body=body,
        )
    ).parsed
