/* The "+" between blocks says what it adds, in the words its list has for that (data-eforms-add). */
(function () {
  "use strict";

  var BUTTON = ".c-sf-add-button:not([data-words])";

  function say(button) {
    var list = button.closest("[data-streamfield-stream-container], [data-streamfield-list-container]");
    var words = list && list.parentElement.dataset.eformsAdd;
    if (words) {
      button.dataset.words = words;
      button.title = words;
    }
  }

  function look(element) {
    if (element.nodeType === Node.ELEMENT_NODE) { element.querySelectorAll(BUTTON).forEach(say); }
  }

  document.addEventListener("DOMContentLoaded", function () {
    look(document.body);
    new MutationObserver(function (changes) {
      changes.forEach(function (change) { change.addedNodes.forEach(look); });
    }).observe(document.body, { childList: true, subtree: true });
  });
})();
