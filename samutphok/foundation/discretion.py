"""What may be told of a failure where others read it: the way through the code, never the values that were at hand.

Messages of databases and libraries quote what they stumbled over ('Failing row contains (...)'), which may be a name or a
citizen number. Only the project's own errors, which by rule carry none, are told in their words.
"""

import logging
import re
import sys
from contextlib import ContextDecorator
from traceback import format_tb
from types import TracebackType
from typing import Any

from samutphok.kernel.errors import Error

_KEY = re.compile(r"(v1/key/|/r/)[^/\s?#\"']+")


class JobFailed(Exception):
    """A job's failure as the queue keeps it for everybody who looks: a traceback without values."""


def discreet_traceback(error: BaseException) -> str:
    """Python's traceback, causes first, with each exception's kind where its message would stand."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    said = f"{kind}: {error}\n" if isinstance(error, Error | JobFailed) else f"{kind}\n"
    return "".join([discreet_traceback(before) if before else "", *format_tb(error.__traceback__), said])


class Discreet(ContextDecorator):
    """Around a job: what goes wrong in it leaves as `JobFailed`, because queues store the messages of exceptions."""

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, _kind: object, error: BaseException | None, _frames: TracebackType | None) -> None:
        """Signals to stop pass as they are."""
        if isinstance(error, Exception):
            raise JobFailed(discreet_traceback(error)) from None


class DiscreetFormatter(logging.Formatter):
    """Writes log lines; of exceptions the discreet traceback, of phones' addresses and one-time links all but the key.

    Whoever reads the log must not be able to send by a key that stands in it.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line as it is written."""
        return _KEY.sub(r"\1…", super().format(record))

    def formatException(self, ei: Any) -> str:
        """The traceback of `sys.exc_info()`."""
        return discreet_traceback(ei[1]) if ei[1] else ""


def tell_discreetly(_kind: type[BaseException], error: BaseException, _frames: TracebackType | None) -> None:
    """For `sys.excepthook`: a command that breaks shows its way and no values."""
    sys.stderr.write(discreet_traceback(error))
