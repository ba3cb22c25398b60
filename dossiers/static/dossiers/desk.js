/* Keys and ticks on the officers' desk. Comfort only: every page works without it. */
(() => {
  "use strict";

  const { inbox, tickedWords } = document.currentScript.dataset;
  const OFF = "desk-keys-off";
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const dialog = document.querySelector("[data-keys]");
  const rows = all("[data-row]");
  const boxes = all("[data-row] input[type=checkbox]");
  const every = document.querySelector("[data-tick-all]");
  let pressedG = 0;
  let lastTick = null;

  const off = () => {
    try {
      return localStorage.getItem(OFF) === "1";
    } catch {
      return false;
    }
  };
  const typing = (target) => target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select");
  const here = () => rows.indexOf(document.activeElement?.closest("[data-row]"));

  const move = (by) => {
    const next = rows[Math.min(Math.max(here() + by, 0), rows.length - 1)];
    next?.querySelector("a")?.focus();
  };

  const count = () => {
    const place = document.querySelector("[data-ticked]");
    if (!place) return;
    const number = boxes.filter((box) => box.checked).length;
    place.textContent = number ? `${tickedWords} ${number}` : "";
    every.checked = number > 0 && number === boxes.length;
    every.indeterminate = number > 0 && number < boxes.length;
  };

  const tick = (box, range) => {
    if (range && lastTick) {
      const [from, to] = [boxes.indexOf(lastTick), boxes.indexOf(box)].sort((a, b) => a - b);
      for (const between of boxes.slice(from, to + 1)) between.checked = box.checked;
    }
    lastTick = box;
    count();
  };

  const openForm = (number) => {
    const details = document.querySelector(`[data-key="${number}"]`)?.closest("details");
    if (!details) return false;
    details.open = true;
    details.querySelector("form :is(input:not([type=hidden]), select, textarea, button)")?.focus();
    return true;
  };

  const show = () => {
    for (const key of all("[data-key]")) {
      key.hidden = off();
      const summary = key.closest("summary");
      if (off()) summary.removeAttribute("aria-keyshortcuts");
      else summary.setAttribute("aria-keyshortcuts", key.dataset.key);
    }
  };

  const back = () => {
    const link = document.querySelector("[data-back]");
    if (link) link.click();
    else if (document.referrer.startsWith(location.origin + inbox)) history.back();
    else location.assign(inbox);
  };

  const escape = (target) => {
    if (typing(target)) target.blur();
    else if (document.querySelector("[data-key], [data-back]")) back();
    else return false;
    return true;
  };

  const SINGLE = {
    j: () => move(1),
    k: () => move(-1),
    x: () => {
      const box = boxes[here()];
      if (!box) return;
      box.checked = !box.checked;
      tick(box, false);
    },
    "/": () => document.querySelector("#main form[role=search] input:not([type=hidden])")?.focus(),
    g: () => (pressedG = Date.now()),
    i: () => Date.now() - pressedG < 1500 && location.assign(inbox),
    "?": () => dialog.showModal(),
  };

  const arrows = (key) => {
    if (here() < 0 || !["ArrowDown", "ArrowUp"].includes(key)) return false;
    move(key === "ArrowDown" ? 1 : -1);
    return true;
  };

  document.addEventListener("keydown", (event) => {
    if (off() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || dialog.open) return;
    if (event.target.closest("details[data-popover][open]")) return;
    if (event.key === "Escape" && escape(event.target)) return event.preventDefault();
    if (typing(event.target)) return;
    const act = Object.hasOwn(SINGLE, event.key) && SINGLE[event.key];
    if (act) act();
    else if (!arrows(event.key) && !(/^[1-9]$/.test(event.key) && openForm(event.key))) return;
    event.preventDefault();
  });

  for (const box of boxes) box.addEventListener("click", (event) => tick(box, event.shiftKey));
  every?.addEventListener("click", () => {
    for (const box of boxes) box.checked = every.checked;
    count();
  });
  if (every) every.hidden = false;

  const opener = document.querySelector("[data-keys-open]");
  opener.hidden = false;
  opener.addEventListener("click", () => dialog.showModal());
  const preference = dialog.querySelector("[data-keys-off]");
  preference.checked = off();
  preference.addEventListener("change", () => {
    try {
      localStorage.setItem(OFF, preference.checked ? "1" : "0");
    } catch {
      preference.checked = false;
    }
    show();
  });
  show();
  count();
})();
