"""A view that says nothing is refused; a rule says who may come in."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.views.generic import View
from rest_framework.decorators import api_view
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView
from rest_framework.viewsets import ViewSet

from accounts.access import OFFICER, PUBLIC, SIGNED_IN, HasAccess, Rule, allow, holds, rule_of
from accounts.middleware import AccessMiddleware
from tests import people

pytestmark = pytest.mark.django_db


def says_nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


@allow(PUBLIC)
def public(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


@allow(SIGNED_IN)
class SignedIn(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse("open")


class Silent(APIView):
    def get(self, request: Request) -> Response:
        return Response("open")


@allow(OFFICER)
class ForOfficers(APIView):
    def get(self, request: Request) -> Response:
        return Response("open")


class ByMethod(APIView):
    @allow(PUBLIC)
    def get(self, request: Request) -> Response:
        return Response("open")

    @allow(SIGNED_IN)
    def post(self, request: Request) -> Response:
        return Response("open")


class HalfSilent(APIView):
    @allow(PUBLIC)
    def get(self, request: Request) -> Response:
        return Response("open")

    def delete(self, request: Request) -> Response:
        return Response("gone")


@allow(PUBLIC)
class Replaced(APIView):
    permission_classes = [AllowAny]

    def get(self, request: Request) -> Response:
        return Response("open")


class Several(ViewSet):
    @allow(PUBLIC)
    def list(self, request: Request) -> Response:
        return Response("open")

    @allow(holds("dossier.view"))
    def retrieve(self, request: Request, pk: str) -> Response:
        return Response("open")


@allow(holds("dossier.accept"))
@api_view(["POST"])
def accept(request: Request) -> Response:
    return Response("open")


def through(
    view: Any, user: Any = None, method: str = "get", path: str = "/x/", **kwargs: Any
) -> HttpResponse | None:
    request = getattr(RequestFactory(), method)(path)
    request.user = user or AnonymousUser()
    gate = AccessMiddleware(lambda request: HttpResponse())
    return gate.process_view(request, view, (), kwargs)


def ask(view: Any, user: Any = None, method: str = "get", **kwargs: Any) -> int:
    request = getattr(APIRequestFactory(), method)("/api/v1/x")
    if user is not None:
        from rest_framework.test import force_authenticate

        force_authenticate(request, user)
    return int(view(request, **kwargs).status_code)


def test_a_view_that_says_nothing_is_refused_to_everybody() -> None:
    assert through(says_nothing).status_code == 302  # type: ignore[union-attr]
    root = people.User.objects.create_superuser("root@example.vn", "x", full_name="Root")
    assert through(says_nothing, root).status_code == 403  # type: ignore[union-attr]
    assert ask(Silent.as_view(), root) == 403
    assert rule_of(says_nothing, {}) is None
    assert rule_of(Silent.as_view(), {}) is None


def test_public_and_signed_in() -> None:
    assert through(public) is None
    assert through(SignedIn.as_view(), people.lan()) is None
    answer = through(SignedIn.as_view(), path="/ho-so/?page=2")
    assert answer is not None
    assert answer["Location"].endswith("?next=%2Fho-so%2F%3Fpage%3D2")


def test_the_target_of_a_form_is_not_where_one_returns_to() -> None:
    answer = through(SignedIn.as_view(), method="post")
    assert answer is not None
    assert "next" not in answer["Location"]


@pytest.mark.parametrize(
    ("page", "back"),
    [
        ("http://testserver/ho-so/?page=2", "?next=%2Fho-so%2F%3Fpage%3D2"),
        ("http://elsewhere.example/ho-so/", "/tai-khoan/login/"),
        ("nonsense", "/tai-khoan/login/"),
    ],
)
def test_after_signing_in_one_is_back_on_the_page_with_the_button(page: str, back: str) -> None:
    request = RequestFactory(headers={"Referer": page}).post("/x/")
    request.user = AnonymousUser()
    answer = AccessMiddleware(lambda request: HttpResponse()).process_view(
        request, SignedIn.as_view(), (), {}
    )
    assert answer is not None
    assert answer["Location"].endswith(back)


def test_the_api_is_told_in_its_own_words() -> None:
    answer = through(says_nothing, path="/api/v1/x")
    assert answer is not None
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
    assert through(says_nothing, people.lan(), path="/api/v1/x").status_code == 403  # type: ignore[union-attr]


def test_somebody_signed_in_reads_a_plain_refusal() -> None:
    minh = people.minh("clerk")
    gate = through(allow(holds("people.manage"))(View.as_view()), minh)
    assert gate is not None
    assert gate.status_code == 403
    assert minh.full_name in gate.content.decode()


def test_officers_by_role_not_by_account() -> None:
    assert ask(ForOfficers.as_view()) == 401
    assert ask(ForOfficers.as_view(), people.lan()) == 403
    assert ask(ForOfficers.as_view(), people.administrator()) == 403
    assert ask(ForOfficers.as_view(), people.minh()) == 200
    assert ask(accept, people.holder("clerk"), "post") == 403
    assert ask(accept, people.minh("reception"), "post") == 200


def test_each_handler_may_have_its_own_rule() -> None:
    assert ask(ByMethod.as_view()) == 200
    assert ask(ByMethod.as_view(), None, "post") == 401
    assert ask(ByMethod.as_view(), people.lan(), "post") == 200
    rule = rule_of(ByMethod.as_view(), {})
    assert rule is not None
    assert rule.name == "get: public; post: signed in"


def test_one_silent_handler_silences_the_view_in_the_matrix() -> None:
    assert rule_of(HalfSilent.as_view(), {}) is None
    assert ask(HalfSilent.as_view(), people.lan(), "delete") == 403
    assert through(HalfSilent.as_view()) is not None


def test_a_view_that_replaced_the_permission_has_no_rule() -> None:
    assert rule_of(Replaced.as_view(), {}) is None


def test_viewsets_answer_by_action() -> None:
    view = Several.as_view({"get": "list"})
    assert rule_of(view, {}) == PUBLIC
    assert ask(view) == 200
    assert ask(Several.as_view({"get": "retrieve"}), people.lan(), pk="1") == 403
    assert ask(Several.as_view({"get": "retrieve"}), people.minh(), pk="1") == 200


def test_an_object_rule_sees_what_the_address_names() -> None:
    rule = Rule("seven", check=lambda request, number: number == 7)
    view = allow(rule)(says_nothing.__class__(says_nothing.__code__, globals()))
    assert through(view, number=7) is None
    assert through(view, people.lan(), number=8).status_code == 403  # type: ignore[union-attr]


def test_third_party_views_are_found_by_the_longest_prefix() -> None:
    table = {"tests": SIGNED_IN, "tests.accounts.test_access": PUBLIC, "test": OFFICER}
    assert rule_of(says_nothing, table) == PUBLIC
    assert rule_of(SignedIn.as_view(), table) == SIGNED_IN  # its own wins
    assert rule_of(says_nothing, {"tests.acc": PUBLIC}) is None


def test_nothing_is_open_to_an_officer_before_the_code(client: Client) -> None:
    client.force_login(people.minh())
    answer = client.get("/tai-khoan/ho-so-cua-toi/")
    assert answer.status_code == 302
    assert answer["Location"] == "/tai-khoan/ma-xac-thuc/?next=%2Ftai-khoan%2Fho-so-cua-toi%2F"
    assert client.get("/api/v1/me").status_code == 403
    people.sign_in(client, people.minh())
    assert client.get("/tai-khoan/ho-so-cua-toi/").status_code == 200
    assert client.get("/api/v1/me").status_code == 200


def test_has_access_is_the_default_of_the_api(settings: Any) -> None:
    assert settings.REST_FRAMEWORK["DEFAULT_PERMISSION_CLASSES"] == ["accounts.access.HasAccess"]
    assert HasAccess in APIView.permission_classes
