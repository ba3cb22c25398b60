"""Who may call a view, said beside the view. A view that says nothing is refused, on pages and in the API.

    @allow(PUBLIC)                     anybody
    @allow(SIGNED_IN)                  any account
    @allow(OFFICER)                    who holds an officer's role now
    @allow(holds("dossier.view"))      who may do this at some agency now; the view asks `may` which object
    @allow(WAGTAIL_ADMIN)              our own subclasses of Wagtail's admin views
    @allow(Rule("…", check=…))         anything else

Put `@allow` outermost, on a function, a view class, a REST view, or single handlers of a REST view.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from accounts.models import User
from accounts.permissions import holds_anywhere, is_officer

if TYPE_CHECKING:
    from rest_framework.views import APIView  # imports this module while it is being loaded itself

Target = TypeVar("Target")


@dataclass(frozen=True)
class Rule:
    """A condition on a request: `check(request, **url_kwargs) -> bool`. The access matrix shows its name.

    refusal: what somebody signed in reads instead of "you lack the role", and where to go: (label, url name).
    """

    name: str
    check: Callable[..., bool]
    refusal: str | Promise = ""
    way_on: tuple[str | Promise, str] | None = None


PUBLIC = Rule("public", check=lambda request, **_: True)
SIGNED_IN = Rule(
    "signed in", check=lambda request, **_: request.user.is_authenticated and request.user.is_active
)
OFFICER = Rule("officer", check=lambda request, **_: is_officer(request.user, timezone.now()))

# The admin's door; what lies behind it Wagtail's permissions decide.
WAGTAIL_ADMIN = Rule(
    "Wagtail's own permissions", check=lambda request, **_: request.user.has_perm("wagtailadmin.access_admin")
)


def holds(action: str) -> Rule:
    """Whoever may do `action` at some agency now. Which object exactly, the view asks with `may`."""
    return Rule(
        f"holds {action}", check=lambda request, **_: holds_anywhere(request.user, action, timezone.now())
    )


def user_of(request: HttpRequest | Request) -> User:
    """The account behind a request that came through a rule which asks for one."""
    assert isinstance(request.user, User)
    return request.user


def allow(rule: Rule) -> Callable[[Target], Target]:
    """Declare the rule of a view."""

    def declare(target: Target) -> Target:
        target.access_rule = rule  # type: ignore[attr-defined]
        wrapped = getattr(target, "cls", None)  # a REST function view carries its class
        if wrapped is not None:
            wrapped.access_rule = rule
        return target

    return declare


class HasAccess(BasePermission):
    """REST permission: the rule of the handler, else of its view, else of its package, else no."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        if request.method == "OPTIONS":
            rule = getattr(view, "access_rule", None)
        else:
            rule = handler_rule(view, getattr(view, "action", None) or (request.method or "").lower())
        rule = rule or _third_party(type(view).__module__, import_string(settings.ACCESS_TABLE))
        return bool(rule and rule.check(request, **view.kwargs))


def rule_of(callback: Callable[..., Any], table: Mapping[str, Rule]) -> Rule | None:
    """The rule of a URL's callback: its own, else that of its module in `table` (longest prefix), else None.

    REST views with a rule on each handler answer with one rule named after all of them.
    """
    own = getattr(callback, "access_rule", None)
    view_class: Any = getattr(callback, "cls", None) or getattr(callback, "view_class", None)
    if _is_rest(view_class):
        own = _rest_rule(callback, view_class)
    elif own is None and view_class is not None:
        own = getattr(view_class, "access_rule", None)
    return own or _third_party(getattr(view_class or callback, "__module__", ""), table)


def answers_for_itself(callback: Callable[..., Any]) -> bool:
    """A REST view of ours: it knows its user only after authenticating, so it checks its rule itself."""
    view_class: Any = getattr(callback, "cls", None)
    return _is_rest(view_class) and _asks(view_class)


def _is_rest(view_class: Any) -> bool:
    return hasattr(view_class, "permission_classes")


def _asks(view_class: type[APIView]) -> bool:
    return any(isinstance(one, type) and issubclass(one, HasAccess) for one in view_class.permission_classes)


def _rest_rule(callback: Callable[..., Any], view_class: type[APIView]) -> Rule | None:
    if not _asks(view_class):
        return None  # somebody replaced the permission: its rule would never be asked
    methods: dict[str, str] = getattr(callback, "actions", None) or {
        name: name for name in view_class.http_method_names if name != "options" and hasattr(view_class, name)
    }
    rules = {method: handler_rule(view_class, handler) for method, handler in sorted(methods.items())}
    return _together(rules)


def _together(rules: Mapping[str, Rule | None]) -> Rule | None:
    found = [rule for rule in rules.values() if rule is not None]
    if not found or len(found) < len(rules):
        return None
    if all(rule is found[0] for rule in found):
        return found[0]
    return Rule(
        "; ".join(f"{method}: {rule.name}" for method, rule in zip(rules, found, strict=True)),
        _by_method(rules),
    )


def _by_method(rules: Mapping[str, Rule | None]) -> Callable[..., bool]:
    def check(request: Any, **kwargs: Any) -> bool:
        rule = rules.get(request.method.lower())
        return bool(rule and rule.check(request, **kwargs))

    return check


def handler_rule(view: Any, handler: str) -> Rule | None:
    """The rule of a REST view's handler ("get"), its own or its view's."""
    own = getattr(getattr(view, handler, None), "access_rule", None)
    return own or getattr(view, "access_rule", None)


def _third_party(module: str, table: Mapping[str, Rule]) -> Rule | None:
    prefixes: Iterable[str] = (p for p in table if module == p or module.startswith(f"{p}."))
    best = max(prefixes, key=len, default=None)
    return table[best] if best is not None else None
