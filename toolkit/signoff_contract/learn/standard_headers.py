"""Header fields that belong to HTTP, to browsers or to what stands in front of a server: no API documents them."""

import re

_STANDARD = """
    accept-ch accept-patch accept-ranges access-control-allow-credentials access-control-allow-headers
    access-control-allow-methods access-control-allow-origin access-control-expose-headers access-control-max-age age
    allow alt-svc cache-control connection content-disposition content-encoding content-language content-length
    content-location content-range content-security-policy content-security-policy-report-only content-type
    cross-origin-embedder-policy cross-origin-opener-policy cross-origin-resource-policy date expect-ct expires
    feature-policy host keep-alive last-modified location nel origin-agent-cluster p3p permissions-policy pragma
    priority proxy-authenticate referrer-policy report-to reporting-endpoints server server-timing set-cookie
    strict-transport-security timing-allow-origin trailer transfer-encoding upgrade vary via warning www-authenticate
    x-aspnet-version x-aspnetmvc-version x-cache x-cache-hits x-content-type-options x-download-options
    x-frame-options x-permitted-cross-domain-policies x-powered-by x-robots-tag x-runtime x-served-by x-timer
    x-ua-compatible x-xss-protection
"""
STANDARD = frozenset(_STANDARD.split())

_INFRASTRUCTURE = re.compile(
    r"^(cf-|x-amz-|x-azure-|x-envoy-|x-goog-|x-vercel-|x-fastly-|fastly-|akamai-|x-akamai-|x-ms-|x-signoff-)"
)
_PLAIN = re.compile(r"^[a-z][a-z-]{1,50}[0-9]?$")


def is_documented_by_http(name: str) -> bool:
    """Whether a header (lower case) needs no description of the API."""
    return name in STANDARD or _INFRASTRUCTURE.match(name) is not None


def may_be_named(name: str) -> bool:
    """Whether a header's name (lower case) looks like one, and not like data."""
    return _PLAIN.match(name) is not None
