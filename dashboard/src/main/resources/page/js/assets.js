// The list of assets: search by name or symbol, and an order of one's choice.

import { draw, make, path, write } from "./element.js";
import { duration, percentChange, price, tone } from "./format.js";

const LINE = { width: 52, height: 24 };
/** One or two candles late is what a batch or a quiet minute makes. */
const LATE_CANDLES = 3;

const ORDERS = {
  name: (a, b) => (a.name < b.name ? -1 : 1),
  change: (a, b) => (change(b) ?? -Infinity) - (change(a) ?? -Infinity) || ORDERS.name(a, b),
  volume: (a, b) => (b.turnover ?? -1) - (a.turnover ?? -1) || ORDERS.name(a, b),
};

const change = ({ price: now, before }) => (before ? now / before - 1 : undefined);

export class Assets {
  #all = [];
  #rows = new Map();
  #chosen;

  constructor(nav, opener, chosen) {
    this.nav = nav;
    this.opener = opener;
    this.search = nav.querySelector("input");
    this.order = nav.querySelector("select");
    this.list = nav.querySelector("ul");
    this.on = chosen;
    this.order.value = localStorage.getItem("order") ?? "name";
    this.search.addEventListener("input", () => this.#draw());
    this.order.addEventListener("change", () => {
      localStorage.setItem("order", this.order.value);
      this.#draw();
    });
    this.search.addEventListener("keydown", (event) => this.#key(event));
    this.list.addEventListener("keydown", (event) => this.#key(event));
    opener.addEventListener("click", () => this.open(!nav.classList.contains("open")));
  }

  /** On a phone the list lies over the chart, and only while it is wanted. */
  open(wanted) {
    this.nav.classList.toggle("open", wanted);
    this.opener.setAttribute("aria-expanded", String(wanted));
    if (wanted) this.search.focus();
  }

  /** Names alone, which are known before their prices are. */
  name(names) {
    const known = new Map(this.#all.map((asset) => [asset.name, asset]));
    this.#all = names.map((name) => known.get(name) ?? { name, line: [] });
    this.#draw();
  }

  /** Assets with their prices; `now` is what the newest candle should be near, `interval` the length of one. */
  show(all, now, interval) {
    this.#all = all;
    this.late = (asset) => (now && asset.newest && now - asset.newest > LATE_CANDLES * interval ? now - asset.newest : 0);
    this.#draw();
  }

  find(name) {
    return this.#all.find((asset) => asset.name === name);
  }

  /** The newest price of one asset: the page hears of it before the next list of all, and shows one price at a time. */
  priced(name, newest) {
    const asset = this.find(name);
    if (!asset || newest === undefined || asset.price === newest) return;
    asset.price = newest;
    this.#row(asset);
  }

  choose(asset) {
    this.#chosen = asset;
    this.#draw();
  }

  #draw() {
    const wanted = this.search.value.trim().toLowerCase();
    const found = this.#all
      .filter(({ name, symbol }) => name.toLowerCase().includes(wanted) || symbol?.toLowerCase().includes(wanted))
      .sort(ORDERS[this.order.value] ?? ORDERS.name);
    const rows = found.map((asset) => this.#row(asset));
    if (rows.length === 0) rows.push(make("li", { class: "none", text: this.#all.length === 0 ? "No candles yet" : "No such asset" }));
    const same = rows.length === this.list.children.length && rows.every((row, index) => row === this.list.children[index]);
    if (!same) this.#replace(rows);
    for (const name of this.#rows.keys()) if (!this.#all.some((asset) => asset.name === name)) this.#rows.delete(name);
  }

  /** Moving a row takes the focus from it. */
  #replace(rows) {
    const focused = this.list.contains(document.activeElement) ? document.activeElement : undefined;
    this.list.replaceChildren(...rows);
    focused?.focus();
  }

  #row(asset) {
    const row = this.#rows.get(asset.name) ?? this.#newRow(asset.name);
    const [name, value, more, moved, line] = row.parts;
    write(value, asset.price === undefined ? "" : price(asset.price));
    const late = this.late?.(asset) ?? 0;
    write(more, late > 0 ? `${duration(late / 1000)} late` : (asset.symbol ?? ""));
    more.classList.toggle("late", late > 0);
    const by = change(asset);
    write(moved, by === undefined ? "" : percentChange(asset.before, asset.price));
    moved.className = `moved ${by === undefined ? "" : tone(asset.before, asset.price)}`;
    row.sketch(line, asset.line);
    if (asset.name === this.#chosen) name.parentElement.setAttribute("aria-current", "true");
    else name.parentElement.removeAttribute("aria-current");
    return row;
  }

  #newRow(name) {
    const line = draw("path", { fill: "none", "stroke-width": "1.5" });
    const picture = draw("svg", { viewBox: `0 -2 ${LINE.width} ${LINE.height + 4}`, width: LINE.width, height: LINE.height + 4, "aria-hidden": "true" }, line);
    const parts = ["name", "value", "more", "moved"].map((part) => make("span", { class: part }));
    parts[0].textContent = name;
    const row = make("li", {}, make("button", { title: name, onclick: () => this.#take(name) }, ...parts, picture));
    row.parts = [...parts, line];
    let drawn;
    row.sketch = (element, values) => {
      const text = values.join();
      if (text === drawn) return;
      drawn = text;
      element.setAttribute("d", path(values, LINE.width, LINE.height, Math.min(...values), Math.max(...values)));
      element.setAttribute("class", values[values.length - 1] >= values[0] ? "up" : "down");
    };
    row.dataset.asset = name;
    this.#rows.set(name, row);
    return row;
  }

  #take(asset) {
    this.search.value = "";
    this.open(false);
    this.on(asset);
  }

  #key(event) {
    const buttons = [...this.list.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement);
    if (event.key === "Enter" && event.target === this.search && buttons.length > 0) {
      buttons[0].click();
      this.search.blur();
    } else if (event.key === "ArrowDown") {
      buttons[Math.min(at + 1, buttons.length - 1)]?.focus();
    } else if (event.key === "ArrowUp") {
      (at > 0 ? buttons[at - 1] : this.search).focus();
    } else if (event.key === "Escape") {
      this.search.value = "";
      this.#draw();
      this.open(false);
      document.activeElement.blur();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }
}
