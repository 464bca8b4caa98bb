"""Tests print as into a pipe, whatever the terminal they are started from says of its width."""

from __future__ import annotations

import os

os.environ.pop("COLUMNS", None)
