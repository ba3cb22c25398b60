/* What is typed, made easier where JavaScript runs: a menu that finds its entries by a part of their names, with or
   without accents, and a count of what still fits into a long answer. Without this file all works too. */
(function () {
  "use strict";
  var MOST = 30;

  function fold(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase()
      .replace(/[đð]/g, "d").replace(/[^0-9a-z\u00c0-\uffff]+/g, " ").trim();
  }

  function later(wait, act) {
    var timer;
    return function () {
      var given = arguments;
      window.clearTimeout(timer);
      timer = window.setTimeout(function () { act.apply(null, given); }, wait);
    };
  }

  /* ---- a menu that is searched: an ARIA combobox over the select, which stays and holds the answer ---- */

  function chooser(box) {
    var select = box.querySelector("select");
    var said = box.querySelector("[data-said]");
    var source = box.dataset.source;
    var find = box.querySelector(".chooser__find");
    var input = document.createElement("input");
    var list = document.createElement("ul");
    var shown = [];
    var current = -1;
    var asked = 0;
    var id = select.id;

    input.type = "text";
    input.className = select.className;
    input.name = select.name + "-q";
    input.autocomplete = "off";
    input.spellcheck = false;
    ["aria-describedby", "aria-invalid", "aria-label", "aria-labelledby"].forEach(function (name) {
      if (select.hasAttribute(name)) { input.setAttribute(name, select.getAttribute(name)); }
    });
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", id + "_list");
    list.id = id + "_list";
    list.className = "chooser__list";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", label());
    list.hidden = true;
    if (find) { find.remove(); }
    select.id = id + "_menu";
    select.hidden = true;
    select.tabIndex = -1;
    input.id = id;
    select.before(input, list);
    input.value = words(select.value) || box.dataset.typed || "";

    function label() {
      var named = document.querySelector("label[for='" + CSS.escape(id) + "']");
      return named ? named.textContent.trim() : "";
    }

    function words(code) {
      var option = code && select.querySelector("option[value='" + CSS.escape(code) + "']");
      return option ? option.textContent : "";
    }

    var say = later(700, function (text) { said.textContent = text; });

    function near(text) {
      var wanted = fold(text);
      var parts = wanted.split(" ").filter(Boolean);
      var found = Array.from(select.options).filter(function (option) {
        var folded = fold(option.textContent);
        return option.value && (parts.every(function (part) { return folded.indexOf(part) >= 0; }) ||
          joined(folded).indexOf(joined(wanted)) >= 0);
      }).map(function (option) { return { value: option.value, label: option.textContent }; });
      return found.sort(function (one, other) { return begins(other) - begins(one); });

      function begins(entry) { return joined(fold(entry.label)).indexOf(joined(wanted)) === 0 ? 1 : 0; }

      function joined(folded) { return folded.replace(/ /g, ""); }
    }

    function look(text) {
      asked += 1;
      var mine = asked;
      if (!source) { return show(near(text)); }
      fetch(source + "?q=" + encodeURIComponent(text), { credentials: "same-origin" })
        .then(function (answer) { return answer.ok ? answer.json() : { results: [] }; })
        .then(function (found) { if (mine === asked) { show(found.results); } })
        .catch(function () { if (mine === asked) { show([]); } });
    }
    var lookSoon = source ? later(200, look) : look;

    function show(found) {
      shown = found.slice(0, source ? found.length : Math.max(MOST, input.value ? MOST : found.length));
      current = -1;
      list.replaceChildren.apply(list, shown.length ? shown.map(item) : [nothing()]);
      open(true);
      say(shown.length ? box.dataset.found.replace("{count}", String(shown.length)) : box.dataset.none);
    }

    function item(entry, place) {
      var one = document.createElement("li");
      one.id = list.id + "_" + place;
      one.className = "chooser__option";
      one.setAttribute("role", "option");
      one.setAttribute("aria-selected", "false");
      one.textContent = entry.label;
      one.addEventListener("mousedown", function (event) { event.preventDefault(); });
      one.addEventListener("click", function () { choose(entry); });
      return one;
    }

    function nothing() {
      var one = document.createElement("li");
      one.className = "chooser__none";
      one.setAttribute("role", "option");
      one.setAttribute("aria-disabled", "true");
      one.setAttribute("aria-selected", "false");
      one.textContent = box.dataset.none;
      return one;
    }

    function open(yes) {
      list.hidden = !yes;
      input.setAttribute("aria-expanded", String(yes));
      if (!yes) { mark(-1); }
    }

    function mark(place) {
      current = place;
      Array.from(list.children).forEach(function (one, number) {
        one.setAttribute("aria-selected", String(number === place));
      });
      if (place >= 0) {
        input.setAttribute("aria-activedescendant", list.children[place].id);
        list.children[place].scrollIntoView({ block: "nearest" });
      } else {
        input.removeAttribute("aria-activedescendant");
      }
    }

    function choose(entry) {
      keep(entry);
      input.value = entry.label;
      open(false);
      said.textContent = box.dataset.chosen.replace("{label}", entry.label);
    }

    function keep(entry) {
      var before = select.value;
      if (entry && !words(entry.value)) { select.add(new Option(entry.label, entry.value)); }
      select.value = entry ? entry.value : "";
      if (select.value !== before) {
        select.dispatchEvent(new Event("input", { bubbles: true }));
        select.dispatchEvent(new Event("change", { bubbles: true }));
      }
    }

    input.addEventListener("input", function (event) { event.stopPropagation(); lookSoon(input.value); });
    input.addEventListener("change", function (event) { event.stopPropagation(); });
    input.addEventListener("click", function () { if (list.hidden) { look(isChosen() ? "" : input.value); } });
    input.addEventListener("keydown", function (event) {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) { look(isChosen() ? "" : input.value); return; }
        if (shown.length) {
          var step = event.key === "ArrowDown" ? 1 : -1;
          mark(current < 0 && step < 0 ? shown.length - 1 : (current + step + shown.length) % shown.length);
        }
      } else if (event.key === "Enter" && !list.hidden) {
        event.preventDefault();
        if (current >= 0) { choose(shown[current]); } else if (shown.length === 1) { choose(shown[0]); }
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        open(false);
      }
    });
    input.addEventListener("blur", function () {
      asked += 1;
      open(false);
      if (!input.value.trim()) { keep(null); return; }
      if (isChosen()) { return; }
      var same = shown.concat(near(input.value)).filter(function (entry) { return fold(entry.label) === fold(input.value); });
      if (same.length) { choose(same[0]); } else { keep(null); }
    });

    function isChosen() { return Boolean(select.value) && words(select.value) === input.value; }
  }

  /* ---- how much still fits: seen at once, read out when the typing rests ---- */

  function counter(box) {
    var area = box.querySelector("textarea");
    var seen = box.querySelector("[data-count]");
    var said = box.querySelector("[data-count-said]");
    var most = Number(box.dataset.counted);
    var say = later(1000, function () { said.textContent = text(); });

    function left() {
      return most - Array.from(area.value.normalize("NFC").replace(/\r\n?/g, "\n").trim()).length;
    }

    function text() {
      var rest = left();
      return (rest < 0 ? box.dataset.over : box.dataset.left)
        .replace("{count}", Math.abs(rest).toLocaleString(document.documentElement.lang || "vi"));
    }

    function count() {
      seen.hidden = false;
      seen.textContent = text();
      seen.classList.toggle("is-over", left() < 0);
    }

    area.addEventListener("input", function () { count(); say(); });
    count();
  }

  function begin(selector, act) {
    document.querySelectorAll(selector + ":not([data-ready])").forEach(function (box) {
      box.dataset.ready = "yes";
      act(box);
    });
  }

  function all() {
    begin("[data-chooser]", chooser);
    begin("[data-counted]", counter);
  }

  new MutationObserver(all).observe(document.body, { childList: true, subtree: true });
  all();
})();
