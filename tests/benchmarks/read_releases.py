"""How fast whole pages are read, beside the parser of HTML alone: paired, alternating runs, and their ratios.

Run it by hand, on a machine that does nothing else::

    python tests/benchmarks/read_releases.py

The pages are the quarterly reports of `--corpus`, and the body of the largest repeated until it has 4 MB.
`ours` is everything that `linetag read --format json` does after its start; `theirs` is `lxml.html.parse`,
which only makes a tree of the page. The last row is about whole processes.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import lxml.html
from timing import LINETAG, Row, cold_pairs, printed, row, warm

from linetag.propose.reading import read_statements, with_concepts
from linetag.release.read import read
from linetag.report.derived_json import derived_json

CORPUS = Path(__file__).parents[3] / "shared/corpus"
LARGE = 4_000_000
PARSE = (sys.executable, "-c", "import sys, lxml.html; lxml.html.parse(sys.argv[1])")


def whole(path: Path) -> str:
    """The page as derived.json, as the command makes it."""
    document, _ = read(path)
    if document is None:
        raise RuntimeError(f"{path} cannot be read")
    return derived_json(with_concepts(read_statements(document)[0]))


def pages(corpus: Path, folder: Path) -> Sequence[Path]:
    """The whole reports of the corpus, unpacked, and a page of four million bytes."""
    with zipfile.ZipFile(corpus / "releases/pages.zip") as archive:
        names = [name for name in archive.namelist() if name.startswith("10q/")]
        found = [Path(archive.extract(name, folder)) for name in names]
    largest = max(found, key=lambda path: path.stat().st_size)
    before, body, after = re.split(rb"(?i)(?<=<body>)|(?=</body>)", largest.read_bytes())
    large = folder / "4-MB.html"
    large.write_bytes(before + body * -(-LARGE // len(body)) + after)
    return [*found, large]


def rows(corpus: Path, folder: Path, rounds: int) -> Iterator[Row]:
    """A row for each page read in this process, and one for that of 4 MB in a process of its own."""
    found = pages(corpus, folder)
    for path in found:
        jobs = (lambda path=path: whole(path), lambda path=path: lxml.html.parse(str(path)))
        pairs = [(ours, theirs) for ours, theirs in warm(jobs, rounds)]
        size = path.stat().st_size / 1e6
        yield row(f"{path.stem}, {size:.1f} MB", pairs, "", gain=False)
    large = str(found[-1])
    ran = cold_pairs((*LINETAG, "read", large, "--format", "json"), (*PARSE, large), rounds)
    yield row(
        "4 MB as processes", [(ours.seconds, theirs.seconds) for ours, theirs in ran], "3 s", gain=False
    )


def main(arguments: Sequence[str]) -> None:
    """Measure every page."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5, help="turns of each pair (default: 5)")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="the folder with the pages")
    options = parser.parse_args(arguments)
    if not options.corpus.exists():
        parser.error(f"there are no pages at {options.corpus}")
    printed(Row("", "ours", "theirs", "ratio", "target"))
    with tempfile.TemporaryDirectory() as folder:
        for line in rows(options.corpus, Path(folder), options.rounds):
            printed(line)


if __name__ == "__main__":
    main(sys.argv[1:])
