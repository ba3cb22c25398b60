"""The applicant's address as a line of text, from the answer of the form that asks for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dossiers.models import Dossier
from eforms.fields.address import in_words
from eforms.judging.answers import questions_of
from eforms.places import names


def address_of(dossier: Dossier) -> str:
    """ "" when the form did not ask, or nothing was filed with a form."""
    return addresses_of([dossier]).get(dossier.pk, "")


def address_on_papers(dossier: Dossier, filed: Mapping[str, Any]) -> str:
    """What the form asked for, else what was said at filing (`filed`: what the first event holds)."""
    return address_of(dossier) or str(filed.get("applicant", {}).get("address", ""))


def addresses_of(dossiers: Iterable[Dossier]) -> dict[Any, str]:
    """{id of the dossier: its address} of those that have one; one query for all names of places.

    Answers hold nothing that is not asked, so no rule has to be looked at again.
    """
    given = {one.pk: value for one in dossiers if (value := _answer(one))}
    known = names({value[part] for value in given.values() for part in ("province", "commune")})
    return {key: in_words(value, known) for key, value in given.items()}


def _answer(dossier: Dossier) -> Mapping[str, Any] | None:
    answers = dossier.answers
    for question in questions_of(dossier.submission.version.content) if dossier.submission else ():
        if question.get("use") == "address" and answers.get(question["key"]):
            value: Mapping[str, Any] = answers[question["key"]]
            return value
    return None
