"""Roles as people call them."""

from collections.abc import Mapping

from samutphok.access.domain.roles import Role
from samutphok.kernel.errors import Bilingual

ROLE_LABELS: Mapping[Role, Bilingual] = {
    Role.NATIONAL: Bilingual("ส่วนกลาง", "National desk"),
    Role.PROVINCE: Bilingual("จังหวัด (พมจ. One Home)", "Province (พมจ., One Home)"),
    Role.AMPHOE: Bilingual("อำเภอ", "Amphoe"),
    Role.TAMBON: Bilingual("ตำบล", "Tambon"),
    Role.VOLUNTEER: Bilingual("อาสาสมัคร (อพม. อสม.)", "Volunteer (อพม., อสม.)"),
    Role.AGENCY_OFFICER: Bilingual("เจ้าหน้าที่หน่วยงาน", "Agency officer"),
    Role.VERIFIER: Bilingual("ทีมตรวจสอบข้อมูล", "Verification team"),
    Role.AUDITOR: Bilingual("ผู้ตรวจสอบการใช้ระบบ", "Auditor"),
    Role.ADMINISTRATOR: Bilingual("ผู้ดูแลบัญชีผู้ใช้", "Account administrator"),
}
