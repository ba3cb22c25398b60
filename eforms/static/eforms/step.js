/* A step of a form, made livelier where JavaScript runs: questions come and go as answers change, communes follow
   the province. What is being typed is never replaced. Without this file all works too. */
(function () {
  "use strict";

  function tidy(root) {
    root.querySelectorAll("[data-without-js]").forEach(function (button) { button.hidden = true; });
    root.querySelectorAll("[data-select]").forEach(function (field) {
      field.addEventListener("focus", function () { field.select(); });
    });
  }

  function questions(root) {
    return Array.from(root.querySelectorAll("[data-question]"));
  }

  function say(kind) {
    var status = document.getElementById("questions-status");
    if (status && kind) { status.textContent = ""; status.textContent = status.dataset[kind]; }
  }

  /* The server's question in the place of ours; where somebody is typing in it, what they type stays. */
  function draw(mine, one) {
    var active = document.activeElement;
    var inside = mine.contains(active) && active.id;
    var copy = document.importNode(one, true);
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

  /* Bring the page's questions in line with the server's, which sends those the changed answer can touch. */
  function merge(html, changed) {
    var here = document.getElementById("questions");
    var there = new DOMParser().parseFromString(html, "text/html").getElementById("questions");
    if (!here || !there) { return; }
    var shown = there.querySelector("[name='wizard-shown']").value;
    var wanted = shown.split(" ").map(function (key) { return "question-" + key; });
    var said = "";
    questions(here).forEach(function (one) {
      if (wanted.indexOf(one.id) < 0) { one.remove(); said = "removed"; }
    });
    here.querySelector("[name='wizard-shown']").value = shown;
    var before = Array.from(here.querySelectorAll(":scope > input")).pop();
    wanted.forEach(function (id) {
      var mine = document.getElementById(id), one = there.querySelector("#" + CSS.escape(id));
      if (!mine && one) {
        mine = document.importNode(one, true);
        before.after(mine);
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
    say(refusal(there) || said);
  }

  document.addEventListener("htmx:beforeSwap", function (event) {
    var asked = event.detail.requestConfig && event.detail.requestConfig.elt;
    if (asked && asked.matches("[data-live]") && event.detail.xhr.status === 200) {
      event.detail.shouldSwap = false;
      merge(event.detail.serverResponse, asked);
    }
  });

  document.addEventListener("htmx:afterSwap", function (event) { tidy(document); });
  tidy(document);
})();
