"""Đất đai and xây dựng."""

from __future__ import annotations

from portal.demo.catalogue.entry import (
    BY_THE_PROVINCE,
    COMMUNE,
    Case,
    Channel,
    Entry,
    Fee,
    Limit,
    Paper,
    Work,
    everywhere,
)
from portal.demo.catalogue.laws import LAND

LAND_OFFICE = "Văn phòng đăng ký đất đai, Chi nhánh Văn phòng đăng ký đất đai"
REQUEST = Paper("Đơn đăng ký biến động đất đai, tài sản gắn liền với đất (Mẫu số 18)")
FREE = (Fee("fee", 0, BY_THE_PROVINCE),)
HOUSE, OTHER_WORKS = "Nhà ở riêng lẻ", "Công trình cấp III, cấp IV khác"
PERMIT = (
    Fee(
        "charge",
        None,
        "Theo tổng diện tích sàn; mức của tỉnh Bình Minh trong bản demo",
        rule={
            "name": "Lệ phí cấp giấy phép xây dựng nhà ở riêng lẻ",
            "how": "tiers",
            "quantity": "int(tong_dien_tich_san)",
            "tiers": [
                {"up_to": 100, "amount": 50_000},
                {"up_to": 300, "amount": 75_000},
                {"up_to": None, "amount": 100_000},
            ],
            "cases": [HOUSE],
            "collected": "acceptance",
        },
    ),
    Fee(
        "charge",
        150_000,
        "Mức của tỉnh Bình Minh trong bản demo",
        rule={
            "name": "Lệ phí cấp giấy phép xây dựng công trình",
            "cases": [OTHER_WORKS],
            "collected": "acceptance",
        },
    ),
)

EXCHANGE = Entry(
    code="1.012783",
    name="Cấp đổi Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất",
    name_en="Exchange of a land certificate",
    field="Đất đai",
    levels=("province",),
    summary="Đổi sổ đỏ, sổ hồng cũ, hư hỏng, sai kích thước hoặc muốn ghi đủ tên thành viên sang Giấy chứng "
    "nhận mẫu mới.",
    steps=(
        "Nộp đơn và bản gốc Giấy chứng nhận.",
        "Văn phòng đăng ký đất đai kiểm tra hồ sơ, trích đo khi cần.",
        "Nhận Giấy chứng nhận mới.",
    ),
    cases=(
        Case(
            papers=(
                REQUEST,
                Paper("Bản gốc Giấy chứng nhận đã cấp"),
                Paper("Mảnh trích đo bản đồ địa chính", originals=0, copies=1, required=False),
            ),
        ),
    ),
    channels=(
        Channel("online", (Limit(15),), FREE),
        Channel(
            "in_person", (Limit(5, text="Đổi mẫu, không đo đạc lại."), Limit(15, text="Có đo đạc lại.")), FREE
        ),
        Channel("post", (Limit(20),), FREE),
    ),
    results=(("Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất", "KQ.G10.001147"),),
    laws=LAND,
    keywords=("sổ đỏ", "sổ hồng", "đổi sổ đỏ", "cấp đổi sổ"),
    decision="3380/QĐ-BNNMT",
    competent=LAND_OFFICE,
    agencies=("H99.07",),
    subjects=("citizen", "organisation", "business"),
    online="partial",
    form="don-dang-ky-bien-dong-dat-dai",
    process=(
        Work(
            "Kiểm tra hồ sơ, đối chiếu hồ sơ địa chính",
            "specialist",
            8,
            checks=("Đúng thửa, đúng người sử dụng đất", "Giấy chứng nhận cũ là bản gốc"),
        ),
        (
            (
                "Đo đạc, bản đồ",
                (
                    Work(
                        "Trích đo, chỉnh lý bản đồ địa chính",
                        "specialist",
                        12,
                        form="bien-ban-kiem-tra-thuc-dia",
                    ),
                    Work(
                        "Xem xét phần diện tích chênh lệch",
                        "approver",
                        4,
                        when='hien_trang == "chenh-lech"',
                    ),
                ),
            ),
            ("Nghĩa vụ tài chính", (Work("Xác định nghĩa vụ tài chính", "specialist", 12, agency="H99.08"),)),
        ),
        Work("Ký Giấy chứng nhận", "approver", 8, tell=True, signature="code"),
        Work("Vào sổ, đóng dấu", "clerk", 4),
    ),
    pauses=(
        ("field_work", "Luật Đất đai 2024, thời gian đo đạc xác định lại ranh giới thửa đất"),
        ("publication", "Luật Đất đai 2024, thời gian niêm yết công khai"),
    ),
)

LOST = Entry(
    code="1.012786",
    name="Cấp lại Giấy chứng nhận quyền sử dụng đất do bị mất",
    name_en="Replacement of a lost land certificate",
    field="Đất đai",
    levels=("province",),
    summary="Mất sổ đỏ, sổ hồng: khai báo, niêm yết công khai rồi được cấp lại Giấy chứng nhận.",
    steps=(
        "Nộp đơn; xã, phường nơi có đất niêm yết thông báo mất giấy.",
        "Văn phòng đăng ký đất đai lập hồ sơ hủy giấy cũ.",
        "Nhận Giấy chứng nhận cấp lại.",
    ),
    cases=(
        Case(
            papers=(REQUEST, Paper("Mảnh trích đo bản đồ địa chính", originals=0, copies=1, required=False)),
        ),
    ),
    channels=(
        Channel("online", (Limit(10),), FREE),
        Channel("in_person", (Limit(20, text="Chưa kể thời gian niêm yết."),), FREE),
    ),
    results=(("Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất", "KQ.G10.001148"),),
    laws=LAND,
    keywords=("mất sổ đỏ", "mất sổ hồng", "làm lại sổ đỏ"),
    decision="3380/QĐ-BNNMT",
    competent=LAND_OFFICE,
    agencies=("H99.07",),
    subjects=("citizen", "organisation", "business"),
    online="partial",
    form="don-dang-ky-bien-dong-dat-dai",
)

CONCILIATION = Entry(
    code="1.012812",
    name="Hòa giải tranh chấp đất đai",
    name_en="Conciliation of land disputes",
    field="Đất đai",
    levels=("commune",),
    summary="Xã, phường hòa giải khi hàng xóm, người thân tranh chấp ranh giới, quyền sử dụng đất; bắt buộc "
    "trước khi ra "
    "tòa án.",
    steps=(
        "Nộp đơn yêu cầu hòa giải; trong 03 ngày làm việc xã, phường trả lời có thụ lý hay không.",
        "Xác minh nguồn gốc đất, lập Hội đồng hòa giải.",
        "Họp hòa giải và lập biên bản.",
    ),
    cases=(
        Case(
            papers=(
                Paper("Đơn yêu cầu hòa giải tranh chấp đất đai"),
                Paper("Giấy tờ về việc sử dụng đất", originals=0, copies=1, required=False),
            ),
        ),
    ),
    channels=(
        Channel("in_person", (Limit(30, unit="day"),), FREE),
        Channel("post", (Limit(30, unit="day"),), FREE),
    ),
    results=(("Biên bản hòa giải", "KQ.G10.001159"),),
    laws=("31/2024/QH15", "102/2024/NĐ-CP"),
    keywords=("tranh chấp đất", "hàng xóm lấn đất", "hòa giải"),
    decision="2304/QĐ-BNNMT",
    competent=COMMUNE,
    subjects=("citizen", "organisation", "business"),
    online="info",
)

BUILDING_PERMIT = Entry(
    code="1.013225",
    name="Cấp giấy phép xây dựng mới công trình cấp III, cấp IV và nhà ở riêng lẻ",
    name_en="Building permit for houses",
    field="Hoạt động xây dựng",
    levels=("commune",),
    summary="Xin giấy phép trước khi xây nhà ở riêng lẻ hoặc công trình nhỏ trong khu vực phải có giấy phép.",
    steps=(
        "Nộp đơn, giấy tờ đất và bản vẽ.",
        "Cơ quan cấp phép kiểm tra hồ sơ, thực địa trong 07 ngày làm việc và chỉ yêu cầu bổ sung một lần.",
        "Nhận giấy phép xây dựng kèm bản vẽ đóng dấu.",
    ),
    cases=(
        Case(
            name=HOUSE,
            name_en="Private house",
            papers=(
                Paper("Đơn đề nghị cấp giấy phép xây dựng (Mẫu số 1)"),
                Paper("Giấy tờ hợp pháp về đất đai", originals=0, copies=1),
                Paper("Bản vẽ thiết kế xây dựng", originals=2),
                Paper("Cam kết bảo đảm an toàn công trình liền kề", required=False),
            ),
        ),
        Case(
            name=OTHER_WORKS,
            name_en="Other small works",
            papers=(
                Paper("Đơn đề nghị cấp giấy phép xây dựng (Mẫu số 1)"),
                Paper("Giấy tờ hợp pháp về đất đai", originals=0, copies=1),
                Paper("Quyết định phê duyệt dự án", originals=0, copies=1),
                Paper("Bản vẽ thiết kế xây dựng", originals=2),
            ),
        ),
    ),
    channels=(
        Channel("online", (Limit(20, unit="day"),), PERMIT),
        Channel("in_person", (Limit(15, unit="day", text="Nhà ở riêng lẻ."),), PERMIT),
        Channel("post", (Limit(20, unit="day"),), PERMIT),
    ),
    results=(("Giấy phép xây dựng", "KQ.G17.000311"),),
    laws=("50/2014/QH13", "62/2020/QH14", "175/2024/NĐ-CP"),
    keywords=("xin phép xây nhà", "giấy phép xây dựng", "xây nhà", "sửa nhà"),
    decision="56/QĐ-BXD",
    competent=COMMUNE,
    subjects=("citizen", "organisation", "business"),
    online="partial",
    conditions="Phù hợp quy hoạch, mục đích sử dụng đất; bảo đảm an toàn cho công trình lân cận.",
    form="de-nghi-cap-phep-xay-dung-nha-o",
)

PRACTICE = Entry(
    code="1.013237",
    name="Cấp mới chứng chỉ hành nghề hoạt động xây dựng",
    name_en="Certificate of practice in construction",
    field="Hoạt động xây dựng",
    levels=("province",),
    summary="Kỹ sư, kiến trúc sư xin chứng chỉ hành nghề thiết kế, giám sát, khảo sát… sau khi đạt sát hạch.",
    steps=(
        "Nộp hồ sơ chứng minh bằng cấp và kinh nghiệm.",
        "Sở Xây dựng đánh giá hồ sơ, thông báo lịch sát hạch.",
        "Thi sát hạch; đạt thì nhận chứng chỉ.",
    ),
    cases=(
        Case(
            papers=(
                Paper("Đơn đề nghị cấp chứng chỉ hành nghề (Mẫu số 01)"),
                Paper("Ảnh màu 4×6 cm nền trắng", note="Chụp chưa quá 6 tháng."),
                Paper("Văn bằng chuyên môn", originals=0, copies=1, note="Bản sao có chứng thực."),
                Paper("Giấy tờ chứng minh kinh nghiệm", originals=0, copies=1),
            ),
        ),
    ),
    channels=everywhere(
        Limit(6, unit="working_day", text="Kể từ ngày có kết quả sát hạch."),
        fees=(Fee("charge", None, "Theo Thông tư của Bộ Tài chính tại thời điểm nộp hồ sơ."),),
    ),
    results=(("Chứng chỉ hành nghề hoạt động xây dựng", "KQ.G17.000233"),),
    laws=("50/2014/QH13", "62/2020/QH14", "175/2024/NĐ-CP"),
    keywords=("chứng chỉ kỹ sư", "chứng chỉ giám sát", "chứng chỉ xây dựng"),
    decision="708/QĐ-BXD",
    competent="Sở Xây dựng",
    agencies=("H99.04",),
    subjects=("citizen", "overseas_vietnamese", "foreigner"),
    online="partial",
)

ENTRIES = (EXCHANGE, LOST, CONCILIATION, BUILDING_PERMIT, PRACTICE)
