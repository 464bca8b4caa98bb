"""What the definitions and addresses of extended link roles say of the statement that they hold."""

from __future__ import annotations

import re

# "104 - Statement - CONSOLIDATED BALANCE SHEETS" is how the SEC has roles defined.
_SORTED = re.compile(r"\S+ - (Document|Statement|Disclosure|Schedule) - ")
_FACE = re.compile(
    r"statement|balance ?sheet|financial ?position|cash ?flow|profit ?(?:and|or) ?loss"
    r"|貸借対照表|損益計算書|包括利益計算書|財政状態計算書|持分変動計算書|株主資本等変動計算書|キャッシュ・フロー計算書",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"disclosure|details?\b|details?$|parenthetical|policies|schedule|\bnotes?\b", re.IGNORECASE
)


def is_face(role: str) -> bool:
    """Return whether a role is that of a face statement, by its definition or else its address.

    >>> is_face("104 - Statement - CONSOLIDATED INCOME"), is_face("http://x.example/role/BalanceSheetDetails")
    (True, False)
    """
    kind = _SORTED.match(role)
    if kind:
        return kind[1] == "Statement"
    name = role.rsplit("/", 1)[-1] if "://" in role else role
    return _FACE.search(name) is not None and _NOTE.search(name) is None


def title(role: str) -> str:
    """Return the definition of a role without what sorts it, or the last part of its address.

    >>> title("104 - Statement - CONSOLIDATED INCOME"), title("http://x.example/role/BalanceSheet")
    ('CONSOLIDATED INCOME', 'BalanceSheet')
    """
    kind = _SORTED.match(role)
    if kind:
        return role[kind.end() :]
    return role.rstrip("/").rsplit("/", 1)[-1] if "://" in role else role
