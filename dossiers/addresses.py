"""The applicant's address as a line of text, from the answer of the form that asks for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from eforms.fields.address import in_words
from eforms.judging.answers import questions_of
from eforms.models import Submission
from eforms.places import names


def address_of(submission: Submission | None) -> str:
    """ "" when the form did not ask, or nothing was filed with a form."""
    return addresses_of([submission]).get(submission.pk, "") if submission else ""


def addresses_of(submissions: Iterable[Submission | None]) -> dict[Any, str]:
    """{id of the submission: its address} of those that have one; one query for all names of places.

    Filed answers hold nothing that was not asked, so no rule has to be looked at again.
    """
    given = {one.pk: value for one in submissions if one and (value := _answer(one))}
    known = names({value[part] for value in given.values() for part in ("province", "commune")})
    return {key: in_words(value, known) for key, value in given.items()}


def _answer(submission: Submission) -> Mapping[str, Any] | None:
    for question in questions_of(submission.version.content):
        if question.get("use") == "address" and submission.answers.get(question["key"]):
            value: Mapping[str, Any] = submission.answers[question["key"]]
            return value
    return None
