"""Files on their way into the warehouse through a browser: too large, or into a server that is killed."""

import os
import random
import shutil
import signal
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from etl.warehouse.database import create_engine
from tests.e2e.browsing import LONG, new_page
from tests.e2e.serving import served
from tests.etl.loads.test_kills import assert_whole
from tests.etl.survival_files import large
from tests.etl.survival_processes import answer, run

pytestmark = pytest.mark.browser
KILLS = int(os.environ.get("KILLS", "2"))
BROKEN_OFF, BEGUN = "прервалась: ничего из неё не взято", "SELECT id FROM use_record WHERE what = 'load begun'"
TOO_LARGE = "Файл больше 100 МБ не принимается"


def dropped(page: Page, address: str, file: Path) -> None:
    """Drop a file on the page «Данные»."""
    page.goto(f"{address}data")
    page.locator("input[type=file]").wait_for(state="attached", timeout=LONG)
    page.locator("input[type=file]").set_input_files(file)


def test_a_file_over_the_limit_is_said_before_it_is_sent(
    browser: Browser, record: str, log: Path, tmp_path: Path
) -> None:
    file = tmp_path / "Свод.csv"
    with file.open("wb") as content:
        content.truncate(110_000_000)
    with served(log, record) as running, new_page(browser) as page:
        page.goto(f"{running.address}data")
        page.get_by_text(TOO_LARGE).wait_for(state="attached", timeout=LONG)
        assert not page.get_by_text(TOO_LARGE).is_visible()
        dropped(page, running.address, file)
        page.get_by_text(TOO_LARGE).wait_for(timeout=LONG)


@pytest.mark.parametrize("number", range(KILLS))
def test_a_server_killed_in_a_load_leaves_nothing_half_done(
    browser: Browser, record: str, log: Path, tmp_path: Path, number: int
) -> None:
    database, file = tmp_path / "warehouse.db", tmp_path / "Свод.csv"
    shutil.copy(record.removeprefix("sqlite:///"), database)
    file.write_bytes(large(20_000))
    url = f"sqlite:///{database}"
    loads = len(answer(url, "SELECT id FROM journal"))
    with served(log, url) as running, new_page(browser) as page:
        dropped(page, running.address, file)
        button = page.get_by_role("button", name="Загрузить", exact=True)
        button.wait_for(timeout=LONG)
        button.click()
        time.sleep(random.Random(number).random() * 2)  # noqa: S311 (a moment, no secret)
        os.kill(running.pid, signal.SIGKILL)
    engine = create_engine(url)
    taken = len(answer(url, "SELECT id FROM journal")) - loads
    assert taken in (0, 1)
    with served(log, url) as running, new_page(browser) as page:
        page.goto(f"{running.address}data")
        page.get_by_text("Загрузить реестр").wait_for(timeout=LONG)
        assert page.get_by_text(BROKEN_OFF).count() == (0 if taken else len(answer(url, BEGUN)))
    assert_whole(engine)
    engine.dispose()
    done = run(url, "load", file)
    assert (done.code, done.err) == (0, ""), "the lock is free"
    with served(log, url) as running, new_page(browser) as page:
        page.goto(f"{running.address}data")
        page.get_by_text("Свод", exact=False).first.wait_for(state="attached", timeout=LONG)
