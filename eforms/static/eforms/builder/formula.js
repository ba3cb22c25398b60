/* A formula and its helpers: the names it may use, functions with examples, and what the server says of it. */
(function () {
  "use strict";

  var mc = window.eformsBuilder;
  var make = mc.make;


  function insert(area, words) {
    var start = area.selectionStart;
    area.setRangeText(words, start, area.selectionEnd, "end");
    area.focus();
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /* Promises the questions the formula may read: those before it, or in another editor those of a form. */
  function names(area, v) {
    if (v.form) { return published(v).then(function (found) { return found.concat(v.known); }); }
    var readable = mc.readable(area);
    var list = [];
    readable.steps.forEach(function (step) { list = list.concat(step.questions); });
    return Promise.resolve(list.concat(readable.rows));
  }

  var asked = {};

  function published(v) {
    var chosen = document.getElementById(v.form);
    var pk = chosen && chosen.value;
    if (!pk) { return Promise.resolve([]); }
    asked[pk] = asked[pk] || window.fetch(v.asked.replace("/0/", "/" + pk + "/")).then(function (answer) {
      if (!answer.ok) { throw new Error(String(answer.status)); }
      return answer.json();
    }).then(function (said) { return said.questions; });
    asked[pk].catch(function () { delete asked[pk]; });
    return asked[pk];
  }

  function chip(area, one, v) {
    var words = (v.english && one.label_en) || one.label;
    if (!one.key) { return make("li", {}, words + " (" + v.unsaved + ")"); }
    var button = make("button", { type: "button" }, words, make("code", {}, one.key));
    button.addEventListener("click", function () { insert(area, one.key); });
    var item = make("li", {}, button);
    (one.rows || []).forEach(function (row) {
      if (!row.key) { return; }
      var inner = make("button", { type: "button" }, one.label + " › " + row.label, make("code", {}, one.key + ".map(r, r." + row.key + ")"));
      inner.addEventListener("click", function () { insert(area, "sum(" + one.key + ".map(r, r." + row.key + "))"); });
      item.append(" ", inner);
    });
    return item;
  }

  function functions(area, v) {
    var table = make("table", { "class": "eforms-functions" });
    var body = make("tbody", {});
    v.examples.forEach(function (row) {
      var button = make("button", { type: "button" }, make("code", {}, row[0]));
      button.addEventListener("click", function () { insert(area, row[0]); });
      body.append(make("tr", {}, make("th", { scope: "row" }, button), make("td", {}, row[1])));
    });
    table.append(body);
    return make("details", {}, make("summary", {}, v.functions), table);
  }

  function Helpers(area, v) {
    var self = this;
    this.area = area;
    this.v = v;
    this.list = make("ul", { "class": "eforms-names" });
    this.verdict = make("p", { "class": "eforms-verdict", role: "status" });
    var known = make("details", {}, make("summary", {}, v.names), this.list);
    this.element = make("div", {}, this.verdict, known, functions(area, v));
    known.addEventListener("toggle", function () { if (known.open) { self.drawNames(); } });
    area.addEventListener("input", function () { self.later(600); });
    if (area.value.trim()) { this.later(300); }
  }

  Helpers.prototype.drawNames = function () {
    var self = this;
    names(this.area, this.v).then(function (found) {
      self.list.replaceChildren();
      found.forEach(function (one) { self.list.append(chip(self.area, one, self.v)); });
      if (!found.length) { self.list.append(make("li", {}, self.v.none)); }
    }).catch(function () { self.list.replaceChildren(make("li", {}, self.v.failed)); });
  };

  Helpers.prototype.later = function (time) {
    var self = this;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(function () { self.check(); }, time);
  };

  function described(one) {
    return { key: one.key, label: one.label, type: one.type, result: one.result || "", fields: (one.rows || []).map(described) };
  }

  Helpers.prototype.check = function () {
    var self = this;
    var source = this.area.value.trim();
    if (!this.area.isConnected) { return; }
    if (!source) { this.verdict.textContent = ""; return; }
    var csrf = document.querySelector("input[name=csrfmiddlewaretoken]");
    this.verdict.textContent = this.v.checking;
    names(this.area, this.v).then(function (found) {
      var known = found.filter(function (one) { return one.key; }).map(described);
      return window.fetch(self.v.address, {
        method: "POST", body: JSON.stringify({ formula: source, questions: known }),
        headers: { "Content-Type": "application/json", "X-CSRFToken": csrf ? csrf.value : "" }
      });
    }).then(function (answer) {
      if (!answer.ok) { throw new Error(String(answer.status)); }
      return answer.json();
    }).then(function (said) {
      if (self.area.value.trim() !== source) { return; }
      self.verdict.textContent = said.message;
      self.verdict.classList.toggle("eforms-verdict--wrong", !said.ok);
    }).catch(function () { self.verdict.textContent = self.v.failed; });
  };

  function FormulaWidget(html, v) { this.html = html; this.v = v; }

  FormulaWidget.prototype.render = function (placeholder, name, id, state, capabilities, options) {
    var place = make("div", {});
    var box = make("div", {}, place);
    placeholder.replaceWith(box);
    var bound = new window.telepath.constructors["wagtail.widgets.Widget"](this.html).render(place, name, id, state, capabilities, options);
    box.append(new Helpers(bound.input, this.v).element);
    return bound;
  };

  window.telepath.register("eforms.FormulaWidget", FormulaWidget);
})();
