"""The demo's events of life and of business, with the procedures the demo has. Adds what is missing."""

from __future__ import annotations

from dataclasses import dataclass

from procedures.pages import ProcedurePage
from search.models import EventProcedure, LifeEvent

PERSON, BUSINESS = LifeEvent.Kind.PERSON, LifeEvent.Kind.BUSINESS
Icon = LifeEvent.Icon


@dataclass(frozen=True)
class Event:
    title: str
    title_en: str
    icon: LifeEvent.Icon
    lead: str
    lead_en: str
    codes: str
    words: str = ""
    kind: LifeEvent.Kind = PERSON


EVENTS = (
    Event(
        "Sinh con, nuôi con",
        "Having a child",
        Icon.CHILD,
        "Khai sinh, nhận cha mẹ con, nuôi con nuôi và đăng ký chỗ ở cho con.",
        "Register the birth, acknowledge parents, adopt, and register where the child lives.",
        "1.001193 1.001022 2.001263 1.004222 2.000635",
        "sinh con\nmới sinh\nsinh em bé\nđẻ con",
    ),
    Event(
        "Kết hôn",
        "Getting married",
        Icon.HEART,
        "Xác nhận tình trạng hôn nhân, đăng ký kết hôn, nhập hộ khẩu về một nhà.",
        "Confirm that you are single, register the marriage, move in together.",
        "1.004873 1.000894 1.004222",
        "cưới\nlấy vợ\nlấy chồng\nlàm đám cưới",
    ),
    Event(
        "Chuyển chỗ ở",
        "Moving home",
        Icon.HOME,
        "Đăng ký nơi ở mới, tách hộ, xác nhận cư trú.",
        "Register the new home, become a household of your own, confirm where you live.",
        "1.004222 1.010038 1.010041",
        "chuyển nhà\nđổi chỗ ở\ndọn nhà",
    ),
    Event(
        "Nhà đất của tôi",
        "My house and land",
        Icon.PLACE,
        "Giấy chứng nhận, xây nhà, mua bán và khi có tranh chấp.",
        "Certificates, building a house, buying and selling, and what to do in a dispute.",
        "1.012783 1.012786 1.013225 2.001035 1.012812",
        "mua nhà\nxây nhà\nnhà đất\nmua đất",
    ),
    Event(
        "Người thân qua đời",
        "When somebody has died",
        Icon.LEAF,
        "Khai tử và những việc cần làm tiếp theo.",
        "Register the death, and what comes after it.",
        "1.000656 2.000635 2.001035",
        "người nhà mất\nngười thân mất\nqua đời",
    ),
    Event(
        "Mở cửa hàng",
        "Opening a shop",
        Icon.SHOP,
        "Đăng ký hộ kinh doanh và giấy tờ đi kèm.",
        "Register a household business, and the papers that go with it.",
        "1.001612 2.000815",
        "mở quán\nmở tiệm\nmở quán cà phê\nbuôn bán nhỏ",
        BUSINESS,
    ),
    Event(
        "Thành lập công ty",
        "Starting a company",
        Icon.FILE,
        "Đăng ký công ty, chứng thực giấy tờ, phiếu lý lịch tư pháp của người quản lý.",
        "Register the company, certify papers, criminal records of those who run it.",
        "2.001583 2.000815 3.000333",
        "mở công ty\nlập công ty",
        BUSINESS,
    ),
    Event(
        "Tạm ngừng hoặc đóng cửa",
        "Pausing or closing",
        Icon.PERSON,
        "Tạm ngừng, tiếp tục trở lại hoặc chấm dứt hộ kinh doanh.",
        "Pause, go on again, or end a household business.",
        "1.001570 1.001266",
        "đóng cửa hàng\nnghỉ kinh doanh\nngừng kinh doanh",
        BUSINESS,
    ),
)


def create_events() -> int:
    """Events where none were ever made; a procedure that is not there is left out. Returns how many."""
    if LifeEvent.objects.exists():
        return 0
    pages = {page.code: page for page in ProcedurePage.objects.only("id", "code")}
    for place, event in enumerate(EVENTS, start=1):
        made = LifeEvent(
            title=event.title,
            title_en=event.title_en,
            kind=event.kind,
            icon=event.icon,
            lead=event.lead,
            lead_en=event.lead_en,
            words=event.words,
            place=10 * place,
        )
        made.full_clean(exclude=["slug"])
        made.save()
        EventProcedure.objects.bulk_create(
            EventProcedure(event=made, procedure=pages[code], sort_order=number)
            for number, code in enumerate(event.codes.split())
            if code in pages
        )
    return len(EVENTS)
