"""What the placeholders of a message stand for: of a dossier's event, and of a sample."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localtime

from dossiers import tracking_secret
from dossiers.invoices import invoices
from dossiers.models import Dossier, DossierEvent
from payments.models import Invoice
from rules.money import format_vnd

SAMPLE = {
    "ma_ho_so": "H08.16-250707-0001",
    "thu_tuc": "Đăng ký khai sinh",
    "co_quan": "UBND phường Quy Nhơn",
    "bo_phan": "Trung tâm Phục vụ hành chính công",
    "nguoi_nop": "Nguyễn Thị Lan",
    "han_tra": "17:30 14/07/2025",
    "han_tra_loi": "17:00 07/07/2025",
    "duong_day_nong": "0256 1022",
    "trang_ho_so": f"{settings.BASE_URL}/tra-cuu/?ma=H08.16-250707-0001",
    "trang_tra_cuu": f"{settings.BASE_URL}/tra-cuu/",
    "ma_bi_mat": "7K3M-9Q2P-XT4V",
    "ngay_hen": "21/07/2025",
    "buoc": "Thẩm định",
    "can_nop": "50.000 đ",
}
OFTEN_MISSING = ("bo_phan", "duong_day_nong", "han_tra", "han_tra_loi", "ma_bi_mat", "can_nop")
"""What not every dossier has when a message is written."""


def values(event: DossierEvent, *, steps: str = "") -> dict[str, str]:
    """{placeholder: word, "" where there is none} as the event left the dossier."""
    dossier, unit, clock = event.dossier, event.dossier.reception_unit, event.payload["clock"]
    first = event.action == "submit"
    due = _moment(clock.get("due"))
    return {
        "ma_ho_so": event.payload.get("code") or dossier.shown_code,
        "thu_tuc": dossier.procedure_name,
        "co_quan": dossier.agency.name,
        "bo_phan": unit.name if unit else "",
        "nguoi_nop": dossier.applicant_name,
        "han_tra": due,
        "han_tra_loi": "" if due else _moment(clock.get("reception_due")),
        "duong_day_nong": unit.hotline if unit else "",
        "trang_ho_so": settings.BASE_URL + _page(dossier),
        "trang_tra_cuu": settings.BASE_URL + reverse("dossiers:look_up"),
        "ma_bi_mat": tracking_secret.still_shown(dossier.pk, dossier.secret_hash) if first else "",
        "ngay_hen": _day(event.payload.get("until")),
        "buoc": steps,
        "can_nop": _to_pay(dossier),
    }


def _to_pay(dossier: Dossier) -> str:
    due = sum(one.amount for one in invoices(dossier.pk) if one.state == Invoice.State.DUE)
    return format_vnd(due) if due else ""


def _page(dossier: Dossier) -> str:
    """An account goes straight to its dossier; without one the look-up page asks for the secret."""
    if dossier.applicant_id:
        return reverse("dossiers:tracking", args=[dossier.pk])
    return f"{reverse('dossiers:look_up')}?ma={dossier.shown_code}"


def _moment(text: str | None) -> str:
    """A moment as an event keeps it, in Việt Nam: "17:30 05/09/2025"."""
    return f"{localtime(datetime.fromisoformat(text)):%H:%M %d/%m/%Y}" if text else ""


def _day(text: str | None) -> str:
    return f"{date.fromisoformat(text):%d/%m/%Y}" if text else ""
