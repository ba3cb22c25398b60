"""A draft filled step by step: formtools' named-URL wizard whose storage is the Draft row."""

from __future__ import annotations

import re
import uuid
from collections.abc import Collection, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from formtools.wizard.storage.base import BaseStorage
from formtools.wizard.views import NamedUrlWizardView

from accounts.models import User
from eforms import drafts
from eforms.errors import DraftClosed, DraftForeign, DraftMoved, FilingRefused, NotSigned, SubmitRefused
from eforms.judging.answers import questions_of, step_of, visible_steps
from eforms.minutes import minutes
from eforms.models import Draft
from eforms.pages import keeping, scanning
from eforms.pages.doors import closed_page, signed_out
from eforms.pages.filling import Filling
from eforms.pages.review import review
from eforms.pages.row_changes import change_rows
from eforms.pages.step_form import ReviewForm, StepForm
from eforms.pages.uploads import Refused, keep, take_files
from eforms.prefilling import first_answers
from eforms.receivers import costs_of, destination
from eforms.signing.signers import standings, void_now
from eforms.submit import submit
from eforms.versions import renewal
from eforms.wording import said

NAME = re.compile(r"[a-z][a-z0-9_-]{0,120}")  # of a question on the page: key, or group-row-key
REVIEW = "xem-lai"  # a step's id never holds a dash
SCREEN = "cau"  # in the address of a step with one question a screen: which one
RETURN = "ve-xem-lai"  # in the address of a step: go back to the review after it


class DraftStorage(BaseStorage):
    """formtools' storage over a Draft: a step is saved when it is left; nothing is kept in the session."""

    def __init__(self, prefix: str, request: Any = None, file_storage: Any = None) -> None:
        super().__init__(prefix, request, file_storage)
        self.init_data()

    def get_step_data(self, step: str) -> None:
        """A page opened is not a page sent: the form takes the draft's answers as its initial values."""

    elsewhere: Collection[str] = ()  # answers another window changed since the page was opened

    def set_step_data(self, step: str, form: StepForm) -> None:
        post = self.request.POST
        spent = keeping.seconds_since_opened(post, self.request.draft.pk, step)
        self.elsewhere = keep(self.request.draft, form, at=timezone.now(), done=True, seconds=spent)


class Wizard(NamedUrlWizardView):
    """`/to-khai/<draft>/<step>/`; the last step is the review with the declaration."""

    storage_name = "eforms.pages.wizard.DraftStorage"
    template_name = "eforms/step.html"
    draft: Draft
    refused: Refused = {}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            self.draft = request.draft = drafts.open_draft(request, kwargs["draft_id"])  # type: ignore[attr-defined]
            if self.draft.state != Draft.State.OPEN:
                return self._closed()
            moved = renewal.catch_up(request, self.draft, kwargs["step"], at=timezone.now())
            if moved is not None:
                return moved
            self._look()
            answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        except DraftMoved:  # in another window, while this request was answered
            return self._catch_up()
        except DraftForeign:
            return signed_out(request, kwargs["draft_id"], kwargs["step"])
        except DraftClosed:
            self.draft.refresh_from_db()
            return self._closed()
        return answer

    def _catch_up(self) -> HttpResponse:
        self.draft = drafts.open_draft(self.request, self.draft.pk)
        moved = renewal.catch_up(self.request, self.draft, self.kwargs["step"], at=timezone.now())
        return moved or redirect("eforms:draft", self.draft.pk)

    def _look(self) -> None:
        """Read what the draft's answers are judged by (again, after files came or went)."""
        self.facts = drafts.facts_of(self.draft, drafts.day_of(timezone.now()))

    def _closed(self) -> HttpResponse:
        sent_again = self.request.method == "POST" and self.kwargs.get("step") == REVIEW
        return closed_page(self.request, self.draft, straight_on=sent_again)

    # -- what formtools asks of a wizard ------------------------------------------------------------

    def get_form_list(self) -> dict[str, type]:
        steps: dict[str, type] = {step["id"]: StepForm for step in self._visible()}
        return {**steps, REVIEW: ReviewForm}

    def _visible(self) -> list[Mapping[str, Any]]:
        return visible_steps(self.draft.version.content, self.draft.answers, facts=self.facts)

    def get_form_prefix(self, step: str | None = None, form: Any = None) -> None:
        """No prefix: a field's name is the question's key, in pages as in the API."""

    def get_form_initial(self, step: str) -> dict[str, Any]:
        return {"key": uuid.uuid4().hex} if step == REVIEW else {}

    def get_form_kwargs(self, step: str | None = None) -> dict[str, Any]:
        if step == REVIEW:
            return {"at_desk": drafts.at_desk(self.draft)}
        if step is None:
            return {}
        filling = Filling.with_offers(self.draft, self.facts, step, self.request.GET.get(SCREEN, ""))
        return {"filling": filling, "step_id": step, "refused": self.refused}

    def get_step_url(self, step: str) -> str:
        return reverse(self.url_name, args=[self.draft.pk, step])

    def process_step(self, form: StepForm) -> StepForm:
        return form

    # -- opening a step -----------------------------------------------------------------------------

    def get(self, *args: Any, **kwargs: Any) -> HttpResponseBase:
        astray = self._astray(kwargs["step"])
        if astray is not None:
            return astray
        self.storage.current_step = kwargs["step"]
        if kwargs["step"] in self.draft.kept:
            return self._take_back(kwargs["step"])
        answer: HttpResponseBase = super().get(*args, **kwargs)
        return answer

    def _take_back(self, step: str) -> HttpResponse:
        """What was typed when the session had gone is put into the step, which is then to be looked at."""
        posted = drafts.take_back(self.draft, step, at=timezone.now())
        if posted is not None and not renewal.take_posted(
            self.draft, step, QueryDict(posted), at=timezone.now()
        ):
            form = self.get_form(step, data=QueryDict(posted))
            keep(self.draft, form, at=timezone.now(), done=False, passing=True)
            messages.info(
                self.request,
                _("What you typed before your session ended is here again. Check it and continue."),
            )
        return redirect(self._address_of(step))

    def _address_of(self, step: str, only: str | None = None) -> str:
        """The step's address, or that of one of its screens; from the review, it is said where to return."""
        parts = [f"{SCREEN}={only}"] if only else []
        parts += [RETURN] if RETURN in self.request.GET else []
        return self.get_step_url(step) + ("?" + "&".join(parts) if parts else "")

    def _astray(self, step: str) -> HttpResponse | None:
        """Where to go instead, and why: the step is not of this form (any more), or lies too far ahead."""
        order = list(self.get_form_list())
        unfinished = drafts.first_unfinished(self.draft, self.facts) or REVIEW
        if step not in order:
            messages.warning(self.request, _("This step is not part of the form now. Continue here."))
        elif order.index(step) > order.index(unfinished):
            messages.warning(
                self.request, _("This step comes first: some of its questions still need an answer.")
            )
        else:
            return None
        return redirect(self.get_step_url(unfinished))

    # -- leaving a step -----------------------------------------------------------------------------

    def post(self, *args: Any, **kwargs: Any) -> HttpResponseBase:
        step = kwargs["step"]
        if step not in self.get_form_list():
            return self._astray(step) or redirect(self.get_step_url(self.steps.first))
        self.storage.current_step = step
        return self._post_review() if step == REVIEW else self._post_step(step)

    def _post_step(self, step: str) -> HttpResponseBase:
        taken = take_files(self.request, self.draft, step, at=timezone.now())
        self._look()
        self.refused = taken.refused
        change = change_rows(taken.data, step_of(self.draft.version.content, step))
        form: StepForm = self.get_form(step, data=taken.data, files=self.request.FILES)
        asked = self.request.POST.get("wizard-do", "continue")
        if asked == "continue" and form.is_valid() and not form.fresh:
            if form.one_by_one:
                return self._next_screen(step, form)
            self.storage.set_step_data(step, self.process_step(form))
            self._after_saving()
            return self._next(step, form)
        spent = keeping.seconds_since_opened(self.request.POST, self.draft.pk, step)
        done = False if form.problems else None
        keep(self.draft, form, at=timezone.now(), done=done, seconds=spent)
        if change is not None:
            return redirect(self._address_of(step, form.only) + change.anchor)
        if asked != "continue" and not taken.refused:
            return self._leave(step, asked, form)
        return self.render(form)

    def _next_screen(self, step: str, form: StepForm) -> HttpResponseBase:
        """Of a step with one question a screen: the next one, what is still missing, or the next step."""
        spent = keeping.seconds_since_opened(self.request.POST, self.draft.pk, step)
        keep(self.draft, form, at=timezone.now(), done=not form.problems, seconds=spent)
        self._after_saving()
        if RETURN in self.request.GET and not form.problems:
            return self._next(step, form)
        now = self._opened(step, form.only)
        goes_on = now.screens.neighbour(now.only, 1)
        if goes_on is None and now.problems:
            goes_on = self._opened(step).only
        return redirect(self._address_of(step, goes_on)) if goes_on else self._next(step, form)

    def _next(self, step: str, form: StepForm) -> HttpResponseBase:
        """On to the next step, or straight back to the review when that is where the person came from."""
        if self.storage.elsewhere:
            messages.warning(
                self.request,
                _("Another window of yours changed answers of this step meanwhile. Check them and continue."),
            )
            return redirect(self._address_of(step))
        if RETURN in self.request.GET or "locked" in self.draft.context:  # other steps are as they were filed
            self._look()
            unfinished = drafts.first_unfinished(self.draft, self.facts)
            return redirect(self.get_step_url(unfinished or REVIEW))
        answer: HttpResponseBase = self.render_next_step(form)
        return answer

    def _after_saving(self) -> None:
        """Answers may bring others along, and may undo what somebody signed."""
        at = timezone.now()
        first_answers.saved(self.draft, at=at)
        for name in void_now(self.draft, drafts.day_of(at)):
            words = _("%(name)s had signed other answers: the signature no longer counts.")
            messages.warning(self.request, words % {"name": name})
        self._look()

    def _leave(self, step: str, asked: str, form: StepForm | None = None) -> HttpResponse:
        """Back, later, or the same page again (communes of a province, a file taken or removed)."""
        if asked == "back" and form and form.screens.neighbour(form.only, -1):
            return redirect(self._address_of(step, form.screens.neighbour(form.only, -1)))
        if asked == "back" and self.get_prev_step(step):
            return redirect(self._end_of(self.get_prev_step(step)))
        if asked == "later":
            return redirect("eforms:later", self.draft.pk)
        if asked.startswith(scanning.ASKED):
            return scanning.begin(self.request, self.draft, step, asked, at=timezone.now())
        try:
            first_answers.do(self.draft, step, asked, at=timezone.now())
        except ValidationError as refused:
            messages.error(self.request, " ".join(refused.messages))
        name = asked.split(":")[1] if ":" in asked else ""
        anchor = f"#question-{name}" if NAME.fullmatch(name) else ""
        return redirect(self._address_of(step, form.only if form else None) + anchor)

    def _end_of(self, step: str) -> str:
        """Address of a step one goes back to: its last screen, where it has several."""
        names = self._opened(step).screens.names
        return self._address_of(step, names[-1] if names else None)

    def _opened(self, step: str, only: str = "") -> StepForm:
        """The step as it stands in the draft now."""
        return StepForm(filling=Filling.of(self.draft, self.facts, only), step_id=step)

    def _post_review(self) -> HttpResponseBase:
        asked = self.request.POST.get("wizard-do", "submit")
        if asked in ("back", "later"):
            return self._leave(REVIEW, asked)
        astray = self._astray(REVIEW)
        if astray is not None:
            return astray
        form = self.get_form(REVIEW, data=self.request.POST)
        return self.done([form], wish=asked.partition(":")[2]) if form.is_valid() else self.render(form)

    def done(self, form_list: list[ReviewForm], wish: str = "", **kwargs: Any) -> HttpResponse:
        """File the draft and go to its receipt."""
        by = self.request.user if isinstance(self.request.user, User) else None
        try:
            key = form_list[0].cleaned_data["key"]
            submission = submit(self.draft, by=by, key=key, at=timezone.now(), wish=wish)
        except NotSigned:
            return redirect("eforms:signers", self.draft.pk)
        except SubmitRefused as refused:
            return self._refused(refused)
        except FilingRefused as refused:
            form_list[0].add_error(None, refused)
            self.draft.refresh_from_db()
            return self.render(form_list[0])
        return redirect(submission.receipt["url"])

    def _refused(self, refused: SubmitRefused) -> HttpResponse:
        labels = {one["key"]: said(one, "label") for one in questions_of(self.draft.version.content)}
        for errors in refused.steps.values():
            for path, error in errors.items():
                label = labels.get(path.split(".")[0])
                text = " ".join(error.messages)
                messages.error(self.request, f"{label}: {text}" if label else text)
        return redirect(self.get_step_url(next(iter(refused.steps))))

    # -- what the page shows ------------------------------------------------------------------------

    def get_template_names(self) -> list[str]:
        return ["eforms/review.html" if self.steps.current == REVIEW else self.template_name]

    def get_context_data(self, form: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(form=form, **kwargs)
        context["to_check"] = renewal.to_check(self.draft)
        context.update(draft=self.draft, indicator=self._indicator(), previous=self.get_prev_step())
        if self.steps.current == REVIEW:
            parts = review(self.draft.version.content, self.draft.answers, facts=self.facts)
            goes = destination(self.draft, self.draft.answers)
            context.update(goes_to=goes.get("agency", ""), goes=goes)
            context["costs"] = costs_of(self.draft, self.draft.answers)
            context["signers"] = standings(self.draft, drafts.day_of(timezone.now()))
            context["parts"] = [self._changeable(part) for part in parts]
        else:
            context["step_title"] = said(form.step, "title")
            context["step_description"] = said(form.step, "description")
            context["keep_mark"] = keeping.mark(self.draft.pk, form.step_id)
            context["minutes"] = minutes(self.draft.version.eform_id)
            context["address"] = self._address_of(form.step_id, form.only or None)
            context["previous"] = context["previous"] or form.screens.neighbour(form.only, -1)
        return context

    def _changeable(self, part: dict[str, Any]) -> dict[str, Any]:
        """A step of the review with the way to change it; where it asks one question a screen, to each."""
        url = self.get_step_url(part["id"])
        rows = part["rows"]
        if step_of(self.draft.version.content, part["id"]).get("one_by_one"):
            rows = [{**row, "url": f"{url}?{SCREEN}={row['key']}&{RETURN}"} for row in rows]
        return {**part, "rows": rows, "url": f"{url}?{RETURN}"}

    def _indicator(self) -> list[dict[str, Any]]:
        shown = []
        reachable = True
        for step in self._visible():
            is_done = step["id"] in self.draft.done_steps
            state = "current" if step["id"] == self.steps.current else "done" if is_done else "todo"
            url = self.get_step_url(step["id"]) if reachable else None
            shown.append({"title": said(step, "title"), "url": url, "state": state})
            reachable = reachable and is_done
        state = "current" if self.steps.current == REVIEW else "todo"
        url = self.get_step_url(REVIEW) if reachable else None
        return [*shown, {"title": _("Review and file"), "url": url, "state": state}]
