/* In the editor of a theme: the style guide below shows the colours as they are typed. */
(() => {
  "use strict";
  const frame = document.querySelector("iframe[data-theme-preview]");
  const link = document.querySelector("a[data-theme-preview]");
  const form = frame?.closest("form");
  if (!form) return;
  const guide = frame.getAttribute("src");
  const names = ["preset", "brand", "brand_text", "accent", "link", "surface", "text", "font", "rounding", "density"];
  let waiting;

  const show = () => {
    const query = new URLSearchParams();
    for (const name of names) {
      const value = form.elements[name]?.value;
      if (value) query.set(name, value);
    }
    const address = `${guide}?${query}`;
    link.href = address;
    frame.src = address;
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 400);
  });
  show();
})();
