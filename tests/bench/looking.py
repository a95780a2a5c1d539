"""How soon a page is drawn and redrawn, what travels for it, and what memory the server keeps."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, Request, WebSocket

from dashboard.model.filters import Preset
from dashboard.navigation import PAGES
from tests.bench import files
from tests.bench.figures import Figure, Section
from tests.bench.files import Sizes, warehouse
from tests.bench.machine import memory
from tests.e2e.browsing import DRAWN, LONG, launched, new_page, visit, wait_for_query
from tests.e2e.serving import Served, served

Measure = Callable[[int], float]
Query = Callable[[int], str]
BARE_PAGE = Path(__file__).with_name("bare_page.py")
BARE_DRAWN = """() => document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState === 'notRunning' &&
  document.querySelector('.stPlotlyChart .main-svg') && performance.now()"""
# The synthetic registers end with a year: the year to date is the year, and nothing on the page would change.
PRESETS = [preset for preset in Preset if preset not in (Preset.CUSTOM, Preset.LAST_YEAR, Preset.YEAR_TO_DATE)]
ADDRESSES = {page.title.ru: page.path for page in PAGES}
# Notes when something last changed in the exhibits and the cards, from the moment the hand lets go of a choice.
NOTE = """() => {
  if (!window.noted) {
    const inside = (node) => (node.closest ? node : node.parentElement)?.closest('[class*="st-key-exhibit-"], .cards')
    const look = (changes) => { if (changes.some((one) => inside(one.target))) noted.last = performance.now() }
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true })
    document.addEventListener('pointerup', () => { noted.begun = performance.now() }, true)
  }
  window.noted = { begun: 0, last: 0 }
}"""
QUIET = 300
REDRAWN = f"""(wanted) => new URLSearchParams(location.search).get('period') === wanted && ({DRAWN})() &&
  noted.last > noted.begun && performance.now() - noted.last > {QUIET} && noted.last - noted.begun"""
NEVER_ASKED_MS, NEVER_ASKED_LARGE_MS = 600, 800
# The first card has its number.
NUMBERS = r"""() => /\d/.test(document.querySelector('.cards')?.innerText ?? '') && performance.now()"""
PAGES_METHOD = """Headless Chromium, every time a fresh browser without a cache, the server warm; medians. From the address typed
to every chart and table drawn. The bare page is Streamlit with one plotly bar chart and nothing else, opened just before
each of the others; “to the bare page” is the median of the ratios of these pairs, since the machine's speed changes from minute to minute."""
GROWTH_METHOD = """«Обзор» on two warehouses in turn. “Asked before” comes from the server's cache. “Never asked” is each time another
period that starts and ends with a month. “Cut months” is each time another period that starts within a month."""
CHANGE_METHOD = """«Обзор»: from the choice of another period to the last change of an exhibit or card on the screen, in the browser's clock."""
TRAVEL_METHOD = "One reader opens «Обзор» and chooses one period after another. Messages are what the server sends through the WebSocket, before compression."
MEMORY_METHOD = (
    "Resident memory of the server; one reader switches between totals and rates on «Обзор» again and again."
)


@contextmanager
def dashboard(rows: int) -> Iterator[Served]:
    """Serve the dashboard on a warehouse of that many rows."""
    files.FOLDER.mkdir(parents=True, exist_ok=True)
    with served(files.FOLDER / f"served-{rows}.log", warehouse(rows)) as running:
        yield running


def fresh(browser: Browser, address: str, sign: str = DRAWN) -> float:
    """Return after how many milliseconds a reader who has never been here sees the whole page."""
    with new_page(browser) as page:
        page.goto(address, wait_until="commit")
        return float(page.wait_for_function(sign, polling="raf", timeout=LONG).json_value())


def visits(browser: Browser, address: str, query: Query, sign: str = DRAWN) -> Measure:
    """Return the measure of opening an address, each turn with its own query."""
    return lambda turn: fresh(browser, address + query(turn), sign)


def same(_turn: int) -> str:
    """Return the query of a plain address."""
    return ""


def whole_months(turn: int) -> str:
    """Return the query of a period of whole months, for a dozen turns each time another."""
    return f"?period=custom&from=2023-{turn % 12 + 1:02}-01&to=2025-10-31"


def cut_month(turn: int) -> str:
    """Return the query of a period that starts within a month, for a dozen turns each time another."""
    return f"?period=custom&from=2024-{turn % 12 + 1:02}-10&to=2025-10-31"


def in_turn(measures: Mapping[str, Measure], repeats: int) -> dict[str, float]:
    """Return the median of every measure, each taken in turn with the others, so that all meet the same machine."""
    taken: dict[str, list[float]] = {name: [] for name in measures}
    for turn in range(repeats + 1):
        for name, measure in measures.items():
            taken[name].append(measure(turn))
    return {name: median(values[1:]) for name, values in taken.items()}  # the first turn warms the server


def beside(bare: Measure, measures: Mapping[str, Measure], repeats: int) -> dict[str, list[tuple[float, float]]]:
    """Return the times of every measure, each after that of a bare page taken just before: both meet the same machine."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in measures}
    for turn in range(repeats + 1):
        for name, measure in measures.items():
            taken[name].append((bare(turn), measure(turn)))
    return {name: pairs[1:] for name, pairs in taken.items()}  # the first turn warms the server


def opening(sizes: Sizes) -> Section:
    """Measure how soon each page is drawn, beside a bare page."""
    with ExitStack() as running:
        ours = running.enter_context(dashboard(sizes.small)).address
        address = running.enter_context(served(files.FOLDER / "bare.log", "", BARE_PAGE, "_stcore/health")).address
        browser = running.enter_context(launched())
        bare = visits(browser, address, same, BARE_DRAWN)
        measures = {title: visits(browser, ours + path, same) for title, path in ADDRESSES.items()}
        times = beside(bare, measures, sizes.repeats)
        soon = beside(bare, {"numbers": visits(browser, ours, same, NUMBERS)}, sizes.repeats)["numbers"]
        inside = between_pages(browser, ours, sizes.repeats)
    usual = median(bare for pairs in times.values() for bare, _ in pairs)
    extra = [
        Figure("numbers of «Обзор» stand, to the bare page", median(page / bare for bare, page in soon), "times"),
        Figure("from page to page inside, to the bare page", inside / usual, "times"),
    ]
    return Section(f"Opening a page, {sizes.small:,} rows", PAGES_METHOD, [*opening_figures(times), *extra])


def between_pages(browser: Browser, address: str, repeats: int) -> float:
    """Return the median of the milliseconds from a click in the menu to the other page drawn."""
    times = []
    with new_page(browser) as page:
        visit(page, address)
        for turn in range(2 * repeats):
            title = ("Мероприятия", "Обзор")[turn % 2]
            began = page.evaluate("performance.now()")
            page.get_by_test_id("stSidebarNav").get_by_role("link", name=title).click()
            page.wait_for_function(
                f"(path) => location.pathname.endsWith(path) && ({DRAWN})()",
                arg=ADDRESSES[title],
                polling="raf",
                timeout=LONG,
            )
            times.append(page.evaluate("performance.now()") - began)
    return float(median(times))


def opening_figures(times: Mapping[str, Sequence[tuple[float, float]]]) -> Iterator[Figure]:
    """Yield the time of every page and its ratio to the bare page opened just before."""
    yield Figure("bare page", median(bare for pairs in times.values() for bare, _ in pairs), "ms")
    for title, pairs in times.items():
        yield Figure(f"«{title}»", median(page for _, page in pairs), "ms")
        yield Figure(f"«{title}» to the bare page", median(page / bare for bare, page in pairs), "times", 1.45)


def growing(sizes: Sizes) -> Section:
    """Measure whether the first page takes longer when there are more facts."""
    ways: dict[str, Query] = {"asked before": same, "never asked": whole_months, "cut months": cut_month}
    amounts = (sizes.small, sizes.large)
    with ExitStack() as running:
        addresses = {rows: running.enter_context(dashboard(rows)).address for rows in amounts}
        browser = running.enter_context(launched())
        measures = {
            f"{way}, {rows:,} rows": visits(browser, addresses[rows], query)
            for way, query in ways.items()
            for rows in amounts
        }
        times = in_turn(measures, sizes.repeats)
    figures = [Figure(what, time, "ms") for what, time in times.items()]
    for way in ways:
        few, many = (times[f"{way}, {rows:,} rows"] for rows in amounts)
        figures.append(Figure(f"{way}, many rows to few", many / few, "times", 1.2))
    return Section("Time of a page as facts grow", GROWTH_METHOD, figures)


def changing(sizes: Sizes) -> Section:
    """Measure from a choice in the filter bar to the page redrawn: asked for the first time, and again."""
    limits = {sizes.middle: NEVER_ASKED_MS, sizes.large: NEVER_ASKED_LARGE_MS}
    figures = [figure for rows, limit in limits.items() for figure in change_figures(rows, limit, sizes)]
    return Section("Changing a filter", CHANGE_METHOD, figures)


def change_figures(rows: int, limit: float, sizes: Sizes) -> Iterator[Figure]:
    """Yield the times of changes on a warehouse of that many rows."""
    presets = PRESETS[: sizes.periods]
    with dashboard(rows) as running, launched() as browser, new_page(browser) as page:
        visit(page, f"{running.address}?period={Preset.LAST_YEAR}")
        first, again = ([change(page, preset) for preset in presets] for _ in range(2))
    yield Figure(f"a period never asked for, {rows:,} rows", median(first), "ms", limit)
    yield Figure(f"the slowest of them, {rows:,} rows", max(first), "ms")
    yield Figure(f"a period asked for before, {rows:,} rows", median(again), "ms", limit)


def change(page: Page, preset: Preset) -> float:
    """Choose a period; return after how many milliseconds the page was redrawn."""
    page.get_by_role("combobox", name="Период", exact=True).click()
    option = page.get_by_role("option").nth(list(Preset).index(preset))
    option.wait_for()
    page.evaluate(NOTE)
    option.click()
    return float(page.wait_for_function(REDRAWN, arg=preset.value, polling="raf", timeout=LONG).json_value())


def travelling(sizes: Sizes) -> Section:
    """Measure what travels to the browser: the shapes of the regions, and the messages of each change."""
    presets, shapes, sent = PRESETS[: sizes.periods], list[Request](), list[int]()
    with dashboard(sizes.small) as running, launched() as browser, new_page(browser) as page:
        watch_travel(page, shapes, sent)
        visit(page, f"{running.address}?period={Preset.LAST_YEAR}")
        opened = sum(sent)
        for preset in presets:
            change(page, preset)
        size = sum(request.sizes()["responseBodySize"] for request in shapes)
    figures = [
        Figure(f"fetches of the shapes of the regions in {len(presets) + 1} runs", len(shapes), "", 1),
        Figure("bytes of these shapes", size, "bytes"),
        Figure("messages of the first run", opened, "bytes"),
        Figure("messages of a change", (sum(sent) - opened) / len(presets), "bytes"),
    ]
    return Section("What travels", TRAVEL_METHOD, figures)


def watch_travel(page: Page, shapes: list[Request], sent: list[int]) -> None:
    """Note every fetch of shapes and the size of every message of the server."""

    def connected(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: sent.append(len(frame)))

    page.on("requestfinished", lambda request: shapes.append(request) if request.url.endswith(".geojson") else None)
    page.on("websocket", connected)


def keeping(sizes: Sizes) -> Section:
    """Measure the memory of the server before and after many runs."""
    with dashboard(sizes.middle) as running, launched() as browser, new_page(browser) as page:
        visit(page, f"{running.address}?period={Preset.LAST_YEAR}")
        opened = sum(memory(running.pid))
        switch(page, range(sizes.warming))
        warm = sum(memory(running.pid))
        switch(page, range(sizes.reruns))
        kept = sum(memory(running.pid))
    figures = [
        Figure("after the first page", opened, "MB"),
        Figure(f"after {sizes.warming} runs more", warm, "MB"),
        Figure(f"after {sizes.reruns} runs more", kept, "MB"),
        Figure("growth over these", 100 * (kept - warm) / warm, "%", 5),
    ]
    return Section(f"Memory of the server, {sizes.middle:,} rows", MEMORY_METHOD, figures)


def switch(page: Page, runs: Iterable[int]) -> None:
    """Switch between totals and rates, once a run."""
    for run in runs:
        name, code = (("на 100 МО", "per-100-mo"), ("Всего", "total"))[run % 2]
        page.locator(".st-key-filter_normalisation").get_by_role("radio", name=name, exact=True).click()
        wait_for_query(page, show=code)
