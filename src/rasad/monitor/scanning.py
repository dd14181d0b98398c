"""Monitor: Tesseract, where it is installed, as the reader of images. PGM -> TSV.

Tesseract (Apache-2.0) runs as a process of its own, one page at a time with a limit of time; it reads standard input and writes
standard output, so that no file is made.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from functools import lru_cache
from typing import Final

LANGUAGES: Final = ("fas", "ara", "eng")
HELP: Final = "to read scans: apt-get install tesseract-ocr tesseract-ocr-fas tesseract-ocr-ara"
_SECONDS: Final = 60.0  # for one page
_DPI: Final = "300"


@lru_cache(maxsize=1)
def image_reader() -> Callable[[bytes], str] | None:
    """What reads the words on an image in the languages that are installed; None where Tesseract is not."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    told = subprocess.run([program, "--list-langs"], capture_output=True, check=False, timeout=_SECONDS, text=True)
    known = [name for name in LANGUAGES if name in told.stdout.split()]
    if not known:
        return None
    command = [program, "stdin", "stdout", "-l", "+".join(known), "--dpi", _DPI, "tsv"]

    def scan(image: bytes) -> str:
        try:
            done = subprocess.run(
                command, input=image, capture_output=True, check=False, timeout=_SECONDS, env={**os.environ, "OMP_THREAD_LIMIT": "1"}
            )
        except subprocess.TimeoutExpired:
            return ""
        return done.stdout.decode("utf-8", "replace")

    return scan
