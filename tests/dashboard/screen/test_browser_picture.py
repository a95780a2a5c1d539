import json
import tomllib
from pathlib import Path

from dashboard.figures.drawing.look import DARK, FONT, LIGHT
from dashboard.screen.browser_picture import HTML, lighter, picture, rgb, script
from tests.dashboard.sample_exhibits import map_exhibit, stacked_exhibit

ROOT = Path(__file__).parents[3]
DASHBOARD = ROOT / "dashboard"


def test_a_picture_is_told_all_the_words_around_the_chart() -> None:
    content = picture(map_exhibit(banner="Демонстрационные данные"), "map-a", "Источник: реестр", dark=False)
    assert (content["title"], content["footer"], content["banner"]) == (
        "Заявок больше в Поволжье",
        "Источник: реестр",
        "Демонстрационные данные",
    )
    assert content["names"]["png"].endswith(".png")
    assert json.loads(json.dumps(content))["chart"] == "map-a"


def test_a_picture_is_light_on_a_dark_page() -> None:
    content = picture(stacked_exhibit(2), "chart-a", "", dark=True)
    assert content["colours"]["box"] == LIGHT.box
    assert content["legend"] == [("часть 0", LIGHT.categories[0]), ("часть 1", LIGHT.categories[1])]
    assert content["lighter"][rgb(DARK.ink)] == rgb(LIGHT.ink)
    assert [lighter()[rgb(colour)] for colour in DARK.sequence] == [rgb(colour) for colour in LIGHT.sequence]
    assert picture(stacked_exhibit(2), "chart-a", "", dark=False)["lighter"] == {}


def test_fonts_of_pictures_and_pages_are_shipped_with_their_licence() -> None:
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    served = [
        *picture(map_exhibit(), "map-a", "", dark=False)["fontFiles"],
        *(face["url"] for face in theme["fontFaces"]),
    ]
    for file in served:
        assert (DASHBOARD / file.removeprefix("app/")).read_bytes()[:4] == b"wOF2", file
    assert FONT.startswith(theme["fontFaces"][0]["family"])
    assert "SIL Open Font License" in (DASHBOARD / "static" / "fonts" / "OFL.txt").read_text(encoding="utf-8")


def test_the_theme_of_the_page_has_the_colours_of_the_figures() -> None:
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    for name, look in (("light", LIGHT), ("dark", DARK)):
        colours = theme[name]
        assert (colours["primaryColor"], colours["textColor"], colours["secondaryBackgroundColor"]) == (
            look.accent,
            look.ink,
            look.box,
        )
        assert tuple(colours["chartCategoricalColors"]) == look.categories
        assert (colours["greenColor"], colours["orangeColor"], colours["borderColor"]) == (
            look.good,
            look.bad,
            look.line,
        )


def test_the_script_makes_every_kind_and_asks_nobody() -> None:
    assert HTML.count("<button") == 4
    assert "export default function" in script()
    assert script().count("http") == 1  # the name of the SVG format, which is not fetched
