// How long the exchange's intervals are.

const UNITS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000, M: 2_678_400_000 };

/** In milliseconds; of a month the longest. */
export function millis(code) {
  return Number(code.slice(0, -1)) * UNITS[code.slice(-1)];
}
