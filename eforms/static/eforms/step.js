/* A step of a form, made livelier where JavaScript runs: questions come and go as answers change, communes follow
   the province, rows are added in place. What is being typed is never replaced. Without this file all works too. */
(function () {
  "use strict";

  function tidy(root) {
    root.querySelectorAll("[data-without-js]").forEach(function (button) { button.hidden = true; });
    root.querySelectorAll("[data-select]").forEach(function (field) {
      field.addEventListener("focus", function () { field.select(); });
    });
  }

  /* The questions that stand directly in a place: the step, a row, a cell of a table. */
  function questions(place) {
    return Array.from(place.children).filter(function (one) { return one.matches("[data-question]"); });
  }

  function say(words) {
    var status = document.getElementById("questions-status");
    if (status && words) { status.textContent = ""; status.textContent = status.dataset[words] || words; }
  }

  /* What was answered since the page was drawn: the server's words may be older than that on a slow line. */
  function carry(mine, copy) {
    mine.querySelectorAll("input[name], textarea[name], select[name]").forEach(function (old) {
      var box = old.type === "radio" || old.type === "checkbox";
      var same = old.tagName + "[name='" + CSS.escape(old.name) + "']" +
        (box ? "[value='" + CSS.escape(old.value) + "']" : "");
      var now = old.type !== "file" && copy.querySelector(same);
      if (!now) { return; }
      if (box) {
        if (old.checked !== old.defaultChecked) { now.checked = old.checked; }
      } else if (old.options) {
        var moved = Array.from(old.options).some(function (one) { return one.selected !== one.defaultSelected; });
        var there = Array.from(now.options).some(function (one) { return one.value === old.value; });
        if (moved && there) { now.value = old.value; }
      } else if (old.value !== old.defaultValue) {
        now.value = old.value;
      }
    });
  }

  /* The server's question in the place of ours; where somebody is typing in it, what they type stays. */
  function draw(mine, one) {
    var active = document.activeElement;
    var inside = mine.contains(active) && active.id;
    var copy = document.importNode(one, true);
    carry(mine, copy);
    mine.replaceWith(copy);
    tidy(copy);
    window.htmx.process(copy);
    var again = inside && document.getElementById(active.id);
    if (!again || !copy.contains(again)) { return copy; }
    if (/^(text|email|tel|number|search|url|textarea)$/.test(again.type)) {
      again.value = active.value;
      again.focus();
      try { again.setSelectionRange(active.selectionStart, active.selectionEnd); } catch (error) { /* no text */ }
    } else {
      again.focus();
    }
    return copy;
  }

  function communes(mine, one) {
    var menu = mine.querySelector("[data-commune]");
    menu.replaceChildren.apply(menu, Array.from(one.querySelector("[data-commune]").children));
  }

  /* The notice that the form cannot be continued, told when it comes. */
  function refusal(there) {
    var now = there.querySelector("#step-refused"), mine = document.getElementById("step-refused");
    if (!now || !mine || now.textContent.trim() === mine.textContent.trim()) { return ""; }
    mine.replaceChildren.apply(mine, Array.from(document.importNode(now, true).childNodes));
    return mine.textContent.trim() ? "refused" : "";
  }

  /* Bring one place in line with the server's; `wanted`: ids of the questions that stand there now. */
  function mergePlace(here, there, wanted, changed) {
    var said = "";
    questions(here).forEach(function (one) {
      if (wanted.indexOf(one.id) < 0) { one.remove(); said = "removed"; }
    });
    var before = Array.from(here.querySelectorAll(":scope > input")).pop();
    wanted.forEach(function (id) {
      var mine = document.getElementById(id), one = there.querySelector("#" + CSS.escape(id));
      if (!mine && one) {
        mine = document.importNode(one, true);
        if (before) { before.after(mine); } else { here.prepend(mine); }
        tidy(mine);
        window.htmx.process(mine);
        said = "added";
      } else if (mine && one && mine.dataset.mark !== one.dataset.mark) {
        mine = draw(mine, one);
        said = said || "changed";
      } else if (mine && mine === changed && mine.querySelector("[data-commune]")) {
        communes(mine, one);
      }
      before = mine || before;
    });
    return said;
  }

  /* Bring the page's questions in line with the server's, which sends those the changed answer can touch. */
  function merge(html, changed) {
    var here = document.getElementById("questions");
    var there = new DOMParser().parseFromString(html, "text/html").getElementById("questions");
    if (!here || !there) { return; }
    var shown = there.querySelector("[name='wizard-shown']").value;
    var own = shown.split(" ").filter(function (name) { return name.indexOf("-") < 0; });
    here.querySelector("[name='wizard-shown']").value = shown;
    var said = mergePlace(here, there, own.map(function (key) { return "question-" + key; }), changed);
    there.querySelectorAll("[data-questions]").forEach(function (row) {
      var mine = document.getElementById(row.id);
      if (mine) {
        said = mergePlace(mine, row, questions(row).map(function (one) { return one.id; }), changed) || said;
      }
    });
    if (said) { document.dispatchEvent(new Event("questions:added")); }
    say(refusal(there) || said);
    shorten();
  }

  document.addEventListener("htmx:beforeSwap", function (event) {
    var detail = event.detail, asked = detail.requestConfig && detail.requestConfig.elt;
    if (asked && asked.matches("[data-live]") && detail.xhr.status === 200) {
      detail.shouldSwap = false;
      window.still(function () { merge(detail.serverResponse, asked); });
    }
  });

  /* A row was added, copied, moved or removed: go on where it is, and say it. */
  document.addEventListener("htmx:afterSettle", function (event) {
    var asked = event.detail.requestConfig && event.detail.requestConfig.elt;
    var done = document.querySelector("[data-said]");
    if (!asked || asked.name !== "wizard-do" || !done) { return; }
    var group = done.parentNode && done.previousElementSibling;
    say(done.dataset.said);
    done.remove();
    var row = document.querySelector("[data-focus-now]");
    var goal = row || (group && group.querySelector(".rows"));
    if (row) { row.removeAttribute("data-focus-now"); }
    if (goal) { goal.focus({ preventScroll: true }); goal.scrollIntoView({ block: "nearest" }); }
    if (group && group.matches("[data-live]")) { window.htmx.trigger(group, "refresh"); }
  });

  /* What was put right, or taken away, is no longer asked for above the form. */
  function shorten() {
    document.querySelectorAll(".error-summary a[href^='#']").forEach(function (link) {
      var goal = document.getElementById(link.hash.slice(1));
      var question = goal && goal.closest("[data-question]");
      if (!goal || (question && !question.querySelector(".field--error"))) { link.parentNode.remove(); }
    });
    document.querySelectorAll(".error-summary").forEach(function (summary) {
      if (!summary.querySelector("li")) { summary.remove(); }
    });
  }

  document.addEventListener("htmx:afterSettle", shorten);
  document.addEventListener("htmx:afterSwap", function (event) { tidy(document); });
  tidy(document);
})();
