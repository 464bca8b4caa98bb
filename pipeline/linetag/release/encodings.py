"""Text in another encoding than UTF-8, read where there is no doubt which one it is.

ISO-2022-JP           has its escape sequences
UTF-16 without mark   only one order of bytes gives ordinary characters
Shift_JIS, EUC-JP     Japanese with kana, as only one of them gives it
windows-1252          English with typographic signs, and words with single accented letters
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_JIS = re.compile(rb"\x1b(?:\$[@B]|\([BJI])")
_WHITE = frozenset("\t\n\r\f\v\x1a")
_STRANGE = frozenset({"Cc", "Cn", "Co", "Cs"})
_KANA = re.compile(r"[\u3040-\u30ff]")
_HALF_WIDTH_KANA = re.compile(r"[\uff61-\uff9f]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_FEWEST_KANA = 2
_KANA_PER_CHARACTER = 40
"""Japanese tables have mostly Chinese characters: one of so many characters beyond ASCII must be kana."""

_PLAIN_PER_CHARACTER = 5
"""In UTF-16, one of so many characters must be white space, a digit or an unaccented letter."""

_PLAIN = re.compile(r"[\sA-Za-z0-9]")
_WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿŠšŽžŒœŸ]+")
_ACCENTED = re.compile(r"[À-ÖØ-öø-ÿŠšŽžŒœŸ]")
_SIGN_IN_WORD = re.compile(r"[A-Za-z][^\x00-\x7fÀ-ÖØ-öø-ÿŠšŽžŒœŸ‘’–—…®™·\xa0\xad][A-Za-z]")
_SHORT_WORD = 3


def decoded(data: bytes) -> tuple[str, str] | None:
    """Return the text and the name of its encoding; None if none of them is certain."""
    if _JIS.search(data):
        text = _strict(data, "iso2022_jp")
        return (text, "ISO-2022-JP") if text is not None else None
    found = list(_wide(data) if b"\0" in data else _eight_bits(data))
    return found[0] if len(found) == 1 else None


def _wide(data: bytes) -> Iterator[tuple[str, str]]:
    for codec, name in (("utf-16-le", "UTF-16LE"), ("utf-16-be", "UTF-16BE")):
        text = _strict(data, codec)
        if text is not None and len(_PLAIN.findall(text)) * _PLAIN_PER_CHARACTER >= len(text):
            yield text, name


def _eight_bits(data: bytes) -> Iterator[tuple[str, str]]:
    for codec, name in (("cp932", "Shift_JIS"), ("euc_jp", "EUC-JP")):
        text = _strict(data, codec)
        if text is not None and _is_japanese(text):
            yield text, name
    text = _strict(data, "cp1252")
    if text is not None and _is_western(text) and not _has_utf_8(data):
        yield text, "windows-1252"


def _strict(data: bytes, codec: str) -> str | None:
    """The text in this encoding; None if it has bytes or characters that no text has."""
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return None
    strange = any(unicodedata.category(letter) in _STRANGE for letter in set(text) - _WHITE)
    return None if strange else text


def _is_japanese(text: str) -> bool:
    kana = len(_KANA.findall(text))
    half_width = len(_HALF_WIDTH_KANA.findall(text))
    enough = kana * _KANA_PER_CHARACTER >= len(_NOT_ASCII.findall(text))
    return kana >= _FEWEST_KANA and enough and half_width < kana


def _is_western(text: str) -> bool:
    """Whether accented letters stand in words of usual case, and signs between words."""
    words = {word for word in _WORD.findall(text) if _ACCENTED.search(word)}
    return all(map(_is_western_word, words)) and not _SIGN_IN_WORD.search(text)


def _is_western_word(word: str) -> bool:
    accented = len(_ACCENTED.findall(word))
    usual = word.islower() or word.isupper() or word.istitle()
    return usual and len(word) > 1 and (2 * accented <= len(word) or len(word) < _SHORT_WORD)


def _has_utf_8(data: bytes) -> bool:
    """Whether some of the characters beyond ASCII are those of UTF-8: then the others are damage."""
    return _NOT_ASCII.search(data.decode("utf-8", "ignore")) is not None
