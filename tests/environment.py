"""Loaded before anything else (`-p` in pyproject.toml): a data folder of its own for every process of a test run.

Django's settings read the environment once, before any conftest; workers that ran side by side would share one folder.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ.setdefault("SAMUTPHOK_TESTING", "1")
os.environ.setdefault("SAMUTPHOK_LOG", "WARNING")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's loop lives in the test's thread
os.environ.pop("SAMUTPHOK_DEMO", None)

if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    os.environ["SAMUTPHOK_DATA"] = str(Path(os.environ["SAMUTPHOK_DATA"]) / worker)
else:
    os.environ["SAMUTPHOK_DATA"] = tempfile.mkdtemp(prefix="samutphok-test-")
    atexit.register(shutil.rmtree, os.environ["SAMUTPHOK_DATA"], ignore_errors=True)
