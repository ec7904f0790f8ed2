"""Accounts as other rooms see them, and those of a demonstration: one for each role, so that a newcomer sees with all eyes."""

from dataclasses import dataclass

from samutphok.access.domain.decision import Grant
from samutphok.access.domain.roles import Role
from samutphok.kernel.errors import Bilingual


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What is said of a person when their account is made. The language is 'th' or 'en'."""

    username: str
    display_name: str
    email: str = ""
    agency: str = ""
    language: str = "th"
    demo: bool = False


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account with the grants it holds, those that have not begun or have run out too, without withdrawn ones."""

    id: str
    username: str
    display_name: str
    agency: str
    active: bool
    demo: bool
    grants: tuple[Grant, ...]


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One click logs in as this person, who does not exist."""

    username: str
    title: Bilingual
    role: Role
    areas: tuple[str, ...]
    agency: str = ""


ONE_HOME_SOUTH = ("81", "82", "83", "85", "91", "92")  # Krabi, Phang Nga, Phuket, Ranong, Satun, Trang

DEMO_ACCOUNTS: tuple[DemoAccount, ...] = (
    DemoAccount(
        "phuket", Bilingual("ผู้ว่าราชการจังหวัด / พมจ. ภูเก็ต", "Governor and พมจ. of Phuket"), Role.PROVINCE, ("83",)
    ),
    DemoAccount("national", Bilingual("ส่วนกลาง กระทรวง พม.", "National desk of the MSDHS"), Role.NATIONAL, ("TH",)),
    DemoAccount(
        "onehome",
        Bilingual("ทีม One Home หกจังหวัดอันดามัน", "One Home team of six southern provinces"),
        Role.PROVINCE,
        ONE_HOME_SOUTH,
    ),
    DemoAccount("thalang", Bilingual("อำเภอถลาง", "Amphoe Thalang"), Role.AMPHOE, ("8303",)),
    DemoAccount(
        "choengthale",
        Bilingual("ศูนย์ช่วยเหลือสังคมตำบลเชิงทะเล", "Tambon social-assistance centre, Choeng Thale"),
        Role.TAMBON,
        ("830303",),
    ),
    DemoAccount(
        "volunteer", Bilingual("อพม. ตำบลเชิงทะเล", "Volunteer (อพม.) in Choeng Thale"), Role.VOLUNTEER, ("830303",)
    ),
    DemoAccount(
        "labour",
        Bilingual("สำนักงานแรงงานจังหวัดภูเก็ต", "Labour office of Phuket"),
        Role.AGENCY_OFFICER,
        ("83",),
        agency="labour",
    ),
    DemoAccount("verifier", Bilingual("ทีมตรวจสอบข้อมูล ภูเก็ต", "Verification team, Phuket"), Role.VERIFIER, ("83",)),
    DemoAccount("auditor", Bilingual("ผู้ตรวจสอบ", "Auditor"), Role.AUDITOR, ("TH",)),
    DemoAccount("administrator", Bilingual("ผู้ดูแลระบบ", "Administrator"), Role.ADMINISTRATOR, ("TH",)),
)
