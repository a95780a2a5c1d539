"""`python -m tests.pictures` takes the pictures of docs/pictures: every page as a reader sees it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

from dashboard.navigation import PAGES
from etl.principal import LOCAL
from tests.e2e.browsing import DESK, PHONE, drawn, full_height, launched, new_page, visit
from tests.e2e.serving import ROOT, load_demo, load_record, served

FOLDER = ROOT / "docs" / "pictures"
DEMO_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its name, the page, how the reader looks at it, and whether it shows more than the first screen."""

    name: str
    path: str = ""
    width: int = DESK
    scheme: str = "light"
    whole: bool = True


OF_RECORD = (
    *(Picture(f"{page.name}-light", page.path) for page in PAGES if page.is_open_to(LOCAL)),
    Picture("overview-dark", scheme="dark"),
    Picture("overview-390", width=PHONE),
    Picture("overview-en", "?lang=en"),
)
# The README shows the invented set: all of the country moves in it. The banner says what it is.
OF_DEMO = (Picture("overview", whole=False), Picture("overview-demo"))


@contextmanager
def record(folder: Path) -> Iterator[str]:
    """Serve the public record, loaded afresh; return the address."""
    database = f"sqlite:///{folder / 'record.db'}"
    load_record(database)
    with served(folder / "record.log", database) as running:
        yield running.address


@contextmanager
def demo(folder: Path) -> Iterator[str]:
    """Serve the invented set; return the address."""
    database = f"sqlite:///{folder / 'demo.db'}"
    load_demo(database, DEMO_ROWS, folder / "files")
    with served(folder / "demo.log", database) as running:
        yield running.address


def take(browser: Browser, address: str, picture: Picture, folder: Path) -> Path:
    """Take one picture of a page."""
    path = folder / f"{picture.name}.png"
    with new_page(browser, picture.width, picture.scheme) as page:
        visit(page, address + picture.path)
        if picture.whole:
            full_height(page)
            drawn(page)
        page.mouse.move(0, 0)
        page.screenshot(path=path)
    return path


def main() -> None:
    """Take all pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, launched() as browser:
        for serve, pictures in ((record, OF_RECORD), (demo, OF_DEMO)):
            with serve(Path(folder)) as address:
                for picture in pictures:
                    print(take(browser, address, picture, FOLDER).relative_to(ROOT), flush=True)


if __name__ == "__main__":
    main()
