// Before anything is painted, so that no page flashes in the wrong colours: the only script that is no module.
(() => {
  const system = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
  document.documentElement.dataset.theme = localStorage.getItem("theme") ?? system;
})();
