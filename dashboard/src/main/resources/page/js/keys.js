// What the keyboard does, everywhere but in a field.

/** `actions` by key, as KeyboardEvent names it; a capital letter is its small one. */
export function watchKeys(actions) {
  document.addEventListener("keydown", (event) => {
    const busy = event.target.matches("input, textarea, select") || document.querySelector("dialog[open]");
    if (busy || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const action = actions[key];
    // Enter on a button presses it.
    if (!action || (key === "Enter" && event.target.matches("button, a"))) return;
    event.preventDefault();
    action(event);
  });
}
