// Which stretches of time lack candles, and what is known of each.

/** What became of a stretch, for people. */
export const STATES = {
  healed: { name: "gap, healed", more: "fetched from the exchange and stored since" },
  empty: { name: "empty at the exchange", more: "the exchange has no candles there either" },
  open: { name: "gap, open", more: "known to the producer, not fetched yet" },
  missing: { name: "missing", more: "noted by nobody" },
};

/** Gaps that are noted, and holes in the bars that no gap explains; `{ from, to, state, candles }`, oldest first. */
export function stretches(bars, gaps, step) {
  const noted = gaps.map(([from, to, state]) => ({ from, to, state }));
  return [...noted, ...unexplained(bars, noted, step)].sort((a, b) => a.from - b.from);
}

function unexplained(bars, noted, step) {
  const found = [];
  for (let index = 0; index < bars.length; index++) {
    const bar = bars[index];
    const end = bars[index + 1]?.t ?? bar.t + step;
    const holes = bar.hole ? [[bar.t, end, bar.expected]] : end - bar.t > step * 1.5 ? [[bar.t + step, end, 1]] : [];
    for (const [from, to, expected] of holes) {
      if (expected > 0) without(from, to, noted).forEach((rest) => append(found, rest));
    }
    const part = { from: bar.t, to: bar.t + step };
    // Which of its candles are missing is not known, so any gap that is noted in it explains them.
    if (!bar.hole && bar.closed && bar.stored < bar.expected && !noted.some((gap) => touches(gap, part))) append(found, part);
  }
  return found;
}

const touches = (one, other) => one.from < other.to && one.to > other.from;

/** What of a stretch lies outside the gaps that are noted. */
function without(from, to, noted) {
  const touching = noted.filter((gap) => touches(gap, { from, to })).sort((a, b) => a.from - b.from);
  const rest = [];
  let at = from;
  for (const gap of touching) {
    if (gap.from > at) rest.push({ from: at, to: gap.from });
    at = Math.max(at, gap.to);
  }
  if (at < to) rest.push({ from: at, to });
  return rest;
}

function append(found, { from, to }) {
  const last = found[found.length - 1];
  if (last && last.to >= from) last.to = Math.max(last.to, to);
  else found.push({ from, to, state: "missing" });
}

/** The stretch that `time` lies in; of two the one that is worse. */
export function at(all, time) {
  const found = all.filter(({ from, to }) => from <= time && time < to);
  return found.find(({ state }) => state === "open" || state === "missing") ?? found[0];
}
