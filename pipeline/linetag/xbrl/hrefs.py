"""Resolving hrefs, whatever somebody wrote there: what is no URL leads nowhere, and raises nothing."""

from __future__ import annotations

from urllib.parse import quote, urldefrag, urljoin, urlsplit


def join(base: str, href: str) -> str:
    """`href` as seen from `base`; something unreachable where it is no URL, as "http://[x"."""
    try:
        urlsplit(href)
        joined = urljoin(base, href)
        urlsplit(joined)
    except ValueError:
        return f"invalid:{quote(href)}"
    return joined


def without_fragment(url: str) -> str:
    """The URL of the document."""
    return urldefrag(url).url


def host(url: str) -> str | None:
    """The host of a URL, if it has one."""
    return urlsplit(url).hostname
