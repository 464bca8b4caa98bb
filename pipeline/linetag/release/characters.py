"""Characters that releases print in place of others: full-width forms, spaces, dashes, marks of markup.

Figures are recognised on the folded text, which is as long as the printed one, so that a
position in it is a position in the line.
"""

from __future__ import annotations

import re

DASHES = "-‐‑‒–—―−－"
"""Every character that is printed as a dash or a minus (no long vowel mark: it is a letter)."""

_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_AROUND = " \t\n\r\f\v\x1c\x1d\x1e\x1f\x85\u2028\u2029" + _ZERO_WIDTH + _SPACES

_FOLD = {
    # The block FF01-FF5E repeats ASCII 21-7E in full width, in the same order.
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    0xFFE5: ord("¥"),
    **dict.fromkeys(map(ord, _ZERO_WIDTH + _SPACES), ord(" ")),
}
_USUAL_SPACES = {**dict.fromkeys(map(ord, _SPACES), " "), **dict.fromkeys(map(ord, _ZERO_WIDTH), "")}

_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]{0,9}\s*/?>")
_STARS = re.compile(r"(?<![\w*])(\*{1,3})(?=\S)([^*]{1,500}?)(?<=\S)\1(?![\w*])")
_ESCAPE = re.compile(r"\\([^\w\s])")
_LINE_MARK = re.compile(r"^(?:#{1,6}|>|[-*•])\s+")
_FOOTNOTE = re.compile(r"\^?[⁽₍]?[¹²³⁰⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉]+[⁾₎]?|\^(?=\s*$)")

_MARK = re.compile(r"[\s(\[]*[0-9]{1,2}(?:[\s,]+[0-9]{1,2})*[)\]\s]*")
_RAISED = str.maketrans("0123456789()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾")


def fold(text: str) -> str:
    """Return `text` with full-width characters and special spaces replaced, one for one."""
    return text if text.isascii() else text.translate(_FOLD)


def trimmed(text: str) -> str:
    """Return `text` without spaces of any kind around it."""
    return text.strip() if text.isascii() else text.strip(_AROUND)


def one_line(text: str) -> str:
    """Return `text` on one line, with single spaces."""
    return " ".join(text.replace("\u200b", "").split())


def raised(text: str) -> str:
    """Return the text of a superscript, the numbers of footnotes in superscript digits."""
    return text.translate(_RAISED) if _MARK.fullmatch(text) else text


def unmarked(text: str) -> str:
    """Return `text` without tags, emphasis and escapes of a markup language, trimmed."""
    if "<" in text:
        text = _TAG.sub("", text)
    if "*" in text:
        text = _STARS.sub(r"\2", text)
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    return text.strip()


def heading(text: str) -> str:
    """Return a line of text without markup, white space folded: "# <u>Cash  Flows</u>" is "Cash Flows"."""
    return " ".join(unmarked(_LINE_MARK.sub("", fold(text).strip())).split())


def label(text: str) -> str:
    """Return a caption without markup and superscript footnote marks, white space folded."""
    if not text.isascii() or "^" in text:
        text = _FOOTNOTE.sub("", text.translate(_USUAL_SPACES))
    return " ".join(unmarked(text).split())
