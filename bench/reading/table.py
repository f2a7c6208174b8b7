"""How fast candlestream.load() reads one asset from Cassandra's table, which the environment names as for the notebooks.

notebooks/.venv/bin/python bench/reading/table.py ASSET FROM TO
"""

import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "notebooks"))
import candlestream as cs  # noqa: E402


def main() -> None:
    asset, start, end = sys.argv[1:]
    for to in ("pandas", "arrow"):
        taken = []
        for _ in range(5):
            begin, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF).ru_utime
            rows = len(cs.load(asset, start, end, store="table", to=to))  # type: ignore[arg-type]
            taken.append(
                (time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_utime - used),
            )
        seconds, cpu = sorted(taken)[2]
        print(f"{asset} into {to}: {rows:,} rows in {seconds:.2f} s, {rows / seconds:,.0f} rows/s, CPU {cpu:.2f} s")


if __name__ == "__main__":
    main()
