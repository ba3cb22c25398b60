"""The measures: each times ours beside the plain alternative that skips what ours is for."""

from __future__ import annotations

import itertools
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.template import engines
from django.test import RequestFactory
from django.utils import timezone

from tests.bench import long_form
from tests.bench.table import Figure, compare, timed
from tests.bench.world import World

keys = itertools.count()


def _got(world: World, address: str, *, officer: bool = False) -> None:
    response = (world.officer if officer else world.client).get(address)
    assert response.status_code == 200, (address, response.status_code)


def home_page(world: World) -> Figure:
    return compare(
        "home page", lambda: _got(world, "/"), lambda: _got(world, "/suc-khoe/"), "the health page"
    )


def field_page(world: World) -> Figure:
    from procedures.pages import FieldPage, ProcedurePage

    field = FieldPage.objects.live().order_by("-numchild").first()
    assert field is not None
    template = engines["django"].from_string("{% for one in rows %}<li>{{ one.title }}</li>{% endfor %}")

    def plain() -> None:
        HttpResponse(template.render({"rows": ProcedurePage.objects.child_of(field).live()[:20]}))

    return compare("field page", lambda: _got(world, field.url), plain, "a bare list of page titles")


def procedure_page(world: World) -> Figure:
    from procedures.pages import ProcedurePage

    page = ProcedurePage.objects.get(code="1.001193")
    return compare(
        "procedure page (release in force)",
        lambda: _got(world, page.url),
        lambda: ProcedurePage.objects.get(code="1.001193").releases.first(),
        "loading page and release, no template",
    )


def search(world: World) -> Figure:
    from procedures.pages import ProcedurePage
    from search.query import find

    return compare(
        "search, words without accents",
        lambda: list(find("dang ky khai sinh", at=timezone.now()).entries),
        lambda: list(ProcedurePage.objects.filter(name__icontains="đăng ký khai sinh")[:20]),
        "icontains on the name (needs accents)",
    )


def _draft() -> Any:
    from eforms.drafts import start
    from procedures.releases import in_force

    now = timezone.now()
    release = in_force("1.001193", timezone.localdate(now))
    assert release is not None
    assert release.form_version is not None
    return start(release.form_version, kind="dossier", context={}, title="đo", owner=None, at=now)


def _grant(world: World, draft: Any, secret: str) -> str:
    world.client.get(f"/to-khai/tiep-tuc/{draft.pk}/{secret}/")
    return f"/to-khai/{draft.pk}/nguoi_yeu_cau/"


class PlainStep(forms.Form):
    name = forms.CharField()
    number = forms.CharField()
    phone = forms.CharField()
    mail = forms.EmailField(required=False)
    street = forms.CharField()
    relation = forms.ChoiceField(choices=[("me", "Mẹ"), ("cha", "Cha")])


def wizard_step(world: World) -> Figure:
    address = _grant(world, *_draft())
    template = engines["django"].from_string("<form>{{ form.as_p }}</form>")
    request = RequestFactory().get("/")
    return compare(
        "wizard step, shown",
        lambda: _got(world, address),
        lambda: HttpResponse(template.render({"form": PlainStep()}, request)),
        "a plain Django form of the same step",
    )


def save_step(world: World) -> Figure:
    from eforms.drafts import save_step as save

    draft, _secret = _draft()
    values = {"nguoi_yeu_cau": "Nguyễn Thị Lan", "dien_thoai": "0912345678", "quan_he": "me"}

    def plain() -> None:
        with transaction.atomic():
            type(draft).objects.filter(pk=draft.pk).update(answers=values)

    return compare(
        "wizard step, saved",
        lambda: save(draft, "nguoi_yeu_cau", values, at=timezone.now()),
        plain,
        "one UPDATE of the answers",
    )


def inbox(world: World) -> Figure:
    from dossiers.models import Dossier

    return compare(
        "inbox, first page",
        lambda: _got(world, "/can-bo/", officer=True),
        lambda: list(Dossier.objects.select_related("agency", "assignee")[:25]),
        "the same 25 rows, no template, no rights",
    )


def dossier_page(world: World) -> Figure:
    from dossiers.models import Dossier

    dossier = Dossier.objects.filter(agency_code="H99.16", status=4).first()
    assert dossier is not None
    return compare(
        "dossier page",
        lambda: _got(world, f"/can-bo/ho-so/{dossier.pk}/", officer=True),
        lambda: list(dossier.events.all()),
        "its events, no template, no rights",
    )


def accept(world: World) -> Figure:
    from accounts.models import User
    from dossiers.actors import Actor
    from dossiers.models import Dossier
    from dossiers.transitions import act

    officer = Actor.officer(User.objects.get(email="tiepnhan@demo.vn"))
    waiting = Dossier.objects.filter(agency_code="H99.16", status=1)
    ids = list(waiting.values_list("pk", flat=True))
    left = iter(ids)

    def ours() -> None:
        act(next(left), "accept", actor=officer, key=f"bench{next(keys)}", at=timezone.now())

    def plain() -> None:
        with transaction.atomic():
            Dossier.objects.filter(pk=ids[0]).update(previous_status=1)

    times = max(1, min(10, len(ids) - 1))
    return compare("accept a dossier", ours, plain, "one UPDATE of the row", times)


def slip(world: World) -> Figure:
    from documents.codes import Marks
    from dossiers.models import DossierEvent
    from dossiers.slips.facts import Case
    from dossiers.slips.issuing import drawn, subject
    from dossiers.slips.sets import heading
    from dossiers.slips.table import RECEIPT

    event = DossierEvent.objects.filter(action="accept").first()
    assert event is not None

    def render() -> None:
        case = Case.at(subject(event), event)
        drawn(RECEIPT, case, heading("M01", "2025"), case.code, Marks("K7QM2XPD9RTA", ""))

    median, worst = timed(render, 10)
    return Figure("appointment slip as PDF/A", median, worst)


MEASURES = (
    home_page, field_page, procedure_page, search, wizard_step, save_step, inbox, dossier_page, accept, slip,
    *long_form.MEASURES,
)  # fmt: skip
