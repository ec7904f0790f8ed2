"""Draws the field app's icons (field/public/icon-*.png) from the sign of the product. Run it when static/icon.svg changes."""

from pathlib import Path

from playwright.sync_api import sync_playwright

HOUSE = Path(__file__).parent.parent
SIGN = (HOUSE / "samutphok/web/static/icon.svg").read_text("utf-8")
GROUND = "#0f5f63"
# file: size in pixels, part of the width that the sign takes (a maskable icon may be cut to a circle)
ICONS = {"icon-192": (192, 0.76), "icon-512": (512, 0.76), "icon-180": (180, 0.72), "icon-maskable-512": (512, 0.58)}


def main() -> None:
    """One picture an icon: the open book with its heart, on the brand's ground."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name, (size, part) in ICONS.items():
            page = browser.new_page(viewport={"width": size, "height": size})
            sign = SIGN.replace("#0f5f63", GROUND).replace("<svg ", f'<svg width="{size * part}" ', 1)
            page.set_content(
                f'<body style="margin:0;height:100vh;display:grid;place-items:center;background:{GROUND}">{sign}'
            )
            page.screenshot(path=HOUSE / "field" / "public" / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
