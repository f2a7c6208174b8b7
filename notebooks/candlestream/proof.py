"""What a paper's appendix needs of the candles that it used: a table, a sentence and a picture.

What is there, and what was missing and why, is read from the two tables (summary, timeline). That every value is the
exchange's is found by ./candlestream verify, which asks the exchange again (verify).
"""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from candlestream import place, plots
from candlestream.connection import Connection
from candlestream.default import opened
from candlestream.errors import CandlestreamError
from candlestream.gaps import STATES, pair, states_of
from candlestream.times import moment

_TOOLS = "tools/target/tools.jar"
_PATIENCE_SECONDS = 170
_CANNOT = 2
#: From the report of verify, by the words of the table.
_FINDINGS = {
    "compared": "expected",
    "not stored": "missing",
    "not at the exchange": "extra",
    "with another value": "differing",
    "breaks in the trade ids": "chainBreaks",
}
#: At most so many cells lie side by side in the timeline.
_CELLS = 240
_COLOURS = {"stored": "#0072B2", "healed": "#56B4E9", "empty": "#BBBBBB", "missing": "#D55E00"}
_LEGENDS = {
    "stored": "stored as it came",
    "healed": "fetched later",
    "empty": "the exchange has none",
    "missing": "missing",
}


def summary(
    assets: Sequence[str], start: str | datetime, end: str | datetime, *, connection: Connection | None = None
) -> pd.DataFrame:
    """One row an asset: how many candles open from start until before end, and what is known of each of them."""
    source = opened(connection)
    rows = {}
    for asset in assets:
        symbol, interval = pair(asset, source)
        counts = states_of(asset, start, end, connection=source).value_counts()
        there = int(counts["stored"] + counts["healed"])
        expected = int(counts.sum())
        rows[asset] = {
            "symbol": symbol,
            "interval": interval,
            "expected": expected,
            "stored": there,
            "of them fetched later": int(counts["healed"]),
            "the exchange has none": int(counts["empty"]),
            "missing": int(counts["missing"]),
            "complete": 1 - int(counts["missing"]) / expected if expected else 1.0,
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("asset")


def verify(
    symbols: Sequence[str],
    start: str | datetime,
    end: str | datetime,
    *,
    data: str | Path | None = None,
) -> pd.DataFrame:
    """What ./candlestream verify finds: one row an asset, with the values that were compared and those that differ.

    It asks the exchange, or reads the archive files in the folder data. It needs the project, built once.
    """
    command = [_java(), *_start(place.PROJECT), "verify", "--json", "--symbols", ",".join(symbols)]
    command += ["--from", _text(start), "--to", _text(end)]
    if data is not None:
        command += ["--data", str(Path(data).resolve())]
    try:
        run = subprocess.run(  # noqa: S603 - the project's own program
            command,
            cwd=place.PROJECT,
            env=place.environment(),
            capture_output=True,
            text=True,
            timeout=_PATIENCE_SECONDS,
        )
    except subprocess.TimeoutExpired as e:
        raise CandlestreamError(
            f"Cannot verify: no answer within {_PATIENCE_SECONDS} s (take a shorter stretch, or ./candlestream verify)"
        ) from e
    if run.returncode >= _CANNOT or not run.stdout.strip():
        raise CandlestreamError(_refusal(run.stderr or run.stdout))
    return findings(json.loads(run.stdout))


def _refusal(output: str) -> str:
    """The line in which verify says what it cannot, without the time before it."""
    said = (output.strip() or "it said nothing (./candlestream verify says more)").splitlines()[-1]
    return said[said.index("Cannot ") :] if "Cannot " in said else f"Cannot verify: {said}"


def findings(report: Mapping[str, Any]) -> pd.DataFrame:
    """The report of ./candlestream verify --json as a frame: one row an asset."""
    rows = {asset["asset"]: {name: asset[key] for name, key in _FINDINGS.items()} for asset in report["assets"]}
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=list(_FINDINGS)).rename_axis("asset")
    frame["equal"] = (frame[list(_FINDINGS)[1:]] == 0).all(axis=1)
    return frame


def sentence(table: pd.DataFrame, found: pd.DataFrame, start: str | datetime, end: str | datetime) -> str:
    """What the table says, for a text; made of its numbers."""
    expected, missing, none = (int(table[name].sum()) for name in ("expected", "missing", "the exchange has none"))
    later, differ = int(table["of them fetched later"].sum()), int((~found["equal"]).sum())
    verdict = (
        "every value equals the exchange's"
        if not differ
        else f"{differ} of {len(found)} assets differ from the exchange"
    )
    return (
        f"Of the {expected:,} candles of {', '.join(table['symbol'])} that open from {_text(start)} until before"
        f" {_text(end)}, {missing:,} are missing; {none:,} do not exist at the exchange either, and {later:,} were"
        f" fetched later. {int(found['compared'].sum()):,} candles were compared with the exchange: {verdict}."
    )


def timeline(
    assets: Sequence[str], start: str | datetime, end: str | datetime, *, connection: Connection | None = None
) -> Figure:
    """A strip an asset: each cell is a stretch of time in the colour of the worst that is known of its candles."""
    source = opened(connection)
    first, behind = moment(start), moment(end)
    states = {asset: states_of(asset, first, behind, connection=source) for asset in assets}
    return strips(states, first, behind)


def strips(states: Mapping[str, pd.Series], first: pd.Timestamp, behind: pd.Timestamp) -> Figure:
    """The picture of timeline, of what is known already."""
    cells = min(_CELLS, max((len(of_one) for of_one in states.values()), default=1))
    figure, axes = plt.subplots(figsize=(11, 1.6 + 0.45 * len(states)), layout="constrained")
    edges = pd.date_range(first, behind, periods=cells + 1)
    worst = np.full((len(states), cells), np.nan)
    for row, of_one in enumerate(states.values()):
        parts = np.asarray((pd.DatetimeIndex(of_one.index) - first) / (behind - first), dtype="float64")
        places = np.clip((parts * cells).astype(int), 0, cells - 1)
        codes = pd.Series(of_one.cat.codes.to_numpy()).groupby(places).max()
        worst[row, codes.index] = codes
    times = edges.to_pydatetime()
    colours = ListedColormap([_COLOURS[state] for state in STATES])
    rows = np.arange(len(states) + 1)
    axes.pcolormesh(times, rows, worst, cmap=colours, vmin=-0.5, vmax=len(STATES) - 0.5)
    axes.hlines(rows[1:-1], times[0], times[-1], color="white", linewidth=3)
    axes.set_yticks(rows[:-1] + 0.5, list(states))
    axes.tick_params(axis="y", length=0)
    axes.invert_yaxis()
    counts = pd.concat(list(states.values())).value_counts()
    handles = [Patch(color=_COLOURS[s], label=f"{_LEGENDS[s]}: {int(counts[s]):,}") for s in STATES]
    figure.legend(handles=handles, loc="outside lower center", ncols=len(STATES), frameon=False)
    each = (behind - first) / cells
    axes.set_title(
        f"Completeness; a cell is {_span(each)}, in the colour of the worst of its candles", fontsize="medium"
    )
    plots.utc(axes)
    return figure


def _span(span: pd.Timedelta) -> str:
    minutes = span / pd.Timedelta(minutes=1)
    return f"{minutes:.3g} min" if minutes < 120 else f"{minutes / 60:.3g} h"


def _text(time: str | datetime) -> str:
    return moment(time).strftime("%Y-%m-%dT%H:%M:%SZ")


def _java() -> str:
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home, "bin", "java")) if home else shutil.which("java")
    if not java:
        raise CandlestreamError("Cannot verify: no java found (install a JDK 17 or set JAVA_HOME)")
    return java


def _start(project: Path) -> list[str]:
    """What stands behind java: the arguments that the build made for a fast start, while no jar is newer."""
    jar = _built(project)
    fast = jar.with_name("java.args")
    jars = [*jar.parent.glob("*.jar"), *jar.parent.glob("lib/*.jar")]
    if fast.is_file() and max(one.stat().st_mtime_ns for one in jars) <= fast.stat().st_mtime_ns:
        return [f"@{fast}"]
    return ["-jar", str(jar)]


def _built(project: Path) -> Path:
    jar = project / _TOOLS
    if not jar.is_file():
        raise CandlestreamError(f"Cannot verify: {jar} is not there (./candlestream build makes it)")
    return jar
