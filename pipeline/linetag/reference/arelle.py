"""What Arelle, an independent XBRL processor, reads in a report and finds in it.

The only module that imports Arelle, and only in the functions that need it. Arelle keeps its plugins,
packages and logger in the process: one session runs at a time, and what it changes is restored afterwards.
"""

from __future__ import annotations

import json
import locale
import logging
import re
import tempfile
import threading
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from arelle.api.Session import Session

Calc = Literal["xbrl21", "round-to-nearest", "truncation"]
RemarkSeverity = Literal["error", "inconsistency", "warning"]

_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, slots=True)
class Remark:
    """A message of Arelle: its code (such as "xbrl.4.6.2:numericUnit"), severity and text.

    `refs` are the places, each a file and the id of an element in it: "iij-20120930.xml#fact-id".
    """

    code: str
    severity: RemarkSeverity
    message: str
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """A sum that Arelle finds inconsistent; context and unit are ids in the report."""

    role: str
    total: str
    context: str
    unit: str


_SUM = re.compile(
    r"Calculation inconsistent from (?P<total>\S+) in link role (?P<role>\S+) reported sum .*"
    r" context (?P<context>\S+) unit (?P<unit>\S+)"
)


def inconsistency(remark: Remark) -> Inconsistency | None:
    """Return the sum that a remark is about, or None for any other remark."""
    match = _SUM.match(remark.message) if remark.severity == "inconsistency" else None
    return Inconsistency(**match.groupdict()) if match else None


def second_opinion(
    instance: Path,
    packages: Sequence[Path] = (),
    calc: Calc | None = None,
    others: Sequence[Path] = (),
    *,
    strict: bool = False,
) -> tuple[Remark, ...]:
    """Validate an instance with its calculations under `calc`, and return Arelle's messages.

    `packages` are taxonomy packages (zip files), `others` the further documents of an inline document set.
    `strict` adds what Arelle checks only when asked: the units registry (`--utr`), and facts that contradict
    each other (`--validateDuplicateFacts inconsistent`). Nothing is fetched or printed, and no cache of the
    user is read. A report that Arelle cannot load is a message as well. For example, the messages of an
    inconsistent sum have the code "xbrl.5.2.5.2:calcInconsistency" under "xbrl21".
    """
    if not others:
        return validated(str(instance), packages, calc, strict=strict)
    documents = [{"file": str(path)} for path in (instance, *others)]
    entry, plugins = json.dumps([{"ixds": documents}]), "inlineXbrlDocumentSet"
    return validated(entry, packages, calc, plugins=plugins, strict=strict)


def validated(
    entry: str,
    packages: Sequence[Path] = (),
    calc: Calc | None = None,
    *,
    plugins: str | None = None,
    strict: bool = False,
) -> tuple[Remark, ...]:
    """Validate an entry point (an address, or a list of documents as JSON), and return Arelle's messages."""
    with session_of(
        entry,
        packages=[str(package) for package in packages],
        calcs=calc,
        plugins=plugins,
        validate=True,
        utrValidate=strict,
        validateDuplicateFacts="inconsistent" if strict else None,
    ) as (session, loaded):
        messages = list(session.get_log_messages())
    remarks = [_remark(message) for message in messages if _severity(message) is not None]
    if not loaded and not remarks:
        remarks = [Remark("arelle:notLoaded", "error", f"Arelle could not load {entry}")]
    return tuple(remarks)


@contextmanager
def session_of(entry: str, **options: Any) -> Iterator[tuple[Session, bool]]:  # noqa: ANN401 - options of Arelle
    """Run a session of Arelle; yield it, and whether it could load its entry point."""
    with _ONE_AT_A_TIME, _contained(), tempfile.TemporaryDirectory() as empty_cache:
        from arelle.api.Session import Session  # noqa: PLC0415 - takes a second to import
        from arelle.RuntimeOptions import RuntimeOptions  # noqa: PLC0415 - as above

        given = RuntimeOptions(
            entrypointFile=entry,
            internetConnectivity="offline",
            workOffline=True,
            cacheDirectory=empty_cache,
            disablePersistentConfig=True,
            uiLang="en",
            logPropagate=False,
            **options,
        )
        with Session() as session:
            yield session, session.run(given, logFileName="logToStructuredMessage")


def _severity(message: Mapping[str, object]) -> RemarkSeverity | None:
    """The severity of a log message, or None for mere information."""
    level = str(message["levelname"])
    if level == "INCONSISTENCY":
        return "inconsistency"
    if level.startswith("WARNING"):
        return "warning"
    return None if level.startswith(("INFO", "DEBUG", "ASSERTION-SATISFIED")) else "error"


def _remark(message: Mapping[str, object]) -> Remark:
    refs = message["refs"]
    places = [str(ref["href"]) for ref in refs if ref.get("href")] if isinstance(refs, list) else []
    return Remark(
        code=str(message["messageCode"]),
        severity=_severity(message) or "error",
        message=str(message["msg"]),
        refs=tuple(dict.fromkeys(places)),
    )


@contextmanager
def _contained() -> Iterator[None]:
    """Suppress what Arelle prints, and restore its logger and the locale afterwards."""
    logger = logging.getLogger("arelle")
    before = (logger.propagate, logger.level, list(logger.handlers), list(logger.filters))
    language = locale.setlocale(locale.LC_ALL)
    try:
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            yield
    finally:
        logger.propagate, _, logger.handlers, logger.filters = before
        logger.setLevel(before[1])
        locale.setlocale(locale.LC_ALL, language)
