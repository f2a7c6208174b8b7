"""A server of S3 on this machine's loopback, in memory; it ends with the process that holds its standard input."""

import os
import sys
import threading

from moto.server import main


def end_with_parent() -> None:
    sys.stdin.read()
    os._exit(0)


threading.Thread(target=end_with_parent, daemon=True).start()
main(["-H", "127.0.0.1", "-p", sys.argv[1]])
