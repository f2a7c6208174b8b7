// How numbers and times are written.

const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 2 });
const small = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });
const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

const prices = new Map();

/** As many digits as a price of this size has at the exchange. */
export function digitsOf(value) {
  const size = Math.abs(value);
  return size >= 100 ? 2 : size >= 1 ? 4 : size >= 0.01 ? 5 : 8;
}

export function price(value, digits = digitsOf(value)) {
  if (!prices.has(digits)) {
    prices.set(digits, new Intl.NumberFormat("en", { minimumFractionDigits: digits, maximumFractionDigits: digits }));
  }
  return prices.get(digits).format(value);
}

export const volume = (value) => (value < 1 ? small : compact).format(value);
export const count = (value) => whole.format(value);

/** Seconds in the unit that a person would say. */
export function duration(seconds) {
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} days`;
}

export function percent(part, all) {
  const share = (100 * part) / all;
  // What is not complete never reads as 100 %.
  const shown = part < all ? Math.min(share, 99.99) : share;
  return `${shown.toFixed(shown === 100 ? 0 : 2)} %`;
}

export function percentChange(from, to) {
  const change = (100 * (to - from)) / from;
  const digits = Math.abs(change).toFixed(2);
  // What rounds to nothing went neither up nor down.
  return `${digits === "0.00" ? "" : change > 0 ? "+" : "−"}${digits} %`;
}

/** The colour of a change, by the class of what shows it; none for a change that reads as 0.00 %. */
export function tone(from, to) {
  const sign = percentChange(from, to)[0];
  return sign === "+" ? "rising" : sign === "−" ? "falling" : "";
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const two = (value) => String(value).padStart(2, "0");

/** Writes times in UTC or in the browser's own zone. */
export class Clock {
  local = localStorage.getItem("zone") === "local";

  toggle() {
    this.local = !this.local;
    localStorage.setItem("zone", this.local ? "local" : "utc");
  }

  get name() {
    return this.local ? "Local" : "UTC";
  }

  /** The same moment as one whose UTC fields read as wanted. */
  #shifted(time) {
    return new Date(this.shift(time));
  }

  shift(time) {
    return this.local ? time - new Date(time).getTimezoneOffset() * 60_000 : time;
  }

  time(time) {
    const at = this.#shifted(time);
    return `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`;
  }

  minute(time) {
    return this.time(time).slice(0, 5);
  }

  day(time) {
    const at = this.#shifted(time);
    return `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]}`;
  }

  date(time) {
    return `${WEEKDAYS[this.#shifted(time).getUTCDay()]} ${this.day(time)} ${this.year(time)}`;
  }

  year(time) {
    return String(this.#shifted(time).getUTCFullYear());
  }

  /** From one time to another, the day said once where it is the same. */
  span(from, to) {
    const [first, second] = [this.full(from), this.full(to)];
    const sameDay = this.date(from) === this.date(to);
    return `${first} – ${sameDay ? second.slice(second.indexOf(", ") + 2) : second}`;
  }

  full(time) {
    const seconds = this.time(time);
    return `${this.day(time)} ${this.#shifted(time).getUTCFullYear()}, ${seconds.endsWith(":00") ? seconds.slice(0, 5) : seconds}`;
  }
}
