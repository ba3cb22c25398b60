"""A store, page by page: one's own, or of an organisation one represents now; and what a stranger sees of a
paper that was shared by a link."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import PUBLIC, SIGNED_IN, allow, user_of
from accounts.client_address import client_address
from accounts.models import Organization
from accounts.permissions import day_of
from accounts.representing import own_organization
from documents.codes import shown_code
from documents.keeping import keeping, looks, sharing
from documents.keeping.forms import AddForm, FindForm, ShareForm
from documents.keeping.holders import Holder, address_of, open_to
from documents.keeping.words import shown_state
from documents.models import KeptPaper
from documents.serving import file_response
from documents.verify import reason_of
from themes.marks import qr_svg
from themes.pressing import by_button

PAGE = 20


@allow(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def store(request: HttpRequest, organization_id: int | None = None) -> HttpResponse:
    """The papers by kind and words; a paper of one's own, or of the organisation, is added here."""
    user, at = user_of(request), timezone.now()
    organization = _organization(request, organization_id)
    holder = organization or user
    form = AddForm(request.POST or None, request.FILES or None, prefix="add")
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            paper = keeping.add_own(user, said.pop("file"), at=at, organization=organization, **said)
        except ValidationError as refused:
            form.add_error("file", refused)
        else:
            messages.success(request, _("The paper is in the store."))
            return redirect("documents:store_paper", paper.pk)
    find = FindForm(request.GET, organisations=[] if organization else keeping.organisations(user))
    said = find.cleaned_data if find.is_valid() else {}
    found = keeping.papers(
        holder,
        kind=said.get("kind", ""),
        text=said.get("q", ""),
        tax_code=said.get("organisation", ""),
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        **_stores(request, holder),
        "rows": [_row(one) for one in page],
        "page_obj": page,
        "find": find,
        "form": form,
        "filtered": any(said.values()),
    }
    return render(request, "documents/keeping/store.html", context, status=422 if form.errors else 200)


@allow(SIGNED_IN)
@never_cache
@require_safe
def paper(request: HttpRequest, paper_id: uuid.UUID) -> HttpResponse:
    return _page(request, _own(request, paper_id))


@allow(SIGNED_IN)
@never_cache
@require_safe
def file(request: HttpRequest, paper_id: uuid.UUID) -> HttpResponseBase:
    return _file(request, _own(request, paper_id))


@allow(SIGNED_IN)
@never_cache
@by_button("documents:store_paper", "paper_id")
def remove(request: HttpRequest, paper_id: uuid.UUID) -> HttpResponse:
    mine = _own(request, paper_id)
    try:
        keeping.remove(mine, at=timezone.now(), by=user_of(request))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("documents:store_paper", mine.pk)
    messages.success(request, _("The paper is no longer in the store."))
    return redirect(address_of(mine.holder))


@allow(SIGNED_IN)
@never_cache
@by_button("documents:store_paper", "paper_id")
def share(request: HttpRequest, paper_id: uuid.UUID) -> HttpResponse:
    """The link is shown on this answer and never again."""
    mine, form = _own(request, paper_id), ShareForm(request.POST, prefix="share")
    if not form.is_valid():
        return _page(request, mine, form=form, status=422)
    _made, secret = sharing.share(mine, at=timezone.now(), by=user_of(request), **form.cleaned_data)
    link = settings.BASE_URL + reverse("documents:shared", args=[secret])
    return _page(request, mine, link=link, qr=qr_svg(link).decode())


@allow(SIGNED_IN)
@never_cache
@by_button("documents:store")
def end_share(request: HttpRequest, share_id: int) -> HttpResponse:
    at = timezone.now()
    mine = sharing.own_share(user_of(request), share_id, at)
    if mine is None:
        raise Http404
    sharing.end(mine, at=at)
    messages.success(request, _("The link leads nowhere any more."))
    return redirect("documents:store_paper", mine.paper_id)


@allow(SIGNED_IN)
@never_cache
@require_safe
def looked(request: HttpRequest, organization_id: int | None = None) -> HttpResponse:
    """Which officers looked into the store, and what for; which papers went, and who deleted them."""
    holder = _organization(request, organization_id) or user_of(request)
    crumbs = [_crumb(holder), (_("Who looked"), None)]
    gone = keeping.removed(holder)
    context = {"looks": looks.looks(holder), "gone": gone, "crumbs": crumbs, **_stores(request, holder)}
    return render(request, "documents/keeping/looks.html", context)


@allow(PUBLIC)  # whoever has the link; it holds no data of anybody
@never_cache
@require_safe
def shared(request: HttpRequest, secret: str) -> HttpResponseBase:
    """What is shared; reading it counts, this page does not."""
    found = sharing.find(secret, timezone.now())
    context: dict[str, Any] = {"secret": secret}
    if found:
        holder = found.paper.holder
        name = holder.name if isinstance(holder, Organization) else holder.full_name
        context |= {"share": found, "name": name, **_row(found.paper), "code": _code(found.paper)}
    return _unlisted(render(request, "documents/keeping/shared.html", context, status=200 if found else 404))


@allow(PUBLIC)  # as above
@never_cache
@require_http_methods(["GET"])
def shared_file(request: HttpRequest, secret: str) -> HttpResponseBase:
    """The paper; the opening is written down. A browser that only fetches ahead gets nothing."""
    if request.headers.get("Sec-Purpose", "").startswith("prefetch"):
        return _unlisted(HttpResponse(status=503))
    found = sharing.open_by(secret, by=request.user, address=client_address(request), at=timezone.now())
    if found is None:
        return redirect("documents:shared", secret)
    return _unlisted(_file(request, found))


def _own(request: HttpRequest, paper_id: uuid.UUID) -> KeptPaper:
    found = keeping.own_paper(user_of(request), paper_id, timezone.now())
    if found is None:
        raise Http404
    return found


def _organization(request: HttpRequest, key: int | None) -> Organization | None:
    """The organisation whose store is asked for; one that the person does not represent now is not there."""
    return None if key is None else own_organization(request.user, key, timezone.now())


def _stores(request: HttpRequest, holder: Holder) -> dict[str, Any]:
    """Which store is shown, and the others this person may open."""
    known = open_to(request.user, timezone.now())
    return {
        "organization": holder if isinstance(holder, Organization) else None,
        "here": address_of(holder),
        "looks_url": address_of(holder, "store_looks"),
        "stores": [
            {"title": _title(one), "url": address_of(one), "current": one == holder}
            for one in known
            if len(known) > 1
        ],
    }


def _title(holder: Holder) -> str:
    return holder.name if isinstance(holder, Organization) else _("My papers")


def _crumb(holder: Holder) -> tuple[str, str]:
    return _title(holder), address_of(holder)


def _row(one: KeptPaper) -> dict[str, Any]:
    return {"paper": one, "state": shown_state(one, day_of(timezone.now()))}


def _code(one: KeptPaper) -> str:
    return shown_code(one.document.verify_code) if one.document else ""


def _file(request: HttpRequest, one: KeptPaper) -> HttpResponseBase:
    current = one.current_file
    if current is None:
        raise Http404
    return file_response(current, inline=request.GET.get("inline") == "1")


def _page(
    request: HttpRequest, mine: KeptPaper, *, form: ShareForm | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    at = timezone.now()
    context = {
        **_row(mine),
        "code": _code(mine),
        "shares": [{"share": one, "lives": sharing.lives(one, at)} for one in sharing.shares_of(mine)],
        "form": form or ShareForm(prefix="share"),
        "wrong": form,
        "organization": mine.organization,
        "reason": reason_of(mine.document) if mine.document else "",
        "crumbs": [_crumb(mine.holder), (mine.title, None)],
        **more,
    }
    return render(request, "documents/keeping/paper.html", context, status=status)


def _unlisted(response: HttpResponseBase) -> HttpResponseBase:
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "no-referrer"
    return response
