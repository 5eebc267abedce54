"""The page on which a user signs in and consents. It works without scripts, and knows one synthetic user."""

from collections.abc import Mapping
from html import escape
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from attrs import evolve, frozen

from signoff_contract.mock.http import Answer, Refusal, Request, json_answer

from .grants import AUTHORIZATION_CODE, Application, Grants, Request as Asked
from .oauth import OAuthError, read_scopes

HTML: Final = "text/html; charset=utf-8"
_FORM: Final = "application/x-www-form-urlencoded"
_HEADERS: Final = (
    ("Content-Type", HTML),
    ("Cache-Control", "no-store"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'"),
)
_PAGE: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; --page: #eef1f4; --card: #fff; --text: #1b2026; --quiet: #545d68; --line: #6f7984;
  --accent: #14558f; --on-accent: #fff; --alert: #a3122a }}
@media (prefers-color-scheme: dark) {{
  :root {{ --page: #14171b; --card: #1f242a; --text: #eceff2; --quiet: #a9b2bc; --line: #8a949f;
    --accent: #8cc1f2; --on-accent: #10202f; --alert: #ff9aa6 }}
}}
body {{ font: 16px/1.5 system-ui, sans-serif; margin: 0; padding: 2rem 1rem; background: var(--page); color: var(--text) }}
main {{ max-width: 34rem; margin: 0 auto; padding: 1.5rem 2rem; border-radius: 10px; background: var(--card) }}
h1 {{ font-size: 1.5rem; line-height: 1.25; margin: 0 0 1rem }}
p {{ margin: 0 0 0.75rem; overflow-wrap: anywhere }}
ul {{ margin: 0 0 1rem; padding-left: 1.25rem; columns: 11rem }}
label {{ display: block; margin: 0.75rem 0 0.25rem; font-weight: 600 }}
input, button {{ font: inherit; color: var(--text); background: var(--card); border: 1px solid var(--line); border-radius: 6px }}
input {{ width: 100%; box-sizing: border-box; padding: 0.5rem 0.75rem }}
button {{ padding: 0.5rem 1.25rem; cursor: pointer }}
button[value=approve] {{ background: var(--accent); border-color: var(--accent); color: var(--on-accent) }}
:focus-visible {{ outline: 3px solid var(--accent); outline-offset: 2px }}
small {{ color: var(--quiet) }}
[role=alert] {{ border-left: 4px solid var(--alert); padding-left: 0.75rem; color: var(--alert) }}
.choice {{ display: flex; flex-wrap: wrap; gap: 0.75rem; margin: 1.25rem 0 }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
{content}
</main>
</body>
</html>
"""
_CONSENT: Final = """{alert}<p><strong>{application}</strong> asks for access to your data:</p>
<ul id="scopes">
{scopes}
</ul>
<form method="post" action="{action}">
<input type="hidden" name="request" value="{request}">
<label for="email">E-mail address</label>
<input id="email" name="email" type="email" autocomplete="username" required{wrong} value="{email}">
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required{wrong} value="{password}">
<div class="choice">
<button type="submit" name="decision" value="approve" id="approve">Sign in and allow</button>
<button type="submit" name="decision" value="deny" id="deny" formnovalidate>Deny</button>
</div>
</form>
<p><small>This is a simulator. The user is made up, and the form is filled in for you.</small></p>"""
_WRONG: Final = ' aria-invalid="true" aria-describedby="problem"'


@frozen
class User:
    """Who can sign in. Synthetic."""

    id: int
    email: str
    password: str


@frozen
class ConsentPages:
    """Shows the page, and sends the browser back with what the user decided."""

    grants: Grants
    user: User
    decision_path: str

    def ask(self, request: Request) -> Answer:
        """GET of the authorize address. What cannot be trusted is never redirected to."""
        pairs = parse_qsl(request.query, keep_blank_values=True)
        query = dict(pairs)
        if len(query) != len(pairs):
            return _error(request, "invalid_request", "A parameter stands there more than once")
        application = self._application(query.get("client_id", ""))
        if application is None:
            return _error(request, "invalid_client", "The client is not known, or not registered for users' consent")
        if query.get("redirect_uri") != application.redirect_uri:
            return _error(request, "invalid_request", "The redirect_uri is not the one that is registered")
        state = query.get("state")
        if query.get("response_type") != "code":
            return _redirect(application.redirect_uri, state, {"error": "unsupported_response_type"})
        try:
            scopes = read_scopes(query.get("scope"), application)
        except OAuthError as error:
            return _redirect(application.redirect_uri, state, {"error": "invalid_scope", "hint": error.hint})
        if scopes is None:
            return _redirect(application.redirect_uri, state, {"error": "invalid_request", "hint": "Check scope"})
        name = self.grants.open_page(application, scopes, application.redirect_uri, state)
        return self._page(name, application, scopes)

    def decide(self, request: Request) -> Answer:
        """POST of the form."""
        media_type = (request.header("content-type") or "").partition(";")[0].strip().lower()
        if media_type != _FORM or request.truncated:
            return _error(request, "invalid_request", "The form cannot be read")
        form = dict(parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True))
        name = form.get("request", "")
        asked = self.grants.page(name)
        if asked is None:
            return _error(request, "invalid_request", "The page was open too long or was answered already")
        if form.get("decision") == "deny":
            self.grants.close_page(name)
            return _redirect(asked.redirect_uri, asked.state, {"error": "access_denied"})
        if form.get("decision") != "approve":
            return _error(request, "invalid_request", "The form says neither yes nor no")
        if (form.get("email"), form.get("password")) != (self.user.email, self.user.password):
            return self._page(name, asked.application, asked.scopes, "The e-mail address or the password is wrong.")
        return self._approve(name, asked)

    def _approve(self, name: str, asked: Asked) -> Answer:
        self.grants.close_page(name)
        code = self.grants.issue_code(asked, self.user.id)
        return _redirect(asked.redirect_uri, asked.state, {"code": code})

    def _application(self, client_id: str) -> Application | None:
        for client in self.grants.office.clients:
            if isinstance(client, Application) and client.client_id == client_id:
                return client if client.grant == AUTHORIZATION_CODE else None
        return None

    def _page(self, name: str, application: Application, scopes: frozenset[str], alert: str = "") -> Answer:
        content = _CONSENT.format(
            alert=f'<p role="alert" id="problem">{escape(alert)}</p>\n' if alert else "",
            wrong=_WRONG if alert else "",
            application=escape(application.name),
            scopes="\n".join(f"<li>{escape(scope)}</li>" for scope in sorted(scopes)),
            action=escape(self.decision_path),
            request=escape(name),
            email=escape(self.user.email),
            password=escape(self.user.password),
        )
        return _page(200, "Sign in", content)


def _page(status: int, title: str, content: str) -> Answer:
    return Answer(status, _HEADERS, _PAGE.format(title=escape(title), content=content).encode())


def _error(request: Request, error: str, message: str) -> Answer:
    """An error that stays here: a page for a browser, JSON for everything else."""
    if "text/html" in (request.header("accept") or ""):
        advice = "<p>Close this window, go back to the application and begin again.</p>"
        answer = _page(400, "This does not work", f'<p role="alert">{escape(message)}.</p>\n{advice}')
    else:
        answer = json_answer(400, {"error": error, "message": message}, _HEADERS[1:])
    return evolve(answer, refusal=Refusal(400, error, message))


def _redirect(redirect_uri: str, state: str | None, values: Mapping[str, str]) -> Answer:
    parts = urlsplit(redirect_uri)
    added = urlencode({**values, **({} if state is None else {"state": state})})
    query = f"{parts.query}&{added}" if parts.query else added
    return Answer(302, (("Location", urlunsplit(parts._replace(query=query))), *_HEADERS[1:]))
