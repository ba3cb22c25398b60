// The boxes of signatures are dragged, clicked to a spot, or moved by arrow keys. Without it a place is chosen.
(() => {
  "use strict";

  const form = document.querySelector("[data-place]");
  if (!form) return;
  const svg = form.querySelector("svg");
  const marks = svg.querySelector("[data-place-marks]");
  const field = form.elements.spot;
  const { width, height } = svg.viewBox.baseVal;
  const [left, top, right, bottom] = form.dataset.reach.split(" ").map(Number);
  const first = point(...form.dataset.spot.split(" ").map(Number));
  let here = first;

  function point(x, y) {
    return { x: (x / 100) * width, y: (y / 100) * height };
  }
  const within = (value, least, most) => Math.max(least, Math.min(most, value));
  const move = (to) => {
    here = { x: within(to.x, left, width - right), y: within(to.y, top, height - bottom) };
    marks.setAttribute("transform", `translate(${here.x - first.x} ${here.y - first.y})`);
  };
  const keep = () => {
    field.value = `${((here.x / width) * 100).toFixed(2)},${((here.y / height) * 100).toFixed(2)}`;
    form.querySelectorAll("input[name=place]").forEach((radio) => {
      radio.checked = false;
    });
  };
  const under = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());

  let dragged = false;
  svg.addEventListener("pointerdown", () => (dragged = false), true); // a finger's drag ends with no click
  // Browsers do not heed touch-action inside a drawing: a finger on the boxes would scroll.
  marks.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
  marks.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    marks.setPointerCapture(event.pointerId);
    const start = under(event);
    const held = here;
    dragged = true;
    const follow = (moved) => {
      const at = under(moved);
      move({ x: held.x + at.x - start.x, y: held.y + at.y - start.y });
    };
    const end = () => {
      marks.removeEventListener("pointermove", follow);
      marks.removeEventListener("pointercancel", end);
      marks.removeEventListener("pointerup", end);
      keep();
    };
    marks.addEventListener("pointermove", follow);
    marks.addEventListener("pointerup", end);
    marks.addEventListener("pointercancel", end);
    marks.focus({ preventScroll: true });
  });
  svg.addEventListener("click", (event) => {
    if (dragged) {
      dragged = false; // the click that ends a drag
      return;
    }
    move(under(event));
    keep();
    marks.focus({ preventScroll: true });
  });
  marks.addEventListener("keydown", (event) => {
    const step = event.shiftKey ? 30 : 5;
    const by = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
    if (!by) return;
    event.preventDefault();
    move({ x: here.x + by[0], y: here.y + by[1] });
    keep();
  });
  form.addEventListener("change", (event) => {
    const spot = event.target.name === "place" && form.querySelector(`[data-place-spot="${event.target.value}"]`);
    if (spot) {
      field.value = "";
      move(point(Number(spot.dataset.x), Number(spot.dataset.y)));
    }
    if (event.target.name === "page") form.requestSubmit(form.querySelector("button[name=show]"));
  });

  svg.setAttribute("data-ready", "");
  svg.setAttribute("role", "group");
  marks.setAttribute("tabindex", "0");
  marks.setAttribute("role", "group");
  marks.setAttribute("aria-label", form.querySelector("[data-place-hint]").textContent.replace("·", "").trim());
  form.querySelector("[data-place-hint]").hidden = false;
})();
