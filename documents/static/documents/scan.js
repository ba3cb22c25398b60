// Pages are added the moment they are chosen; without JavaScript the button does it.
const form = document.querySelector("[data-scan]");
const add = form && form.querySelector("button[value=add]");
if (add) {
  form.addEventListener("change", (event) => {
    if (event.target.matches("input[type=file]") && event.target.files.length) {
      add.disabled = false;
      form.requestSubmit(add);
    }
  });
}

// A page is dragged to its place: with a mouse anywhere, by finger or pen at its handle. Its buttons do the same.
const pile = document.querySelector("[data-scan-pages]");
const arrange = document.querySelector("[data-scan-arrange]");
if (pile && arrange && pile.children.length > 1) {
  const EDGE = 80; // nearer to the edge of the window than this, the pages go by
  const order = () => Array.from(pile.children, (page) => page.dataset.scanPage).join(",");
  const before = order();

  // The others make room: taken out and put in again itself, the page would lose the finger that holds it.
  function makeRoom(held, over) {
    const pages = Array.from(pile.children);
    const from = pages.indexOf(held);
    const to = pages.indexOf(over);
    if (from < to) held.before(...pages.slice(from + 1, to + 1));
    else held.after(...pages.slice(to, from));
  }

  function drag(held, start) {
    let at = start;
    let frame = 0;
    const follow = () => {
      const by = at.clientY < EDGE ? -12 : at.clientY > innerHeight - EDGE ? 12 : 0;
      if (by) scrollBy({ top: by, behavior: "instant" });
      const over = document.elementFromPoint(at.clientX, at.clientY)?.closest("[data-scan-page]");
      if (over && over !== held) makeRoom(held, over);
      frame = requestAnimationFrame(follow);
    };
    const moved = (event) => {
      if (event.pointerId !== start.pointerId) return;
      at = event;
      held.classList.add("scan-page--held");
      frame ||= requestAnimationFrame(follow);
    };
    const end = (event) => {
      if (event.pointerId !== start.pointerId) return;
      cancelAnimationFrame(frame);
      held.classList.remove("scan-page--held");
      for (const [name, heard] of listened) pile.removeEventListener(name, heard);
      if (order() === before) return;
      arrange.value = `arrange:${order()}`;
      arrange.form.requestSubmit(arrange);
    };
    const listened = [["pointermove", moved], ["pointerup", end], ["pointercancel", end]];
    for (const [name, heard] of listened) pile.addEventListener(name, heard);
    held.setPointerCapture(start.pointerId);
  }

  document.querySelector("[data-scan-hint]").hidden = false;
  for (const handle of pile.querySelectorAll("[data-scan-handle]")) handle.hidden = false;
  for (const look of pile.querySelectorAll("img")) look.draggable = false;
  pile.setAttribute("data-ready", "");
  pile.addEventListener("pointerdown", (event) => {
    const held = event.target.closest("[data-scan-page]");
    const grabs = event.pointerType === "mouse" ? !event.target.closest("button") : event.target.closest("[data-scan-handle]");
    if (!held || !grabs || event.button) return;
    event.preventDefault();
    drag(held, event);
  });
}
