"""Hộ tịch and nuôi con nuôi."""

from __future__ import annotations

from portal.demo.catalogue.entry import (
    AUTHORISATION,
    BY_THE_PROVINCE,
    COMMUNE,
    COPIES,
    EACH_COPY,
    EXEMPT,
    IDENTITY,
    WARDS,
    Case,
    Entry,
    Fee,
    Limit,
    Paper,
    Work,
    everywhere,
)
from portal.demo.catalogue.laws import CIVIL_STATUS

FIELD = "Hộ tịch"
DECISION = "163/QĐ-BTP"
SAME_DAY = "Giải quyết ngay trong ngày; hồ sơ nhận sau 15 giờ được trả trong ngày làm việc tiếp theo."
ANYWHERE = (
    "Chọn xã, phường nơi cư trú rồi nộp hồ sơ trực tuyến hoặc tại Bộ phận Một cửa.",
    "Cán bộ tiếp nhận kiểm tra giấy tờ, cấp phiếu hẹn; thiếu giấy tờ thì hướng dẫn bổ sung một lần.",
)

BIRTH = Entry(
    code="1.001193",
    name="Đăng ký khai sinh",
    name_en="Birth registration",
    field=FIELD,
    levels=("commune",),
    summary="Đăng ký khai sinh cho trẻ mới sinh để được cấp Giấy khai sinh và số định danh cá nhân. "
    "Cha, mẹ đi đăng ký trong 60 ngày kể từ ngày sinh con; không đi được thì ông, bà hoặc người thân đi "
    "thay.",
    steps=(
        *ANYWHERE,
        "Công chức tư pháp – hộ tịch thẩm tra thông tin, ghi Sổ đăng ký khai sinh và lấy số định danh cá "
        "nhân.",
        "Nếu nộp trực tuyến, người yêu cầu xem lại nội dung Giấy khai sinh điện tử và xác nhận.",
        "Nhận Giấy khai sinh tại Bộ phận Một cửa, qua bưu chính hoặc bản điện tử.",
    ),
    cases=(
        Case(
            name="Trường hợp thông thường",
            name_en="Usual case",
            papers=(
                Paper("Tờ khai đăng ký khai sinh", note="Điền trực tuyến tại đây.", form="to-khai-khai-sinh"),
                Paper(
                    "Giấy chứng sinh",
                    note="Không có thì nộp văn bản của người làm chứng; không có người làm chứng thì nộp "
                    "giấy cam đoan.",
                ),
                Paper(
                    "Giấy chứng nhận kết hôn của cha mẹ",
                    required=False,
                    note="Khi chưa có trong dữ liệu hộ tịch.",
                ),
                IDENTITY,
                AUTHORISATION,
            ),
        ),
        Case(
            name="Trẻ bị bỏ rơi",
            name_en="Abandoned child",
            papers=(
                Paper("Tờ khai đăng ký khai sinh", form="to-khai-khai-sinh"),
                Paper("Biên bản về việc trẻ bị bỏ rơi", note="Do cơ quan có thẩm quyền lập."),
                IDENTITY,
            ),
        ),
        Case(
            name="Trẻ sinh ra do mang thai hộ",
            name_en="Born by surrogacy",
            papers=(
                Paper("Tờ khai đăng ký khai sinh", form="to-khai-khai-sinh"),
                Paper("Giấy chứng sinh"),
                Paper("Xác nhận của cơ sở y tế đã thực hiện kỹ thuật mang thai hộ"),
                IDENTITY,
            ),
        ),
    ),
    channels=everywhere(
        Limit(1, text=SAME_DAY),
        fees=(Fee("charge", 0, "Miễn lệ phí khi đăng ký đúng hạn 60 ngày."), COPIES),
    ),
    results=(("Giấy khai sinh", "KQ.G15.000031"),),
    laws=CIVIL_STATUS,
    keywords=("giấy khai sinh", "làm khai sinh cho con", "đăng ký khai sinh", "trẻ mới sinh", "em bé"),
    decision=DECISION,
    competent=COMMUNE,
    subjects=("citizen", "overseas_vietnamese"),
    form="to-khai-khai-sinh",
)

MARRIAGE = Entry(
    code="1.000894",
    name="Đăng ký kết hôn",
    name_en="Marriage registration",
    field=FIELD,
    levels=("commune",),
    summary="Hai bên nam, nữ cùng đăng ký kết hôn tại nơi cư trú của một trong hai bên và nhận "
    "Giấy chứng nhận kết hôn.",
    steps=(
        *ANYWHERE,
        "Công chức tư pháp – hộ tịch kiểm tra điều kiện kết hôn của hai bên.",
        "Hai bên cùng có mặt ký Sổ đăng ký kết hôn và Giấy chứng nhận kết hôn.",
    ),
    cases=(
        Case(
            papers=(
                Paper(
                    "Tờ khai đăng ký kết hôn", note="Hai bên khai chung một tờ khai.", form="to-khai-ket-hon"
                ),
                Paper(
                    "Giấy tờ tùy thân của hai bên", originals=2, note="Xuất trình khi nộp hồ sơ và khi ký."
                ),
                Paper(
                    "Bản án, quyết định ly hôn hoặc trích lục khai tử",
                    required=False,
                    note="Chỉ cần cung cấp số, ngày, nơi ban hành nếu một bên đã từng kết hôn.",
                ),
            ),
        ),
    ),
    channels=everywhere(
        Limit(1, text="Giải quyết ngay; cần xác minh thì không quá 05 ngày làm việc."),
        fees=(Fee("charge", 0, "Miễn lệ phí."), COPIES),
    ),
    results=(("Giấy chứng nhận kết hôn", "KQ.G15.000032"),),
    laws=("52/2014/QH13", *CIVIL_STATUS),
    keywords=("giấy đăng ký kết hôn", "giấy kết hôn", "hôn thú", "cưới"),
    decision=DECISION,
    competent=COMMUNE,
    conditions="Nam từ đủ 20 tuổi, nữ từ đủ 18 tuổi; tự nguyện; không mất năng lực hành vi dân sự; không "
    "thuộc "
    "trường hợp cấm kết hôn của Luật Hôn nhân và gia đình.",
    form="to-khai-ket-hon",
)

DEATH = Entry(
    code="1.000656",
    name="Đăng ký khai tử",
    name_en="Death registration",
    field=FIELD,
    levels=("commune",),
    summary="Người thân đăng ký khai tử trong 15 ngày kể từ ngày có người chết, tại nơi cư trú cuối cùng của "
    "người đó, và nhận Trích lục khai tử.",
    steps=(
        *ANYWHERE,
        "Công chức tư pháp – hộ tịch đối chiếu giấy báo tử, ghi Sổ đăng ký khai tử và khóa thông tin hộ "
        "tịch.",
        "Nhận Trích lục khai tử.",
    ),
    cases=(
        Case(
            papers=(
                Paper("Tờ khai đăng ký khai tử", form="to-khai-khai-tu"),
                Paper(
                    "Giấy báo tử hoặc giấy tờ thay thế",
                    note="Không phải nộp bản giấy nếu đã có bản điện tử ký số. Người chết đã lâu thì nộp "
                    "giấy tờ, "
                    "chứng cứ khác chứng minh việc chết.",
                ),
                Paper(
                    "Giấy tờ chứng minh nơi cư trú cuối cùng",
                    required=False,
                    note="Khi không tra cứu được trong dữ liệu dân cư.",
                ),
                AUTHORISATION,
            ),
        ),
    ),
    channels=everywhere(
        Limit(1, text=f"{SAME_DAY} Cần xác minh thì không quá 03 ngày làm việc."),
        fees=(Fee("charge", 0, f"Miễn lệ phí khi đăng ký đúng hạn. {EXEMPT} {BY_THE_PROVINCE}"), COPIES),
    ),
    results=(("Trích lục khai tử", "KQ.G15.000034"),),
    laws=CIVIL_STATUS,
    keywords=("giấy chứng tử", "giấy báo tử", "khai tử", "người mất", "qua đời"),
    decision=DECISION,
    competent=COMMUNE,
    form="to-khai-khai-tu",
)

MARITAL_STATUS = Entry(
    code="1.004873",
    name="Cấp Giấy xác nhận tình trạng hôn nhân",
    name_en="Certificate of marital status",
    field=FIELD,
    levels=("commune",),
    summary="Xác nhận một người đang độc thân, đã có vợ hoặc chồng, đã ly hôn hay góa, để kết hôn, vay vốn, "
    "mua bán "
    "nhà đất hoặc việc khác. Giấy có giá trị 6 tháng.",
    steps=(
        *ANYWHERE,
        "Công chức tư pháp – hộ tịch kiểm tra dữ liệu, hỏi nơi cư trú trước đây nếu cần.",
        "Nhận Giấy xác nhận tình trạng hôn nhân.",
    ),
    cases=(
        Case(
            papers=(
                Paper("Tờ khai cấp Giấy xác nhận tình trạng hôn nhân", form="to-khai-tinh-trang-hon-nhan"),
                Paper(
                    "Giấy xác nhận tình trạng hôn nhân đã cấp",
                    required=False,
                    note="Nộp lại khi xin cấp cho mục đích khác hoặc giấy cũ hết giá trị.",
                ),
                IDENTITY,
                AUTHORISATION,
            ),
        ),
    ),
    channels=everywhere(
        Limit(3, text="Cần gửi văn bản xác minh nơi khác thì thời hạn được kéo dài."),
        fees=(Fee("charge", 0, f"{BY_THE_PROVINCE} {EXEMPT}"),),
    ),
    results=(("Giấy xác nhận tình trạng hôn nhân", "KQ.G15.000038"),),
    text={
        "title": "{ket_qua}",
        "body": "Xét đề nghị của ông/bà {nguoi_nop}, số định danh cá nhân {so_dinh_danh}, {co_quan} xác nhận "
        "tình trạng hôn nhân của ông/bà như nội dung tờ khai trong hồ sơ {ma_ho_so}, nộp {ngay_nop}.\n\n"
        "Giấy này có giá trị 6 tháng kể từ {ngay_ky}.",
        "signer": "Chủ tịch",
        "sign": "UBND-XNTTHN",
    },
    laws=("52/2014/QH13", *CIVIL_STATUS),
    keywords=("giấy độc thân", "xác nhận độc thân", "tình trạng hôn nhân", "giấy xác nhận độc thân"),
    decision=DECISION,
    competent=COMMUNE,
    coordinating="Công an cấp xã",
    subjects=("citizen", "overseas_vietnamese"),
    form="to-khai-tinh-trang-hon-nhan",
)

EXTRACT = Entry(
    code="2.000635",
    name="Cấp bản sao Trích lục hộ tịch, bản sao Giấy khai sinh",
    name_en="Copy of a civil status extract or birth certificate",
    field=FIELD,
    levels=("commune", "province"),
    summary="Xin bản sao Giấy khai sinh hoặc trích lục kết hôn, khai tử, nhận cha mẹ con… của việc đã đăng "
    "ký. "
    "Nộp được ở bất kỳ xã, phường nào hoặc tại Sở Tư pháp, không phụ thuộc nơi đã đăng ký.",
    steps=(
        "Nộp tờ khai trực tuyến hoặc tại Bộ phận Một cửa; cơ quan, tổ chức gửi văn bản nêu rõ lý do.",
        "Công chức tra cứu Cơ sở dữ liệu hộ tịch điện tử và lập bản sao.",
        "Nộp phí và nhận bản sao.",
    ),
    cases=(
        Case(
            papers=(
                Paper("Tờ khai cấp bản sao Trích lục hộ tịch", form="to-khai-ban-sao-trich-luc"),
                IDENTITY,
                AUTHORISATION,
                Paper(
                    "Văn bản yêu cầu của cơ quan, tổ chức",
                    required=False,
                    note="Chỉ khi người yêu cầu là cơ quan, tổ chức.",
                ),
            ),
        ),
    ),
    channels=everywhere(
        Limit(1, text=SAME_DAY),
        fees=(EACH_COPY,),
    ),
    results=(("Bản sao Trích lục hộ tịch, bản sao Giấy khai sinh", "KQ.G15.000342"),),
    laws=(*CIVIL_STATUS, "281/2016/TT-BTC"),
    keywords=(
        "trích lục khai sinh",
        "bản sao giấy khai sinh",
        "sao lục",
        "mất giấy khai sinh",
        "trích lục hộ tịch",
    ),
    decision=DECISION,
    competent="Cơ quan quản lý cơ sở dữ liệu hộ tịch điện tử",
    agencies=("H99.03", *WARDS),
    subjects=("citizen", "organisation"),
    form="to-khai-ban-sao-trich-luc",
)

PARENTAGE = Entry(
    code="1.001022",
    name="Đăng ký nhận cha, mẹ, con",
    name_en="Recognition of parentage",
    field=FIELD,
    levels=("commune",),
    summary="Công nhận quan hệ cha, mẹ, con khi Giấy khai sinh chưa ghi hoặc ghi chưa đúng, các bên đều đồng "
    "ý và "
    "không tranh chấp.",
    steps=(
        *ANYWHERE,
        "Công chức xác minh chứng cứ về quan hệ cha, mẹ, con.",
        "Các bên có mặt ký Sổ đăng ký và nhận trích lục.",
    ),
    cases=(
        Case(
            papers=(
                Paper("Tờ khai đăng ký nhận cha, mẹ, con"),
                Paper(
                    "Chứng cứ chứng minh quan hệ cha, mẹ, con",
                    note="Kết quả giám định của cơ quan có thẩm quyền; không có thì văn bản cam đoan của các "
                    "bên "
                    "và ít nhất hai người làm chứng.",
                ),
                IDENTITY,
            ),
        ),
    ),
    channels=everywhere(
        Limit(3, text="Cần xác minh thì kéo dài thêm không quá 05 ngày làm việc."),
        fees=(Fee("charge", 0, f"{BY_THE_PROVINCE} {EXEMPT}"), COPIES),
    ),
    results=(("Trích lục đăng ký nhận cha, mẹ, con", "KQ.G15.000033"),),
    laws=("52/2014/QH13", *CIVIL_STATUS),
    keywords=("nhận con", "nhận cha", "xét nghiệm ADN", "bổ sung tên cha"),
    decision=DECISION,
    competent=COMMUNE,
    online="partial",
    form="to-khai-nhan-cha-me-con",
)

ADOPTION = Entry(
    code="2.001263",
    name="Đăng ký việc nuôi con nuôi trong nước",
    name_en="Domestic adoption",
    field="Nuôi con nuôi",
    levels=("commune",),
    summary="Công dân Việt Nam ở trong nước nhận trẻ em Việt Nam làm con nuôi và được cấp Giấy chứng nhận "
    "nuôi con nuôi.",
    steps=(
        "Người nhận con nuôi nộp hồ sơ của mình và của trẻ tại nơi thường trú của một trong hai bên.",
        "Xã, phường kiểm tra hồ sơ và lấy ý kiến những người liên quan.",
        "Tổ chức đăng ký, ghi sổ và trao Giấy chứng nhận nuôi con nuôi.",
    ),
    cases=(
        Case(
            name="Hồ sơ của người nhận con nuôi",
            name_en="Papers of the adopter",
            papers=(
                Paper("Đơn xin nhận con nuôi"),
                Paper("Bản sao hộ chiếu hoặc thẻ căn cước", originals=0, copies=1),
                Paper("Giấy khám sức khỏe", note="Cấp chưa quá 6 tháng."),
                Paper(
                    "Văn bản xác nhận hoàn cảnh gia đình, chỗ ở, điều kiện kinh tế",
                    note="Cấp chưa quá 6 tháng.",
                ),
                Paper("Giấy tờ về tình trạng hôn nhân"),
            ),
        ),
        Case(
            name="Hồ sơ của trẻ được nhận làm con nuôi",
            name_en="Papers of the child",
            papers=(
                Paper("Giấy khám sức khỏe"),
                Paper("Ảnh toàn thân, nhìn thẳng, chụp chưa quá 6 tháng", originals=2),
                Paper("Quyết định tiếp nhận", required=False, note="Với trẻ đang ở cơ sở nuôi dưỡng."),
            ),
        ),
    ),
    channels=everywhere(
        Limit(30, unit="day"),
        fees=(
            Fee(
                "charge",
                400_000,
                "Mỗi trường hợp. Miễn khi cha dượng, mẹ kế nhận con riêng hoặc cô, cậu, dì, chú, bác ruột "
                "nhận cháu",
            ),
        ),
    ),
    results=(("Giấy chứng nhận nuôi con nuôi trong nước", "KQ.G15.000002"),),
    laws=("52/2010/QH12", "24/2019/NĐ-CP", "120/2025/NĐ-CP"),
    keywords=("xin con nuôi", "nhận con nuôi", "con nuôi"),
    decision="361/QĐ-BTP",
    competent=COMMUNE,
    coordinating="Công an tỉnh",
    online="partial",
    process=(
        Work("Kiểm tra hồ sơ, lấy ý kiến người liên quan", "specialist", 40, checks=("Cha, mẹ đẻ đồng ý",)),
        Work("Lấy Phiếu lý lịch tư pháp", "specialist", 64, tell=True, opens=("3.000333", "H99.06")),
        Work("Ký Giấy chứng nhận nuôi con nuôi", "approver", 24, tell=True),
    ),
    conditions="Người nhận con nuôi có năng lực hành vi dân sự đầy đủ, hơn con nuôi từ 20 tuổi trở lên, có "
    "sức khỏe, "
    "kinh tế, chỗ ở và tư cách đạo đức tốt.",
)

ENTRIES = (BIRTH, MARRIAGE, DEATH, MARITAL_STATUS, EXTRACT, PARENTAGE, ADOPTION)
