// The places of the time axis: one for each bar, and a few for a long hole, where the axis is broken.

/** A longer hole breaks the axis. */
const LONGEST_HOLE = 24;
/** So wide is the axis where it is broken. */
const BREAK = 8;

/**
 * Slots `{ t, end, index }` with the index of their bar; those of a break have no index but the `hole` that they stand for:
 * `{ from, to, missing }`, `missing` being how many candles should be there.
 */
export function slots(bars, step) {
  const all = [];
  let index = 0;
  while (index < bars.length) {
    const behind = holeEnd(bars, index);
    const from = index > 0 ? bars[index - 1].t + step : bars[index].t;
    const to = bars[behind]?.t ?? bars[bars.length - 1].t + step;
    if (to - from > step / 2) addHole(all, bars, { index, behind, from, to }, step);
    if (behind < bars.length) all.push({ t: bars[behind].t, end: bars[behind].t + step, index: behind });
    index = behind + 1;
  }
  return all;
}

/** The index of the first bar with a candle. */
function holeEnd(bars, index) {
  let at = index;
  while (at < bars.length && bars[at].hole) at++;
  return at;
}

function addHole(all, bars, { index, behind, from, to }, step) {
  const length = Math.round((to - from) / step);
  if (length <= LONGEST_HOLE && length === behind - index) {
    for (let at = index; at < behind; at++) all.push({ t: bars[at].t, end: bars[at].t + step, index: at });
    return;
  }
  // Time that no bar stands for, as between two pages, is counted as the server would have.
  const missing = index < behind ? bars.slice(index, behind).reduce((sum, bar) => sum + bar.expected, 0) : length;
  const hole = { from, to, missing };
  const part = (to - from) / BREAK;
  for (let i = 0; i < BREAK; i++) all.push({ t: from + i * part, end: from + (i + 1) * part, hole });
}

/** Where `time` is on the axis: a slot's number and a share of it; beyond the ends at the axis' own pace. */
export function placeOf(all, time) {
  if (all.length === 0) return 0;
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (all[middle].t <= time) low = middle + 1;
    else high = middle;
  }
  const at = Math.max(0, low - 1);
  const share = (time - all[at].t) / (all[at].end - all[at].t);
  return at + (at < all.length - 1 ? Math.min(share, 1) : share);
}

/** The time at a place of the axis, as `placeOf` counts. */
export function timeOf(all, place) {
  const at = Math.max(0, Math.min(all.length - 1, Math.floor(place)));
  const slot = all[at];
  return slot ? slot.t + (place - at) * (slot.end - slot.t) : 0;
}
