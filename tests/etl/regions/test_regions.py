import csv
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.regions import (
    DISTRICTS,
    REGION_BY_CODE,
    REGIONS,
    RegionReading,
    match_region,
    normalise_name,
    regions_at,
)
from etl.regions.names import REFERENCE
from etl.regions.transliteration import DIACRITICS, transliterate

SPELLINGS = {
    "77": "Москва|г. Москва|МОСКВА Г|г.Москва 5|Mосква|Москва с 1998 года|Moscow city|City of Moscow",
    "50": "Московская область²|Московская область1);2)|Подмосковье|московской области|MOSCOW REGION|Moskovskaja_obl",
    "78": "СПб|С.-Петербург|г.Санкт- Петербург|город Санкт-Петербург город федерального значения|ST. PETERSBURG",
    "92": "г.  Севастополь 2)|Севастополя|Sevastopol, Russia",
    "04": "Республика Алтай|АЛТАЙ РЕСП|Горный Алтай|REP. ALTAI|Gorno-Altay|республики Алтай",
    "22": "Алтайский край|край Алтайский|Алтайский_край|Altai Territory|Altajskij kraj",
    "55": "Омская|Омская обл.|Омской области|Omsk|Omskaya oblast'",
    "70": "Томская|область Томская|Томск. обл.|Tomsk region",
    "83": "НАО|н а о|Ненецкий АО|в том числе: Ненецкий авт. округ|Ненецкий автономный округ (Архангельская область)",
    "89": "ЯНАО|Ямало-Hенецкий автономный округ|Ямало_Ненецкий_автономный|Yamal-Nenets|"
    "Jamalo-Neneckij avtonomnyj okrug",
    "86": "ХМАО — Югра|Ханты-Мансийскийавтономный округ– Югра|ханты мансийский округ|Khanty-Mansiyskiy A.Okr.-Yugra",
    "72": "Тюменская область|Тюменская область без АО|Тюменская область (кроме ХМАО-Югры и ЯНАО)|"
    "Tyumenskaya Oblast|Тюменская обл. (без а.о.)",
    "29": "Архангельская область без авт. округа 3|Архангельская область (без АО)|ARKHANGELSK REGION without JSC",
    "07": "КБР|Респ Кабардино-Балкарская|Kabardino-Balkarian Republic, Russia|Kabardino - Balkariya",
    "14": "Республика Саха (Якутия)|Саха/Якутия|якутии|Saha republic,Russia|Sakha (Yakutia)",
    "15": "РСО – Алания|Северная Осетия - Алания Респ|Respublika Severnaja Osetija|Сев. Осетия",
    "21": "Чувашская - Чувашия Респ|Чувашская Республика – Чувашия|Chuvashia",
    "17": "Республика Тыва (Тува)|Tuva|Respublika Tyva",
    "42": "Кузбасс|Кемеровская область-Кузбасс|Kemerovskaja_obl",
    "74": "Челяб. обл.|Čeljabinskaja oblast'|Cheljabinskaja obl.|Čelâbinskaâ oblastʹ",
    "79": "ЕАО|Еврейская Аобл|Jewish autonomous region|Evrejskaja avtonomnaja oblast'",
    "87": "Чукотский автономный округ - всего|Čukotskij avtonomnyj okrug|Chukotka AO",
    "93": "ДНР|донецкая народная республика|Donetsk People's Republic",
    "25": "Приморский край город Владивосток|Приморье|Primorsky Territory",
    "63": "Россия, Самарская обл., г. Тольятти|1. Самарская область|САМАРСКАЯ ОБЛАСТЬ*|"
    "63 Самарская область|«Самарская область»",
    "01": "Республика Адыгея (Адыгея)|Респ Адыгеи|АдыгеяРесп|Adygeja, Respublika",
}
OTHERS = {
    "ambiguous": "Алтай|Алтайский|Altai region|ЧР|РК|Новгород|Moscow, Russia|Moskau|"
    "Донецкая область|Zaporizka oblast|"
    "Тюменская область (с автономными округами)|Тюменская область - всего|"
    "Тюменская область без ХМАО|Ленинград|"
    "Архангельская область (вкл. НАО)|Архангельская область, Ненецкий автономный округ|г. Троицк",
    "aggregate": "Итого|Всего по регионам|Российская Федерация 1,2|Россия|ЦФО|"
    "Сибирский      федеральный округ 4)|"
    "Южный округ|Волго-Вятский район|Volga Federal District|Москва и Московская область|"
    "Итого по Самарской области|"
    "Санкт-Петербург и Ленинградская область|Архангельская область,Вологодская область|"
    "Республика Крым и г. Севастополь",
    "merged": "Читинская обл.|Пермская область|Perm oblast|Башкирская АССР|Коми-Пермяцкий округ|"
    "Агинск.Бурят.АО|"
    "Иркутская обл Усть-Ордынский Бурятский Округ|бывший Таймырский автономный округ|"
    "Камчатская область|Чечено-Ингушская АССР",
    "locality": "Воронеж|г. Воронеж|краснодар|г.Ростов-на-Дону|Белгородский муниципальный район|"
    "городской округ город Новоалтайск|Saratov city",
    "none": "без региона|Регион не указан|не распределено|н/д",
    "empty": "| |-|…|\u00a0|____",
    "suggested": "Алтайская область|Краснодарская область|Запорожский край|"
    "Администрация Томской области|"
    "Волгоградская область - Волжская|Оренбургская область - Оренбургская|Самарская область 2024 г.|"
    "Москва 2024",
    "unknown": "Атлантида|Республика|Субъект РФ|Южная Осетия|Киевская область|77|15 – 19|"
    "Среднедушевые доходы населения|"
    "Республика Абхазия|Vitebsk region|по состоянию на 1 января|г.Ереван",
}
# Whom a person may be offered, first of all.
SUGGESTIONS = [
    ("Воронеж", "36"),
    ("городской округ Тольятти", "63"),
    ("Красногорский район Московской области", "50"),
    ("Администрация Томской области", "70"),
    ("Читинская область", "75"),
    ("Волгоградская область - Волжская", "34"),
    ("Karachayevo-Circassian Republic", "09"),
]

BASE = dict(zip("абвгдезиклмнопрстуф", "abvgdeziklmnoprstuf", strict=True))
SYSTEMS = {
    "passport": ("kh", "zh", "ts", "ch", "sh", "shch", "", "iu", "ia", "i", "e", "y"),
    "BGN": ("kh", "zh", "ts", "ch", "sh", "shch", "'", "yu", "ya", "y", "e", "y"),
    "ISO 9": ("h", "ž", "c", "č", "š", "ŝ", "ʹ", "û", "â", "j", "è", "y"),
    "library": ("x", "ž", "c", "č", "š", "šč", "'", "ju", "ja", "j", "è", "y"),
    "GOST": ("x", "zh", "cz", "ch", "sh", "shh", "`", "yu", "ya", "j", "e`", "y'"),
    "by hand": ("h", "zh", "c", "ch", "sh", "shch", "'", "ju", "ja", "j", "e", "y"),
}


def pairs(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(text, key) for key, texts in table.items() for text in texts.split("|")]


@pytest.mark.parametrize(("text", "code"), pairs(SPELLINGS))
def test_a_usual_spelling_is_matched(text: str, code: str) -> None:
    assert match_region(text) == RegionReading("matched", code, REGION_BY_CODE[code].name)


@pytest.mark.parametrize(("text", "status"), pairs(OTHERS))
def test_what_is_not_one_subject_is_never_matched(text: str, status: str) -> None:
    reading = match_region(text)

    assert (reading.status, reading.code, reading.name) == (status, "", "")


@pytest.mark.parametrize(("text", "code"), SUGGESTIONS)
def test_a_person_is_offered_the_likeliest_subject_first(text: str, code: str) -> None:
    assert match_region(text).candidates[0] == code


def test_what_differs_by_one_word_is_told_apart() -> None:
    twins = ["Республика Алтай", "Алтайский край", "Омская область", "Томская область", "Москва", "Московская область"]
    twins += [
        "Ненецкий АО",
        "Ямало-Ненецкий АО",
        "Новгородская область",
        "Нижегородская область",
        "Курская",
        "Курганская",
    ]

    assert [match_region(name).code for name in twins] == "04 22 55 70 77 50 83 89 53 52 46 45".split()  # noqa: SIM905


@pytest.mark.parametrize("region", REGIONS, ids=lambda region: region.code)
def test_every_subject_is_matched_by_all_its_official_names(region: object) -> None:
    assert isinstance(region, type(REGIONS[0]))
    spellings = {region.name, region.name.upper(), region.short_name, region.name_en, f"  {region.name} 2)"}
    expected = "ambiguous" if region.code == "77" else region.code  # «Moscow» is the city or the region

    readings = {match_region(name).code or match_region(name).status for name in spellings}
    assert readings - ({"77"} if region.code == "77" else set()) == {expected}


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_subject_is_matched_in_every_transliteration(system: str) -> None:
    table = str.maketrans(BASE | dict(zip("хжцчшщьюяйэы", SYSTEMS[system], strict=True)))
    written = {region.code: region.name.lower().translate(table) for region in REGIONS if region.code != "77"}

    missed = {code: name for code, name in written.items() if match_region(name).code != code}
    assert missed == {}


def test_a_confirmed_alias_is_used_and_does_not_outweigh_an_official_name() -> None:
    aliases = {normalise_name("Самарский край 2)"): "63", normalise_name("Томская область"): "55"}

    assert match_region("САМАРСКИЙ  КРАЙ", aliases).code == "63"
    assert match_region("Томская область", aliases).code == "70"
    assert match_region("САМАРСКИЙ  КРАЙ").status == "suggested"


def test_a_key_does_not_depend_on_how_a_name_is_typed() -> None:
    assert normalise_name(" «Орёл» – ОБЛАСТЬ 3)") == normalise_name("Орел-область") == "орел-область"
    assert normalise_name("Москва") != normalise_name("Московская")


@given(st.text(max_size=60) | st.lists(st.sampled_from(list(SPELLINGS.values())), max_size=3).map(" ".join))
def test_no_text_breaks_the_matching(text: str) -> None:
    reading = match_region(text)

    assert (reading.status == "matched") == (reading.code in REGION_BY_CODE)
    assert set(reading.candidates) <= set(REGION_BY_CODE)


def test_a_very_long_cell_is_unknown_at_once() -> None:
    assert match_region("Москва " * 10_000_000).status == "unknown"


def test_coverage_counts_the_subjects_of_the_day() -> None:
    assert (len(regions_at(date(2020, 8, 26))), len(regions_at(date(2022, 9, 30))), len(REGIONS)) == (85, 89, 89)
    assert len(regions_at(date(2013, 1, 1))) == 83


def test_reference_values_are_typed() -> None:
    moscow = REGION_BY_CODE["77"]

    assert (moscow.area_km2, moscow.population, moscow.valid_from, moscow.federal_district) == (
        2561,
        13274285,
        None,
        "ЦФО",
    )
    assert REGION_BY_CODE["95"].population is None
    assert {region.federal_district for region in REGIONS} == {district.code for district in DISTRICTS}


def test_plain_transliteration_needs_no_diacritics() -> None:
    assert transliterate("южно-сахалинск").translate(DIACRITICS) == "yuzhno-sakhalinsk"


def test_every_name_of_the_alias_file_means_what_it_says() -> None:
    with (REFERENCE / "aliases.csv").open(encoding="utf-8", newline="") as file:
        aliases = list(csv.DictReader(file))

    matched = [
        (row["name"], match_region(row["name"]).code, row["codes"]) for row in aliases if row["status"] == "matched"
    ]
    others = [
        (row["name"], match_region(row["name"]).status) for row in aliases if row["status"] in ("merged", "ambiguous")
    ]
    assert [wrong for wrong in matched if wrong[1] != wrong[2]] == []
    assert [wrong for wrong in others if wrong[1] not in ("merged", "ambiguous")] == []


def test_no_case_of_a_word_is_taken_for_the_word_itself() -> None:
    oblique = [f"{region.name.replace('ая ', 'ой ').replace('область', 'области')}" for region in REGIONS]

    codes = [match_region(name).code for name in oblique]
    assert codes == [region.code for region in REGIONS]


SPELT = """Архангель-ской области=29|Респуб-лика Татарстан=16|Тюменская область (без а/о)=72|Тюменская область, исключая автономные округа=72
|Тюменская область за исключением ХМАО-Югры и ЯНАО=72|Архангельская область (кроме Ненецкого а/о)=29|Тюменская область минус АО=72
|Архангельская область без Ненецкого а.о.=29|Ненецкий автономный округ Архангельской области=83
|Ханты-Мансийский автономный округ Тюменской области=86|Тульская область, пос. Ленинский=71|Республика Татарстан, г. Казань=16
|Тульская область, Щёкинский район=71|Свердловская область, г. Екатеринбург, ул. Ленина=66|Краснодарский край, ст-ца Динская=23
|город Москва - столица Российской Федерации=77|г. ф. з. Москва=77|ГФЗ Санкт-Петербург=78|Калинингадская область=39
|Белгородская обасть=31|Республика Башкортастан=02|Свердловсая область=66|Новосибирская обалсть=54|Perm crai=59|Nenets JSC=83
|Oblast de Moscou=50|Kraï de Perm=59|République du Tatarstan=16|Gebiet Kaliningrad=39|Oblast Tscheljabinsk=74|Jakutien=14"""


@pytest.mark.parametrize(("text", "code"), [one.strip().split("=") for one in SPELT.split("|")])
def test_a_subject_is_known_however_it_is_written(text: str, code: str) -> None:
    assert match_region(text).code == code


@pytest.mark.parametrize(
    "text",
    [
        "Тульская область, г. Калуга",
        "Московская область, г. Москва",
        "Тульская область, Калужская область",
        "Архангельская область и Ненецкий автономный округ",
        "Тюменская область (кроме Ханты-Мансийского автономного округа)",
        "столица Татарстана",
        "Столица России",
        "Тулская область",  # two letters from «Томская»
        "Омсая область",  # two letters from «Томская» too
        "Пермская облась",  # a former subject
        "Пермский район",
        "Атлантида",
        "Моска",
    ],
)
def test_what_may_be_another_is_asked_about(text: str) -> None:
    assert match_region(text).status != "matched"
