/* Nothing is redrawn under a finger: a click counts only where press and release meet the same control, so what
   comes in between waits until the press has done its work. A menu keeps the release for itself: it is not waited
   for. Scripts that draw by themselves do it by `window.still(act)`. */
(() => {
  "use strict";
  let pressed = false;
  const waiting = [];
  let timer;

  const still = (act) => (pressed ? waiting.push(act) : act());

  const release = (soon) => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      pressed = false;
      for (const act of waiting.splice(0)) act();
    }, soon);
  };

  const keepsTheRelease = (control) => Boolean(control.closest("select, input[type=file]"));

  const swap = (detail, asked, swapStyle) => {
    const target = detail.target.isConnected ? detail.target : document.getElementById(detail.target.id);
    if (!target) return;
    window.htmx.swap(target, detail.serverResponse, { swapStyle, swapDelay: 0, settleDelay: 20 },
      { eventInfo: detail, contextElement: asked });
  };

  document.addEventListener("pointerdown", (event) => {
    window.clearTimeout(timer);
    pressed = event.button === 0 && !keepsTheRelease(event.target);
    if (!pressed) release(0);
  }, true);
  document.addEventListener("keydown", (event) => {
    if (event.key === " " && !keepsTheRelease(event.target)) pressed = true;
  }, true);
  /* Not "change": the field that was left for the press tells it while the finger is down. */
  for (const name of ["click", "keyup", "pointercancel", "dragend"]) {
    document.addEventListener(name, () => { if (pressed) release(0); }, true);
  }
  document.addEventListener("pointerup", () => { if (pressed) release(350); }, true);  // a tap's click is late
  document.addEventListener("pointermove", (event) => { if (pressed && !event.buttons) release(350); }, true);
  window.addEventListener("blur", () => release(0));

  /* Who draws for themselves (hx-swap="none") wait for themselves. */
  document.addEventListener("htmx:beforeSwap", (event) => {
    const detail = event.detail;
    const asked = detail.requestConfig.elt;
    const style = asked.closest("[hx-swap]")?.getAttribute("hx-swap") ?? "innerHTML";
    if (!pressed || !detail.shouldSwap || style === "none") return;
    detail.shouldSwap = false;
    still(() => swap(detail, asked, style));
  });
  window.still = still;
})();
