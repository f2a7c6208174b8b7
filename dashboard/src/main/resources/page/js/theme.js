// Dark or light: as the system says until somebody chooses.

const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: light)");

/** Calls `changed` whenever the colours have changed. */
export function watchTheme(changed) {
  system.addEventListener("change", () => {
    if (!localStorage.getItem("theme")) {
      root.dataset.theme = system.matches ? "light" : "dark";
      changed();
    }
  });
}

export function switchTheme() {
  root.dataset.theme = root.dataset.theme === "light" ? "dark" : "light";
  localStorage.setItem("theme", root.dataset.theme);
}

/** The value of a colour of theme.css, for what is drawn on a canvas. */
export function colour(name) {
  return getComputedStyle(root).getPropertyValue(`--${name}`).trim();
}
