// Which slots of the chart a gap covers.

/** The stretches of `bars` that `gaps` cover, each with the indices of its first and last slot. */
export function shades(bars, gaps) {
  return gaps.flatMap(([from, to, state]) => {
    const first = slotAt(bars, from);
    const last = slotAt(bars, to - 1);
    return first === last && !covers(bars, first, from, to) ? [] : [{ from: Math.max(first, 0), to: last, state }];
  }).filter(({ to }) => to >= 0);
}

/** The newest slot that begins at or before `time`; -1 when all are newer. */
function slotAt(bars, time) {
  let low = 0;
  let high = bars.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bars[middle].t <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The last slot is as wide as the others: a gap behind it is not yet on the chart. */
function covers(bars, slot, from, to) {
  if (slot < 0) return false;
  const width = bars.length > 1 ? bars[1].t - bars[0].t : Infinity;
  return slot < bars.length - 1 || (from < bars[slot].t + width && to > bars[slot].t);
}
