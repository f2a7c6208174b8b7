// Which slots of the time axis get a label: round times, as many as there is room for, and every day's date.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [1000, 5000, 15_000, 30_000, MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR,
  6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 28 * DAY, 91 * DAY, 364 * DAY];
const ROOM = 74;

/** The smallest step whose labels fit into `width` pixels for a view of `span` milliseconds. */
export function stepFor(span, width) {
  const most = Math.max(2, Math.floor(width / ROOM));
  return STEPS.find((step) => span / step <= most) ?? STEPS[STEPS.length - 1];
}

/** The labels of the slots from number `from` to `to`: `{ slot, text }`. */
export function timeTicks(slots, from, to, step, clock) {
  const all = [];
  for (let at = from; at <= to; at++) {
    const slot = slots[at];
    if (!slot.hole && (at === 0 ? clock.shift(slot.t) % step === 0 : crosses(slots[at - 1].t, slot.t, step, clock))) {
      all.push({ slot: at, text: label(slot.t, step, clock) });
    }
  }
  return all;
}

function label(time, step, clock) {
  if (step >= DAY) return clock.day(time);
  return step < MINUTE ? clock.time(time) : clock.minute(time);
}

/** The slots where a day begins (a year, where the labels are days) and the one at the left edge: `{ slot, text }`. */
export function dateTicks(slots, from, to, step, clock) {
  const text = (time) => (step >= DAY ? clock.year(time) : clock.date(time));
  const all = [];
  for (let at = from; at <= to; at++) {
    if (at === from || text(slots[at].t) !== text(slots[at - 1].t)) all.push({ slot: at, text: text(slots[at].t) });
  }
  return all;
}

function crosses(before, time, step, clock) {
  return Math.floor(clock.shift(time) / step) !== Math.floor(clock.shift(before) / step);
}
