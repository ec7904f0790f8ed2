"""What gunicorn itself writes down: no phone's key, and of failures the way without values."""

from typing import Any

from gunicorn.glogging import Logger

from samutphok.foundation.discretion import DiscreetFormatter


class ServerLog(Logger):
    """gunicorn's own log, as discreet as ours; there is no access log, since its addresses hold keys."""

    def setup(self, cfg: Any) -> None:
        """Called once by gunicorn, before it serves."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(DiscreetFormatter(self.error_fmt, self.datefmt))
