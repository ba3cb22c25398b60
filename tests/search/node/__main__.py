"""`python -m tests.search.node [HEAP]`: a node until Ctrl-C; its address is printed first."""

from __future__ import annotations

import signal
import sys
import threading

from tests.search.node.server import started


def main() -> int:
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    try:
        with started(heap=(sys.argv[1:] or ["512m"])[0], quick=False) as node:
            print(node.url, flush=True)
            print(
                f"ready after {node.seconds:.1f} s, {node.memory} MB; log: {node.log}",
                file=sys.stderr,
                flush=True,
            )
            while node.process.poll() is None and not ended.wait(0.5):
                pass
    except LookupError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
