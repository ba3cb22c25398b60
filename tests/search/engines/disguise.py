"""An OpenSearch node under the name of Elasticsearch, so that its official client can be tried: what it sends
and how it reads answers. What only Elasticsearch does differently is not seen here.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import urllib3

PLAIN = {"application/vnd.elasticsearch+json": "application/json"}
LINES = {"application/vnd.elasticsearch+x-ndjson": "application/x-ndjson"}


@contextmanager
def disguised(url: str) -> Iterator[str]:
    """SEARCH_URL of the same with the other scheme."""
    server, _slash, prefix = url.removeprefix("opensearch+").rpartition("/")
    pool = urllib3.PoolManager()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = 65536

        def _pass_on(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {
                name: _plain(self.headers.get(name, "application/json"))
                for name in ("Accept", "Content-Type")
            }
            answer = pool.request(self.command, server + self.path, body=body or None, headers=headers)
            self.send_response(answer.status)
            self.send_header("X-Elastic-Product", "Elasticsearch")
            self.send_header("Content-Type", answer.headers.get("Content-Type", "application/json"))
            self.send_header("Content-Length", str(len(answer.data)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(answer.data)

        do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _pass_on

        def log_message(self, *_args: object) -> None:
            """Nothing to say."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as proxy:
        proxy.daemon_threads = True
        proxy.block_on_close = False
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        yield f"elasticsearch+http://127.0.0.1:{proxy.server_port}/{prefix}"
        proxy.shutdown()


def _plain(kind: str) -> str:
    return (PLAIN | LINES).get(kind.partition(";")[0], kind.partition(",")[0])
