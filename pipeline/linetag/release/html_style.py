"""What the elements and styles of a page say about its look: hidden, block, indent, bold, rules."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div"}
    | {"dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6"}
    | {"header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody"}
    | {"td", "tfoot", "th", "thead", "tr", "ul"}
)
"""Elements that begin a line of their own."""

_UNSEEN = frozenset(
    {"script", "style", "noscript", "template", "head", "title", "iframe", "object", "svg", "math"}
    | {"textarea", "select", "ix:header"}
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_INDENT = re.compile(
    r"(?:padding|margin)-left\s*:\s*(-?[0-9.]{1,8})(pt|px|em|in|%)?|text-indent\s*:\s*(-?[0-9.]{1,8})(pt|px|em|in|%)?"
    r"|(?:padding|margin)\s*:\s*[^\s;]+\s+[^\s;]+\s+[^\s;]+\s+(-?[0-9.]{1,8})(pt|px|em|in|%)?",
    re.IGNORECASE,
)
_POINTS = {"pt": 100, "px": 75, "em": 1000, "in": 7200, "%": 500}
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)|font\s*:\s*bold", re.IGNORECASE)
_RULE = re.compile(r"border-(top|bottom)(?:-style|-width)?\s*:\s*([^;]*)", re.IGNORECASE)


def hidden(element: HtmlElement) -> bool:
    """Whether a browser would not show the element."""
    if element.tag in _UNSEEN:
        return True
    style = element.get("style")
    return (style is not None and _HIDDEN.search(style) is not None) or element.get("hidden") is not None


def indent(style: str) -> int:
    """Return how far the style moves text to the right, in 1/100 pt (an em counts as 10 pt)."""
    total = 0
    for match in _INDENT.finditer(style):
        number, unit = next((match[k], match[k + 1]) for k in (1, 3, 5) if match[k])
        try:
            total += int(float(number) * _POINTS[(unit or "px").lower()])
        except ValueError:
            continue
    return total


def bold(element: HtmlElement) -> bool:
    """Whether the element itself makes its text bold."""
    style = element.get("style")
    return element.tag in ("b", "strong", "th") or (style is not None and _BOLD.search(style) is not None)


def raised(element: HtmlElement) -> bool:
    """Whether the element is a superscript."""
    return element.tag == "sup" or "super" in (element.get("style") or "")


def rules(style: str) -> tuple[bool, bool]:
    """Whether a single rule is drawn above, and one below; a double rule ends a column and does not count."""
    above = below = False
    for side, value in _RULE.findall(style):
        drawn = re.search(r"solid|[1-9]\S*(?:pt|px)|thin|medium", value) is not None
        drawn = drawn and not re.search(r"double|none|white|#fff|transparent", value, re.IGNORECASE)
        if side.lower() == "top":
            above = above or drawn
        else:
            below = below or drawn
    return above, below
