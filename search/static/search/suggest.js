/* Suggestions under a search box while somebody types (ARIA combobox). Without it the form works as it is. */
(() => {
  "use strict";

  const WAIT = 120; // milliseconds without a key before anything is asked

  const combine = (input) => {
    const { suggest, suggestLabel } = input.dataset;
    const list = document.createElement("ul");
    const said = document.createElement("p");
    let options = [];
    let active = -1;
    let asked = 0;
    let timer = 0;

    list.id = `${input.id}-suggestions`;
    list.className = "suggestions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", suggestLabel);
    said.className = "visually-hidden";
    said.setAttribute("role", "status");
    input.closest(".search__row").append(list);
    input.form.append(said);
    for (const [name, value] of [
      ["role", "combobox"],
      ["aria-autocomplete", "list"],
      ["aria-expanded", "false"],
      ["aria-controls", list.id],
    ]) {
      input.setAttribute(name, value);
    }

    const close = () => {
      window.clearTimeout(timer);
      asked += 1; // an answer on its way comes too late
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
      said.textContent = "";
    };

    const mark = (number) => {
      active = number;
      options.forEach((option, place) => option.setAttribute("aria-selected", String(place === active)));
      if (active < 0) {
        input.removeAttribute("aria-activedescendant");
        return;
      }
      input.setAttribute("aria-activedescendant", options[active].id);
      options[active].scrollIntoView({ block: "nearest" });
    };

    const show = (html) => {
      const piece = new DOMParser().parseFromString(html, "text/html").querySelector("ul");
      if (!piece) {
        close();
        return;
      }
      list.replaceChildren(...piece.children);
      options = Array.from(list.children);
      options.forEach((option, place) => {
        option.id = `${list.id}-${place + 1}`;
      });
      mark(-1);
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      said.textContent = piece.dataset.said;
    };

    const ask = async () => {
      const text = input.value.trim();
      const number = ++asked;
      if (!text) {
        close();
        return;
      }
      try {
        const answer = await fetch(`${suggest}?${new URLSearchParams({ q: text })}`);
        const html = answer.ok ? await answer.text() : "";
        if (number === asked && document.activeElement === input) show(html);
      } catch {
        if (number === asked) close(); // offline: the form is still there
      }
    };

    const choose = (option) => {
      close();
      if (option.dataset.href) window.location.assign(option.dataset.href);
      else input.form.requestSubmit();
    };

    const step = (by) => {
      if (list.hidden) {
        ask();
        return;
      }
      // one place more than options: from the last one goes back to the words typed
      const places = options.length + 1;
      mark(((active + 1 + by + places) % places) - 1);
    };

    input.addEventListener("input", () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(ask, WAIT);
    });
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        step(event.key === "ArrowDown" ? 1 : -1);
      } else if (event.key === "Enter" && active >= 0) {
        event.preventDefault();
        choose(options[active]);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        close();
      }
    });
    input.addEventListener("blur", close);
    input.form.addEventListener("submit", close);
    window.addEventListener("pageshow", close);
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) choose(option);
    });
  };

  document.querySelectorAll("input[data-suggest]").forEach(combine);
})();
