"""A taxonomy of ten concepts, as its author's tables: the smallest that has every kind of line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

BASE = "http://tiny.example/2020-12-31/"
GAAP = "http://tiny.example/gaap/2020-12-31"
ROLE = "http://tiny.example/role/Position"

PACKAGE = f"""
identifier = "http://tiny.example/2020-12-31"
editions = ["2020-12-31"]
stem = "tiny"
base = "{BASE}"
[name]
en = "Tiny"
ja = "小"
[description]
en = "A taxonomy & its tests"
ja = "試験用"
[everything]
en = "All"
ja = "全て"
[publisher]
name = "Somebody"
url = "http://tiny.example/"
[types]
prefix = "tiny-types"
namespace = "http://tiny.example/types/2020-12-31"
file = "tiny-types-2020-12-31.xsd"
[[schema]]
prefix = "gaap"
namespace = "{GAAP}"
file = "tiny-2020-12-31.xsd"
[[schema]]
prefix = "dei"
namespace = "http://tiny.example/dei/2020-12-31"
file = "tiny-dei-2020-12-31.xsd"
"""

CONCEPTS = """
schema,name,type,period,balance,kind,label_en,label_ja,documentation_en,documentation_ja
gaap,Heading,string,duration,,abstract,Heading,見出し,Above all,全体の見出し
gaap,Table,string,duration,,table,Table,表,A table,表
gaap,Axis,string,duration,,axis,Axis,軸,An axis,軸
gaap,Domain,domain,duration,,domain,Domain,領域,A domain,領域
gaap,PartMember,domain,duration,,member,Part,部分,A member,構成要素
gaap,Items,string,duration,,lineitems,Items,項目,Line items,表示項目
gaap,Assets,monetary,instant,debit,item,Assets,資産,What is owned,保有するもの
gaap,Cash,monetary,instant,debit,item,Cash,現金,"Notes & coins, < a bank",通貨
gaap,Allowance,monetary,instant,credit,item,Allowance,引当金,Deducted,控除するもの
dei,Answer,yesNo,duration,,item,Answer,回答,Yes or no,可否
"""

FILES = {
    "package.toml": PACKAGE,
    "types.csv": "name,base,values,pattern,documentation_en\nyesNo,token,Yes|No,,An answer\n",
    "concepts/all.csv": CONCEPTS,
    "labels-all.csv": (
        "name,role,lang,text\n"
        "gaap:Assets,total,en,Total assets\ngaap:Assets,total,ja,資産合計\n"
        "gaap:Allowance,negated,en,Less allowance\ngaap:Allowance,negated,ja,控除：引当金\n"
    ),
    "statements-all.csv": (
        f"code,entry,role,definition_en,definition_ja\nPOS,pos,{ROLE},Position,財政状態\n"
    ),
    "outlines/POS.csv": (
        "depth,concept,label,total,weight\n"
        "0,gaap:Heading,,,\n"
        "1,gaap:Table,,,\n"
        "2,gaap:Axis,,,\n"
        "3,gaap:Domain,,,\n"
        "4,gaap:PartMember,,,\n"
        "2,gaap:Items,,,\n"
        "3,gaap:Cash,,gaap:Assets,1\n"
        "3,gaap:Allowance,negated,gaap:Assets,-1\n"
        "3,gaap:Assets,total,,\n"
    ),
    "differences-all.csv": "name,what,theirs,ours,reason\ngaap:Items,name,none,Items,for the test\n",
}


def write_tables(folder: Path, **changes: str) -> Path:
    """Write the tables; `changes` are other contents by the first word of the file's name."""
    source = folder / "source"
    for name, text in FILES.items():
        word = name.split("/")[-1].split(".")[0].split("-")[0]
        key = "outline" if name.startswith("outlines/") else "concepts" if "concepts" in name else word
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(changes.get(key, text).lstrip("\n"), "utf-8")
    return source
