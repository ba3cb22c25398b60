// An editor's press waits for the draft that is being saved by itself. Wagtail sends both at once: a new form was
// made twice, or the older words came last and stood. A draft that is not yet on its way is not sent any more.
(() => {
  const NAME = "w-autosave", EDGE = 100;  // milliseconds in which a draft may just be leaving
  let last = null, since = 0, passing = false;

  document.addEventListener(`${NAME}:save`, (event) => { last = event; since = Date.now(); });

  const saving = (form) => window.wagtail?.app?.getControllerForElementAndIdentifier(form, NAME);

  // The button was pressed and is greyed out by now; a greyed-out button would not say what was asked.
  const pressAgain = (form, button) => {
    const greyed = button?.hasAttribute("disabled");
    if (greyed) button.removeAttribute("disabled");
    passing = true;
    form.requestSubmit(button ?? undefined);
    passing = false;
    if (greyed) button.setAttribute("disabled", "");
  };

  document.addEventListener("submit", (event) => {
    const form = event.target, draft = saving(form);
    if (!draft) return;
    draft.activeValue = false;
    let held = false;
    // Asked "overwrite a newer version?" the editor may go on writing: then drafts are saved again.
    setTimeout(() => { if (event.defaultPrevented && !held) draft.activeValue = true; });
    if (passing || !draft.submitPromise) return;
    held = Date.now() - since >= draft.intervalValue - EDGE;
    last?.preventDefault();
    if (!held) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    draft.submitPromise.finally(() => pressAgain(form, event.submitter));
  }, true);

  // Back by the browser's button: the page goes on where it was.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    document.querySelectorAll(`[data-controller~="${NAME}"]`).forEach((form) => { saving(form).activeValue = true; });
  });
})();
