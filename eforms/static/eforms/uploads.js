/* Files of a step are sent the moment they are chosen, with a bar that shows how far they are. Without this file
   a button sends them. */
(function () {
  "use strict";

  function part(node, mark) {
    var files = node && node.closest && node.closest("[data-files]");
    return files ? files.querySelector(mark) : null;
  }

  /* A file the server would refuse for its size is not sent at all: that may take minutes on a phone. The others
     chosen with it are. */
  document.addEventListener("change", function (event) {
    var chooser = event.target;
    if (!chooser.dataset || !chooser.dataset.limit) { return; }
    var kept = new DataTransfer();
    var large = [];
    Array.from(chooser.files).forEach(function (file) {
      if (file.size > Number(chooser.dataset.limit)) { large.push(file.name); } else { kept.items.add(file); }
    });
    var note = part(chooser, "[data-too-large]");
    note.hidden = !large.length;
    note.querySelector("[data-names]").textContent = large.join(", ");
    if (large.length) { chooser.files = kept.files; }
    if (!kept.files.length) { event.stopPropagation(); }
  }, true);

  function show(node, loaded, total) {
    var bar = part(node, "[data-uploading]");
    if (!bar) { return; }
    var percent = total ? Math.floor((100 * loaded) / total) : 0;
    bar.hidden = false;
    bar.querySelector("progress").value = percent;
    bar.querySelector("[data-percent]").textContent = percent + " %";
  }

  document.addEventListener("htmx:beforeRequest", function (event) {
    if (event.target.matches("input[type=file]")) { show(event.target, 0, 1); }
  });
  document.addEventListener("htmx:xhr:progress", function (event) {
    if (event.target.matches("input[type=file]") && event.detail.lengthComputable) {
      show(event.target, event.detail.loaded, event.detail.total);
    }
  });
  document.addEventListener("htmx:afterRequest", function (event) {
    var bar = part(event.target, "[data-uploading]");
    if (bar) { bar.hidden = true; }
  });
  /* The connection broke: the answer never came, the choice is still there to be sent again. */
  ["htmx:sendError", "htmx:responseError"].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      var note = part(event.target, "[data-not-sent]");
      if (note) { note.hidden = false; }
    });
  });

  /* A file was taken, refused, turned or removed: say what the question says now, and keep the keyboard near. */
  document.addEventListener("htmx:afterSettle", function (event) {
    var asked = event.detail.requestConfig && event.detail.requestConfig.elt;
    var before = asked && asked.closest("[data-question]");
    var now = before && document.getElementById(before.id);
    if (!now || !asked.closest("[data-files]") || !now.querySelector("[data-files]")) { return; }
    var error = now.querySelector(".field__error:not([hidden])");
    var status = document.getElementById("questions-status");
    if (status) { status.textContent = error ? error.textContent.trim() : status.dataset.files; }
    var same = asked.name === "wizard-do" && now.querySelector("[value^='" + asked.value.split(":")[0] + ":']");
    var first = same || now.querySelector("input:not([type=hidden]), [tabindex]");
    if (first && (document.activeElement === document.body || !document.activeElement)) { first.focus(); }
  });
})();
