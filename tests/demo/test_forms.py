"""Each form of the demo can be filled and filed, whichever branches a person takes."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from django.utils import timezone

from dossiers.models import Dossier
from dossiers.start import begin_filing
from eforms.checking.gate import reasons_against
from eforms.drafts import attach, save_step
from eforms.fields.contract import is_file
from eforms.headless.schema import json_schema
from eforms.judging.answers import visible_fields
from eforms.models import FormVersion
from eforms.pages.review import review
from eforms.submit import submit
from portal.demo.accounts import create_accounts
from portal.demo.agencies import create_agencies
from portal.demo.answers import applicant, fill
from portal.demo.cases import HOW_OFTEN
from portal.demo.filing import AGES
from portal.demo.officer_forms import OFFICER_FORMS
from portal.demo.papers import Papers
from portal.demo.places import create_places
from portal.demo.publishing import FORMS, publish_forms, publish_procedures
from portal.demo.site import create_site
from portal.demo.stories import STORIES
from portal.demo.words import somebody
from procedures.agencies import competent
from procedures.releases import in_force

pytestmark = pytest.mark.django_db


@pytest.fixture
def catalogue() -> None:
    create_places()
    create_agencies()
    create_accounts(timezone.now())
    create_site()
    publish_forms()
    publish_procedures(timezone.now())


def test_every_form_compiles_without_an_objection_of_the_gate(catalogue: None) -> None:
    versions = list(FormVersion.objects.all())
    assert len(versions) == len(FORMS) + len(OFFICER_FORMS)
    for version in versions:
        assert reasons_against(version.content) == []
        assert json_schema(version)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_every_form_can_be_filed_on_any_branch(catalogue: None) -> None:
    now = timezone.now()
    papers = Papers(now)
    for code in HOW_OFTEN:
        for seed in range(6):
            dossier = _filed(code, Random(f"{code}/{seed}"), papers, now)
            assert dossier.procedure_code == code
            assert dossier.applicant_name
            assert dossier.papers.exists() or code in ("1.004873", "2.000635", "1.001612")


def _filed(code: str, rng: Random, papers: Papers, now: Any) -> Dossier:
    today = timezone.localdate(now)
    release = in_force(code, today)
    assert release is not None
    agency = competent(release, today)[0]
    draft, _secret = begin_filing(release, agency, user=None, at=now)
    content = draft.version.content
    person = somebody(rng, today, ages=AGES.get(code, (20, 68)))
    told = {**applicant(person), **STORIES[code](person, rng, today)}
    answers = fill(content, told, rng=rng, today=today)
    for step in content["steps"]:
        own = {one["key"]: answers[one["key"]] for one in step["fields"] if one["key"] in answers}
        save_step(draft, step["id"], own, at=now)
    for question in visible_fields(content, answers):
        if is_file(question):
            attach(draft, question["key"], papers.of(question["key"], question["label"]), by=None, at=now)
    draft.refresh_from_db()
    assert review(content, draft.answers)
    submission = submit(draft, by=None, key=str(draft.pk), at=now)
    return Dossier.objects.get(submission=submission)
