"""Hộ kinh doanh and doanh nghiệp."""

from __future__ import annotations

from portal.demo.catalogue.entry import (
    BY_THE_PROVINCE,
    Case,
    Channel,
    Entry,
    Fee,
    Limit,
    Paper,
    Work,
    everywhere,
)
from portal.demo.catalogue.laws import BUSINESS

FIELD = "Thành lập và hoạt động doanh nghiệp (hộ kinh doanh)"
DECISION = "2353/QĐ-BTC"
OFFICE = "Cơ quan đăng ký kinh doanh cấp xã"
AUTHORISATION = Paper(
    "Văn bản ủy quyền cho người nộp hồ sơ",
    originals=0,
    copies=1,
    required=False,
    note="Không bắt buộc công chứng, chứng thực.",
)
PROVINCIAL_CHARGE = f"{BY_THE_PROVINCE} Đây là mức của tỉnh Bình Minh trong bản demo"

REGISTRATION = Entry(
    code="1.001612",
    name="Đăng ký thành lập hộ kinh doanh",
    name_en="Registration of a household business",
    field=FIELD,
    levels=("commune",),
    summary="Cá nhân hoặc các thành viên hộ gia đình đăng ký mở cửa hàng, quán ăn, xưởng nhỏ… Nhận Giấy "
    "chứng nhận đăng ký "
    "hộ kinh doanh, đồng thời là mã số thuế. Nộp được ở bất kỳ xã, phường nào trong tỉnh.",
    steps=(
        "Điền giấy đề nghị trực tuyến hoặc nộp tại Bộ phận Một cửa; nộp lệ phí khi nộp hồ sơ.",
        "Cơ quan đăng ký kinh doanh kiểm tra tên, ngành nghề, trụ sở và chuyển thông tin cho cơ quan thuế.",
        "Nhận Giấy chứng nhận; hồ sơ chưa đủ điều kiện thì được thông báo lý do bằng văn bản.",
    ),
    cases=(
        Case(
            name="Một cá nhân thành lập",
            name_en="Founded by one person",
            papers=(
                Paper("Giấy đề nghị đăng ký hộ kinh doanh", form="de-nghi-dang-ky-ho-kinh-doanh"),
                AUTHORISATION,
            ),
        ),
        Case(
            name="Các thành viên hộ gia đình thành lập",
            name_en="Founded by members of a family",
            papers=(
                Paper("Giấy đề nghị đăng ký hộ kinh doanh", form="de-nghi-dang-ky-ho-kinh-doanh"),
                Paper(
                    "Văn bản các thành viên ủy quyền cho một người làm chủ hộ kinh doanh",
                    originals=0,
                    copies=1,
                    note="Đã công chứng hoặc chứng thực.",
                ),
                AUTHORISATION,
            ),
        ),
    ),
    channels=(
        Channel("online", (Limit(3),), (Fee("charge", 50_000, PROVINCIAL_CHARGE),)),
        Channel("in_person", (Limit(3),), (Fee("charge", 100_000, PROVINCIAL_CHARGE),)),
        Channel("post", (Limit(3),), (Fee("charge", 100_000, PROVINCIAL_CHARGE),)),
    ),
    results=(("Giấy chứng nhận đăng ký hộ kinh doanh", "KQ.G12.001009"),),
    laws=(*BUSINESS, "85/2019/TT-BTC"),
    keywords=("mở cửa hàng", "giấy phép kinh doanh", "đăng ký kinh doanh", "mở quán", "hộ kinh doanh cá thể"),
    decision=DECISION,
    competent=OFFICE,
    subjects=("citizen", "organisation"),
    conditions="Ngành, nghề không bị cấm; tên hộ kinh doanh đúng quy định và không trùng; nộp đủ lệ phí.",
    form="de-nghi-dang-ky-ho-kinh-doanh",
    process=(
        Work(
            "Thẩm định hồ sơ, kiểm tra tên hộ kinh doanh",
            "specialist",
            12,
            checks=("Tên không trùng, không gây nhầm lẫn", "Ngành, nghề không thuộc danh mục cấm"),
        ),
        Work("Ký Giấy chứng nhận đăng ký hộ kinh doanh", "approver", 8, tell=True),
    ),
)

SUSPENSION = Entry(
    code="1.001570",
    name="Tạm ngừng kinh doanh, tiếp tục kinh doanh trước hạn của hộ kinh doanh",
    name_en="Suspension of a household business",
    field=FIELD,
    levels=("commune",),
    summary="Hộ kinh doanh nghỉ từ 15 ngày trở lên, hoặc mở lại sớm hơn đã báo, phải đăng ký trước ít nhất "
    "03 ngày làm việc.",
    steps=(
        "Nộp giấy đề nghị trước ngày nghỉ hoặc ngày mở lại ít nhất 03 ngày làm việc.",
        "Cơ quan đăng ký kinh doanh ghi nhận và báo cơ quan thuế.",
        "Nhận Giấy xác nhận.",
    ),
    cases=(Case(papers=(Paper("Giấy đề nghị tạm ngừng, tiếp tục kinh doanh"), AUTHORISATION)),),
    channels=everywhere(Limit(1), fees=(Fee("charge", 0, BY_THE_PROVINCE),)),
    results=(("Giấy xác nhận hộ kinh doanh tạm ngừng kinh doanh", "KQ.G12.001049"),),
    text={
        "title": "{ket_qua}",
        "body": "{co_quan} xác nhận hộ kinh doanh do ông/bà {nguoi_nop}, số định danh {so_dinh_danh}, "
        "làm chủ tạm ngừng kinh doanh theo thông báo trong hồ sơ {ma_ho_so}, nộp {ngay_nop}.\n\n"
        "Người ký: {nguoi_ky}.",
        "signer": "Chủ tịch",
        "sign": "UBND-TNKD",
    },
    signatures=("leader", "seal"),
    laws=BUSINESS,
    keywords=("tạm nghỉ bán hàng", "tạm ngừng kinh doanh", "đóng cửa hàng tạm thời"),
    decision=DECISION,
    competent=OFFICE,
    subjects=("citizen", "organisation"),
    online="partial",
    form="de-nghi-tam-ngung-ho-kinh-doanh",
)

CLOSURE = Entry(
    code="1.001266",
    name="Chấm dứt hoạt động hộ kinh doanh",
    name_en="Closure of a household business",
    field=FIELD,
    levels=("commune",),
    summary="Thôi kinh doanh hẳn: thông báo, hoàn thành nghĩa vụ thuế và trả lại Giấy chứng nhận đăng ký hộ "
    "kinh doanh.",
    steps=(
        "Hoàn thành nghĩa vụ thuế với cơ quan thuế.",
        "Nộp thông báo chấm dứt hoạt động.",
        "Cơ quan đăng ký kinh doanh lấy ý kiến cơ quan thuế và cập nhật tình trạng pháp lý.",
    ),
    cases=(Case(papers=(Paper("Thông báo chấm dứt hoạt động hộ kinh doanh"), AUTHORISATION)),),
    channels=everywhere(Limit(1), fees=(Fee("charge", 0, BY_THE_PROVINCE),)),
    results=(("Thông báo hộ kinh doanh đã chấm dứt hoạt động", "KQ.G12.001349"),),
    laws=BUSINESS,
    keywords=("đóng cửa hàng", "trả giấy phép kinh doanh", "giải thể hộ kinh doanh"),
    decision=DECISION,
    competent=OFFICE,
    subjects=("citizen", "organisation"),
    online="partial",
)

COMPANY = Entry(
    code="2.001583",
    name="Đăng ký thành lập công ty TNHH một thành viên",
    name_en="Founding a single-member limited company",
    field="Thành lập và hoạt động của doanh nghiệp",
    levels=("province",),
    summary="Một cá nhân hoặc tổ chức đăng ký thành lập công ty trách nhiệm hữu hạn do mình làm chủ sở hữu.",
    steps=(
        "Nộp hồ sơ tại Hệ thống thông tin quốc gia về đăng ký doanh nghiệp hoặc Trung tâm Phục vụ hành chính "
        "công tỉnh.",
        "Cơ quan đăng ký kinh doanh kiểm tra tính hợp lệ của hồ sơ.",
        "Nhận Giấy chứng nhận đăng ký doanh nghiệp.",
    ),
    cases=(
        Case(
            papers=(
                Paper("Giấy đề nghị đăng ký doanh nghiệp"),
                Paper("Điều lệ công ty"),
                Paper("Giấy tờ pháp lý của chủ sở hữu, người đại diện theo pháp luật", originals=0, copies=1),
                Paper("Danh sách chủ sở hữu hưởng lợi", required=False),
            ),
        ),
    ),
    channels=(
        Channel("online", (Limit(3),), (Fee("fee", 100_000, "Phí công bố nội dung đăng ký doanh nghiệp"),)),
        Channel(
            "in_person",
            (Limit(3),),
            (
                Fee("charge", 50_000, "Lệ phí đăng ký doanh nghiệp"),
                Fee("fee", 100_000, "Phí công bố nội dung đăng ký doanh nghiệp"),
            ),
        ),
    ),
    results=(("Giấy chứng nhận đăng ký doanh nghiệp", "KQ.G12.001046"),),
    laws=(*BUSINESS, "47/2019/TT-BTC", "64/2025/TT-BTC"),
    keywords=("thành lập công ty", "mở công ty", "công ty TNHH", "đăng ký doanh nghiệp"),
    decision="92/QĐ-BTC",
    competent="Phòng Đăng ký kinh doanh, Sở Tài chính",
    agencies=("H99.02",),
    subjects=("citizen", "organisation", "business"),
    online="info",
)

ENTRIES = (REGISTRATION, SUSPENSION, CLOSURE, COMPANY)
