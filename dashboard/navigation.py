"""The pages of the dashboard: a new page is one file in pages/ and one line here."""

from dataclasses import dataclass
from pathlib import Path

from etl.datasets import ACTIVITY, COMPETITIONS, EVENTS, INITIATIVES, REQUESTS, TRAINING
from etl.principal import Action, Principal, Reach, may
from etl.words import Text

DASHBOARD = Text("Активность ВАРМСУ", "VARMSU activity")
PAGES_FOLDER = Path(__file__).resolve().parent.parent / "pages"


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its file and address, its title, its Material icon, the group it stands in.

    `filtered` when the filter bar rules it; it shows the days that are meant in the page's own `register`, without one in each.
    Who may not do what it `needs` as far as `reach` does not find it; a page `for_clerks` stands first for them, and for nobody else.
    """

    name: str
    title: Text
    icon: str
    group: Text
    filtered: bool = True
    register: str = ""
    needs: Action = Action.NATION
    reach: Reach = Reach.OWN
    for_clerks: bool = False

    def is_open_to(self, principal: Principal) -> bool:
        """Return whether a person may open the page."""
        sees_all = may(principal, Action.OTHER_REGIONS)
        return may(principal, self.needs, self.reach) and not (self.for_clerks and sees_all)

    @property
    def file(self) -> Path:
        """Return the script of the page."""
        return PAGES_FOLDER / f"{self.name}.py"

    def heading(self, language: str) -> str:
        """Return what stands on the browser's tab: the page, then the dashboard."""
        return f"{self.title.of(language)} — {DASHBOARD.of(language)}"

    @property
    def path(self) -> str:
        """Return the address of the page after that of the dashboard: the first page has none of its own."""
        return "" if self is PAGES[0] else self.name


OWN = Text("Своё", "Own")
PICTURE = Text("Картина", "The picture")
REGIONS = Text("Регионы", "Regions")
WORK = Text("Работа", "Work")

PAGES = (
    Page("overview", Text("Обзор", "Overview"), ":material/dashboard:", PICTURE, register=EVENTS.name),
    Page("events", Text("Мероприятия", "Events"), ":material/event:", PICTURE, register=EVENTS.name),
    Page("associations", Text("Ассоциации", "Associations"), ":material/handshake:", PICTURE, register=ACTIVITY.name),
    Page("requests", Text("Поручения", "Requests"), ":material/assignment_turned_in:", PICTURE, register=REQUESTS.name),
    Page(
        "initiatives",
        Text("Инициативы", "Initiatives"),
        ":material/lightbulb:",
        PICTURE,
        register=INITIATIVES.name,
    ),
    Page("training", Text("Обучение и кадры", "Training"), ":material/school:", PICTURE, register=TRAINING.name),
    Page("competitions", Text("Конкурсы", "Competitions"), ":material/trophy:", PICTURE, register=COMPETITIONS.name),
    Page("region", Text("Регион", "Region"), ":material/location_on:", REGIONS),
    Page("rating", Text("Рейтинг", "Rating"), ":material/leaderboard:", REGIONS),
    Page("silent", Text("Не участвует", "Silent regions"), ":material/volume_off:", REGIONS),
    Page("presentation", Text("Презентация", "Presentation"), ":material/slideshow:", WORK, needs=Action.DECKS),
    Page(
        "data",
        Text("Данные", "Data"),
        ":material/database:",
        WORK,
        filtered=False,
        needs=Action.SEE_QUALITY,
    ),
    Page("method", Text("Методика", "Method"), ":material/menu_book:", WORK, filtered=False),
    Page("access", Text("Доступ", "Access"), ":material/key:", WORK, filtered=False, needs=Action.PEOPLE),
    Page("cabinet", Text("Кабинет", "My region"), ":material/home_work:", OWN, for_clerks=True),
)

PAGE_BY_NAME = {page.name: page for page in PAGES}
