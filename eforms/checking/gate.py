"""What a form must have before it can be published; each rule says why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from eforms.checking.resolving import resolve
from eforms.fields.question import USES
from eforms.judging.pseudo import fact_definitions
from eforms.lists.reading import unknown
from eforms.pages.review import TOGETHER
from eforms.proving.scenarios import failures
from eforms.signing.blocks import ADDRESSES, NAMES


def reasons_against(
    content: Mapping[str, Any], scenarios: Sequence[Mapping[str, Any]] = ()
) -> list[ValidationError]:
    """Why this content cannot be published, in words for the editor; empty when it can."""
    found = [*_steps(content), *_uses(content), *_signers(content), *_routes(content)]
    return [*found, *failures(content, scenarios)]


def _steps(content: Mapping[str, Any]) -> Iterator[ValidationError]:
    if not content["steps"]:
        yield ValidationError(_("The form has no step yet."), code="no_step")
    for step in content["steps"]:
        if not step["fields"]:
            message = _("The step “%(title)s” has no question.")
            yield ValidationError(message, code="empty_step", params={"title": step["title"]})


def _uses(content: Mapping[str, Any]) -> Iterator[ValidationError]:
    """Who applies and how to reach them; a form officers fill in has no applicant."""
    asked = [field for step in content["steps"] for field in step["fields"]]
    rows = [one for field in asked if field["use"] == TOGETHER for one in field["fields"]]
    uses = Counter(field["use"] for field in asked if field["use"])
    uses.update({one["use"] for one in rows if one["use"]} - uses.keys())  # the first row is the applicant
    applied_with = not content.get("by_officers")
    if applied_with and not uses["full_name"]:
        message = _(
            "No question is taken as the applicant's full name: choose one, so that the dossier has an owner."
        )
        yield ValidationError(message, code="no_full_name")
    if applied_with and not uses["email"] and not uses["phone"]:
        message = _(
            "No question is taken as the applicant's e-mail address or phone number: choose one to answer to."
        )
        yield ValidationError(message, code="no_contact")
    for use, count in uses.items():
        if count > 1:
            message = _("%(count)d questions are taken as %(use)s: keep one.")
            yield ValidationError(message, code="use_twice", params={"count": count, "use": USES[use]})


def _signers(content: Mapping[str, Any]) -> Iterator[ValidationError]:
    """Names and addresses of those who sign come from questions of the form."""
    asked = {field["key"]: field for step in content["steps"] for field in step["fields"]}
    kinds = {key: field["type"] for key, field in asked.items()}
    asked = {**fact_definitions(), **asked}
    for signer in content.get("signers") or ():
        params = {"label": signer["label"]}
        if kinds.get(signer["name"]) not in NAMES:
            message = _("Signer “%(label)s”: choose the question that holds the name.")
            yield ValidationError(message, code="signer_name", params=params)
        if kinds.get(signer["email"]) not in ADDRESSES:
            message = _("Signer “%(label)s”: choose the question that holds the e-mail address.")
            yield ValidationError(message, code="signer_email", params=params)
        try:
            resolve(signer.get("when"), asked)
        except ValidationError as error:
            message = _("Signer “%(label)s”: %(problem)s")
            problem = " ".join(error.messages)
            yield ValidationError(message, code="signer_when", params={**params, "problem": problem})


def _routes(content: Mapping[str, Any]) -> Iterator[ValidationError]:
    """Each names an agency of the catalogue; one that closed hands on to its successor."""
    for code in unknown("agencies", (str(route["agency"]) for route in content.get("routes") or ())):
        message = _("Agencies that receive the form: there is no agency with the code “%(code)s”.")
        yield ValidationError(message, code="route_agency", params={"code": code})
