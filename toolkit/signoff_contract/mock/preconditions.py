"""If-Match as RFC 9110 has it: strong comparison, lists, the star. Tags without quotation marks are taken too."""

import re

# One member of the list: a quoted tag, perhaps weak, or a bare one. A bare tag is no HTTP entity tag; SieSmart's
# pages do not say whether the version is quoted, so both forms must be understood.
_MEMBER = re.compile(r'\s*(?P<weak>W/)?(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s",]+))\s*(?:,|$)')


def matches(condition: str, version: str) -> bool:
    """Whether an If-Match value accepts the current version (`version` without quotation marks).

    A weak tag never matches. A value that is no list of tags matches nothing.
    """
    if condition.strip() == "*":
        return True
    position, found = 0, False
    text = condition.strip().lstrip(", ")
    while position < len(text):
        member = _MEMBER.match(text, position)
        if member is None:
            return False
        tag = member["quoted"] if member["quoted"] is not None else member["bare"]
        found = found or (member["weak"] is None and tag == version)
        position = member.end()
        while position < len(text) and text[position] in ", \t":
            position += 1
    return found
