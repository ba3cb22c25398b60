/* Menus over one condition: groups of lines "question – comparison – answer", nested, without a word of code.
   The hidden input holds the tree as JSON; questions are named by their block ("#id") until the server has seen them. */
(function () {
  "use strict";

  var mc = window.eformsBuilder;
  var make = mc.make;
  var HOW = { all: "all", any: "any" };
  var ids = 0;

  // -- between JSON and what the menus show ---------------------------------------------------------

  function readNode(raw) {
    if (raw.all || raw.any) { return { group: raw.all ? "all" : "any", parts: (raw.all || raw.any).map(readNode) }; }
    if (raw.not) {
      var inner = readNode(raw.not);
      if (inner.group === "any") { return { group: "none", parts: inner.parts }; }
      if (inner.group === "all") { return { group: "notall", parts: inner.parts }; }
      return { group: "none", parts: [inner] };
    }
    if (raw.rows !== undefined) {
      var how = ["some", "every", "none"].find(function (one) { return raw[one]; }) || "some";
      var read = raw[how] ? readNode(raw[how]) : { group: "all", parts: [] };
      return { rows: raw.rows, how: how, inner: read.group ? read : { group: "all", parts: [read] } };
    }
    return { field: raw.field || "", measure: raw.measure || "", op: raw.op || "", value: raw.value };
  }

  function readTree(text) {
    var raw = null;
    try { raw = text ? JSON.parse(text) : null; } catch (error) { raw = null; }
    if (!raw || typeof raw !== "object") { return null; }
    var node = readNode(raw);
    return node.group ? node : { group: "all", parts: [node] };
  }

  function write(node) {
    if (node.group) {
      var parts = node.parts.map(write).filter(Boolean);
      if (!parts.length) { return null; }
      if (HOW[node.group]) {
        if (parts.length === 1) { return parts[0]; }
        return node.group === "all" ? { all: parts } : { any: parts };
      }
      if (parts.length === 1) { return { not: parts[0] }; }
      return { not: node.group === "none" ? { any: parts } : { all: parts } };
    }
    if (node.rows !== undefined) {
      var inner = write(node.inner);
      if (!inner || !node.rows) { return null; }
      var rows = { rows: node.rows };
      rows[node.how] = inner;
      return rows;
    }
    if (!node.field || !node.op) { return null; }
    var line = { field: node.field, op: node.op };
    if (node.measure) { line.measure = node.measure; }
    if (node.op !== "filled" && node.op !== "empty") { line.value = node.value === undefined ? "" : node.value; }
    return line;
  }

  function isWhole(node) {
    if (node.group) { return node.parts.every(isWhole); }
    if (node.rows !== undefined) { return Boolean(node.rows) && node.inner.parts.length > 0 && isWhole(node.inner); }
    if (!node.field || !node.op) { return false; }
    if (node.op === "filled" || node.op === "empty") { return true; }
    if (Array.isArray(node.value)) { return node.value.length > 0; }
    if (node.value && typeof node.value === "object") { return Boolean(node.value.field || node.value.today); }
    return node.value !== undefined && node.value !== "" && node.value !== null;
  }

  // -- the menus ------------------------------------------------------------------------------------

  function Menus(vocabulary, name, id, state) {
    var self = this;
    this.v = vocabulary;
    this.w = vocabulary.words;
    this.input = make("input", { type: "hidden", name: name, id: id });
    this.sentence = make("p", { "class": "eforms-sentence", id: id + "-sentence" });
    this.warning = make("p", { "class": "eforms-incomplete", hidden: true }, this.w.incomplete);
    this.opener = make("button", { type: "button", "class": "button button-small button-secondary", "aria-expanded": "false" });
    this.remover = make("button", { type: "button", "class": "button button-small button-secondary no" }, this.w.remove);
    this.body = make("div", { "class": "eforms-menus", hidden: true });
    this.element = make("div", { "class": "eforms-condition", role: "group", "aria-label": this.w.condition },
      this.input, this.sentence, this.warning, make("div", { "class": "eforms-buttons" }, this.opener, this.remover), this.body);
    this.opener.addEventListener("click", function () { self.toggle(); });
    this.remover.addEventListener("click", function () {
      self.tree = null;
      self.open = false;
      self.changed();
      self.draw();
      self.opener.focus();
    });
    this.open = false;
    this.setState(state);
  }

  Menus.prototype.setState = function (state) {
    this.input.value = state || "";
    this.tree = readTree(this.input.value);
    this.draw();
  };

  Menus.prototype.toggle = function () {
    this.open = !this.open;
    if (this.open && !this.tree) { this.tree = { group: "all", parts: [{ field: "", measure: "", op: "", value: "" }] }; }
    if (!this.open && this.tree && !write(this.tree)) { this.tree = null; }
    this.draw();
    var first = this.body.querySelector("select, button");
    if (this.open && first) { first.focus(); } else { this.opener.focus(); }
  };

  Menus.prototype.changed = function () {
    var value = this.tree ? write(this.tree) : null;
    var text = value ? JSON.stringify(value) : "";
    if (text !== this.input.value) {
      this.input.value = text;
      this.input.dispatchEvent(new Event("change", { bubbles: true }));
    }
    this.say();
  };

  Menus.prototype.say = function () {
    if (!this.tree && !this.input.value) {
      this.sentence.textContent = this.w.always;
      this.warning.hidden = true;
      return;
    }
    var value = this.tree ? write(this.tree) : null;
    this.sentence.textContent = value ? mc.sentence(value, this.v, this.place()) : this.w.nothing;
    this.warning.hidden = !this.tree || isWhole(this.tree);
  };

  Menus.prototype.place = function () {
    return this.element.isConnected ? mc.place(this.element) : null;
  };

  Menus.prototype.draw = function () {
    var self = this;
    this.opener.textContent = this.open ? this.w.done : (this.tree ? this.w.change : this.w.add);
    this.opener.setAttribute("aria-expanded", String(this.open));
    this.remover.hidden = !this.tree;
    this.body.hidden = !this.open;
    this.body.replaceChildren();
    if (this.open) {
      this.readable = mc.readable(this.element);
      this.body.append(this.drawGroup(this.tree, 1, [], null));
    }
    if (this.element.isConnected) { this.say(); } else { window.setTimeout(function () { self.say(); }, 0); }
  };

  /* Draw again after a line or group came or went, and put the keyboard where it makes sense. */
  Menus.prototype.redraw = function (focus) {
    this.changed();
    this.draw();
    var target = focus && this.body.querySelector("[data-at='" + focus + "']");
    if (target) { target.focus(); }
  };

  Menus.prototype.select = function (label, pairs, value, at, onChange) {
    var id = "eforms-menu-" + (ids += 1);
    var menu = make("select", { id: id, "data-at": at, "aria-label": label });
    pairs.forEach(function (pair) {
      menu.append(make("option", { value: pair[0], selected: pair[0] === value }, pair[1]));
    });
    menu.value = value;
    menu.addEventListener("change", function (event) { event.stopPropagation(); onChange(menu.value); });
    return menu;
  };

  Menus.prototype.drawGroup = function (node, depth, path, scope) {
    var self = this;
    var at = path.join("-") || "root";
    var modes = ["all", "any", "none", "notall"].map(function (mode) { return [mode, self.w[mode]]; });
    var head = make("div", { "class": "eforms-group__head" }, make("span", { "aria-hidden": "true" }, this.w.when + " "));
    head.append(this.select(this.w.when, modes, node.group, at + "-mode", function (mode) { node.group = mode; self.changed(); }));
    var list = make("ul", { "class": "eforms-lines" });
    node.parts.forEach(function (part, number) {
      var here = path.concat([number]);
      var item = make("li", {});
      item.append(part.group ? self.drawGroup(part, depth + 1, here, scope)
        : part.rows !== undefined ? self.drawRows(part, depth + 1, here) : self.drawLine(part, here, scope, node.parts.length));
      if (part.group || part.rows !== undefined || node.parts.length > 1 || depth > 1) {
        item.append(self.button(part.field !== undefined ? self.w.removeLine : self.w.removeGroup, "×", function () {
          node.parts.splice(number, 1);
          self.redraw(at + "-mode");
        }));
      }
      list.append(item);
    });
    var box = make("div", { "class": "eforms-group", role: "group", "aria-label": this.w.group }, head, list);
    box.append(this.drawAdders(node, depth, path, scope));
    return box;
  };

  Menus.prototype.button = function (label, sign, onClick) {
    var button = make("button", { type: "button", "class": "eforms-small", "aria-label": label, title: label }, sign);
    button.addEventListener("click", onClick);
    return button;
  };

  Menus.prototype.drawAdders = function (node, depth, path, scope) {
    var self = this;
    var bar = make("div", { "class": "eforms-buttons" });
    function add(words, build) {
      var button = make("button", { type: "button", "class": "button button-small button-secondary" }, "+ " + words);
      button.addEventListener("click", function () {
        node.parts.push(build());
        self.redraw(path.concat([node.parts.length - 1]).join("-") + "-first");
      });
      bar.append(button);
    }
    add(this.w.addRow, function () { return { field: "", measure: "", op: "", value: "" }; });
    if (depth < this.v.deepest) {
      add(this.w.addGroup, function () { return { group: "any", parts: [{ field: "", measure: "", op: "", value: "" }] }; });
      if (!scope && this.groups().length) {
        add(this.w.addRows, function () {
          return { rows: "", how: "some", inner: { group: "all", parts: [{ field: "", measure: "", op: "", value: "" }] } };
        });
      }
    }
    return bar;
  };

  Menus.prototype.groups = function () {
    var self = this;
    var found = [];
    this.readable.steps.forEach(function (step) {
      step.questions.forEach(function (one) { if (mc.kindOf(one, self.v) === "rows") { found.push(one); } });
    });
    return found;
  };

  Menus.prototype.label = function (one) {
    return (this.v.english && one.label_en) || one.label || this.w.untitled;
  };

  Menus.prototype.drawRows = function (node, depth, path) {
    var self = this;
    var at = path.join("-");
    var known = mc.find(node.rows, null);
    var pairs = [["", this.w.choose]].concat(this.groups().map(function (one) { return [mc.nameOf(one), self.label(one)]; }));
    var current = known ? mc.nameOf(known) : "";
    var hows = [["some", this.w.some], ["every", this.w.every], ["none", this.w.noRow]];
    var head = make("div", { "class": "eforms-line" }, make("span", {}, this.w.rowsAsk + " "));
    head.append(this.select(this.w.rowsAsk, pairs, current, at + "-first", function (value) {
      node.rows = value;
      self.redraw(at + "-first");
    }));
    head.append(make("span", {}, ": "), this.select(this.w.rowsGroup, hows, node.how, at + "-how", function (how) {
      node.how = how;
      self.changed();
    }));
    return make("div", { "class": "eforms-rows" }, head, this.drawGroup(node.inner, depth, path.concat(["i"]), known));
  };

  // -- one line -------------------------------------------------------------------------------------

  /* The question's menu: this row's questions, then those before it by step, then facts; with what can be measured. */
  Menus.prototype.subjects = function (scope) {
    var self = this;
    var lists = [];
    function entries(questions) {
      var found = [];
      questions.forEach(function (one) {
        var kind = mc.kindOf(one, self.v);
        var name = self.label(one);
        if ((self.v.operators[kind] || []).length) { found.push([mc.nameOf(one), name, one]); }
        (self.v.measures[kind] || []).forEach(function (measure) {
          found.push([mc.nameOf(one) + "|" + measure[0], mc.fill(measure[1], { label: "“" + name + "”" }), one]);
        });
      });
      return found;
    }
    if (scope) { lists.push([this.w.thisRow, entries(scope.rows)]); }
    if (this.readable.rows.length) { lists.push([this.w.thisRow, entries(this.readable.rows)]); }
    this.readable.steps.forEach(function (step) {
      lists.push([step.step.number + ". " + (step.step.title || self.w.untitledStep), entries(step.questions)]);
    });
    lists.push([this.w.facts, this.v.facts.map(function (fact) { return [fact.key, fact.label, fact]; })]);
    return lists.filter(function (list) { return list[1].length; });
  };

  /* {one, kind, measure} behind a line; `one` is null while nothing, or something that is gone, is chosen. */
  Menus.prototype.subject = function (node) {
    var fact = this.v.facts.find(function (one) { return one.key === node.field; });
    var one = fact || mc.find(node.field, this.readable.place);
    var kind = one ? mc.kindOf(one, this.v) : "parts";
    return { one: one, kind: node.measure ? "number" : kind, measure: node.measure };
  };

  Menus.prototype.drawLine = function (node, path, scope) {
    var self = this;
    var at = path.join("-");
    var line = make("div", { "class": "eforms-line" });
    var subject = this.subject(node);
    line.append(this.drawSubject(node, at, scope, subject));
    if (!subject.one) { return line; }
    var ops = this.v.operators[subject.kind] || [];
    if (!ops.some(function (pair) { return pair[0] === node.op; })) { node.op = ops.length ? ops[0][0] : ""; }
    line.append(this.select(this.w.comparison, ops, node.op, at + "-op", function (op) {
      var listed = op === "one_of" || op === "none_of";
      if (listed !== Array.isArray(node.value)) { node.value = listed ? [] : ""; }
      node.op = op;
      self.redraw(at + "-op");
    }));
    if (node.op !== "filled" && node.op !== "empty") { this.drawValue(line, node, at, subject, scope); }
    return line;
  };

  Menus.prototype.drawSubject = function (node, at, scope, subject) {
    var self = this;
    var menu = make("select", { "data-at": at + "-first", "aria-label": this.w.question });
    var value = subject.one ? mc.nameOf(subject.one) + (node.measure ? "|" + node.measure : "") : node.field;
    menu.append(make("option", { value: "" }, this.w.choose));
    var known = !value;
    this.subjects(scope).forEach(function (list) {
      var group = make("optgroup", { label: list[0] });
      list[1].forEach(function (entry) {
        if (entry[0] === value) { known = true; }
        group.append(make("option", { value: entry[0] }, entry[1]));
      });
      menu.append(group);
    });
    if (!known) { menu.append(make("option", { value: value }, subject.one ? this.label(subject.one) : this.w.gone)); }
    menu.value = value;
    menu.addEventListener("change", function (event) {
      event.stopPropagation();
      var parts = menu.value.split("|");
      node.field = parts[0];
      node.measure = parts[1] || "";
      node.op = "";
      node.value = "";
      self.redraw(at + "-first");
    });
    return menu;
  };

  // -- the answer a line compares with --------------------------------------------------------------

  Menus.prototype.others = function (node, subject, scope) {
    var self = this;
    var found = [];
    this.subjects(scope).forEach(function (list) {
      list[1].forEach(function (entry) {
        if (entry[0].indexOf("|") >= 0 || entry[0] === node.field || entry[2] === subject.one) { return; }
        if (mc.kindOf(entry[2], self.v) === subject.kind) { found.push([entry[0], entry[1]]); }
      });
    });
    return found;
  };

  Menus.prototype.drawValue = function (line, node, at, subject, scope) {
    var self = this;
    var others = Array.isArray(node.value) ? [] : this.others(node, subject, scope);
    var source = node.value && node.value.today ? "today" : node.value && node.value.field !== undefined ? "other" : "value";
    var sources = [["value", this.w.value]];
    if (subject.kind === "date" && !Array.isArray(node.value)) { sources.push(["today", this.w.today]); }
    if (others.length || source === "other") { sources.push(["other", this.w.other]); }
    if (sources.length > 1) {
      line.append(this.select(this.w.with, sources, source, at + "-source", function (chosen) {
        node.value = chosen === "today" ? { today: { days: 0 } } : chosen === "other" ? { field: "" } : "";
        self.redraw(at + "-source");
      }));
    }
    if (source === "today") { this.drawToday(line, node, at); }
    else if (source === "other") { this.drawOther(line, node, at, others); }
    else { this.drawLiteral(line, node, at, subject); }
  };

  Menus.prototype.drawOther = function (line, node, at, others) {
    var self = this;
    var known = mc.find(node.value.field, this.readable.place);
    var value = known ? mc.nameOf(known) : node.value.field;
    var pairs = [["", this.w.choose]].concat(others);
    if (value && !pairs.some(function (pair) { return pair[0] === value; })) {
      pairs.push([value, known ? this.label(known) : this.w.gone]);
    }
    line.append(this.select(this.w.other, pairs, value, at + "-other", function (chosen) {
      node.value = { field: chosen };
      self.changed();
    }));
  };

  Menus.prototype.drawToday = function (line, node, at) {
    var self = this;
    var shift = node.value.today || {};
    var unit = ["years", "months", "days"].find(function (one) { return Number(shift[one]); }) || "days";
    var amount = Math.abs(Number(shift[unit]) || 0);
    var back = Number(shift[unit]) < 0 || !amount;
    function store() {
      var today = {};
      today[unit] = (back ? -1 : 1) * amount;
      node.value = { today: today };
      self.changed();
    }
    var number = make("input", { type: "number", min: "0", max: "9999", step: "1", "aria-label": this.w.amount, "data-at": at + "-amount" });
    number.value = amount;
    number.addEventListener("input", function () { amount = Math.min(9999, Math.max(0, Math.round(Number(number.value) || 0))); store(); });
    number.addEventListener("change", function (event) { event.stopPropagation(); });
    var units = [["days", this.w.days], ["months", this.w.months], ["years", this.w.years]];
    var directions = [["-", this.w.before], ["+", this.w.after]];
    line.append(number, this.select(this.w.unit, units, unit, at + "-unit", function (chosen) { unit = chosen; store(); }),
      this.select(this.w.direction, directions, back ? "-" : "+", at + "-direction", function (chosen) { back = chosen === "-"; store(); }));
  };

  Menus.prototype.drawLiteral = function (line, node, at, subject) {
    var self = this;
    function store(value) { node.value = value; self.changed(); }
    if (subject.kind === "truth") {
      var answer = node.value === true ? "yes" : node.value === false ? "no" : "";
      line.append(this.select(this.w.answer, [["", this.w.choose], ["yes", this.w.yes], ["no", this.w.no]], answer, at + "-value",
        function (value) { store(value === "" ? "" : value === "yes"); }));
      return;
    }
    var options = !subject.measure && subject.one.options;
    if (options && options.length) {
      line.append(Array.isArray(node.value) ? this.drawBoxes(node, options, store) : this.drawOptions(node, at, options, store));
      return;
    }
    line.append(this.drawInput(node, at, subject, store));
  };

  Menus.prototype.drawOptions = function (node, at, options, store) {
    var self = this;
    var pairs = [["", this.w.choose]].concat(options.map(function (one) { return [one.value, (self.v.english && one.label_en) || one.label]; }));
    if (node.value && !pairs.some(function (pair) { return pair[0] === node.value; })) { pairs.push([node.value, String(node.value)]); }
    return this.select(this.w.answer, pairs, node.value || "", at + "-value", store);
  };

  Menus.prototype.drawBoxes = function (node, options, store) {
    var self = this;
    var box = make("fieldset", { "class": "eforms-boxes" }, make("legend", { "class": "w-sr-only" }, this.w.answer));
    options.forEach(function (one) {
      var tick = make("input", { type: "checkbox", checked: node.value.indexOf(one.value) >= 0 });
      tick.addEventListener("change", function (event) {
        event.stopPropagation();
        store(options.filter(function (other) {
          return other === one ? tick.checked : node.value.indexOf(other.value) >= 0;
        }).map(function (other) { return other.value; }));
      });
      box.append(make("label", {}, tick, " " + ((self.v.english && one.label_en) || one.label)));
    });
    return box;
  };

  Menus.prototype.drawInput = function (node, at, subject, store) {
    var listed = Array.isArray(node.value);
    var types = { number: "text", date: "date", month: "month", time: "time" };
    var field = make("input", {
      type: listed ? "text" : types[subject.kind] || "text", "aria-label": listed ? this.w.several : this.w.answer, "data-at": at + "-value",
      placeholder: listed ? this.w.several : null, inputmode: subject.kind === "number" ? "decimal" : null
    });
    field.value = listed ? node.value.join("; ") : node.value === undefined || node.value === null ? "" : node.value;
    function typed(words) {
      if (subject.kind !== "number") { return words; }
      var plain = words.replace(/\s/g, "").replace(/\.(?=\d{3}(\D|$))/g, "").replace(",", ".");
      return plain !== "" && !isNaN(Number(plain)) ? Number(plain) : words;
    }
    field.addEventListener("input", function () {
      var words = field.value.trim();
      store(listed ? words.split(";").map(function (one) { return one.trim(); }).filter(Boolean).map(typed) : typed(words));
    });
    field.addEventListener("change", function (event) { event.stopPropagation(); });
    return field;
  };

  // -- as Wagtail's blocks want a widget ------------------------------------------------------------

  function ConditionWidget(vocabulary) { this.vocabulary = vocabulary; }

  ConditionWidget.prototype.render = function (placeholder, name, id, state) {
    var menus = new Menus(this.vocabulary, name, id, state);
    placeholder.replaceWith(menus.element);
    menus.element.eformsMenus = menus;
    return {
      idForLabel: null,
      getValue: function () { return menus.input.value; },
      getState: function () { return menus.input.value; },
      setState: function (value) { menus.setState(value); },
      getTextLabel: function () { return ""; },
      setInvalid: function (invalid) { menus.element.classList.toggle("eforms-condition--wrong", invalid); },
      focus: function () { menus.opener.focus(); }
    };
  };

  window.telepath.register("eforms.ConditionWidget", ConditionWidget);

  // -- one value: a bound, or the answer a rule gives -----------------------------------------------

  function Operand(vocabulary, name, id, state) {
    var self = this;
    this.v = vocabulary;
    this.w = vocabulary.words;
    this.input = make("input", { type: "hidden", name: name, id: id });
    this.line = make("div", { "class": "eforms-operand", role: "group", "aria-label": this.w.answer });
    this.element = make("div", {}, this.input, this.line);
    this.setState(state);
    window.setTimeout(function () { self.draw(); }, 0);
  }

  Operand.prototype = Object.create(Menus.prototype);

  Operand.prototype.setState = function (state) {
    this.input.value = state || "";
    var value = "";
    try { value = state ? JSON.parse(state) : ""; } catch (error) { value = state; }
    this.node = { field: "#this", op: "equals", value: value };
    if (this.element.isConnected) { this.draw(); }
  };

  Operand.prototype.changed = function () {
    var value = this.node.value;
    var empty = value === "" || value === undefined || value === null || (value && value.field === "");
    var kind = this.subject().kind;
    if ((kind === "text" || kind === "choice") && typeof value === "number") { value = String(value); }
    var text = empty ? "" : JSON.stringify(value);
    if (text !== this.input.value) {
      this.input.value = text;
      this.input.dispatchEvent(new Event("change", { bubbles: true }));
    }
  };

  Operand.prototype.subject = function () {
    var place = this.readable.place;
    var one = place.row || place.question || { label: "", type: "text" };
    var kind = mc.kindOf(one, this.v);
    var limit = mc.ruleAround(this.element) === "limit";
    if (!limit) { return { one: one, kind: kind, measure: "" }; }
    var days = ["date", "month", "time"].indexOf(kind) >= 0;
    return { one: one, kind: days ? kind : "number", measure: kind === "number" || days ? "" : "count" };
  };

  Operand.prototype.others = function (node, subject, scope) {
    return mc.ruleAround(this.element) === "limit" ? Menus.prototype.others.call(this, node, subject, scope) : [];
  };

  Operand.prototype.draw = function () {
    this.readable = mc.readable(this.element);
    this.line.replaceChildren();
    this.drawValue(this.line, this.node, "operand", this.subject(), null);
  };

  Operand.prototype.redraw = function (focus) {
    this.changed();
    this.draw();
    var target = this.line.querySelector("[data-at='" + focus + "']");
    if (target) { target.focus(); }
  };

  function OperandWidget(vocabulary) { this.vocabulary = vocabulary; }

  OperandWidget.prototype.render = function (placeholder, name, id, state) {
    var operand = new Operand(this.vocabulary, name, id, state);
    placeholder.replaceWith(operand.element);
    return {
      idForLabel: null,
      getValue: function () { return operand.input.value; },
      getState: function () { return operand.input.value; },
      setState: function (value) { operand.setState(value); },
      getTextLabel: function () { return ""; },
      setInvalid: function (invalid) { operand.line.classList.toggle("eforms-condition--wrong", invalid); },
      focus: function () { var first = operand.line.querySelector("select, input"); if (first) { first.focus(); } }
    };
  };

  window.telepath.register("eforms.OperandWidget", OperandWidget);

  function sayAgain() {
    document.querySelectorAll(".eforms-condition").forEach(function (element) {
      if (element.eformsMenus && element.eformsMenus.input.value) { element.eformsMenus.say(); }
    });
  }

  document.addEventListener("eforms:shared", sayAgain);

  /* Words of a question changed somewhere: the sentences that name it follow. */
  document.addEventListener("change", function (event) {
    if (!/-(label|label_en|title)$/.test(event.target.name || "")) { return; }
    mc.forget();
    sayAgain();
  });
})();
