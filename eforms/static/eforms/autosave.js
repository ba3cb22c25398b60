/* Answers are kept while they are typed (the status element asks the server, htmx does the waiting), also when the
   page goes out of sight; the time it is out of sight is not counted as filling. Without this file nothing is lost
   either: every button of the step saves. */
(function () {
  "use strict";

  var form = document.getElementById("step-form");
  var status = document.getElementById("saved");
  var away = form && form.elements["wizard-away"];
  var changed = false, sent = false, left = 0;
  if (!form || !status) { return; }

  form.addEventListener("input", function () { changed = true; });
  form.addEventListener("submit", function () { sent = true; });

  /* A file goes its own way, the moment it is chosen. */
  document.addEventListener("htmx:configRequest", function (event) {
    if (event.target !== status) { return; }
    changed = false;
    form.querySelectorAll("input[type=file][name]").forEach(function (chooser) {
      delete event.detail.parameters[chooser.name];
    });
  });

  document.addEventListener("htmx:afterRequest", function (event) {
    if (event.target === status && !event.detail.successful) { changed = true; }
  });

  function answers() {
    var data = new URLSearchParams();
    new FormData(form).forEach(function (value, name) {
      if (typeof value === "string") { data.append(name, value); }
    });
    return data;
  }

  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "hidden") {
      left = Date.now();
      if (changed && !sent) { navigator.sendBeacon(status.getAttribute("hx-post"), answers()); }
    } else if (left) {
      away.value = Number(away.value) + Math.round((Date.now() - left) / 1000);
      left = 0;
      if (changed && !sent) { window.htmx.trigger(status, "save-now"); }
    }
  });

  /* Sent here to one question: its first control takes the keyboard. */
  var asked = /^#question-[a-z0-9_-]+$/i.test(window.location.hash) && document.getElementById(window.location.hash.slice(1));
  var control = asked && asked.querySelector("input:not([type=hidden]), select, textarea, button:not([hidden])");
  if (control) { window.addEventListener("load", function () { window.setTimeout(function () { control.focus(); }, 0); }); }

  /* Back from the next page by the browser's button: the form may be sent again. */
  window.addEventListener("pageshow", function () { sent = false; });
})();
