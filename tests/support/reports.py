"""Small reports, written by hand: an instance with its schema and calculation linkbase, and inline ones."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from linetag import audit
from linetag.xbrl.read.report import Instance
from support.written_sums import facts, network, write

if TYPE_CHECKING:
    from linetag.findings import Finding
    from linetag.model import Mode
    from linetag.report.result import Result

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACES = (
    'xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"'
    ' xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase"'
    ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:c="http://linetag.example/c"'
    ' xmlns:iso4217="http://www.xbrl.org/2003/iso4217" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xmlns:ixt="http://www.xbrl.org/inlineXBRL/transformation/2020-02-12"'
)
RESOURCES = (
    '<ix:header><ix:references><link:schemaRef xlink:type="simple" xlink:href="c.xsd"/></ix:references>'
    '<ix:resources><xbrli:context id="x"><xbrli:entity><xbrli:identifier scheme="s">1</xbrli:identifier>'
    "</xbrli:entity><xbrli:period><xbrli:instant>2012-09-30</xbrli:instant></xbrli:period></xbrli:context>"
    '<xbrli:unit id="u"><xbrli:measure>iso4217:JPY</xbrli:measure></xbrli:unit></ix:resources></ix:header>'
)
FRACTION = '<ix:fraction name="c:F" contextRef="x" unitRef="u">{}</ix:fraction>'


def report(folder: Path, stated: str = "T=5@0 A=2@0 B=3@0", sum_: str = "T=A+B") -> Path:
    """An instance c.xml with c.xsd and c_cal.xml; the figures and the sum as in `written_sums`."""
    folder.mkdir(parents=True, exist_ok=True)
    return write(folder, list(facts(stated)), [network(sum_)])


def inline(folder: Path, body: str, name: str = "c.htm", head: str = RESOURCES) -> Path:
    """An inline document with one context x and one unit u, beside the schema of `report`."""
    report(folder).unlink()
    path = folder / name
    path.write_text(f"{HEAD}<html {SPACES}><head/><body>{head}\n{body}\n</body></html>", "utf-8")
    return path


def fraction(name: str, text: str, attributes: str = 'decimals="0"') -> str:
    return f'<ix:nonFraction name="c:{name}" contextRef="x" unitRef="u" {attributes}>{text}</ix:nonFraction>'


def text(name: str, content: str, attributes: str = "") -> str:
    return f'<ix:nonNumeric name="c:{name}" contextRef="x" {attributes}>{content}</ix:nonNumeric>'


def read(path: Path) -> Instance:
    """The one report of a file or folder."""
    (one,) = audit.read(path)
    assert one.instance is not None
    return one.instance


def change(path: Path, old: str, new: str) -> None:
    """Replace a text that stands in the file once or more."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def only(path: Path, modes: tuple[Mode, ...] = ("1.0", "1.1")) -> Result:
    (audited,) = audit.check_path(path, modes=modes)
    return audited


def found(audited: Result, code: str) -> Finding:
    """The one finding with the code."""
    (item,) = (item for item in audited.findings if item.code == code)
    return item


def codes(audited: Result) -> list[str]:
    return [item.code for item in audited.findings]


def verdicts(audited: Result) -> list[str]:
    return [result.reason or result.verdict for result in audited.calculations.results]


def packed(folder: Path, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path != target:
                archive.write(path, path.relative_to(folder).as_posix())
    return target


def documents(path: Path) -> list[tuple[str, tuple[str, ...]]]:
    return [(read.path, read.source.documents) for read in audit.read(path) if read.source]


def values(instance: Instance) -> list[object]:
    return [fact.value for fact in instance.facts()]


def targets(path: Path) -> list[Instance]:
    return [one.instance for one in audit.read(path) if one.instance is not None]


def told(path: Path) -> list[str]:
    """The codes of what is found where a check is made, and where all texts are read: the same."""
    (one,) = audit.read(path)
    assert one.instance is not None
    one.instance.figures()
    checked = [item.code for item in one.instance.findings()]
    one.instance.facts()
    assert [item.code for item in one.instance.findings()] == checked
    return checked
