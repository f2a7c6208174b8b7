// From values to heights: linear or logarithmic, with round values for the axis.

const STEPS = [1, 2, 2.5, 5, 10];

export class Scale {
  /** `top` and `bottom` are where `high` and `low` are drawn. */
  constructor(low, high, top, bottom, log = false) {
    Object.assign(this, { low, high, top, bottom, log: log && low > 0 });
    this.to = this.log ? Math.log : (value) => value;
    this.from = this.log ? Math.exp : (value) => value;
  }

  y(value) {
    const share = (this.to(value) - this.to(this.low)) / (this.to(this.high) - this.to(this.low));
    return this.bottom - share * (this.bottom - this.top);
  }

  value(y) {
    const share = (this.bottom - y) / (this.bottom - this.top);
    return this.from(this.to(this.low) + share * (this.to(this.high) - this.to(this.low)));
  }

  /** Round values, about one for each `room` pixels. */
  ticks(room) {
    const most = Math.max(2, Math.floor((this.bottom - this.top) / room));
    if (this.log && this.high / this.low > 4) return decades(this.low, this.high, most);
    const step = roundStep((this.high - this.low) / most);
    const first = Math.ceil(this.low / step - 1e-9);
    const all = [];
    for (let n = first; n * step <= this.high + step * 1e-9; n++) all.push(n * step);
    return all;
  }
}

/** The smallest round step that is at least `wanted`. */
export function roundStep(wanted) {
  const power = 10 ** Math.floor(Math.log10(wanted));
  return power * STEPS.find((step) => step * power >= wanted * (1 - 1e-9));
}

function decades(low, high, most) {
  for (const digits of [[1, 2, 3, 5, 7], [1, 2, 5], [1, 3], [1]]) {
    const all = [];
    for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
      for (const digit of digits) all.push(digit * 10 ** power);
    }
    const seen = all.filter((value) => value >= low && value <= high);
    if (seen.length <= most || digits.length === 1) return seen;
  }
  return [];
}
