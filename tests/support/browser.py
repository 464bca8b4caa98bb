"""A page in headless Chromium: measured, printed and looked at. Tests that need it skip without."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import zlib
from pathlib import Path
from typing import Any

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
_FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"),
    *(
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-extensions",
    ),
    *("--force-device-scale-factor=1", "--host-resolver-rules=MAP * ~NOTFOUND"),
)


def _run(profile: Path, *arguments: str) -> str:
    assert CHROMIUM is not None
    command = [CHROMIUM, *_FLAGS, f"--user-data-dir={profile}", *arguments]
    done = subprocess.run(command, capture_output=True, check=True, timeout=120)
    return done.stdout.decode()


def measured(page: str, script: str, folder: Path, width: int, name: str = "page.html") -> Any:  # noqa: ANN401 - JSON
    """What a script returns, an expression run in the page at a width; `name` tells HTML from XHTML.

    The page stands in a frame, because a window of its own is never narrower than 500 pixels.
    """
    inner, outer = folder / f"measured-{width}-{name}", folder / f"frame-{width}-{name}.html"
    answer = f"<script>parent.postMessage(JSON.stringify({script}), '*');</script>"
    inner.write_text(page.replace("</body>", f"{answer}</body>"), "utf-8")
    outer.write_text(
        f"""<!DOCTYPE html><meta charset="utf-8"><pre id="answer"></pre>
<script>onmessage = e => {{ document.getElementById('answer').textContent = e.data; }};</script>
<iframe src="{inner.name}" style="border:0;width:{width}px;height:4000px"></iframe>""",
        "utf-8",
    )
    options = ("--window-size=1400,4000", "--virtual-time-budget=5000", "--dump-dom")
    dumped = _run(folder / "profile", *options, outer.as_uri())
    (found,) = re.findall(r'<pre id="answer">(.*?)</pre>', dumped, re.DOTALL)
    return json.loads(html.unescape(found))


def printed_pages(page: str, folder: Path, name: str = "page.html") -> int:
    """How many sheets of its own paper size a page prints on."""
    path, pdf = folder / f"printed-{name}", folder / f"{name}.pdf"
    path.write_text(page, "utf-8")
    _run(folder / "profile", f"--print-to-pdf={pdf}", "--no-pdf-header-footer", path.as_uri())
    content = pdf.read_bytes()
    sizes = set(re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", content))
    assert {(round(float(w)), round(float(h))) for w, h in sizes} == {(595, 842)}, "A4 in points"
    return len(re.findall(rb"/Type /Page\b", content))


class Picture:
    """A screenshot: `shade(x, y)` is 0 for black and 255 for white."""

    def __init__(self, png: bytes) -> None:
        """Decode the PNG of a browser: eight bits a channel, not interlaced (PNG section 9)."""
        self.width, self.height = (int.from_bytes(png[at : at + 4]) for at in (16, 20))
        depth, colour, *_, interlaced = png[24:29]
        assert (depth, interlaced) == (8, 0)
        self._step = {2: 3, 6: 4}[colour]
        data, at = b"", 8
        while at < len(png):
            size = int.from_bytes(png[at : at + 4])
            if png[at + 4 : at + 8] == b"IDAT":
                data += png[at + 8 : at + 8 + size]
            at += size + 12
        self.rows = self._unfiltered(zlib.decompress(data))

    def _unfiltered(self, data: bytes) -> list[bytes]:
        length, step = self.width * self._step, self._step
        rows: list[bytes] = []
        above = bytes(length)
        for start in range(0, len(data), length + 1):
            kind, row = data[start], bytearray(data[start + 1 : start + 1 + length])
            if kind == 1:
                for i in range(step, length):
                    row[i] = (row[i] + row[i - step]) & 255
            elif kind == 2:
                row = bytearray((a + b) & 255 for a, b in zip(row, above, strict=True))
            elif kind in (3, 4):
                for i in range(length):
                    left = row[i - step] if i >= step else 0
                    corner = above[i - step] if i >= step else 0
                    guess = (left + above[i]) // 2 if kind == 3 else _paeth(left, above[i], corner)
                    row[i] = (row[i] + guess) & 255
            above = bytes(row)
            rows.append(above)
        return rows

    def shade(self, x: int, y: int) -> int:
        """The darkest channel of a pixel."""
        at = x * self._step
        return min(self.rows[y][at : at + 3])

    def darkest(self, left: float, top: float, right: float, bottom: float) -> int:
        """The darkest shade in a rectangle."""
        columns = range(max(int(left), 0), min(int(right) + 1, self.width))
        lines = range(max(int(top), 0), min(int(bottom) + 1, self.height))
        return min((self.shade(x, y) for y in lines for x in columns), default=255)

    def differing(self, other: Picture) -> int:
        """How many pixels differ visibly from those of a picture of the same size."""
        assert (self.width, self.height, self._step) == (other.width, other.height, other._step)
        changed = 0
        for mine, theirs in zip(self.rows, other.rows, strict=True):
            if mine != theirs:
                changed += sum(abs(mine[i] - theirs[i]) > 16 for i in range(0, len(mine), self._step))
        return changed


def _paeth(left: int, above: int, corner: int) -> int:
    guess = left + above - corner
    return min((left, above, corner), key=lambda value: abs(guess - value))


def screenshot(page: str, folder: Path, width: int, height: int, name: str = "page.html") -> Picture:
    """A page as it is seen at a width."""
    path, png = folder / f"seen-{width}-{name}", folder / f"{width}-{name}.png"
    path.write_text(page, "utf-8")
    _run(folder / "profile", f"--window-size={width},{height}", f"--screenshot={png}", path.as_uri())
    return Picture(png.read_bytes())
