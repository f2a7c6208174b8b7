// The last trades of an asset, newest first; nothing at all where none are stored.

import { make } from "./element.js";
import { digitsOf } from "./format.js";

/** How many decimals a number's text has. */
export const decimals = (text) => (text.split(".")[1] ?? "").length;

/** The text of an exact number with zeros up to so many decimals, so that the points stand under each other; nothing is rounded. */
export function exact(text, digits) {
  const [whole, part = ""] = text.split(".");
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (digits > 0 ? `.${part.padEnd(digits, "0")}` : "");
}

export class LastTrades {
  #trades = [];
  #asset;
  #digits;

  /** Fills the table in `section`, which it shows only while there are trades; `changed` is called when that has changed. */
  constructor(section, clock, changed) {
    this.section = section;
    this.rows = section.querySelector("tbody");
    this.clock = clock;
    this.changed = changed;
  }

  /** Forgets the trades of any other asset. */
  of(asset) {
    if (asset === this.#asset) return;
    this.#asset = asset;
    this.#digits = { price: 0, quantity: 0 };
    this.show([]);
  }

  /** Shows trades, newest first: `{ id, t, price, quantity, bought }`, with price and quantity as text. */
  show(trades) {
    this.#trades = trades;
    // Never fewer than before, so that no column jumps.
    for (const { price, quantity } of trades) {
      this.#digits.price = Math.max(this.#digits.price, decimals(price), digitsOf(Number(price)));
      this.#digits.quantity = Math.max(this.#digits.quantity, decimals(quantity));
    }
    this.draw();
    const none = trades.length === 0;
    if (this.section.hidden === none) return;
    this.section.hidden = none;
    this.changed(!none);
  }

  draw() {
    this.rows.replaceChildren(...this.#trades.map(({ t, price, quantity, bought }) => make("tr", { class: bought ? "rising" : "falling" },
      make("td", { text: this.clock.time(t) }),
      make("td", { text: exact(price, this.#digits.price) }),
      make("td", { text: exact(quantity, this.#digits.quantity) }),
      make("td", { text: bought ? "bought" : "sold" }))));
  }
}
