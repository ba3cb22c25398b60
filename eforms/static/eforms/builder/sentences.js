/* A condition as a sentence while it is being built; the same words as eforms/builder/sentences.py. */
(function () {
  "use strict";

  var mc = window.eformsBuilder;

  function pick(pairs, name) {
    var found = (pairs || []).find(function (pair) { return pair[0] === name; });
    return found ? found[1] : "";
  }

  function label(one, v) {
    if (!one) { return "“" + v.words.gone + "”"; }
    return "“" + ((v.english && one.label_en) || one.label || v.words.untitled) + "”";
  }

  function moved(shift, v) {
    var parts = ["years", "months", "days"].filter(function (unit) { return Number(shift[unit]); });
    if (!parts.length) { return v.words.dateToday; }
    var time = parts.map(function (unit) { return Math.abs(Number(shift[unit])) + " " + v.words[unit]; }).join(" ");
    var back = parts.some(function (unit) { return Number(shift[unit]) < 0; });
    return mc.fill(back ? v.words.spokenBefore : v.words.spokenAfter, { time: time });
  }

  function literal(value, subject, v) {
    var option = (subject && subject.options || []).find(function (one) { return one.value === value; });
    if (option) { return "“" + ((v.english && option.label_en) || option.label) + "”"; }
    if (typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value)) { return value.split("-").reverse().join("/"); }
    if (typeof value === "number") { return value.toLocaleString(v.english ? "en" : "vi"); }
    return "“" + value + "”";
  }

  function operand(value, subject, v, place) {
    if (Array.isArray(value)) { return value.map(function (one) { return operand(one, subject, v, place); }).join(", "); }
    if (value === true) { return v.words.yes; }
    if (value === false) { return v.words.no; }
    if (value && typeof value === "object") {
      if (value.field) { return mc.fill(v.words.answerTo, { label: label(mc.find(value.field, place), v) }); }
      return moved(value.today || {}, v);
    }
    return value === undefined || value === "" || value === null ? v.words.nothing : literal(value, subject, v);
  }

  function line(condition, v, place) {
    var fact = v.facts.find(function (one) { return one.key === condition.field; });
    var asked = fact || mc.find(condition.field, place);
    var kind = asked ? mc.kindOf(asked, v) : "parts";
    var name = fact ? fact.label : label(asked, v);
    if (!condition.field) { return v.words.nothing; }
    if (condition.measure) {
      name = mc.fill(pick(v.measures[kind], condition.measure) || "%(label)s", { label: name });
      kind = "number";
    }
    var compared = pick(v.operators[kind], condition.op);
    if (!compared) {
      Object.keys(v.operators).some(function (one) { compared = pick(v.operators[one], condition.op); return compared; });
    }
    if (condition.op === "filled" || condition.op === "empty") { return name + " " + compared; }
    return name + " " + compared + " " + operand(condition.value, condition.measure ? null : asked, v, place);
  }

  function inner(condition, v, place) {
    var spoken = mc.sentence(condition, v, place);
    var several = ["all", "any"].some(function (how) { return (condition[how] || []).length > 1; });
    return several ? "(" + spoken + ")" : spoken;
  }

  mc.sentence = function (condition, v, place) {
    if (condition.field !== undefined) { return line(condition, v, place); }
    if (condition.rows !== undefined) {
      var how = ["some", "every", "none"].find(function (one) { return condition[one]; });
      var group = label(mc.find(condition.rows, place), v);
      return mc.fill(pick(v.quantifiers, how), { label: group, inner: inner(condition[how], v, place) });
    }
    if (condition.not) {
      if ((condition.not.any || []).length > 1) {
        var parts = condition.not.any.map(function (part) { return inner(part, v, place); }).join("; ");
        return mc.fill(v.words.noneHolds, { parts: parts });
      }
      return mc.fill(v.words.denied, { inner: inner(condition.not, v, place) });
    }
    var joined = condition.all ? "all" : "any";
    return (condition[joined] || []).map(function (part) { return inner(part, v, place); })
      .join(joined === "all" ? v.words.and : v.words.or);
  };
})();
