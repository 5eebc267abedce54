from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.project_item import ProjectItem
from ...models.project_update import ProjectUpdate
from ...types import Response


def _get_kwargs(
    project_id: int,
    *,
    body: ProjectUpdate,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/reporting/projects/{project_id}".format(
            project_id=quote(str(project_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
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
    *,
    client: AuthenticatedClient | Client,
    body: ProjectUpdate,
) -> Response[ProjectItem]:
    """Change a project

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer.

    Args:
        project_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        body (ProjectUpdate): What can be written of a project.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ProjectItem]
    """

    kwargs = _get_kwargs(
        project_id=project_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    project_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: ProjectUpdate,
) -> ProjectItem | None:
    """Change a project

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer.

    Args:
        project_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        body (ProjectUpdate): What can be written of a project.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ProjectItem
    """

    return sync_detailed(
        project_id=project_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    project_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: ProjectUpdate,
) -> Response[ProjectItem]:
    """Change a project

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer.

    Args:
        project_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        body (ProjectUpdate): What can be written of a project.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ProjectItem]
    """

    kwargs = _get_kwargs(
        project_id=project_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    project_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: ProjectUpdate,
) -> ProjectItem | None:
    """Change a project

     Changes what the body names and leaves the rest as it is. Optional members are left out of the
    answer.

    Args:
        project_id (int): Identifies an object. Not sequential; nine digits for what users create,
            few for built-in units.
        body (ProjectUpdate): What can be written of a project.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ProjectItem
    """

    return (
        await asyncio_detailed(
            project_id=project_id,
            client=client,
            body=body,
        )
    ).parsed
