// One page of the scan at a time, by keys. Without it the pages stand one below the other.
(() => {
  "use strict";

  const form = document.querySelector("[data-compare]");
  if (!form) return;
  const pages = Array.from(form.querySelectorAll("[data-compare-page]"));
  if (!pages.length) return;
  const wrong = pages.findIndex((page) => page.querySelector(".field__error"));
  let here = Math.max(wrong, 0);

  const show = (number, focus = true) => {
    here = Math.min(Math.max(number, 0), pages.length - 1);
    pages.forEach((page, place) => {
      page.hidden = place !== here;
    });
    const next = pages[here + 1]?.querySelector("img"); // fetched while this one is looked at
    if (next) next.loading = "eager";
    if (focus) pages[here].querySelector("input:checked, input")?.focus({ preventScroll: true });
  };
  const say = (value) => {
    const radio = pages[here].querySelector(`input[value=${value}]`);
    if (!radio) return;
    radio.checked = true;
    if (value === "yes" && here < pages.length - 1) show(here + 1);
    else radio.focus({ preventScroll: true });
  };

  form.querySelectorAll("[data-compare-moves], [data-compare-keys]").forEach((part) => {
    part.hidden = false;
  });
  pages.forEach((page, place) => {
    page.querySelector("[data-compare-back]").addEventListener("click", () => show(place - 1));
    page.querySelector("[data-compare-on]").addEventListener("click", () => show(place + 1));
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("textarea, select, input:not([type=radio]), dialog")) return;
    const does = {
      ArrowRight: () => show(here + 1),
      ArrowLeft: () => show(here - 1),
      c: () => say("yes"),
      k: () => say("no"),
    }[event.key];
    if (does) {
      event.preventDefault();
      does();
    }
  });
  show(here, false);
})();
