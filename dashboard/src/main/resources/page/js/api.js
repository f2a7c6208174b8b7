// What the server is asked for; dashboard/README.md describes the answers.

const PATIENCE_MILLIS = 15_000;
const DAY = 86_400_000;

/** An answer that is an error; the message is the server's own. */
export class ServerError extends Error {}

async function ask(path, parameters = {}) {
  const query = new URLSearchParams(parameters);
  const answer = await fetch(`/api/${path}?${query}`, { signal: AbortSignal.timeout(PATIENCE_MILLIS) });
  const body = await answer.json();
  if (!answer.ok) throw new ServerError(body.error);
  return body;
}

export const assets = () => ask("assets");
export const health = () => ask("health");
export const trend = async () => (await ask("health/trend")).points;

/** Every asset with what the list shows of it. */
export async function watchlist() {
  const { now, assets: all } = await ask("watchlist");
  return { now, assets: all.map(([name, symbol, newest, price, since, before, turnover, line]) => ({ name, symbol, newest, price, since, before, turnover, line })) };
}

/** Where a stretch of a chart is to be had as a file: csv or parquet. */
export const file = (kind, asset, interval, { from, to }) => `/api/candles.${kind}?${new URLSearchParams({ asset, interval, from, to })}`;

export const gaps = async (asset) => (await ask("gaps", { asset })).gaps;

/** What is known of each of the last days: `{ from, to, status }`, oldest first. */
export const days = async (asset) => (await ask("days", { asset })).days.map(([from, status]) => ({ from, to: from + DAY, status }));

/** The newest bars, within `from`, `to` and `limit` where they are given. */
export async function candles(asset, interval, within = {}) {
  const page = await ask("candles", { asset, interval, ...within });
  return { begin: page.begin, bars: page.bars.map(bar) };
}

function bar([t, stored, expected, open, high, low, close, volume, trades, closed, taken]) {
  return { t, stored, expected, open, high, low, close, volume, trades, closed, taken, hole: open === undefined };
}

/** What changes, until `close()` is called; the browser connects again by itself. */
export function live(asset, interval, { opened, bars, gaps: gapsChanged, trades, lost }) {
  const events = new EventSource(`/api/live?${new URLSearchParams({ asset, interval })}`);
  events.addEventListener("open", opened);
  events.addEventListener("error", () => lost(events.readyState === EventSource.CLOSED));
  events.addEventListener("bars", (event) => bars(JSON.parse(event.data).map(bar)));
  events.addEventListener("gaps", (event) => gapsChanged(JSON.parse(event.data)));
  events.addEventListener("trades", (event) => trades(JSON.parse(event.data).map(([id, t, price, quantity, bought]) => ({ id, t, price, quantity, bought }))));
  return events;
}
