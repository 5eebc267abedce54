from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.project_item import ProjectItem
from ...types import Response


def _get_kwargs(
    project_id: int,
    status: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/reporting/projects/{project_id}/change-status/{status}".format(
            project_id=quote(str(project_id), safe=""),
            status=quote(str(status), safe=""),
        ),
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ProjectItem | None:
    if response.status_code == 200:
        response_200 = ProjectItem.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ProjectItem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    project_id: int,
    status: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[ProjectItem]:
    """Change the status of a project

     The new status is the last segment of the path; there is no body.

    Args:
        project_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        status (str): O: open. C: closed. B: billed. P: pending. Changed by the action only. One
            text of the vendor has the digits 0 to 3 instead; recorded projects and the action have
            letters.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ProjectItem]
    """

    kwargs = _get_kwargs(
        project_id=project_id,
        status=status,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    project_id: int,
    status: str,
    *,
    client: AuthenticatedClient | Client,
) -> ProjectItem | None:
    """Change the status of a project

     The new status is the last segment of the path; there is no body.

    Args:
        project_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        status (str): O: open. C: closed. B: billed. P: pending. Changed by the action only. One
            text of the vendor has the digits 0 to 3 instead; recorded projects and the action have
            letters.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ProjectItem
    """

    return sync_detailed(
        project_id=project_id,
        status=status,
        client=client,
    ).parsed


async def asyncio_detailed(
    project_id: int,
    status: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[ProjectItem]:
    """Change the status of a project

     The new status is the last segment of the path; there is no body.

    Args:
        project_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        status (str): O: open. C: closed. B: billed. P: pending. Changed by the action only. One
            text of the vendor has the digits 0 to 3 instead; recorded projects and the action have
            letters.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ProjectItem]
    """

    kwargs = _get_kwargs(
        project_id=project_id,
        status=status,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    project_id: int,
    status: str,
    *,
    client: AuthenticatedClient | Client,
) -> ProjectItem | None:
    """Change the status of a project

     The new status is the last segment of the path; there is no body.

    Args:
        project_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        status (str): O: open. C: closed. B: billed. P: pending. Changed by the action only. One
            text of the vendor has the digits 0 to 3 instead; recorded projects and the action have
            letters.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ProjectItem
    """

    return (
        await asyncio_detailed(
            project_id=project_id,
            status=status,
            client=client,
        )
    ).parsed
