// Dark or light: as the system says until somebody chooses.

const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: light)");
const colours = new Map();

/** Calls `changed` whenever the colours have changed. */
export function watchTheme(changed) {
  system.addEventListener("change", () => {
    if (!localStorage.getItem("theme")) {
      paint(system.matches ? "light" : "dark");
      changed();
    }
  });
}

export function switchTheme() {
  paint(root.dataset.theme === "light" ? "dark" : "light");
  localStorage.setItem("theme", root.dataset.theme);
}

function paint(theme) {
  root.dataset.theme = theme;
  colours.clear();
}

/** The value of a colour of theme.css, for what is drawn on a canvas. */
export function colour(name) {
  if (!colours.has(name)) colours.set(name, getComputedStyle(root).getPropertyValue(`--${name}`).trim());
  return colours.get(name);
}
