"""What can be wrong when a scenario is tried."""

from samutphok.kernel.errors import Bilingual, NotFound


class ScenarioNotFound(NotFound):
    """There is no such scenario or trial within the viewer's area."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบสถานการณ์จำลองนี้", "There is no such scenario."),
            remedy=Bilingual("เลือกจากหน้าลองดูสถานการณ์", "Choose one on the page of scenarios."),
        )
