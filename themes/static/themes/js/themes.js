/* Comfort only: every page works without it. */
(() => {
  "use strict";

  const focusErrors = (root) => {
    const summary = root.querySelector("[data-focus]:not([data-sample] *)");
    if (summary) summary.focus();
  };

  const closePopovers = (keep) => {
    for (const open of document.querySelectorAll("details[data-popover][open]")) {
      if (!keep || !open.contains(keep)) open.open = false;
    }
  };

  const listNames = (input) => {
    const place = input.closest("[data-file]")?.querySelector("[data-file-names]");
    if (!place) return;
    place.textContent = Array.from(input.files, (file) => file.name).join(", ");
    place.hidden = input.files.length === 0;
  };

  document.addEventListener("DOMContentLoaded", () => focusErrors(document));
  document.addEventListener("htmx:afterSwap", (event) => focusErrors(event.target));
  document.addEventListener("click", (event) => closePopovers(event.target));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const inside = document.activeElement?.closest("details[data-popover][open]");
    closePopovers();
    inside?.querySelector("summary").focus();
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches('[data-file] input[type="file"]')) listNames(event.target);
  });
  for (const [kind, over] of [["dragenter", true], ["dragleave", false], ["drop", false]]) {
    document.addEventListener(kind, (event) => {
      event.target.closest?.("[data-file]")?.classList.toggle("file--over", over);
    });
  }
})();
