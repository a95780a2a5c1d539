"""What is said of a file as a whole: what kind it is when it is no table, and what it hides when it is one."""

from etl.words import Text

REMARKS: dict[str, Text] = {
    "sheets_hidden": Text(
        "Скрыто листов — {count} ({sheets}): они не читаются, пока вы не скажете, что они нужны.",
        "Hidden sheets: {count} ({sheets}). They are not read until you say that they are wanted.",
    ),
    "rows_hidden": Text(
        "Лист «{sheet}»: скрыто строк — {count} ({rows}). Они ждут и не считаются, пока вы не скажете, что они нужны.",
        "Sheet “{sheet}”: hidden rows: {count} ({rows}). They wait and do not count until you say that they are wanted.",
    ),
    "rows_filtered": Text(
        "Лист «{sheet}»: скрыто фильтром строк — {count} ({rows}). Они ждут и не считаются, пока вы не скажете, что они нужны.",
        "Sheet “{sheet}”: rows hidden by a filter: {count} ({rows}). They wait and do not count until you say that they are wanted.",
    ),
    "rows_shown": Text(
        "Лист «{sheet}»: скрыто строк — {count} ({rows}). Они считаются: так сказали вы.",
        "Sheet “{sheet}”: hidden rows: {count} ({rows}). They count, as you said.",
    ),
    "rows_struck_out": Text(
        "Лист «{sheet}»: зачёркнуто строк — {count} ({rows}). Они не загружаются.",
        "Sheet “{sheet}”: rows struck out: {count} ({rows}). They are not loaded.",
    ),
    "rows_partly_struck": Text(
        "Лист «{sheet}»: зачёркнута часть ячеек в строках — {count} ({rows}). Они ждут: неясно, что из них верно.",
        "Sheet “{sheet}”: rows with some cells struck out: {count} ({rows}). They wait: it is unclear what of them holds.",
    ),
    "region_sections": Text(
        "Лист «{sheet}»: регионы стоят строками-разделами ({regions}). Строки под ними ждут, пока вы не скажете, что это их регион.",
        "Sheet “{sheet}”: regions stand in rows of their own ({regions}). The rows below wait until you say that it is their region.",
    ),
    "region_sections_used": Text(
        "Лист «{sheet}»: регион строк взят из разделов над ними ({regions}): так сказали вы.",
        "Sheet “{sheet}”: the region of the rows is that of the section above ({regions}), as you said.",
    ),
    "columns_hidden": Text(
        "Лист «{sheet}»: скрыты столбцы {columns}. Они читаются, как видимые.",
        "Sheet “{sheet}”: hidden columns {columns}. They are read like those that are seen.",
    ),
    "plans_to_come": Text(
        "Лист «{sheet}»: строк о днях впереди без статуса — {count} ({rows}). Они считаются планом.",
        "Sheet “{sheet}”: rows of days to come without a status: {count} ({rows}). They count as plans.",
    ),
    "figure_shared": Text(
        "Лист «{sheet}»: цифра столбца «{column}» общая для нескольких строк: она стоит в первой, в строках {rows} — «н/д».",
        "Sheet “{sheet}”: a figure of the column “{column}” is shared by several rows: it stands in the first, rows {rows} have none.",
    ),
}
WAITING: dict[str, Text] = {
    "row_hidden": Text(
        "строка скрыта на листе. Покажите её или скажите при загрузке, что скрытые строки нужны.",
        "the row is hidden in the sheet. Show it, or say at the load that hidden rows are wanted.",
    ),
    "row_filtered": Text(
        "строка скрыта фильтром. Снимите фильтр или скажите при загрузке, что скрытые строки нужны.",
        "the row is hidden by a filter. Clear it, or say at the load that hidden rows are wanted.",
    ),
    "row_partly_struck": Text(
        "часть ячеек строки зачёркнута. Уберите зачёркнутое или снимите зачёркивание.",
        "some cells of the row are struck out. Remove what is struck out, or the line through it.",
    ),
}
REGIONS_ABOVE: dict[str, Text] = {
    "region_in_sections": Text(
        "«{file}»: столбца с регионом нет, а регионы стоят строками-разделами ({regions}). Если это регион строк под ними, "
        "подтвердите это или добавьте столбец «Регион».",
        "“{file}” has no column of regions, but rows of sections that name them ({regions}). If these are the regions of the rows "
        "below, confirm it, or add a column «Регион».",
    ),
    "region_in_title": Text(
        "«{file}»: столбца с регионом нет, а в заголовке или в названии стоит «{region}». Если все строки о нём, подтвердите это "
        "или добавьте столбец «Регион».",
        "“{file}” has no column of regions, but its title or name says «{region}». If all rows are of it, confirm it, "
        "or add a column «Регион».",
    ),
}
KINDS: dict[str, Text] = {
    "not_a_spreadsheet": Text(
        "«{file}»: это не таблица. Подходят файлы .xlsx, .xlsb, .xls, .ods и .csv.",
        "“{file}” is not a spreadsheet. Files .xlsx, .xlsb, .xls, .ods and .csv are accepted.",
    ),
    "other_kind": Text(
        "«{file}»: это {kind}, а не таблица. Подходят файлы .xlsx, .xlsb, .xls, .ods и .csv.",
        "“{file}” is {kind}, not a spreadsheet. Files .xlsx, .xlsb, .xls, .ods and .csv are accepted.",
    ),
    "zip_archive": Text(
        "«{file}»: это архив ({parts}). Распакуйте его и пришлите сами таблицы.",
        "“{file}” is an archive ({parts}). Unpack it and send the tables themselves.",
    ),
    "json_file": Text(
        "«{file}»: это данные JSON, а не таблица. Сохраните их как .xlsx или .csv.",
        "“{file}” holds JSON, not a table. Save it as .xlsx or .csv.",
    ),
    "web_page": Text(
        "«{file}»: это веб-страница или XML под видом таблицы. Откройте файл в Excel и сохраните как .xlsx.",
        "“{file}” is a web page or XML named like a spreadsheet. Open it in Excel and save it as .xlsx.",
    ),
    "web_archive": Text(
        "«{file}»: это веб-архив (MHT) или письмо под видом таблицы. Откройте файл в Excel и сохраните как .xlsx.",
        "“{file}” is a web archive (MHT) or a letter named like a spreadsheet. Open it in Excel and save it as .xlsx.",
    ),
    "old_excel": Text(
        "«{file}»: это книга Excel 4 или старше. Откройте её в Excel и сохраните как .xlsx.",
        "“{file}” is a workbook of Excel 4 or older. Open it in Excel and save it as .xlsx.",
    ),
}
FILE_SENTENCES = REMARKS | WAITING | REGIONS_ABOVE | KINDS
