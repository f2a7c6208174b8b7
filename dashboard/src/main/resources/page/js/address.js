// What the address after the # says: #bitcoin/1m?from=2024-08-08T00:00Z&to=2024-08-08T02:00Z&compare=ethereum&ma=7,25&vwap&rsi&volume&taker&log

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z$/;
const MOST_LINES = 4;
/** What is drawn or not. */
const SWITCHES = ["vwap", "rsi", "volume", "taker", "log"];

/** What an address asks for; `bad` has a sentence for each part that cannot be read. */
export function parse(hash) {
  const [path, query = ""] = hash.replace(/^#/, "").split(/\?(.*)/s);
  const [asset, interval] = path.split("/").map(decoded);
  const given = new URLSearchParams(query);
  const bad = [];
  const from = time(given, "from", bad);
  const to = time(given, "to", bad);
  const range = from !== undefined && to !== undefined && from < to ? { from, to } : undefined;
  if (!range && bad.length === 0 && (given.has("from") || given.has("to"))) {
    bad.push("The address needs both from and to, from before to; showing the newest candles");
  }
  return {
    asset: asset || undefined,
    interval: interval || undefined,
    range,
    compare: given.get("compare") || undefined,
    studies: studies(given),
    bad,
  };
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // as it stands: it names no asset, and the page says so
  }
}

function time(given, name, bad) {
  const text = given.get(name);
  if (!text) return undefined;
  const at = TIME.test(text) ? Date.parse(text) : NaN;
  if (!Number.isNaN(at)) return at;
  bad.push(`${name}=${text} in the address is no time such as 2024-08-08T00:00Z; showing the newest candles`);
  return undefined;
}

/** Undefined where the address says nothing of them. */
function studies(given) {
  if (!["ma", ...SWITCHES].some((name) => given.has(name))) return undefined;
  return { ma: lengths(given.get("ma") ?? ""), ...Object.fromEntries(SWITCHES.map((name) => [name, given.has(name)])) };
}

/** The lengths of moving averages in a text such as "7, 25". */
export function lengths(text) {
  const all = text.split(/[\s,]+/).map(Number).filter((length) => Number.isInteger(length) && length >= 2 && length <= 500);
  return [...new Set(all)].slice(0, MOST_LINES);
}

/** The address of what is shown; `range` only where it is not the newest. */
export function format({ asset, interval, range, compare, studies: { ma, ...on } }) {
  const given = [];
  if (range) given.push(`from=${written(range.from)}`, `to=${written(range.to)}`);
  if (compare) given.push(`compare=${encodeURIComponent(compare)}`);
  if (ma.length > 0) given.push(`ma=${ma.join(",")}`);
  given.push(...SWITCHES.filter((name) => on[name]));
  return `#${encodeURIComponent(asset)}/${interval}${given.length > 0 ? `?${given.join("&")}` : ""}`;
}

/** The shortest form that this module reads again. */
function written(at) {
  return new Date(at).toISOString().replace(/(:00)?\.000Z$/, "Z");
}
