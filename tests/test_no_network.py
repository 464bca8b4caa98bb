"""Whatever a report refers to: nothing is fetched, nothing outside its folder is opened, nothing is started.

Python's audit events tell of every file, socket and process that Python code opens (PEP 578). Code in C
could pass them by: an address that listens and a pipe that nobody writes to would tell of that.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.reports import change, fraction, inline, report
from support.shared import CORPUS, skip_without

SECONDS = 60
WATCHED = """
import json, os, sys
roots = [os.path.realpath(root) for root in json.loads(sys.argv[1])]
seen = []
ALONE = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "pty.",
         "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.")
PATHS = {"open", "os.listdir", "os.scandir", "os.rename", "os.remove", "os.mkdir", "os.link", "os.symlink",
         "os.truncate", "os.chmod", "shutil.rmtree", "glob.glob"}
def watch(event, arguments):
    if event.startswith(ALONE):
        seen.append([event, repr(arguments)])
    elif event in PATHS and isinstance(arguments[0], (str, bytes)):
        path = os.path.realpath(os.fsdecode(arguments[0]))
        if not any(path == root or path.startswith(root + os.sep) for root in roots):
            seen.append([event, path])
sys.addaudithook(watch)
from linetag.cli import main
sys.argv = ["linetag", *sys.argv[2:]]
try:
    main()
finally:
    sys.stderr.write("\\nseen: " + json.dumps(seen))
"""
HERE = Path(__file__).parents[1]
INSTALLED = [sys.prefix, sys.base_prefix, str(HERE / "pipeline"), str(HERE / "taxonomy"), os.devnull]
COMMANDS = (["check"], ["check", "--format", "json"], ["tree", "--all"])


def opened(report_path: Path, arguments: list[str], *, besides: Path | None = None) -> list[list[str]]:
    """What the command opens beyond the report and its own installation."""
    roots = [*INSTALLED, str(besides or report_path)]
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, json.dumps(roots), *arguments, str(report_path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert "internal error" not in done.stderr, done.stderr
    found: list[list[str]] = json.loads(done.stderr.rpartition("seen: ")[2])
    return found


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    """A socket that would take a connection."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        yield server
        with pytest.raises(BlockingIOError):
            server.accept()


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A pipe beside the folder of the report: whoever opens it waits until the time is up."""
    pipe = tmp_path / "outside.xsd"
    os.mkfifo(pipe)
    return pipe


def addresses(listening: socket.socket, outside: Path) -> list[str]:
    port = listening.getsockname()[1]
    host = f"127.0.0.1:{port}"
    return [
        f"http://{host}/a.xsd",
        f"HTTP://{host}/b.xsd#x",
        f"ftp://{host}/c.xsd",
        f"//{host}/d.xsd",
        f"\\\\\\\\{host}\\\\e.xsd",
        outside.as_uri(),
        f"file:{outside}",
        f"file://localhost{outside}",
        f"FILE://{outside}",
        str(outside),
        "../outside.xsd",
        "..%2Foutside.xsd",
        "a/../../outside.xsd",
        f"jar:file:{outside}!/x",
        f"xpointer:http://{host}/",
    ]


def test_the_watch_sees_what_must_not_be(tmp_path: Path) -> None:
    """The test itself: a program that opens a file elsewhere, a socket and a process is found out."""
    spy = tmp_path / "spy"
    (spy / "linetag").mkdir(parents=True)
    (spy / "linetag/__init__.py").touch()
    (spy / "linetag/cli.py").write_text(
        "import socket, subprocess\ndef main():\n    open('/etc/passwd').close()\n"
        "    socket.socket().close()\n    subprocess.run(['true'])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, json.dumps([*INSTALLED, str(spy)])],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(spy)},
    )
    events = {event for event, _ in json.loads(done.stderr.rpartition("seen: ")[2])}
    assert {"open", "socket.__new__", "subprocess.Popen"} <= events


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_no_reference_of_a_report_is_followed_out_of_it(
    tmp_path: Path, listening: socket.socket, outside: Path, arguments: list[str]
) -> None:
    """References of every kind in every spelling, from an instance, its schema and its linkbase."""
    path = report(tmp_path / "r")
    links = addresses(listening, outside)
    referred = "".join(
        f'<link:schemaRef xlink:type="simple" xlink:href="{link}"/>'
        f'<link:linkbaseRef xlink:type="simple" xlink:href="{link}"'
        ' xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"/>'
        f'<link:roleRef xlink:type="simple" roleURI="http://r.example/{i}" xlink:href="{link}#r"/>'
        for i, link in enumerate(links)
    )
    change(path, '<context id="x">', f'{referred}<context id="x">')
    change(path, "<link:schemaRef", f'<?xml-stylesheet href="{links[0]}"?><link:schemaRef')
    imports = "".join(
        f'<import namespace="http://n.example/{i}" schemaLocation="{link}"/>'
        f'<include schemaLocation="{link}"/><redefine schemaLocation="{link}"/>'
        for i, link in enumerate(links)
    )
    change(tmp_path / "r/c.xsd", "<element", f"{imports}<element")
    located = "".join(
        f'<loc xlink:type="locator" xlink:label="l{i}" xlink:href="{link}#c_A"/>'
        for i, link in enumerate(links)
    )
    change(tmp_path / "r/c_cal.xml", "</calculationLink>", f"{located}</calculationLink>")
    assert opened(path, arguments, besides=path.parent) == []
    assert opened(path.parent, arguments) == []


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_no_base_no_declaration_and_no_picture_is_loaded(
    tmp_path: Path, listening: socket.socket, outside: Path, arguments: list[str]
) -> None:
    folder = tmp_path / "r"
    links = addresses(listening, outside)
    body = "".join(
        f'<img src="{link}"/><script src="{link}"></script><a xml:base="{link}" href="{link}"/>'
        f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{link}"/>'
        for link in links
    )
    path = inline(folder, body + fraction("T", "5"))
    change(path, "<html ", f'<!DOCTYPE html SYSTEM "{links[0]}">\n<html xml:base="{links[0]}" ')
    assert opened(folder, arguments) == []
    for i, link in enumerate(links):
        other = report(tmp_path / "r" / str(i))
        entity = f'<!DOCTYPE xbrl [<!ENTITY % p SYSTEM "{link}"> %p; <!ENTITY e SYSTEM "{link}">]>'
        other.write_text(entity + other.read_text("utf-8").replace(">5<", ">&e;<"), "utf-8")
        change(tmp_path / "r" / str(i) / "c.xsd", "<schema ", f'<schema xml:base="{link}" ')
    assert opened(folder, arguments) == []


def test_no_taxonomy_package_leads_out_of_itself(
    tmp_path: Path, listening: socket.socket, outside: Path
) -> None:
    """Its catalogue rewrites what the report refers to, to addresses elsewhere."""
    links = addresses(listening, outside)
    path = report(tmp_path / "r")
    change(path, "c.xsd", "http://base.example/0/c.xsd")
    rewritten = "".join(
        f'<rewriteURI uriStartString="http://base.example/{i}/" rewritePrefix="{link}"/>'
        for i, link in enumerate(links)
    )
    package = tmp_path / "p.zip"
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr(
            "p/META-INF/catalog.xml",
            f'<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">{rewritten}</catalog>',
        )
        archive.writestr(
            "p/META-INF/taxonomyPackage.xml",
            '<taxonomyPackage xmlns="http://xbrl.org/2016/taxonomy-package"/>',
        )
    found = opened(path.parent, ["check", "--taxonomy-package", str(package)])
    assert found
    assert {place for _, place in found} == {str(package)}


@pytest.mark.parametrize(
    "name",
    ["sec/aapl-10k-2023.zip", "sec/pg-10k-2019-inline.zip", "tdnet/tdnet-62690-20240514.zip"],
)
@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_nothing_is_fetched_for_real_reports(name: str, arguments: list[str]) -> None:
    """They refer to base taxonomies of the web that are not at hand."""
    path = CORPUS / name
    skip_without(path)
    assert opened(path, arguments) == []
