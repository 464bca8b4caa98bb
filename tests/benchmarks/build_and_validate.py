"""How long the sample takes, beside Arelle on the result: paired, alternating cold processes.

Run it by hand: python tests/benchmarks/build_and_validate.py [pairs]
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

DEFAULT_PAIRS = 5


def seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_PAIRS
    folder = Path(sys.executable).parent
    with tempfile.TemporaryDirectory() as out:
        build = [sys.executable, "-c", "from linetag.cli import main; main()", "build", "--out", out]
        seconds(build)  # the first run compiles
        result = Path(out) / "iij-2012q2"
        (package,) = (result / "packages").glob("*.zip")
        validate = [str(folder / "arelleCmdLine"), "--workOffline", "--packages", str(package)]
        validate += ["--file", str(result / "xbrl" / "iij-20120930.xml")]
        validate += ["--validate", "--calc", "round-to-nearest"]
        times = [(seconds(build), seconds(validate)) for _ in range(pairs)]
    ours, theirs = (statistics.median(column) for column in zip(*times, strict=True))
    ratio = statistics.median(arelle / build for build, arelle in times)
    print(f"{'':28}{'median s':>10}")
    print(f"{'read, tag, check and write':28}{ours:10.2f}")
    print(f"{'Arelle: load and validate':28}{theirs:10.2f}")
    print(f"{'Arelle / linetag, paired':28}{ratio:10.1f}")


if __name__ == "__main__":
    main()
