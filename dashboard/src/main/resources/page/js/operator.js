// What opens under the figures, for a person who runs the pipeline: the last minutes as lines, and what was refused.

import * as api from "./api.js";
import { draw, make, path, write } from "./element.js";
import { count, duration } from "./format.js";
import { byCause, present } from "./health.js";

const LOOK_MILLIS = 2000;
const LINE = { width: 300, height: 54 };
/** Where nobody looked the lines are broken. */
const PAUSE_MILLIS = 5000;

const CHARTS = [
  { name: "Rows stored a second", keys: ["rowsPerSecond"], text: (value) => count(value) },
  { name: "Latency p50 and p99", keys: ["latencyMedian", "latencyWorst"], text: (value) => duration(value) },
  { name: "Records behind, fullest partition", keys: ["offsetsBehind"], text: (value) => count(value) },
];

export class Operator {
  #timer;

  constructor(section, opener) {
    this.section = section;
    this.opener = opener;
    this.pictures = section.querySelector("#trends");
    this.facts = section.querySelector("#facts");
    opener.addEventListener("click", () => this.toggle());
  }

  toggle() {
    const open = this.section.hidden;
    this.section.hidden = !open;
    this.opener.setAttribute("aria-expanded", String(open));
    clearTimeout(this.#timer);
    if (open) this.#look();
  }

  async #look() {
    try {
      this.#draw(await api.trend());
    } catch {
      // the next look asks again; the notices say what is wrong
    }
    if (!this.section.hidden) this.#timer = setTimeout(() => this.#look(), LOOK_MILLIS);
  }

  #draw(points) {
    CHARTS.forEach((chart, index) => this.#chart(this.pictures.children[index] ?? this.#newChart(chart), chart, points));
  }

  #newChart({ name, keys }) {
    const lines = keys.map((key, index) => draw("path", { class: `trend-${index}`, fill: "none", "stroke-width": "1.5", "vector-effect": "non-scaling-stroke" }));
    const picture = draw("svg", { viewBox: `0 -2 ${LINE.width} ${LINE.height + 4}`, preserveAspectRatio: "none", "aria-hidden": "true" }, ...lines);
    const figure = make("figure", {}, make("figcaption", {}, make("span", { text: name }), " ", make("b")), picture, make("p", { class: "ends" }));
    this.pictures.append(figure);
    return figure;
  }

  #chart(figure, { keys, text }, points) {
    const all = keys.map((key) => broken(points, key));
    const values = all.flat().filter((value) => value !== null && value !== undefined);
    const high = Math.max(...values, 0);
    [...figure.querySelectorAll("path")].forEach((line, index) => line.setAttribute("d", path(all[index], LINE.width, LINE.height, 0, high)));
    const newest = keys.map((key) => points[points.length - 1]?.[key]).filter((value) => value !== null && value !== undefined);
    write(figure.querySelector("b"), newest.map(text).join(" · ") || "–");
    const minutes = points.length > 1 ? duration((points[points.length - 1].now - points[0].now) / 1000) : "";
    write(figure.querySelector(".ends"), values.length > 0 ? `most ${text(high)}${minutes ? `, last ${minutes}` : ""}` : "nothing yet");
  }

  /** What the parts said last. */
  tell(report) {
    if (this.section.hidden) return;
    const producer = present(report?.producer);
    const consumer = present(report?.consumer);
    const letters = byCause(consumer.deadLetters);
    const known = (value, text) => (value === null || value === undefined ? "–" : text(value));
    const rows = [
      ["Connections to the exchange", known(producer.connections, count)],
      ["Messages a second", known(producer.framesPerSecond, count)],
      ["Messages rejected", byCause(producer.rejected).causes.join(", ") || "none"],
      ["Gaps found · healed · empty", [producer.gaps, producer.gapsHealed, producer.gapsEmpty].map((value) => known(value, count)).join(" · ")],
      ["Dead letters by cause", letters.causes.join(", ") || "none"],
    ];
    if (this.facts.childElementCount === 0) this.facts.append(...rows.map(([name]) => make("div", {}, make("dt", { text: name }), make("dd"))));
    rows.forEach(([, value], index) => write(this.facts.children[index].lastElementChild, value));
  }
}

function broken(points, key) {
  return points.flatMap((point, index) => {
    const pause = index > 0 && point.now - points[index - 1].now > PAUSE_MILLIS;
    return pause ? [undefined, point[key]] : [point[key]];
  });
}
