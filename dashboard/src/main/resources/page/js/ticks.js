// Which slots of the time axis get a label: round times, as many as there is room for.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [1000, 5000, 15_000, 30_000, MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR,
  6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 28 * DAY, 91 * DAY, 364 * DAY];
const ROOM = 74;

/** The smallest step whose labels fit into `width` pixels for a view of `span` milliseconds. */
export function stepFor(span, width) {
  const most = Math.max(3, Math.floor(width / ROOM));
  return STEPS.find((step) => span / step <= most) ?? STEPS[STEPS.length - 1];
}

/** Whether the slot at `time` is the first at or behind a round time, given the slot before. */
export function isTick(time, before, step, clock) {
  return Math.floor(clock.shift(time) / step) !== Math.floor(clock.shift(before) / step);
}

/** The time of day, or the day where one begins. */
export function label(time, before, step, clock) {
  const newDay = isTick(time, before, DAY, clock);
  if (step >= DAY || newDay) return clock.day(time);
  return step < MINUTE ? clock.time(time) : clock.minute(time);
}
