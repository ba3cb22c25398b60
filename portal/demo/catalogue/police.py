"""Cư trú, căn cước, giấy phép lái xe and lý lịch tư pháp: what the police settle."""

from __future__ import annotations

from portal.demo.catalogue.entry import (
    COMMUNE_POLICE,
    Case,
    Channel,
    Entry,
    Fee,
    Limit,
    Paper,
    at_the_desk,
    everywhere,
)
from portal.demo.catalogue.laws import RESIDENCE

RESIDENCE_FIELD = "Đăng ký, quản lý cư trú"
FREE_RESIDENCE = "Trẻ em, người cao tuổi, người khuyết tật, hộ nghèo và một số diện khác được miễn"
CT01 = Paper(
    "Tờ khai thay đổi thông tin cư trú (mẫu CT01)",
    note="Nộp trực tuyến thì điền tờ khai điện tử, không đính kèm mẫu giấy.",
    form="to-khai-thuong-tru",
)
RESIDENCE_STEPS = (
    "Nộp tờ khai trực tuyến hoặc tại Bộ phận Một cửa của xã, phường nơi đăng ký.",
    "Công an cấp xã đối chiếu với dữ liệu dân cư, hỏi ý kiến chủ hộ, kiểm tra chỗ ở khi cần.",
    "Cập nhật Cơ sở dữ liệu về cư trú và thông báo kết quả.",
)

PERMANENT = Entry(
    code="1.004222",
    name="Đăng ký thường trú",
    name_en="Registration of permanent residence",
    field=RESIDENCE_FIELD,
    levels=("commune",),
    summary="Đăng ký nơi ở thường xuyên, lâu dài khi chuyển đến chỗ ở hợp pháp mới. Từ năm 2023 không còn sổ "
    "hộ khẩu "
    "giấy: kết quả là thông tin được cập nhật trong Cơ sở dữ liệu về cư trú.",
    steps=RESIDENCE_STEPS,
    cases=(
        Case(
            name="Chỗ ở thuộc quyền sở hữu của mình",
            name_en="A home of one's own",
            papers=(CT01, Paper("Giấy tờ chứng minh quyền sở hữu chỗ ở", required=False)),
        ),
        Case(
            name="Về ở với vợ, chồng, cha, mẹ, con, người thân",
            name_en="With family",
            papers=(
                CT01,
                Paper(
                    "Giấy tờ chứng minh quan hệ với chủ hộ, thành viên hộ",
                    required=False,
                    note="Không cần khi quan hệ đã có trong dữ liệu dân cư.",
                ),
            ),
        ),
        Case(
            name="Chỗ ở thuê, mượn, ở nhờ",
            name_en="Rented or lent",
            papers=(
                CT01,
                Paper("Hợp đồng cho thuê, cho mượn, cho ở nhờ", note="Đã công chứng hoặc chứng thực."),
                Paper("Giấy tờ chứng minh đủ diện tích nhà ở tối thiểu", required=False),
            ),
        ),
    ),
    channels=(
        Channel("online", (Limit(7),), (Fee("charge", 10_000, f"Mỗi lần đăng ký. {FREE_RESIDENCE}"),)),
        Channel("in_person", (Limit(7),), (Fee("charge", 20_000, f"Mỗi lần đăng ký. {FREE_RESIDENCE}"),)),
    ),
    results=(
        ("Thông báo kết quả giải quyết thủ tục về cư trú", "KQ.G01.000065"),
        ("Cập nhật thông tin trong Cơ sở dữ liệu về cư trú", "KQ.G01.000066"),
    ),
    laws=(*RESIDENCE, "75/2022/TT-BTC"),
    keywords=("hộ khẩu", "nhập hộ khẩu", "chuyển hộ khẩu", "sổ hộ khẩu", "nhập khẩu cho con"),
    decision="1523/QĐ-BCA-C06",
    competent=COMMUNE_POLICE,
    subjects=("citizen", "overseas_vietnamese"),
    conditions="Thông tin của người đăng ký đã có trong Cơ sở dữ liệu quốc gia về dân cư; có chỗ ở hợp pháp "
    "theo "
    "Điều 20 Luật Cư trú.",
    form="to-khai-thuong-tru",
)

SPLIT = Entry(
    code="1.010038",
    name="Tách hộ",
    name_en="Splitting a household",
    field=RESIDENCE_FIELD,
    levels=("commune",),
    summary="Thành viên hộ gia đình tách thành hộ riêng tại cùng một chỗ ở hợp pháp.",
    steps=RESIDENCE_STEPS,
    cases=(
        Case(
            name="Tách hộ thông thường",
            name_en="Usual case",
            papers=(
                Paper(
                    "Tờ khai thay đổi thông tin cư trú (mẫu CT01)",
                    note="Có ý kiến đồng ý của chủ hộ, chủ sở hữu chỗ ở.",
                ),
            ),
        ),
        Case(
            name="Vợ, chồng đã ly hôn vẫn cùng sử dụng chỗ ở",
            name_en="Divorced, sharing the home",
            papers=(
                Paper("Tờ khai thay đổi thông tin cư trú (mẫu CT01)"),
                Paper("Giấy tờ chứng minh việc ly hôn và việc tiếp tục được sử dụng chỗ ở"),
            ),
        ),
    ),
    channels=(
        Channel("online", (Limit(5),), (Fee("charge", 5_000, "Mỗi lần đăng ký"),)),
        Channel("in_person", (Limit(5),), (Fee("charge", 10_000, "Mỗi lần đăng ký"),)),
    ),
    results=(("Thông báo kết quả giải quyết thủ tục về cư trú", "KQ.G01.000065"),),
    laws=(*RESIDENCE, "75/2022/TT-BTC"),
    keywords=("tách khẩu", "tách hộ khẩu", "ra riêng"),
    decision="9354/QĐ-BCA-C06",
    competent=COMMUNE_POLICE,
    online="partial",
    conditions="Người tách hộ có năng lực hành vi dân sự đầy đủ; nhiều người cùng tách thì có ít nhất một "
    "người như vậy.",
)

RESIDENCE_NOTE = Entry(
    code="1.010041",
    name="Xác nhận thông tin về cư trú",
    name_en="Confirmation of residence",
    field=RESIDENCE_FIELD,
    levels=("commune",),
    summary="Xin giấy xác nhận nơi thường trú, tạm trú hoặc lịch sử cư trú (mẫu CT07) khi cơ quan khác yêu "
    "cầu.",
    steps=RESIDENCE_STEPS[:2] + ("Nhận Giấy xác nhận thông tin về cư trú.",),
    cases=(Case(papers=(Paper("Tờ khai thay đổi thông tin cư trú (mẫu CT01)"),)),),
    channels=everywhere(
        Limit(
            1, text="01 ngày làm việc khi thông tin đã có trong dữ liệu; 03 ngày làm việc khi cần xác minh."
        ),
        fees=(Fee("charge", 0, "Không thu."),),
    ),
    results=(("Xác nhận thông tin về cư trú (CT07)", "KQ.G01.000062"),),
    laws=RESIDENCE,
    keywords=("giấy xác nhận cư trú", "CT07", "xác nhận hộ khẩu"),
    decision="9354/QĐ-BCA-C06",
    competent=COMMUNE_POLICE,
    subjects=("citizen", "organisation", "business", "cooperative", "official"),
)

IDENTITY_CARD = Entry(
    code="1.014061",
    name="Cấp thẻ căn cước cho người từ đủ 14 tuổi trở lên",
    name_en="Identity card for people aged 14 and over",
    field="Cấp, quản lý căn cước",
    levels=("commune",),
    summary="Làm thẻ căn cước lần đầu tại Công an cấp xã, không phụ thuộc nơi cư trú. Có thể hẹn giờ trực "
    "tuyến, nhưng "
    "phải đến để chụp ảnh, lấy vân tay và mống mắt.",
    steps=(
        "Hẹn giờ trực tuyến hoặc đến thẳng nơi thu nhận.",
        "Cán bộ đối chiếu thông tin trong dữ liệu dân cư, chụp ảnh, thu nhận vân tay, mống mắt.",
        "Kiểm tra, ký Phiếu thu nhận thông tin căn cước và nhận giấy hẹn.",
        "Nhận thẻ căn cước.",
    ),
    cases=(
        Case(
            papers=(
                Paper(
                    "Phiếu thu thập thông tin dân cư (DC01)",
                    required=False,
                    note="Khi chưa có dữ liệu dân cư.",
                ),
                Paper("Phiếu đề nghị giải quyết thủ tục về căn cước (DC02)"),
                Paper(
                    "Phiếu thu nhận thông tin căn cước (CC01)", note="Cán bộ in để công dân kiểm tra và ký."
                ),
            ),
        ),
    ),
    channels=at_the_desk(Limit(7), fees=(Fee("charge", 0, "Không thu khi cấp lần đầu."),)),
    results=(("Thẻ căn cước", "KQ.G01.000023"),),
    laws=("26/2023/QH15", "70/2024/NĐ-CP", "17/2024/TT-BCA", "53/2025/TT-BCA"),
    keywords=("căn cước công dân", "CCCD", "làm căn cước", "chứng minh nhân dân", "thẻ căn cước"),
    decision="5710/QĐ-BCA-C06",
    competent=COMMUNE_POLICE,
    online="info",
)

POOR = "Giấy chứng nhận hộ nghèo, hộ cận nghèo"
LICENCE_CHARGE = Fee(
    "charge",
    135_000,
    "Mỗi lần cấp",
    rule={
        "name": "Lệ phí cấp lại giấy phép lái xe",
        "collected": "filing",
        "round_to": 5_000,
        "legal": "Thông tư 37/2023/TT-BTC",
        "reductions": [
            {"name": "Nộp hồ sơ trực tuyến", "percent": 15, "when": '_channel == "online"'},
            {"name": "Người thuộc hộ nghèo, hộ cận nghèo", "percent": 100, "paper": POOR},
        ],
    },
)

DRIVING_LICENCE = Entry(
    code="3.000348",
    name="Cấp lại giấy phép lái xe",
    name_en="Replacement of a driving licence",
    field="Sát hạch, cấp giấy phép lái xe",
    levels=("province",),
    summary="Xin cấp lại giấy phép lái xe bị mất hoặc hư hỏng.",
    steps=(
        "Nộp hồ sơ trực tuyến hoặc tại Trung tâm Phục vụ hành chính công tỉnh.",
        "Công an tỉnh kiểm tra dữ liệu giấy phép lái xe và vi phạm giao thông.",
        "Nộp lệ phí và nhận giấy phép lái xe.",
    ),
    cases=(
        Case(
            papers=(
                Paper("Đề nghị cấp lại giấy phép lái xe", note="Theo mẫu của Thông tư 12/2025/TT-BCA."),
                Paper("Giấy khám sức khỏe của người lái xe", note="Trừ giấy phép hạng A1, A, B1."),
                Paper("Bản sao giấy phép lái xe", originals=0, copies=1, required=False, note="Nếu còn."),
                Paper(POOR, originals=0, copies=1, required=False, note="Chỉ khi xin miễn lệ phí."),
            ),
        ),
    ),
    channels=everywhere(Limit(5), fees=(LICENCE_CHARGE,)),
    results=(("Giấy phép lái xe", "KQ.G01.000185"),),
    laws=("12/2025/TT-BCA", "37/2023/TT-BTC"),
    keywords=("bằng lái xe", "mất bằng lái", "GPLX", "bằng lái bị mất"),
    decision="1025/QĐ-BCA",
    competent="Công an tỉnh",
    agencies=("H99.06",),
    subjects=("citizen", "overseas_vietnamese", "foreigner"),
    online="partial",
    form="de-nghi-doi-giay-phep-lai-xe",
)

CRIMINAL_RECORD = Entry(
    code="3.000333",
    name="Cấp Phiếu lý lịch tư pháp",
    name_en="Criminal record certificate",
    field="Lý lịch tư pháp",
    levels=("province",),
    summary="Xin Phiếu lý lịch tư pháp số 1 để nộp hồ sơ xin việc, du học, lao động nước ngoài; hoặc Phiếu "
    "số 2 để biết "
    "lý lịch của chính mình. Phiếu số 2 không được ủy quyền xin thay.",
    steps=(
        "Điền tờ khai điện tử và chọn cách nhận kết quả.",
        "Công an tỉnh tra cứu thông tin án tích và xác minh khi cần.",
        "Nộp phí và nhận Phiếu bản điện tử hoặc bản giấy.",
    ),
    cases=(
        Case(
            name="Xin cấp cho bản thân",
            name_en="For oneself",
            papers=(
                Paper("Tờ khai yêu cầu cấp Phiếu lý lịch tư pháp", form="to-khai-ly-lich-tu-phap"),
                Paper("Bản sao thẻ căn cước hoặc hộ chiếu", originals=0, copies=1),
                Paper("Giấy tờ chứng minh được miễn, giảm phí", required=False),
            ),
        ),
        Case(
            name="Xin thay theo ủy quyền, cha mẹ xin cho con chưa thành niên",
            name_en="By authorisation, or for a minor",
            papers=(
                Paper("Tờ khai yêu cầu cấp Phiếu lý lịch tư pháp", form="to-khai-ly-lich-tu-phap"),
                Paper("Bản sao thẻ căn cước hoặc hộ chiếu của người được cấp Phiếu", originals=0, copies=1),
                Paper(
                    "Văn bản ủy quyền",
                    required=False,
                    note="Không cần khi người nộp là cha, mẹ, vợ, chồng, con.",
                ),
            ),
        ),
    ),
    channels=everywhere(
        Limit(10, unit="day", text="Cần xác minh phức tạp thì kéo dài thêm theo Luật Lý lịch tư pháp."),
        fees=(
            Fee(
                "fee",
                200_000,
                "Mỗi người một lần; 100.000 đồng với sinh viên, người có công, thân nhân liệt sĩ; từ Phiếu "
                "thứ ba thêm "
                "5.000 đồng mỗi Phiếu. Trẻ em, người cao tuổi, người khuyết tật, hộ nghèo được miễn",
            ),
        ),
    ),
    results=(
        ("Phiếu lý lịch tư pháp số 1", "KQ.G01.000200"),
        ("Phiếu lý lịch tư pháp số 2", "KQ.G01.000199"),
    ),
    laws=("28/2009/QH12", "244/2016/TT-BTC"),
    keywords=(
        "lý lịch tư pháp",
        "giấy xác nhận không tiền án",
        "tiền án tiền sự",
        "phiếu lý lịch số 1",
        "số 2",
    ),
    decision="1025/QĐ-BCA",
    competent="Công an tỉnh",
    agencies=("H99.06",),
    subjects=("citizen", "overseas_vietnamese", "foreigner"),
    form="to-khai-ly-lich-tu-phap",
)

ENTRIES = (PERMANENT, SPLIT, RESIDENCE_NOTE, IDENTITY_CARD, DRIVING_LICENCE, CRIMINAL_RECORD)
