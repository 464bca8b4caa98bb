"""Resolving hrefs: text that is not a URL leads nowhere, and raises nothing.

A file of a report has an address instead of a URL: an absolute path without a scheme, in which the
characters with a meaning in URLs ("%", "#", "?") are escaped.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote, unquote, urljoin, urlsplit

_SPECIAL = ("%", "#", "?")


@lru_cache(maxsize=4096)
def join(base: str, href: str) -> str:
    """Return the URL of `href` relative to `base`; an unreachable one if it is malformed, as "http://[x".

    An address comes out in one spelling, however the href escapes it. Backslashes are taken for the
    slashes that their author meant.
    """
    href = href.replace("\\", "/")
    try:
        urlsplit(href)
        joined = urljoin(base, href)
        urlsplit(joined)
    except ValueError:
        return f"invalid:{quote(href)}"
    if not joined.startswith("/"):
        return joined
    end = min(at if at >= 0 else len(joined) for at in (joined.find("?"), joined.find("#")))
    return address(unquote(joined[:end])) + joined[end:]


def address(path: str) -> str:
    """The address of the file with this path in a folder or zip."""
    for mark in _SPECIAL:
        if mark in path:
            path = path.replace(mark, f"%{ord(mark):X}")
    return f"/{path.lstrip('/')}"


def path_of(address_: str) -> str:
    """The path in the folder or zip of the file at an address."""
    return unquote(address_.lstrip("/"))


def without_fragment(url: str) -> str:
    """The URL of the document."""
    return url.partition("#")[0]


def host(url: str) -> str | None:
    """The host of a URL, if it has one."""
    return urlsplit(url).hostname
