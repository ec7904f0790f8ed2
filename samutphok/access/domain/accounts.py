"""Accounts as other rooms see them, and those of a demonstration: one for each role, so that a newcomer sees with all eyes."""

from dataclasses import dataclass
from datetime import datetime

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
    """An account with the grants it holds, those that have not begun or have run out too, without withdrawn ones.

    one_time_until: until when an administrator's one-time code opens the account; None once its holder has a password.
    """

    id: str
    username: str
    display_name: str
    agency: str
    active: bool
    demo: bool
    grants: tuple[Grant, ...]
    email: str = ""
    language: str = "th"
    last_login: datetime | None = None
    one_time_until: datetime | None = None
    has_password: bool = False


@dataclass(frozen=True, slots=True)
class AccountFilter:
    """Which accounts are asked for. text: part of a user name or name; area_code: whose grants reach this area."""

    text: str = ""
    role: Role | None = None
    area_code: str = ""
    active: bool | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class AccountState:
    """An account, whether wrong passwords have locked it out for now, and whether it has a second step at login.

    second_factor: None in lists, where it is not asked.
    """

    account: AccountView
    locked_out: bool
    second_factor: bool | None = None


@dataclass(frozen=True, slots=True)
class AccountList:
    """One page of accounts, by user name."""

    wanted: AccountFilter
    rows: tuple[AccountState, ...]
    total: int
    page_size: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return -(-self.total // self.page_size) or 1


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
        "phuket",
        Bilingual("สำนักงาน พมจ. ภูเก็ต", "Provincial social-development office (พมจ.), Phuket"),
        Role.PROVINCE,
        ("83",),
    ),
    DemoAccount("governor", Bilingual("ผู้ว่าราชการจังหวัดภูเก็ต", "Governor of Phuket"), Role.GOVERNOR, ("83",)),
    DemoAccount("national", Bilingual("ส่วนกลาง กระทรวง พม.", "National desk of the MSDHS"), Role.NATIONAL, ("TH",)),
    DemoAccount(
        "onehome",
        Bilingual("ทีม One Home หกจังหวัดอันดามัน", "One Home team of six southern provinces"),
        Role.PROVINCE,
        ONE_HOME_SOUTH,
    ),
    DemoAccount("thalang", Bilingual("อำเภอถลาง", "Amphoe Thalang"), Role.AMPHOE, ("8303",)),
    DemoAccount("kathu", Bilingual("อำเภอกะทู้", "Amphoe Kathu"), Role.AMPHOE, ("8302",)),
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
    DemoAccount(
        "education",
        Bilingual("สำนักงานศึกษาธิการจังหวัดภูเก็ต", "Education office of Phuket"),
        Role.AGENCY_OFFICER,
        ("83",),
        agency="education",
    ),
    DemoAccount(
        "health",
        Bilingual("สำนักงานสาธารณสุขจังหวัดภูเก็ต", "Public-health office of Phuket"),
        Role.AGENCY_OFFICER,
        ("83",),
        agency="public-health",
    ),
    DemoAccount("hotline", Bilingual("สายด่วน 1300 ภูเก็ต", "Hotline 1300, Phuket"), Role.HOTLINE, ("83",)),
    DemoAccount("banklang", Bilingual("บ้านกลางภูเก็ต", "Ban Klang, Phuket"), Role.HOME_STAFF, ("83",)),
    DemoAccount("supporter", Bilingual("บริษัทผู้สนับสนุน", "A firm that gives"), Role.SUPPORTER, ("83",)),
    DemoAccount("verifier", Bilingual("ทีมตรวจสอบข้อมูล ภูเก็ต", "Verification team, Phuket"), Role.VERIFIER, ("83",)),
    DemoAccount("auditor", Bilingual("ผู้ตรวจสอบ", "Auditor"), Role.AUDITOR, ("TH",)),
    DemoAccount("administrator", Bilingual("ผู้ดูแลระบบ", "Administrator"), Role.ADMINISTRATOR, ("TH",)),
)
