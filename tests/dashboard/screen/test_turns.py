"""Files wait for their turn: two are worked on at once, and all are."""

import threading
import time

from dashboard.language.phrases import translator
from dashboard.screen.data_page.turns import AT_ONCE, places, turn


def test_two_files_are_worked_on_at_once_and_all_are() -> None:
    places.clear()
    at_work: set[int] = set()
    seen: list[int] = []

    def work(number: int) -> None:
        with turn(translator("ru")):
            at_work.add(number)
            seen.append(len(at_work))
            time.sleep(0.02)
            at_work.discard(number)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 12 and max(seen) == AT_ONCE
