// What is in view as Python, for the package in notebooks/.

const RESAMPLED = { s: "s", m: "min", h: "h", d: "D" };

/** Loads the same candles; longer ones than the table's are summed up as the page does. */
export function python({ asset, interval, table, range }) {
  const time = (at) => JSON.stringify(new Date(at).toISOString().replace(".000Z", "Z"));
  const lines = [
    "import candlestream as cs",
    "",
    "cs.connect()  # the demo that runs, or what ASSET_CASSANDRA_HOST says",
    `candles = cs.load(${text(asset)}, ${time(range.from)}, ${time(range.to)})`,
  ];
  if (interval !== table) {
    lines.push(
      `candles = candles.resample("${interval.slice(0, -1)}${RESAMPLED[interval.slice(-1)]}").agg(`,
      '    {"open": "first", "high": "max", "low": "min", "close": "last", "volume": "sum", "trades": "sum"}',
      ').dropna(subset=["close"])',
    );
  }
  lines.push("candles");
  return `${lines.join("\n")}\n`;
}

/** A string of Python: it reads the escapes of JSON as JavaScript does. */
function text(name) {
  return JSON.stringify(name);
}
