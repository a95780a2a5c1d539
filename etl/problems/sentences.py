"""What is said of a cell, or of a command, that cannot be accepted: one entry a code, in both languages."""

from etl.words import Text

CELL_SENTENCES: dict[str, Text] = {
    "required_empty": Text("обязательная ячейка пуста.", "a required cell is empty."),
    "ends_before_start": Text("«{value}» раньше начала ({start}).", "“{value}” is before the start ({start})."),
    "ends_years_later": Text(
        "«{value}» — через десять лет или позже после начала ({start}). Проверьте год.",
        "“{value}” is ten years or more after the start ({start}). Check the year.",
    ),
    "address_not_web": Text(
        "«{value}» — не адрес страницы. Можно: адрес, который начинается с http:// или https://, или название документа.",
        "“{value}” is no address of a page. Possible: one that begins with http:// or https://, or the name of a document.",
    ),
    "foreign_row": Text(
        "«{value}» — строка другого региона. Загружаются только строки ваших регионов.",
        "“{value}”: a row of another region. Only rows of your regions are loaded.",
    ),
    "not_a_year": Text(
        "«{value}» — не год сезона. Можно: 2025 или 2024/2025.",
        "“{value}” is not a season's year. Possible: 2025 or 2024/2025.",
    ),
    "flag_unclear": Text(
        "«{value}» — непонятно, да или нет. Можно: да, нет, +, пусто.",
        "“{value}” is neither yes nor no. Possible: да, нет, +, empty.",
    ),
    "date_not_a_date": Text(
        "«{value}» — не дата. Можно: 12.03.2025, «16–17 октября 2025», «март 2025», «III квартал 2025», «2025», «дата неизвестна».",
        "“{value}” is not a date. Possible: 12.03.2025, «16–17 октября 2025», «март 2025», «III квартал 2025», 2025.",
    ),
    "date_no_period": Text(
        "«{value}» — не год, полугодие, квартал или месяц.",
        "“{value}” is not a year, a half-year, a quarter or a month.",
    ),
    "date_no_such_day": Text("«{value}» — такого дня нет в календаре.", "“{value}”: the calendar has no such day."),
    "date_no_such_month": Text("«{value}» — такого месяца нет.", "“{value}”: there is no such month."),
    "date_no_such_half": Text("«{value}» — полугодий два: I и II.", "“{value}”: a year has two halves, I and II."),
    "date_no_such_quarter": Text(
        "«{value}» — кварталов четыре: I–IV.", "“{value}”: a year has four quarters, I to IV."
    ),
    "date_day_or_month_first": Text(
        "«{value}» — неясно, где день и где месяц. Напишите, например, 12.03.2025.",
        "“{value}”: which is the day and which the month? Write, for example, 12.03.2025.",
    ),
    "date_month_first": Text(
        "«{value}» — месяц впереди дня. Напишите, например, 13.03.2025.",
        "“{value}”: the month stands before the day. Write, for example, 13.03.2025.",
    ),
    "date_no_year": Text(
        "«{value}» — не указан год. Напишите, например, «29 и 30 января 2025».",
        "“{value}” has no year. Write, for example, «29 и 30 января 2025».",
    ),
    "date_two_figure_year": Text(
        "«{value}» — год из двух цифр неясен. Напишите его четырьмя.",
        "“{value}”: a year of two figures is unclear here. Write it with four.",
    ),
    "date_year_out_of_range": Text(
        "«{value}» — такой год здесь невозможен.", "“{value}”: that year is not possible here."
    ),
    "date_end_before_start": Text("«{value}» — конец раньше начала.", "“{value}” ends before it starts."),
    "date_wrong_weekday": Text(
        "«{value}» — день недели не совпадает с датой.", "“{value}”: the weekday does not fit the date."
    ),
    "date_separate_days": Text(
        "«{value}» — несколько отдельных дат в одной ячейке. Оставьте одну или диапазон.",
        "“{value}”: several separate dates in one cell. Keep one, or a range.",
    ),
    "date_open_ended": Text(
        "«{value}» — у периода нет начала или конца. Укажите оба дня.",
        "“{value}”: the span lacks its start or its end. Give both days.",
    ),
    "date_too_long": Text("«{value}» — слишком длинный текст для даты.", "“{value}” is too long for a date."),
    "region_suggested": Text(
        "«{value}» — нет такого региона. Возможно: {candidates}.", "“{value}” is not a region. Perhaps: {candidates}."
    ),
    "region_ambiguous": Text(
        "«{value}» — подходит несколько регионов: {candidates}. Напишите полное название.",
        "“{value}” fits several regions: {candidates}. Write the full name.",
    ),
    "region_aggregate": Text(
        "«{value}» — это не один регион. Разнесите по регионам или напишите «без региона».",
        "“{value}” is not one region. Split it, or write «без региона».",
    ),
    "region_merged": Text(
        "«{value}» — бывший субъект, теперь: {candidates}. Напишите нынешнее название.",
        "“{value}” is a former subject, now {candidates}. Write the present name.",
    ),
    "region_locality": Text(
        "«{value}» — это не субъект Федерации. Возможно: {candidates}.",
        "“{value}” is not a subject of the Federation. Perhaps: {candidates}.",
    ),
    "region_unknown": Text(
        "«{value}» — нет такого региона. Можно любой субъект Федерации или «без региона».",
        "“{value}” is not a region. Any subject of the Federation or «без региона» is possible.",
    ),
}

COMMAND_SENTENCES: dict[str, Text] = {
    "coverage_unclear": Text(
        "«{file}»: полнота «{value}» непонятна. Можно: {possible}.",
        "“{file}”: the completeness “{value}” is unclear. Possible: {possible}.",
    ),
    "coverage_day_unclear": Text(
        "«{file}»: на листе «О файле» «{value}» — не день, месяц или год. Можно: 01.01.2025, «март 2025», 2025.",
        "“{file}”: on the sheet “About the file”, “{value}” is no day, month or year. Possible: 01.01.2025, 2025.",
    ),
    "coverage_backward": Text(
        "Сведения по {until} кончаются раньше, чем начинаются ({since}). Поменяйте дни местами.",
        "Records to {until} end before they begin ({since}). Exchange the days.",
    ),
    "coverage_region_unclear": Text(
        "«{value}» — не регион, о котором могут быть сведения. Можно: название или код субъекта, «вся страна».",
        "“{value}” is no region that records can cover. Possible: name or code of a subject, «вся страна».",
    ),
    "coverage_alone": Text(
        "Дни и регионы полноты указаны без неё самой. Добавьте --covers full, selective или totals.",
        "Days or regions of a completeness are given without it. Add --covers full, selective or totals.",
    ),
    "several_sources": Text(
        "Источник «{source}» есть в нескольких реестрах. Добавьте --register: {possible}.",
        "Several registers have a source “{source}”. Add --register: {possible}.",
    ),
    "no_source": Text(
        "Источника «{source}» в хранилище нет. Есть: {possible}.",
        "The warehouse has no source “{source}”. There are: {possible}.",
    ),
    "no_header": Text(
        "«{file}»: не найдена строка заголовков (просмотрены строки 1–{searched}). Нужны, например: {examples}. Пустой бланк: python -m etl template {register}.",
        "“{file}”: no row of headings was found (rows 1–{searched} were searched). Needed, for example: {examples}. A blank form: python -m etl template {register}.",
    ),
    "unknown_register": Text(
        "«{file}»: непонятно, какой это реестр. Ближе всего «{register}», но нет столбцов: {missing}. Можно указать --register ({possible}).",
        "“{file}”: which register is this? The nearest is «{register}», but it lacks the columns {missing}. --register names one ({possible}).",
    ),
    "missing_columns": Text(
        "«{file}», лист «{sheet}»: для реестра «{register}» нет обязательных столбцов: {missing}. Есть: {headings}.",
        "“{file}”, sheet “{sheet}”: the register «{register}» needs the columns {missing}. Found: {headings}.",
    ),
    "no_register": Text(
        "Нет реестра «{name}». Есть: {possible}.", "There is no register “{name}”. Possible: {possible}."
    ),
    "no_rows": Text("«{file}»: под заголовками нет ни одной строки.", "“{file}” has no rows under its headings."),
    "several_registers": Text(
        "«{file}»: на листах разные реестры ({registers}). Загрузите их отдельными файлами.",
        "“{file}” holds several registers ({registers}). Load them as separate files.",
    ),
    "invented_unasked": Text(
        "«{file}»: данные придуманы, об этом сказано в файле; вместе с настоящими их не загружают без спроса. "
        "Если они здесь нужны, повторите с --invented.",
        "“{file}”: the data are invented, the file says so; they are not loaded beside real ones unasked. "
        "If they are wanted here, repeat with --invented.",
    ),
    "whole_file_refused": Text(
        "«{file}»: строк с ошибками — {count}, поэтому не загружено ничего. Чтобы загрузить остальные строки, уберите --whole.",
        "“{file}” has {count} faulty rows, so nothing was loaded. Without --whole the other rows load.",
    ),
    "no_such_file": Text("Нет файла «{file}».", "There is no file “{file}”."),
    "unreadable_file": Text("Файл «{file}» не читается: {reason}.", "The file “{file}” cannot be read: {reason}."),
    "too_large": Text(
        "«{file}»: {size} МБ, а принимается не больше {limit} МБ.",
        "“{file}” is {size} MB; no more than {limit} MB is accepted.",
    ),
    "load_moved": Text(
        "Пока вы смотрели, источник «{source}» изменился: теперь последняя загрузка № {load} («{file}», {by}). Проверьте и повторите.",
        "The source “{source}” changed while you looked: its last load is now {load} (“{file}”, {by}). Look again and repeat.",
    ),
    "decided_otherwise": Text(
        "О той же паре уже решено иначе ({by}). Сначала отмените то решение.",
        "Somebody decided otherwise about this pair ({by}). Withdraw that decision first.",
    ),
    "value_moved": Text(
        "Пока вы смотрели, «{name}» изменили ({by}, {at}). Откройте заново и повторите.",
        "“{name}” was changed while you looked ({by}, {at}). Open it again and repeat.",
    ),
    "value_of_another": Text(
        "«{name}» сохранил другой человек ({owner}). Сохраните под своим названием.",
        "“{name}” is somebody else's ({owner}). Save it under a name of your own.",
    ),
    "nothing_to_undo": Text(
        "У источника «{source}» нет загрузки, которую можно отменить. Есть: {possible}.",
        "The source “{source}” has no load to undo. Possible: {possible}.",
    ),
    "file_lost": Text(
        "В журнале нет файла «{file}» (загрузка № {load}): журнал неполон. Восстановите его из копии.",
        "The journal lacks the file “{file}” (load {load}): it is not complete. Restore it from a copy.",
    ),
    "who_needed": Text(
        "Назовите себя (--by): решение записывается в журнал.",
        "Say who decides (--by): it is written into the journal.",
    ),
    "no_region_code": Text(
        "«{region}» — нет субъекта с таким кодом. Можно: код из двух цифр, например 59 (Пермский край).",
        "“{region}” is the code of no subject. Possible: two figures, for example 59 (Perm Krai).",
    ),
    "name_needed": Text("Название пусто: объяснять нечего.", "The name is empty: there is nothing to explain."),
    "name_hidden": Text(
        "Здесь скрыто имя человека: объяснять нечего, исправьте строку в файле.",
        "A person's name is hidden here: there is nothing to explain, correct the row in the file.",
    ),
    "name_known": Text(
        "«{name}» и так понятно: {region}. Подтверждать не нужно.",
        "“{name}” is understood already: {region}. Nothing is to be confirmed.",
    ),
    "no_decision": Text(
        "Решения «{key}» нет: отменять нечего.", "There is no decision “{key}”: there is nothing to take back."
    ),
    "kept_without_name": Text("Назовите то, что сохраняете.", "Name what you are saving."),
    "nothing_kept": Text(
        "«{name}»: под этим названием ничего не сохранено. Есть: {possible}.",
        "Nothing is saved as “{name}”. Possible: {possible}.",
    ),
    "no_pair": Text(
        "Пары «{key}» среди возможных повторов нет. Список: python -m etl duplicates.",
        "There is no pair “{key}” among the possible duplicates. To list them: python -m etl duplicates.",
    ),
    "no_alias": Text(
        "«{name}»: такого подтверждённого названия нет. Есть: {possible}.",
        "“{name}” is no confirmed name. Possible: {possible}.",
    ),
    "mapping_needed": Text(
        "«{file}», лист «{sheet}»: для реестра «{register}» нет столбцов: {missing}. Возможно, это {proposed}. Если так, подтвердите: {options}.",
        "“{file}”, sheet “{sheet}”: the register «{register}» needs the columns {missing}. Perhaps they are {proposed}. If so, confirm: {options}.",
    ),
    "equal_headings": Text(
        "«{file}», лист «{sheet}»: «{column}» — это {headings}? Ячейки в них разные. Скажите, какой из них нужен: {options}.",
        "“{file}”, sheet “{sheet}”: which of {headings} is “{column}”? Their cells differ. Say which one is meant: {options}.",
    ),
    "no_heading": Text(
        "«{file}»: нет заголовка «{heading}». Есть: {possible}.",
        "“{file}” has no heading “{heading}”. Possible: {possible}.",
    ),
    "no_such_column": Text(
        "В реестре «{register}» нет столбца «{column}». Можно: {possible}.",
        "The register «{register}» has no column “{column}”. Possible: {possible}.",
    ),
    "no_municipality": Text(
        "В справочнике нет муниципалитета «{unit}»: {region}.",
        "The directory has no municipality “{unit}”: {region}.",
    ),
    "municipality_known": Text(
        "«{name}» и так понятно: {municipality}.",
        "“{name}” is understood already: {municipality}.",
    ),
    "no_named_municipality": Text(
        "Никто не объяснял название муниципалитета «{name}». Объяснены: {possible}.",
        "Nobody explained the municipality's name “{name}”. Explained: {possible}.",
    ),
    "region_column_needed": Text(
        "Муниципалитет понимают внутри региона: назовите столбец с регионом (--region-column).",
        "A municipality is understood within its region: name the column of the region (--region-column).",
    ),
    "no_column": Text(
        "«{file}»: нет столбца «{column}». Есть: {possible}.",
        "“{file}” has no column “{column}”. Possible: {possible}.",
    ),
}
