"""What can be wrong with a figure, in words."""

from collections.abc import Mapping

from etl.words import Text

NUMBER_SENTENCES: Mapping[str, Text] = {
    "count_not_a_number": Text(
        "«{value}» — не число. Можно: 12, «около 500», «7,5 тыс.», «н/д».",
        "“{value}” is not a number. Possible: 12, «около 500», «7,5 тыс.», «н/д».",
    ),
    "count_fraction": Text(
        "«{value}» — дробное число, а считают целыми.", "“{value}” is a fraction where whole ones are counted."
    ),
    "count_footnote": Text(
        "«{value}» — к числу приклеен знак сноски. Уберите его.",
        "“{value}”: a footnote mark is glued to the number. Remove it.",
    ),
    **{
        f"{kind}_code": Text(
            "«{value}» — число с нулём впереди: так пишут код, а не количество.",
            "“{value}” begins with a nought: so a code is written, not a quantity.",
        )
        for kind in ("count", "number")
    },
    **{
        f"{kind}_in_brackets": Text(
            "«{value}» — число в скобках: так пишут и минус, и примечание. Уберите скобки или поставьте минус.",
            "“{value}”: a number in brackets may be a minus or a remark. Remove the brackets, or write the minus.",
        )
        for kind in ("count", "number")
    },
    "count_interval": Text(
        "«{value}» — это интервал. Оставьте одно число.", "“{value}” is an interval. Keep one number."
    ),
    "count_several_figures": Text(
        "«{value}» — несколько чисел в одной ячейке. Оставьте одно.",
        "“{value}”: several numbers in one cell. Keep one.",
    ),
    "count_several_lines": Text(
        "«{value}» — несколько строк в одной ячейке. Оставьте одно число.",
        "“{value}”: several lines in one cell. Keep one number.",
    ),
    "count_too_long": Text("«{value}» — слишком длинный текст для числа.", "“{value}” is too long for a number."),
    "count_negative": Text("«{value}» — меньше нуля не бывает.", "“{value}”: there are never fewer than none."),
    "count_percent": Text("«{value}» — это доля, а нужно число.", "“{value}” is a share where a number is needed."),
    "count_too_many": Text(
        "«{value}» — больше, чем жителей в стране. Проверьте число.",
        "“{value}” is more than the country has inhabitants. Check the number.",
    ),
    "number_not_a_number": Text(
        "«{value}» — не число. Можно: 12, 12,5.", "“{value}” is not a number. Possible: 12, 12,5."
    ),
    "number_fraction": Text(
        "«{value}» — людей не бывает дробное число.", "“{value}”: there is no fraction of a person."
    ),
    "number_footnote": Text(
        "«{value}» — к числу приклеен знак сноски. Уберите его.",
        "“{value}”: a footnote mark is glued to the number. Remove it.",
    ),
    "number_interval": Text(
        "«{value}» — это интервал. Оставьте одно число.", "“{value}” is an interval. Keep one number."
    ),
    "number_several_figures": Text(
        "«{value}» — несколько чисел в одной ячейке. Оставьте одно.",
        "“{value}”: several numbers in one cell. Keep one.",
    ),
    "number_several_lines": Text(
        "«{value}» — несколько строк в одной ячейке. Оставьте одно число.",
        "“{value}”: several lines in one cell. Keep one number.",
    ),
    "number_too_long": Text("«{value}» — слишком длинный текст для числа.", "“{value}” is too long for a number."),
    "number_not_a_place": Text(
        "«{value}» — не место. Можно: 1, «1 место», «I», «первое».",
        "“{value}” is not a place. Possible: 1, «1 место», «I», «первое».",
    ),
}
