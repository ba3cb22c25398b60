/* The printed form in the editor: beside each line a menu of the form's questions, which puts the place for an
   answer where the cursor stands. Without it the codes are typed by hand. */
(function () {
  "use strict";

  function questions() {
    var builder = window.eformsBuilder;
    var steps = builder && builder.outline ? builder.outline() : [];
    return steps.map(function (step) {
      return { title: step.title, questions: step.questions.filter(function (one) { return one.label; }) };
    });
  }

  function option(value, words) {
    var made = document.createElement("option");
    made.value = value;
    made.textContent = words;
    return made;
  }

  /* Ways to write an answer that fit the question: from the words the server put into the page. */
  function forms(line, type) {
    return JSON.parse(line.dataset.forms || "[]").filter(function (one) { return !one.types || one.types.indexOf(type) >= 0; });
  }

  function fill(menu, line) {
    var first = menu.options[0];
    menu.replaceChildren(first);
    questions().forEach(function (step) {
      var group = document.createElement("optgroup");
      group.label = step.title || "–";
      step.questions.forEach(function (one) {
        var name = one.key || one.label;
        group.append(option("{" + name + "}", one.label));
        forms(line, one.type).forEach(function (form) {
          group.append(option("{" + name + "|" + form.name + "}", one.label + " – " + form.label));
        });
        one.rows.forEach(function (row) { group.append(option("{" + (row.key || row.label) + "}", one.label + " › " + row.label)); });
      });
      menu.append(group);
    });
    JSON.parse(line.dataset.known || "[]").forEach(function (one) { menu.append(option("{" + one.name + "}", one.label)); });
  }

  function put(line, words) {
    var start = line.selectionStart, end = line.selectionEnd;
    line.value = line.value.slice(0, start) + words + line.value.slice(end);
    line.selectionStart = line.selectionEnd = start + words.length;
    line.dispatchEvent(new Event("input", { bubbles: true }));
    line.focus();
  }

  document.addEventListener("focusin", function (event) {
    var line = event.target;
    if (!line.matches || !line.matches("[data-paper-line]")) { return; }
    var menu = line.nextElementSibling;
    if (!menu || !menu.matches("[data-paper-menu]")) {
      menu = document.createElement("select");
      menu.dataset.paperMenu = "";
      menu.setAttribute("aria-label", line.dataset.insert);
      menu.append(option("", line.dataset.insert));
      menu.addEventListener("change", function (change) {
        change.stopPropagation();
        if (menu.value) { put(line, menu.value); }
        menu.value = "";
      });
      line.after(menu);
    }
    fill(menu, line);
  });
})();
