"""Chứng thực and trợ giúp pháp lý."""

from __future__ import annotations

from portal.demo.catalogue.entry import (
    COMMUNE,
    Case,
    Channel,
    Entry,
    Fee,
    Limit,
    Paper,
    at_the_desk,
    everywhere,
)

CERTIFICATION = ("23/2015/NĐ-CP", "280/2025/NĐ-CP", "01/2020/TT-BTP", "226/2016/TT-BTC")

IN_THE_DAY = Limit(
    0,
    text="Trong ngày; nhận sau 15 giờ thì trả ngày làm việc tiếp theo. Số lượng lớn có thể thêm 02 ngày.",
)


def _copy_fee(quantity: str, collected: str) -> Fee:
    """quantity: pages of the scan, or as the officer counts them."""
    return Fee(
        "fee",
        None,
        "Tính theo trang của bản chính, tối đa 200.000 đồng mỗi bản",
        rule={
            "name": "Phí chứng thực bản sao từ bản chính",
            "how": "steps",
            "quantity": quantity,
            "tiers": [{"up_to": 2, "amount": 2_000}, {"up_to": None, "amount": 1_000}],
            "maximum": 200_000,
            "collected": collected,
            "legal": "Thông tư 226/2016/TT-BTC, Điều 4",
        },
    )


CERTIFIED_COPY = Entry(
    code="2.000815",
    name="Chứng thực bản sao từ bản chính",
    name_en="Certified copies",
    field="Chứng thực",
    levels=("commune",),
    summary="Chứng thực bản sao giấy tờ, văn bản do cơ quan trong nước hoặc nước ngoài cấp. Làm ở bất kỳ xã, "
    "phường nào; "
    "mang theo bản chính.",
    steps=(
        "Cần bản sao điện tử: chụp bản chính bằng điện thoại, nộp trực tuyến, chọn ngày đến xuất trình. "
        "Cần bản giấy: mang bản chính đến Bộ phận Một cửa, cán bộ chụp tại chỗ.",
        "Cán bộ đối chiếu từng trang với bản chính, ghi lời chứng, trình ký, đóng dấu.",
        "Nộp phí, nhận bản sao; bản điện tử được ký số và lưu vào kho giấy tờ của người yêu cầu.",
    ),
    cases=(
        Case(papers=(Paper("Bản chính giấy tờ cần chứng thực", note="Trả lại ngay sau khi đối chiếu."),)),
    ),
    channels=(
        Channel("online", (IN_THE_DAY,), (_copy_fee("_pages.ban_chup", "filing"),)),
        Channel(
            "in_person",
            (IN_THE_DAY,),
            (_copy_fee("_pages.ban_chup > 0 ? _pages.ban_chup : so_trang", "return"),),
        ),
    ),
    results=(("Bản sao được chứng thực từ bản chính", "KQ.G15.000021"),),
    laws=CERTIFICATION,
    keywords=("sao y bản chính", "công chứng bản sao", "photo công chứng", "sao y"),
    decision="3152/QĐ-BTP",
    competent=COMMUNE,
    subjects=("citizen", "overseas_vietnamese", "organisation"),
    online="partial",
    conditions="Bản chính không bị tẩy xóa, hư hỏng, không đóng dấu mật và không trái pháp luật.",
    form="yeu-cau-chung-thuc-ban-sao",
    copies=("ban_chup", "ten_giay_to"),
)

TRANSACTION = Entry(
    code="2.001035",
    name="Chứng thực giao dịch về động sản, quyền sử dụng đất, nhà ở",
    name_en="Certification of transactions",
    field="Chứng thực",
    levels=("commune",),
    summary="Chứng thực hợp đồng mua bán, tặng cho, thuê, thế chấp nhà, đất, xe và tài sản khác.",
    steps=(
        "Các bên mang dự thảo hợp đồng và giấy tờ tài sản đến Bộ phận Một cửa.",
        "Người thực hiện chứng thực kiểm tra năng lực, sự tự nguyện của các bên.",
        "Các bên ký trước mặt người chứng thực; nộp phí và nhận hợp đồng.",
    ),
    cases=(
        Case(
            papers=(
                Paper("Dự thảo giao dịch"),
                Paper("Giấy chứng nhận quyền sở hữu, quyền sử dụng tài sản", originals=1, copies=1),
                Paper("Giấy tờ tùy thân của các bên"),
            ),
        ),
    ),
    channels=at_the_desk(
        Limit(2, text="Có thể thỏa thuận thời hạn dài hơn bằng văn bản."),
        fees=(Fee("fee", 50_000, "Mỗi giao dịch"),),
    ),
    results=(("Giao dịch được chứng thực", "KQ.G15.000023"),),
    laws=CERTIFICATION,
    keywords=("hợp đồng mua bán nhà", "chứng thực hợp đồng", "mua bán đất", "mua bán xe", "tặng cho"),
    decision="858/QĐ-BTP",
    competent=COMMUNE,
    subjects=("citizen", "organisation", "business"),
    online="info",
)

LEGAL_AID = Entry(
    code="2.000829",
    name="Yêu cầu trợ giúp pháp lý",
    name_en="Request for legal aid",
    field="Trợ giúp pháp lý",
    levels=("province",),
    summary="Người nghèo, người có công, trẻ em, người khuyết tật và một số diện khác được luật sư, trợ giúp "
    "viên pháp lý "
    "tư vấn, bào chữa, đại diện miễn phí.",
    steps=(
        "Nộp đơn và giấy tờ chứng minh thuộc diện được trợ giúp.",
        "Trung tâm trợ giúp pháp lý kiểm tra và thụ lý ngay.",
        "Cử người thực hiện trợ giúp pháp lý.",
    ),
    cases=(
        Case(
            papers=(
                Paper("Đơn yêu cầu trợ giúp pháp lý"),
                Paper("Giấy tờ chứng minh là người được trợ giúp pháp lý"),
                Paper("Giấy tờ liên quan đến vụ việc", required=False),
            ),
        ),
    ),
    channels=everywhere(Limit(1, text="Thụ lý ngay khi hồ sơ đầy đủ."), fees=(Fee("fee", 0, "Không thu."),)),
    results=(("Vụ việc trợ giúp pháp lý được thụ lý", "KQ.G15.000015"),),
    laws=("11/2017/QH14", "12/2018/TT-BTP"),
    keywords=("luật sư miễn phí", "tư vấn pháp luật", "trợ giúp pháp lý"),
    decision="3791/QĐ-BTP",
    competent="Trung tâm trợ giúp pháp lý nhà nước thuộc Sở Tư pháp",
    agencies=("H99.03",),
    subjects=("citizen", "foreigner"),
    online="partial",
)

ENTRIES = (CERTIFIED_COPY, TRANSACTION, LEGAL_AID)
