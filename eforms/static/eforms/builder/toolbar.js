/* Finding one's way in a long form: search without accents, open and close all, and moving blocks to another step. */
(function () {
  "use strict";

  var mc = window.eformsBuilder;
  var make = mc.make;
  var MOST = 12;

  function fold(words) {
    return words.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d").replace(/\s+/g, " ").trim();
  }

  mc.fold = fold;

  // -- going to a block -----------------------------------------------------------------------------

  function childOf(stream, id) { return stream && stream.children.find(function (one) { return one.id === id; }); }

  function expand(child) {
    if (child.toggleElement.getAttribute("aria-expanded") === "false") { child.toggleElement.click(); }
  }

  /* Open the blocks named by ids, outermost first; returns the innermost. */
  function openPath(path) {
    var stream = mc.root();
    var child = null;
    path.forEach(function (id) {
      var next = childOf(stream, id);
      if (!next) { return; }
      child = next;
      expand(child);
      stream = child.block.childBlocks && child.block.childBlocks.fields;
    });
    return child;
  }

  mc.goTo = function (path) {
    var child = openPath(path);
    if (!child) { return; }
    child.element.scrollIntoView({ block: "start" });
    child.toggleElement.focus();
    child.element.classList.add("eforms-found");
    window.setTimeout(function () { child.element.classList.remove("eforms-found"); }, 2500);
  };

  function pathOf(id) {
    var path = null;
    mc.outline().forEach(function (step) {
      if (step.id === id) { path = [step.id]; }
      step.questions.forEach(function (one) {
        if (one.id && one.id === id) { path = [step.id, one.id]; }
        one.rows.forEach(function (row) { if (row.id === id) { path = [step.id, one.id, row.id]; } });
      });
    });
    return path && path.filter(Boolean);
  }

  mc.pathOf = pathOf;

  // -- searching ------------------------------------------------------------------------------------

  function matches(words) {
    var wanted = fold(words).split(" ").filter(Boolean);
    var found = [];
    function look(one, shown, extra, step) {
      var text = fold([one.label || one.title || "", one.label_en || "", one.key || "", extra || ""].join(" "));
      if (wanted.every(function (word) { return text.indexOf(word) >= 0; })) {
        found.push({ path: one.inside ? [step.id, one.inside].filter(Boolean) : null, id: one.id, shown: shown });
      }
    }
    mc.outline().forEach(function (step) {
      var name = step.number + ". " + step.title;
      if (step.id) { look(step, name, "", step); }
      step.questions.forEach(function (one) {
        look(one, one.label + " (" + name + ")", one.value.help, step);
        one.rows.forEach(function (row) { look(row, row.label + " – " + one.label + " (" + name + ")", row.value.help, step); });
      });
    });
    return found;
  }

  function search(bar) {
    var input = bar.querySelector("[data-eforms-search]");
    var list = bar.querySelector("[data-eforms-results]");
    var status = bar.querySelector("[data-eforms-status]");
    function show() {
      var words = input.value.trim();
      var found = words ? matches(words) : [];
      list.replaceChildren();
      found.slice(0, MOST).forEach(function (one) {
        var button = make("button", { type: "button" }, one.shown);
        button.addEventListener("click", function () {
          list.replaceChildren();
          status.textContent = "";
          mc.goTo(one.path || pathOf(one.id));
        });
        list.append(make("li", {}, button));
      });
      status.textContent = words ? mc.fill(found.length ? bar.dataset.found : bar.dataset.nothing, { count: found.length }) : "";
    }
    input.addEventListener("input", show);
    input.addEventListener("change", function (event) { event.stopPropagation(); });
    input.addEventListener("keydown", function (event) {
      if (event.key === "Enter") {
        event.preventDefault();
        var first = list.querySelector("button");
        if (first) { first.click(); }
      } else if (event.key === "Escape") {
        input.value = "";
        show();
      }
    });
  }

  function all(open) {
    var root = mc.root();
    root.children.forEach(function (step) {
      var expanded = step.toggleElement.getAttribute("aria-expanded") === "true";
      if (expanded !== open) { step.toggleElement.click(); }
    });
  }

  // -- moving to another step or group --------------------------------------------------------------

  function places(child) {
    var root = mc.root();
    var found = [];
    mc.outline().forEach(function (step) {
      var name = step.id ? step.number + ". " + step.title : "";
      found.push({ path: [step.id].filter(Boolean), name: name });
      step.questions.forEach(function (one) {
        if (one.id && Array.isArray(one.value.fields) && one.id !== child.id) { found.push({ path: [step.id, one.id].filter(Boolean), name: name + " › " + one.label }); }
      });
    });
    return found.filter(function (place) { return place.path.length || root.prefix === "questions"; });
  }

  function streamAt(path) {
    var stream = mc.root();
    path.forEach(function (id) {
      var child = childOf(stream, id);
      stream = child && child.block.childBlocks.fields;
    });
    return stream;
  }

  function move(child, path, bar) {
    var target = streamAt(path);
    if (!target || target === child.sequence) { return; }
    if (!target.blockDef.childBlockDefsByName[child.type]) {
      bar.querySelector("[data-eforms-status]").textContent = bar.dataset.refused;
      return;
    }
    var state = child.getState();
    child.sequence.deleteBlock(child.index);
    target.insert(state, target.children.length, { collapsed: true });
    mc.forget();
    mc.goTo(path.concat([state.id]));
    bar.querySelector("[data-eforms-status]").textContent = mc.fill(bar.dataset.moved, { label: state.value.label || "" });
  }

  function mover(child, bar) {
    var menu = make("select", { "class": "eforms-mover", "aria-label": bar.dataset.move });
    function fill() {
      menu.replaceChildren(make("option", { value: "" }, bar.dataset.move));
      places(child).forEach(function (place) {
        menu.append(make("option", { value: JSON.stringify(place.path) }, place.name));
      });
    }
    fill();
    menu.addEventListener("focus", fill);
    menu.addEventListener("change", function (event) {
      event.stopPropagation();
      if (menu.value) { move(child, JSON.parse(menu.value), bar); }
      menu.value = "";
    });
    return menu;
  }

  // -- a free copy of shared questions --------------------------------------------------------------

  function copyIn(child) {
    var source = child.getState().value.source;
    var known = source && mc.sharedQuestions(source.id);
    if (!known || !known.questions.length) { return; }
    var stream = child.sequence;
    var place = child.index;
    var copies = mc.copied({ fields: known.questions }).fields;
    stream.deleteBlock(place);
    copies.forEach(function (copy, number) { stream.insert(copy, place + number, { collapsed: true }); });
    mc.forget();
  }

  function copier(child, bar) {
    var button = make("button", { type: "button", "class": "button button-small button-secondary" }, bar.dataset.copy);
    button.addEventListener("click", function () { mc.outline(); copyIn(child); });
    return button;
  }

  /* Each opened question gets the menu "move to"; it is drawn with the question, not before. */
  function offerMoves(event, bar) {
    var element = event.target.closest("[data-streamfield-child]");
    var ids = mc.around(element);
    var stream = streamAt(ids.slice(0, -1).filter(Boolean));
    var child = childOf(stream, ids[ids.length - 1]);
    if (!child || !child.block.getState || child.type === "step" || element.querySelector(":scope > section > .w-panel__content > .eforms-move")) { return; }
    var tools = make("div", { "class": "eforms-move" }, mover(child, bar));
    if (child.type === "shared") { tools.append(" ", copier(child, bar)); }
    event.target.prepend(tools);
  }

  // -- start ----------------------------------------------------------------------------------------

  function arrive() {
    var id = (/^#block-([0-9a-f-]{36})/.exec(window.location.hash) || [])[1];
    var path = id && pathOf(id);
    if (path) { mc.goTo(path); }
  }

  function start() {
    var bar = document.querySelector("[data-eforms-toolbar]");
    if (!bar || !mc.root()) { return; }
    var steps = document.getElementById("steps-root") || document.getElementById("questions-root");
    steps.before(bar);
    search(bar);
    bar.querySelector("[data-eforms-open]").addEventListener("click", function () { all(true); });
    bar.querySelector("[data-eforms-close]").addEventListener("click", function () { all(false); });
    document.addEventListener("eforms:opened", function (event) { offerMoves(event, bar); });
    window.addEventListener("hashchange", arrive);
    arrive();
  }

  var begun = false;

  function attempt() {
    if (!begun && mc.root() && document.querySelector("[data-eforms-toolbar]")) { begun = true; start(); }
  }

  ["w-block:ready", "DOMContentLoaded"].forEach(function (name) { document.addEventListener(name, attempt); });
  window.addEventListener("load", attempt);
})();
