"""Collecting 2,000 small pages from a server on this machine, beside `wget --warc-file`. -> seconds, ratio, memory.

    python benchmarks/collect.py [--pages 2000] [--rounds 3] [--latency 0] [--growth 10000]

Both ask the same server over one connection that stays open, one page after the other, and write gzipped WARC
without an index. Rasad also makes each page durable before it hands it on, writes its log, and keeps its
database; wget does none of that. Rounds alternate; the median counts, start of the process included.
Rasad's memory is read from the system after each hundred pages; `--growth` collects so many pages once more, alone.
`--latency` makes the server wait so many milliseconds before each page, as one that is not on this machine does.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess

HOST = "paper.example"
PER_LIST = 500


def page(number: int) -> bytes:
    """A small page whose words differ from those of others: about four kilobytes."""
    words = " ".join(hashlib.sha256(f"{number} {i}".encode()).hexdigest() for i in range(50))
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>Page {number}</title></head>"
        f"<body><article><h1>Page {number}</h1><p>{words}</p></article></body></html>"
    ).encode()


def serve(latency: float) -> None:
    """Serves until its standard input closes; prints the port."""
    import threading
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

    class Handler(BaseHTTPRequestHandler):
        """Lists and pages."""

        protocol_version = "HTTP/1.1"
        wbufsize = -1

        def log_message(self, *_: object) -> None:
            """Silent."""

        def do_GET(self) -> None:
            _, kind, number = ([*self.path.split("/"), "0"])[:3]
            if kind == "page":
                time.sleep(latency)  # a server far away
                body = page(int(number))
            elif kind == "list":
                first = int(number) * PER_LIST
                anchors = "".join(f'<li><a href="/page/{i}">Page {i}</a></li>' for i in range(first, first + PER_LIST))
                body = f"<html><body><ul class=news>{anchors}</ul></body></html>".encode()
            else:
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_address[1], flush=True)
    sys.stdin.read()


def resident() -> int:
    """Resident memory of this process in kB."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1])
    return 0


def collect(folder: str) -> None:
    """One pass over all sources of a monitor; prints seconds, captures and memory as JSON."""
    from rasad.monitor import Monitor

    seen: list[int] = []

    def progress(what: str, done: int, total: int) -> None:
        if what == "fetch" and done % 100 == 0:
            seen.append(resident())

    with Monitor(folder, progress=progress) as monitor:
        started = time.perf_counter()
        done = monitor.collect()
        seconds = time.perf_counter() - started
    print(json.dumps({"seconds": seconds, "captures": done.captures, "problems": done.problems, "resident_kb": seen}))


def timed(words: list[str], **options: object) -> tuple[subprocess.CompletedProcess, dict]:
    """A process that ended well, its wall time and the processor time it took."""
    import subprocess

    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(words, check=True, **options)
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return done, {"wall": wall, "cpu": cpu}


def run_rasad(port: int, pages: int) -> dict:
    """A fresh monitor, one pass, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        sources = "".join(
            f'\n[[source]]\nid = "list-{i}"\nkind = "listing"\nurl = "http://{HOST}/list/{i}"\nselect = "ul.news a"\n'
            for i in range(-(-pages // PER_LIST))
        )
        Path(folder, "monitor.toml").write_text(
            f'format = 1\n[local]\n"{HOST}" = "127.0.0.1:{port}"\n{sources}', encoding="utf-8"
        )
        done, spent = timed([sys.executable, __file__, "--collect", folder], capture_output=True, text=True)
        size = sum(path.stat().st_size for path in Path(folder, "archive").rglob("*.warc.gz"))
    return json.loads(done.stdout) | spent | {"warc_bytes": size}


def run_wget(port: int, pages: int) -> dict:
    """The same pages by wget into a WARC."""
    with tempfile.TemporaryDirectory() as folder:
        urls = Path(folder, "urls")
        urls.write_text("".join(f"http://127.0.0.1:{port}/page/{i}\n" for i in range(pages)))
        _, spent = timed(
            ["wget", "--quiet", f"--warc-file={folder}/out", f"--input-file={urls}", "--output-document=/dev/null"],
            cwd=folder,
        )
        return spent | {"warc_bytes": Path(folder, "out.warc.gz").stat().st_size}


def compare(pages: int, rounds: int, latency: float, growth: int) -> dict:
    """Medians of alternating rounds."""
    import shutil
    import subprocess
    from statistics import median

    if shutil.which("wget") is None:
        sys.exit("needs wget: apt-get install wget")
    server = subprocess.Popen(
        [sys.executable, __file__, "--serve", "--latency", str(latency)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        port = int(server.stdout.readline())
        ours, theirs = [], []
        for _ in range(rounds):
            theirs.append(run_wget(port, pages))
            ours.append(run_rasad(port, pages))
        grown = run_rasad(port, growth) if growth else None
    finally:
        server.stdin.close()
        server.wait()
    wall, wget = median(r["wall"] for r in ours), median(r["wall"] for r in theirs)
    found = {
        "pages": pages,
        "rounds": rounds,
        "latency_ms": latency,
        "rasad_seconds": round(wall, 2),
        "wget_seconds": round(wget, 2),
        "ratio": round(wall / wget, 2),
        "ratio_of_each_round": [round(r["wall"] / w["wall"], 2) for r, w in zip(ours, theirs, strict=True)],
        "rasad_cpu_seconds": round(median(r["cpu"] for r in ours), 2),
        "wget_cpu_seconds": round(median(r["cpu"] for r in theirs), 2),
        "rasad_pages_per_second": round(pages / wall, 1),
        "captures": ours[-1]["captures"],
        "problems": ours[-1]["problems"],
        "rasad_warc_bytes": ours[-1]["warc_bytes"],
        "wget_warc_bytes": theirs[-1]["warc_bytes"],
    }
    return found | memory_of(ours[-1]) | (memory_of(grown, "growth_") if grown else {})


def memory_of(run: dict, prefix: str = "") -> dict:
    """Resident memory in kB after a fifth of the pages and at the end, and the bytes that one more page costs."""
    memory, pages = run["resident_kb"], run["captures"]
    early, late = memory[len(memory) // 5], memory[-1]
    return {
        f"{prefix}captures": pages,
        f"{prefix}resident_kb_after_a_fifth": early,
        f"{prefix}resident_kb_at_the_end": late,
        f"{prefix}bytes_a_capture": round((late - early) * 1024 / (pages * 4 / 5)),
    }


def main() -> None:
    """Runs the comparison, or one of its halves."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--latency", type=float, default=0.0, metavar="MS")
    parser.add_argument("--growth", type=int, default=0, metavar="PAGES")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--collect", metavar="DIR", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve(options.latency / 1000)
    elif options.collect:
        collect(options.collect)
    else:
        for name, value in compare(options.pages, options.rounds, options.latency, options.growth).items():
            print(f"{name:32} {value}")


if __name__ == "__main__":
    main()
