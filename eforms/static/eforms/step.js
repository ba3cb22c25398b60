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

  /* Bring the page's questions in line with the server's: add, remove, and refill the communes of `changed`. */
  function merge(html, changed) {
    var here = document.getElementById("questions");
    var there = new DOMParser().parseFromString(html, "text/html").getElementById("questions");
    if (!here || !there) { return; }
    var wanted = questions(there).map(function (one) { return one.id; });
    var said = "";
    questions(here).forEach(function (one) {
      if (wanted.indexOf(one.id) < 0) { one.remove(); said = "removed"; }
    });
    var before = here.querySelector("[name='wizard-shown']");
    before.value = there.querySelector("[name='wizard-shown']").value;
    questions(there).forEach(function (one) {
      var mine = document.getElementById(one.id);
      if (!mine) {
        mine = document.importNode(one, true);
        before.after(mine);
        tidy(mine);
        window.htmx.process(mine);
        said = "added";
      } else if (mine === changed && mine.querySelector("[data-commune]")) {
        mine.querySelector("[data-commune]").replaceChildren.apply(
          mine.querySelector("[data-commune]"),
          Array.from(one.querySelector("[data-commune]").children)
        );
      }
      before = mine;
    });
    say(said);
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
