"""Five hundred referrals in one action, against the same families referred one by one; and the clocks of ten thousand.

Run: python benchmarks/referrals.py [families] (default 500). Prints seconds for the list, for a loop of single ones (a fifth
of them, reckoned up), and the ratio; exit code 1 above ten seconds.

Run: python benchmarks/referrals.py clocks [referrals] (default 10000). Prints seconds of the job that turns the clocks over so
many open referrals: while nothing is due, when each hundredth is due a reminder, and once more; exit code 1 above ten
seconds for any of them.

Either makes a small office of its own in a temporary folder, on SQLite.
"""

import os
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

LIMIT = 10.0
ROOT = Path(__file__).resolve().parents[1]


def people(families: int) -> list[object]:
    """The ids of so many made-up families."""
    from small_office import attach_families, made_up_families

    from samutphok.registry.models import Household

    for seed in range(-(-families // 80) + 1):
        made = made_up_families(80, seed=seed)
        for number, family in enumerate(made):
            family.house_code = f"83{seed:02d}{number // 2:07d}"
            for one in family.members:
                one.number += seed * 1_000
        attach_families(made)
    return list(Household.objects.filter(area_code__startswith="83").values_list("pk", flat=True)[:families])


def clocks(referrals: int) -> int:
    """Seconds of the job over so many open referrals."""
    from django.test.utils import setup_test_environment
    from register_rows import NOW, viewer

    from samutphok.referrals.actions import refer_list, turn_clocks
    from samutphok.referrals.domain.referral import NewReferral
    from samutphok.referrals.models import Referral

    setup_test_environment()
    ids, who, soon = people(100), viewer("83"), NOW + timedelta(days=30)
    asked = NewReferral(ids[0], "labour", "", "no_work")
    refer_list(viewer=who, household_ids=ids, referral=asked, now=NOW)
    due = max(1, referrals // 100)
    Referral.objects.filter(pk__in=list(Referral.objects.values_list("pk", flat=True)[due:])).update(next_at=soon)
    copied(referrals - Referral.objects.count(), next_at=soon)
    first = Referral.objects.order_by("next_at").first().next_at
    print(f"{'the job finds':<28}{'open':>10}{'steps':>10}{'seconds':>10}")
    slowest = 0.0
    for word, at in (("nothing due", NOW), ("reminders due", first), ("the same again", first)):
        began = time.perf_counter()
        steps = turn_clocks(now=at)
        took = time.perf_counter() - began
        slowest = max(slowest, took)
        print(f"{word:<28}{Referral.objects.filter(ended_at=None).count():>10}{steps:>10}{took:>10.2f}")
    return int(slowest > LIMIT)


def copied(more: int, **changed: object) -> None:
    """So many more open referrals like those there are, each with its first act, at agencies that never were."""
    from samutphok.referrals.models import Referral, ReferralAct

    like = list(Referral.objects.prefetch_related("acts"))
    for number in range(-(-more // len(like))):
        rows, acts = [], []
        for one in like[: more - number * len(like)]:
            sent = one.acts.all()[0]
            fresh = Referral.objects.model(**{f.attname: getattr(one, f.attname) for f in one._meta.concrete_fields})
            fresh.pk, fresh.agency, fresh.shared_sealed = uuid4(), f"made-up-{number}", ""
            for name, value in changed.items():
                setattr(fresh, name, value)
            rows.append(fresh)
            kept = {f.attname: getattr(sent, f.attname) for f in sent._meta.concrete_fields}
            acts.append(ReferralAct(**kept | {"id": uuid4(), "referral_id": fresh.pk, "said_sealed": ""}))
        Referral.objects.bulk_create(rows)
        ReferralAct.objects.bulk_create(acts)


def main(families: int) -> int:
    """The table of both ways."""
    from django.test.utils import setup_test_environment
    from register_rows import NOW, viewer

    from samutphok.referrals.actions import refer, refer_list
    from samutphok.referrals.domain.referral import NewReferral

    setup_test_environment()
    ids = people(families)
    who = viewer("83")
    asked = NewReferral(ids[0], "labour", "", "no_work")
    began = time.perf_counter()
    done = refer_list(viewer=who, household_ids=ids, referral=asked, now=NOW)
    listed = time.perf_counter() - began
    few = ids[: max(1, len(ids) // 5)]
    began = time.perf_counter()
    for one in few:
        refer(viewer=who, referral=NewReferral(one, "education", "", "out_of_school"), now=NOW)
    single = (time.perf_counter() - began) / len(few) * len(ids)
    print(f"{'way':<28}{'families':>10}{'seconds':>10}{'ratio':>8}")
    print(f"{'one list, one transaction':<28}{len(done.made):>10}{listed:>10.2f}{1:>8.1f}")
    print(f"{'one by one (reckoned up)':<28}{len(ids):>10}{single:>10.2f}{single / listed:>8.1f}")
    return int(listed > LIMIT)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"SAMUTPHOK_DATA": folder, "SAMUTPHOK_TESTING": "1"}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samutphok.config.settings")
        sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        given = sys.argv[1:]
        if given[:1] == ["clocks"]:
            sys.exit(clocks(int(given[1]) if given[1:] else 10_000))
        sys.exit(main(int(given[0]) if given else 500))
