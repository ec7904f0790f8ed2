"""`samutphok worker`: works through the jobs that wait in the database, those of a killed worker first."""

import argparse

from django.core.management import call_command


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declares `worker`."""
    parser = subparsers.add_parser("worker", help="work through the job queue")
    parser.add_argument("--until-idle", action="store_true", help="stop when nothing waits any more")


def run(args: argparse.Namespace) -> int:
    """Runs jobs one after the other until it is told to stop."""
    from samutphok.intake.jobs import resume as resume_staging
    from samutphok.linkage.jobs import resume as resume_attaching

    resume_staging()
    resume_attaching()
    call_command("db_worker", batch=args.until_idle, verbosity=0)
    return 0
