"""Shared by all tests: on CI no test may be skipped in silence."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# timing decides nothing, and the same examples come every time
settings.register_profile("steady", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("steady")

ON_CI = os.environ.get("CI", "").lower() in {"1", "true"}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    """On CI a skipped test counts as failed: a missing service must not look like a success."""
    report = yield
    if ON_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped on CI: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def tpmap() -> Path:
    """The folder with TPMAP's published counts of BE 2561, named by SAMUTPHOK_TPMAP."""
    folder = os.environ.get("SAMUTPHOK_TPMAP")
    if not folder or not (Path(folder) / "target_poor.parquet").is_file():
        pytest.skip("TPMAP's published counts were not found: set SAMUTPHOK_TPMAP to the folder that holds them")
    return Path(folder)


@pytest.fixture(scope="session")
def xforms() -> Path:
    """The folder with public XForms made by others, named by SAMUTPHOK_XFORMS."""
    folder = os.environ.get("SAMUTPHOK_XFORMS")
    if not folder or not any(Path(folder).glob("*/*.xml")):
        pytest.skip("The public test forms were not found: set SAMUTPHOK_XFORMS to the folder that holds them")
    return Path(folder)


@pytest.fixture(scope="session")
def spark_engine() -> str:
    """Name of the Spark engine; asks for PySpark aloud when it is missing."""
    pytest.importorskip("pyspark", reason="PySpark is missing: ./check installs it")
    return "spark"
