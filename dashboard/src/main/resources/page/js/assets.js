// The list of assets with its search box.

export class Assets {
  #all = [];
  #chosen;

  constructor(nav, opener, chosen) {
    this.nav = nav;
    this.opener = opener;
    this.search = nav.querySelector("input");
    this.list = nav.querySelector("ul");
    this.on = chosen;
    this.search.addEventListener("input", () => this.#draw());
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

  show(all) {
    if (all.join() === this.#all.join()) return;
    this.#all = all;
    this.#draw();
  }

  choose(asset) {
    this.#chosen = asset;
    this.#draw();
  }

  #draw() {
    const wanted = this.search.value.trim().toLowerCase();
    const found = this.#all.filter((asset) => asset.toLowerCase().includes(wanted));
    this.list.replaceChildren(...found.map((asset) => this.#item(asset)));
    if (found.length === 0) {
      const none = document.createElement("li");
      none.className = "none";
      none.textContent = this.#all.length === 0 ? "No candles yet" : "No such asset";
      this.list.append(none);
    }
  }

  #item(asset) {
    const button = document.createElement("button");
    button.textContent = asset;
    if (asset === this.#chosen) button.setAttribute("aria-current", "true");
    button.addEventListener("click", () => this.#take(asset));
    const item = document.createElement("li");
    item.append(button);
    return item;
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
      this.#take(buttons[0].textContent);
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
