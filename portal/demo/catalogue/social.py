"""Bảo trợ xã hội and giảm nghèo."""

from __future__ import annotations

from portal.demo.catalogue.entry import COMMUNE, Case, Channel, Entry, Fee, Limit, Paper

NOTHING = (Fee("fee", 0, "Không thu."),)

DISABILITY = Entry(
    code="1.001699",
    name="Xác định mức độ khuyết tật và cấp Giấy xác nhận khuyết tật",
    name_en="Disability certificate",
    field="Bảo trợ xã hội",
    levels=("commune",),
    summary="Hội đồng của xã, phường xác định dạng và mức độ khuyết tật, làm căn cứ hưởng trợ cấp, bảo hiểm "
    "y tế và các "
    "ưu đãi khác.",
    steps=(
        "Người khuyết tật hoặc người đại diện nộp đơn.",
        "Hội đồng xác định mức độ khuyết tật gặp, đánh giá và lập biên bản.",
        "Niêm yết công khai 05 ngày làm việc rồi cấp Giấy xác nhận khuyết tật.",
    ),
    cases=(
        Case(
            name="Xác định lần đầu",
            name_en="First time",
            papers=(
                Paper("Đơn đề nghị xác định mức độ khuyết tật (Mẫu số 01)"),
                Paper("Giấy tờ y tế chứng minh khuyết tật", originals=0, copies=1, required=False),
            ),
        ),
        Case(
            name="Xác định lại",
            name_en="Reassessment",
            papers=(
                Paper("Đơn đề nghị xác định lại mức độ khuyết tật (Mẫu số 01)"),
                Paper("Giấy xác nhận khuyết tật cũ"),
                Paper("Giấy tờ y tế chứng minh khuyết tật", originals=0, copies=1, required=False),
            ),
        ),
    ),
    channels=(
        Channel("in_person", (Limit(25),), NOTHING),
        Channel("online", (Limit(25),), NOTHING, "Người khuyết tật vẫn gặp Hội đồng để được đánh giá."),
    ),
    results=(("Giấy xác nhận khuyết tật", ""),),
    laws=("51/2010/QH12", "28/2012/NĐ-CP", "01/2019/TT-BLĐTBXH"),
    keywords=("giấy khuyết tật", "trợ cấp khuyết tật", "người tàn tật"),
    decision="01/QĐ-UBND (bản demo)",
    competent=COMMUNE,
    online="partial",
    form="de-nghi-xac-dinh-khuyet-tat",
)

POVERTY = Entry(
    code="1.011607",
    name="Công nhận hộ nghèo, hộ cận nghèo thường xuyên hằng năm",
    name_en="Recognition of poor and near-poor households",
    field="Giảm nghèo",
    levels=("commune",),
    summary="Hộ gia đình gặp khó khăn đề nghị rà soát để được công nhận hộ nghèo, hộ cận nghèo và hưởng "
    "chính sách hỗ trợ.",
    steps=(
        "Hộ gia đình nộp giấy đề nghị rà soát.",
        "Thôn, tổ dân phố thu thập thông tin, chấm điểm và họp dân lấy ý kiến.",
        "Niêm yết công khai; Chủ tịch xã, phường quyết định công nhận.",
    ),
    cases=(Case(papers=(Paper("Giấy đề nghị rà soát hộ nghèo, hộ cận nghèo (Mẫu số 01)"),)),),
    channels=(
        Channel("online", (Limit(15, unit="day"),), NOTHING),
        Channel("in_person", (Limit(15, unit="day"),), NOTHING),
        Channel("post", (Limit(15, unit="day"),), NOTHING),
    ),
    results=(("Quyết định công nhận hộ nghèo, hộ cận nghèo", "KQ.G10.001158"),),
    laws=("24/2021/QĐ-TTg", "07/2021/TT-BLĐTBXH"),
    keywords=("sổ hộ nghèo", "hộ nghèo", "cận nghèo", "trợ cấp"),
    decision="967/QĐ-BNNMT",
    competent=COMMUNE,
    online="partial",
    form="de-nghi-ra-soat-ho-ngheo",
)

ENTRIES = (DISABILITY, POVERTY)
