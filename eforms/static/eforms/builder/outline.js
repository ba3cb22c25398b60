/* What the form being edited holds now, unsaved questions included: its steps, their questions and their rows.
   Read from Wagtail's blocks (a folded block answers as an open one does). Nothing here changes the form. */
(function () {
  "use strict";

  var mc = window.eformsBuilder = window.eformsBuilder || {};
  var kept = null;

  mc.root = function () {
    var holder = document.getElementById("steps-root") || document.getElementById("questions-root");
    return holder ? holder.rootBlock : null;
  };

  function text(value) { return typeof value === "string" ? value.replace(/\s+/g, " ").trim() : ""; }

  function first(value) { return Array.isArray(value) ? value[0] : value; }

  function options(value) {
    if (!Array.isArray(value.options)) { return undefined; }
    return value.options.map(function (option) {
      var inner = option.value || {};
      return { value: text(inner.value) || text(inner.label), label: text(inner.label), label_en: text(inner.label_en) };
    }).filter(function (option) { return option.label; });
  }

  function question(child, step, group) {
    var value = child.value || {};
    var one = {
      id: child.id, type: child.type, key: text(value.key), label: text(value.label), label_en: text(value.label_en),
      result: first(value.result), options: options(value), step: step, group: group || null, rows: [],
      required: value.required === true || value.required === "on", value: value
    };
    if (Array.isArray(value.fields)) {
      one.rows = value.fields.map(function (inner) { return question(inner, step, one); });
    }
    return one;
  }

  // -- shared questions: fetched once, shown as questions of the form ------------------------------

  var shared = {};

  function ask(pk) {
    var pattern = document.querySelector("[data-eforms-toolbar]");
    if (shared[pk] || !pattern) { return; }
    shared[pk] = { title: "", questions: [] };
    window.fetch(pattern.dataset.shared.replace("/0/", "/" + pk + "/")).then(function (answer) {
      return answer.ok ? answer.json() : shared[pk];
    }).then(function (found) {
      shared[pk] = found;
      mc.forget();
      document.dispatchEvent(new CustomEvent("eforms:shared"));
    }).catch(function () { delete shared[pk]; });
  }

  mc.sharedQuestions = function (pk) { return shared[pk] || null; };

  function start(words) {
    var plain = words.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
    var key = plain.replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "");
    return /^[a-z]/.test(key) ? key : "q_" + key;
  }

  /* The questions a block of shared questions stands for: named by their codes, for they are no blocks here. */
  function taken(child, step) {
    var value = child.value || {};
    var pk = value.source && value.source.id;
    var prefix = text(value.prefix);
    if (!pk) { return []; }
    ask(pk);
    return (shared[pk] || { questions: [] }).questions.map(function (one) {
      var found = question(one, step, null);
      found.rows.concat([found]).forEach(function (each) {
        each.id = "";
        each.inside = child.id;
        if (prefix) {
          each.key = start(prefix) + "_" + each.key;
          if (each === found) { each.label += " (" + prefix + ")"; }
        }
      });
      return found;
    });
  }

  function read() {
    var root = mc.root();
    if (!root) { return []; }
    var state = root.getState();
    if (root.prefix === "questions") {  // shared questions: one step without a name
      state = [{ id: "", type: "step", value: { title: "", key: "", fields: state } }];
    }
    return state.map(function (child, number) {
      var value = child.value || {};
      var step = { id: child.id, number: number + 1, key: text(value.key), title: text(value.title), questions: [], value: value };
      step.questions = [];
      (value.fields || []).forEach(function (one) {
        if (one.type === "shared") { step.questions = step.questions.concat(taken(one, step)); }
        else { step.questions.push(question(one, step, null)); }
      });
      return step;
    });
  }

  /* The outline, read once for all who ask within the same moment. */
  mc.outline = function () {
    if (!kept) {
      kept = read();
      window.setTimeout(function () { kept = null; }, 60);
    }
    return kept;
  };

  mc.forget = function () { kept = null; };

  /* Ids of the blocks around an element, outermost first. */
  mc.around = function (element) {
    var ids = [];
    for (var one = element && element.closest("[data-streamfield-child]"); one; one = one.parentElement.closest("[data-streamfield-child]")) {
      ids.unshift(one.getAttribute("data-contentpath") || "");
    }
    return ids;
  };

  /* Where an element stands: {step, question, row} of the outline, each null where it is not inside one. */
  mc.place = function (element) {
    var ids = mc.around(element);
    var found = { step: null, question: null, row: null };
    mc.outline().forEach(function (step) {
      if (step.id && ids.indexOf(step.id) < 0) { return; }
      found.step = step;
      step.questions.forEach(function (one) {
        if (ids.indexOf(one.id) < 0) { return; }
        found.question = one;
        one.rows.forEach(function (row) { if (ids.indexOf(row.id) >= 0) { found.row = row; } });
      });
    });
    return found;
  };

  /* Questions a rule at this element may read: [{step, questions}], those of its own row apart. */
  mc.readable = function (element) {
    var place = mc.place(element);
    var kind = mc.ruleAround(element);
    var groups = [];
    var own = kind === "limit" || kind === "refuse";
    mc.outline().some(function (step) {
      var last = step === place.step;
      if (last && !place.question && kind !== "refuse") { return true; }
      var asked = [];
      step.questions.some(function (one) {
        if (last && one === place.question) {
          if (own && !place.row) { asked.push(one); }
          return true;
        }
        asked.push(one);
        return false;
      });
      groups.push({ step: step, questions: asked });
      return last;
    });
    var rows = [];
    if (place.row) {
      place.question.rows.some(function (one) {
        if (one === place.row) { if (own) { rows.push(one); } return true; }
        rows.push(one);
        return false;
      });
    }
    return { steps: groups, rows: rows, place: place };
  };

  mc.ruleAround = function (element) {
    var child = element.closest("[data-streamfield-child]");
    var type = child && child.querySelector(":scope > input[name$='-type']");
    return type ? type.value : "";
  };

  /* Every question of the form, rows included. */
  mc.everyQuestion = function () {
    var all = [];
    mc.outline().forEach(function (step) {
      step.questions.forEach(function (one) { all.push(one); all.push.apply(all, one.rows); });
    });
    return all;
  };

  /* The question a condition names: by its block ("#id"), by its code, or the one the rule belongs to ("#this"). */
  mc.find = function (name, place) {
    if (!name) { return null; }
    if (name === "#this") { return place && (place.row || place.question); }
    return mc.everyQuestion().find(function (one) {
      return name.charAt(0) === "#" ? one.id === name.slice(1) : one.key === name;
    }) || null;
  };

  /* How a condition names a question: by its block, or by its code where it is no block of this form. */
  mc.nameOf = function (one) { return one.id ? "#" + one.id : one.key; };

  mc.kindOf = function (one, vocabulary) {
    if (one.type === "computed") { return vocabulary.results[one.result] || "text"; }
    return vocabulary.kinds[one.type] || "parts";
  };

  /* Small helper to make elements: make("button", {type: "button"}, "words", child…). */
  mc.make = function (name, attributes) {
    var element = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) {
      if (attributes[key] === true) { element.setAttribute(key, ""); }
      else if (attributes[key] !== false && attributes[key] !== null && attributes[key] !== undefined) {
        element.setAttribute(key, attributes[key]);
      }
    });
    Array.prototype.slice.call(arguments, 2).forEach(function (child) {
      if (child !== null && child !== undefined && child !== "") { element.append(child); }
    });
    return element;
  };

  mc.fill = function (words, values) {
    return words.replace(/%\((\w+)\)s/g, function (all, name) { return values[name]; });
  };
})();
