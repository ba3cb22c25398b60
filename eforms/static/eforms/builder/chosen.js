/* Menus where otherwise a code would be typed: a question of the form, or an entry of a list the server lends. */
(function () {
  "use strict";

  var mc = window.eformsBuilder;
  var make = mc.make;

  function Menu(words, name, id, state) {
    this.words = words;
    this.select = make("select", { name: name, id: id });
    this.fill(state || "");
  }

  /* [[heading or "", [[value, words]]]] */
  Menu.prototype.groups = function () { return [["", this.words.choices]]; };

  /* The menu as things are now; what was chosen stays chosen, also when it is not there any more. */
  Menu.prototype.fill = function (value) {
    var select = this.select;
    var known = !value;
    select.replaceChildren(make("option", { value: "" }, this.words.choose));
    this.groups(value).forEach(function (group) {
      var holder = group[0] ? make("optgroup", { label: group[0] }) : select;
      group[1].forEach(function (pair) {
        known = known || pair[0] === value;
        holder.append(make("option", { value: pair[0] }, pair[1]));
      });
      if (group[0] && group[1].length) { select.append(holder); }
    });
    if (!known) { select.append(make("option", { value: value }, mc.fill(this.words.gone, { code: value }))); }
    select.value = value;
  };

  /* Questions of the right types, step by step: all of the form, or, for a question's own menu, those before it and
     those of its row. One that was chosen by its code keeps it, a new one has its block. */
  function Questions(words, name, id, state) {
    var self = this;
    function again() { self.fill(self.select.value); }
    Menu.call(this, words, name, id, state);
    window.setTimeout(again, 0);
    this.select.addEventListener("mousedown", again);
    this.select.addEventListener("focus", again);
    document.addEventListener("eforms:shared", again);
  }

  Questions.prototype = Object.create(Menu.prototype);

  Questions.prototype.groups = function (value) {
    var words = this.words;
    var chosen = mc.find(value, null);
    var readable = mc.readable(this.select);
    function fits(one) { return words.types.indexOf(one.type) >= 0; }
    var steps = readable.steps.map(function (group) {
      var step = group.step;
      return { title: step.number + ". " + (step.title || words.untitledStep), asked: group.questions.filter(fits) };
    });
    steps.unshift({ title: words.thisRow, asked: readable.rows.filter(fits) });
    var labels = [];
    function label(one) { return (words.english && one.label_en) || one.label || words.untitled; }
    steps.forEach(function (step) { labels = labels.concat(step.asked.map(label)); });
    return steps.map(function (step) {
      return [step.title, step.asked.map(function (one) {
        var twice = labels.indexOf(label(one)) !== labels.lastIndexOf(label(one));
        return [one === chosen ? value : mc.nameOf(one), label(one) + (twice ? " (" + step.title + ")" : "")];
      })];
    });
  };

  function widget(Kind) {
    function Widget(words) { this.words = words; }
    Widget.prototype.render = function (placeholder, name, id, state) {
      var menu = new Kind(this.words, name, id, state);
      placeholder.replaceWith(menu.select);
      return {
        idForLabel: id,
        getValue: function () { return menu.select.value; },
        getState: function () { return menu.select.value; },
        setState: function (value) { menu.fill(value || ""); },
        getTextLabel: function () {
          var option = menu.select.selectedOptions[0];
          return option && option.value ? option.textContent : "";
        },
        setInvalid: function (invalid) { menu.select.setAttribute("aria-invalid", invalid ? "true" : "false"); },
        focus: function () { menu.select.focus(); }
      };
    };
    return Widget;
  }

  window.telepath.register("eforms.AskedWidget", widget(Questions));
  window.telepath.register("eforms.LentWidget", widget(Menu));
})();
