/* Steps and questions are drawn only when somebody opens them: a form of six hundred questions opens as fast as a
   small one. What is folded keeps its state as data; the whole tree is sent as one JSON field. */
(function () {
  "use strict";

  var mc = window.eformsBuilder;
  var blocks = window.wagtailStreamField.blocks;
  var Definition = blocks.StructBlockDefinition;

  function newId() {
    if (window.crypto.randomUUID) { return window.crypto.randomUUID(); }
    return "10000000-1000-4000-8000-100000000000".replace(/[018]/g, function (digit) {
      return (Number(digit) ^ (window.crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (Number(digit) / 4)))).toString(16);
    });
  }

  // -- copies: new ids and codes, and conditions that read a copied question read its copy ----------

  function isChild(value) { return value && typeof value === "object" && "value" in value && "id" in value; }

  function collect(value, names) {
    if (Array.isArray(value)) {
      value.forEach(function (one) {
        if (isChild(one)) {
          var id = newId();
          names["#" + one.id] = "#" + id;
          if (one.value && typeof one.value === "object" && one.value.key) { names[one.value.key] = "#" + id; }
          one.id = id;
        }
        collect(one, names);
      });
    } else if (value && typeof value === "object") {
      Object.keys(value).forEach(function (name) {
        if (name !== "options") { collect(value[name], names); }
      });
    }
  }

  function renamed(raw, names) {
    if (Array.isArray(raw)) { return raw.map(function (one) { return renamed(one, names); }); }
    if (!raw || typeof raw !== "object") { return raw; }
    var copy = {};
    Object.keys(raw).forEach(function (name) {
      var named = (name === "field" || name === "rows") && typeof raw[name] === "string";
      copy[name] = named ? names[raw[name]] || raw[name] : renamed(raw[name], names);
    });
    return copy;
  }

  function refresh(value, names) {
    if (typeof value === "string" && value.charAt(0) === "{" && /"(field|rows)":/.test(value)) {
      try { return JSON.stringify(renamed(JSON.parse(value), names)); } catch (error) { return value; }
    }
    if (Array.isArray(value)) { return value.map(function (one) { return refresh(one, names); }); }
    if (value && typeof value === "object") {
      var copy = {};
      Object.keys(value).forEach(function (name) { copy[name] = name === "key" ? "" : refresh(value[name], names); });
      return copy;
    }
    return value;
  }

  /* A state as JSON. Rich text is kept by its editor as an object of its own: taken as the text it is sent as. */
  function asText(state) {
    return JSON.stringify(state, function (name, value) {
      var given = this[name];
      if (given && typeof given.getCurrentContent === "function") {
        return JSON.stringify(window.Draftail.serialiseEditorStateToRaw(given));
      }
      return value === null || value === undefined ? "" : value;
    });
  }

  mc.copied = function (state) {
    var copy = JSON.parse(asText(state));
    var names = {};
    if (copy.key && copy.label) { names[copy.key] = "#this"; }
    collect(copy, names);
    return refresh(copy, names);
  };

  // -- one block ------------------------------------------------------------------------------------

  function Folded(definition, placeholder, prefix, state, error) {
    this.blockDef = definition;
    this.type = definition.name;
    this.prefix = prefix;
    this.state = state || {};
    this.inner = null;
    this.holder = document.createElement("div");
    placeholder.replaceWith(this.holder);
    this.watch();
    if (error) { this.setError(error); }
  }

  Folded.prototype.watch = function () {
    var self = this;
    var panel = this.holder.closest("[data-panel]");
    var toggle = panel && panel.querySelector("[data-panel-toggle]");
    if (!toggle) { this.open(); return; }
    toggle.addEventListener("wagtail:panel-toggle", function (event) { if (event.detail.expanded) { self.open(); } });
    window.setTimeout(function () { if (toggle.getAttribute("aria-expanded") === "true") { self.open(); } }, 0);
  };

  Folded.prototype.open = function () {
    if (!this.inner) {
      var place = document.createElement("div");
      this.holder.replaceChildren(place);
      this.inner = Definition.prototype.render.call(this.blockDef, place, this.prefix, this.state);
      this.state = null;
      this.holder.dispatchEvent(new CustomEvent("eforms:opened", { bubbles: true }));
    }
    return this.inner;
  };

  Object.defineProperty(Folded.prototype, "childBlocks", { get: function () { return this.open().childBlocks; } });
  Object.defineProperty(Folded.prototype, "container", { get: function () { return this.open().container; } });
  Object.defineProperty(Folded.prototype, "element", { get: function () { return this.holder; } });

  Folded.prototype.getState = function () { return this.inner ? this.inner.getState() : this.state; };
  Folded.prototype.getValue = Folded.prototype.getState;
  Folded.prototype.getDuplicatedState = function () { return mc.copied(this.getState()); };
  Folded.prototype.setState = function (state) {
    if (this.inner) { this.inner.setState(state); } else { this.state = state; }
  };
  Folded.prototype.setError = function (error) { if (error) { this.open().setError(error); } };
  Folded.prototype.focus = function (options) { this.open().focus(options); };

  /* The heading: a question's words with marks, a step's title with how much is in it. */
  Folded.prototype.getTextLabel = function () {
    var words = this.blockDef.meta.headings;
    var state = this.getState() || {};
    var marks = [];
    if (Array.isArray(state.fields)) { marks.push(mc.fill(words.questions, { count: state.fields.length })); }
    if (state.required === true) { marks.push(words.required); }
    if (Array.isArray(state.rules) && state.rules.length) { marks.push(mc.fill(words.rules, { count: state.rules.length })); }
    var source = state.source && (state.source.title || state.source.string);
    return [state.label || state.title || source || "", state.prefix || ""].concat(marks).filter(Boolean).join(" · ");
  };

  function FoldedDefinition(name, children, meta) { return Reflect.construct(Definition, [name, children, meta], FoldedDefinition); }
  FoldedDefinition.prototype = Object.create(Definition.prototype);
  FoldedDefinition.prototype.constructor = FoldedDefinition;
  FoldedDefinition.prototype.render = function (placeholder, prefix, state, error) {
    return new Folded(this, placeholder, prefix, state, error);
  };
  window.telepath.register("eforms.FoldedBlock", FoldedDefinition);

  // -- sending --------------------------------------------------------------------------------------

  /* The blocks' own fields are left out and the whole tree is sent as one: whatever is open or folded, the same. */
  document.addEventListener("formdata", function (event) {
    var root = mc.root();
    if (!root || !event.target.contains(root.element || root.container[0])) { return; }
    var state = asText(root.getState());
    var prefix = root.prefix + "-";
    Array.from(event.formData.keys()).forEach(function (name) {
      if (name.indexOf(prefix) === 0) { event.formData.delete(name); }
    });
    event.formData.set(prefix + "folded", state);
  }, true);
})();
