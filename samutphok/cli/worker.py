"""`samutphok worker`: works through the jobs that wait in the database, those of a killed worker first."""

import argparse
import os

from django.core.management import call_command

_BEHIND_PEOPLE = 10  # of 19 steps down: a ninth of the processor's time while others want all of it


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declares `worker`."""
    parser = subparsers.add_parser("worker", help="work through the job queue")
    parser.add_argument("--until-idle", action="store_true", help="stop when nothing waits any more")


def run(args: argparse.Namespace) -> int:
    """Runs jobs one after the other until it is told to stop, while nobody at a page or a phone needs the processor."""
    from samutphok.intake.jobs import resume as resume_staging
    from samutphok.linkage.jobs import resume as resume_attaching
    from samutphok.messaging.jobs import resume as resume_messages
    from samutphok.referrals.jobs import keep_turning
    from samutphok.requests.jobs import resume as resume_requests
    from samutphok.watch.jobs import keep_reminding
    from samutphok.web.jobs import resume as resume_files

    if not args.until_idle:
        os.nice(_BEHIND_PEOPLE)
    resume_staging()
    resume_attaching()
    resume_messages()
    resume_files()
    resume_requests()
    keep_turning()
    keep_reminding()
    call_command("db_worker", batch=args.until_idle, verbosity=0)
    return 0
