"""What is said when a presentation cannot be made: of its template and of what it is to show."""

from etl.words import Text

DECK_SENTENCES: dict[str, Text] = {
    "deck_empty": Text(
        "Показывать нечего: в наборе нет ни одного показателя. Добавьте хотя бы один.",
        "There is nothing to show: the set holds no exhibit. Add at least one.",
    ),
    "deck_without_data": Text(
        "За выбранный период и регионы данных нет: показывать нечего.",
        "There are no data for the chosen period and regions: nothing to show.",
    ),
    "set_unknown": Text(
        "Набора «{name}» нет. Готовые: {ready}. Сохранённые: {kept}.",
        "There is no set “{name}”. Ready: {ready}. Saved: {kept}.",
    ),
    "place_unknown": Text(
        "«{given}»: такого региона или округа нет. Пишите код или название: 59, Пермский край, ПФО.",
        "“{given}” is no region or district. Write a code or a name: 59, Perm Krai.",
    ),
    "period_backwards": Text(
        "Период начинается {since}, а кончается {until}: поменяйте дни местами.",
        "The period begins on {since} and ends on {until}: exchange the days.",
    ),
    "period_half": Text(
        "Период задан наполовину: нужны и --from, и --to.",
        "The period is half given: both --from and --to are needed.",
    ),
    "file_not_written": Text(
        "Файл «{file}» не записан: {reason}.",
        "The file “{file}” was not written: {reason}.",
    ),
    "template_absent": Text(
        "Шаблон «{file}» не прочитан: {reason}.",
        "The template “{file}” was not read: {reason}.",
    ),
    "office_absent": Text(
        "PDF не сделан: на сервере нет LibreOffice. Скачайте .pptx и сохраните его как PDF.",
        "No PDF was made: LibreOffice is not on the server. Download the .pptx and save it as PDF.",
    ),
    "office_failed": Text(
        "PDF не сделан: LibreOffice не справился за {seconds} с. Скачайте .pptx и сохраните его как PDF.",
        "No PDF was made: LibreOffice did not finish in {seconds} s. Download the .pptx and save it as PDF.",
    ),
    "not_a_template": Text(
        "Шаблон — не презентация PowerPoint. Подходят файлы .pptx и .potx.",
        "The template is not a PowerPoint presentation. Files .pptx and .potx are accepted.",
    ),
    "template_no_layout": Text(
        "В шаблоне нет макета с заголовком. Добавьте его в образце слайдов и назовите «Показатель».",
        "The template has no layout with a title. Add one in the slide master and call it “Exhibit”.",
    ),
    "template_external": Text(
        "Шаблон берёт рисунки или другие части из сети или из соседних файлов. Вставьте их в сам шаблон "
        "(«Файл – Сведения – Изменить связи с файлами – Разорвать связь») и сохраните.",
        "The template takes pictures or other parts from the network or from other files. Embed them in the template "
        "(File – Info – Edit Links to Files – Break Link) and save it.",
    ),
    "template_macros": Text(
        "В шаблоне есть макросы, такой файл не принимается. Сохраните его как .pptx без макросов.",
        "The template holds macros and is not accepted. Save it as a .pptx without macros.",
    ),
    "template_too_large": Text(
        "Шаблон больше {limit} МБ. Удалите из него слайды, видео и крупные рисунки и сохраните заново.",
        "The template is larger than {limit} MB. Delete its slides, videos and large pictures and save it anew.",
    ),
    "template_bomb": Text(
        "Шаблон после распаковки больше {limit} МБ. Сохраните в PowerPoint копию без слайдов и пришлите её.",
        "The template is larger than {limit} MB when unpacked. Save a copy without slides in PowerPoint and send that.",
    ),
    "template_password": Text(
        "Шаблон защищён паролем. Снимите пароль в PowerPoint («Файл – Сведения – Защита презентации») и пришлите снова.",
        "The template is protected by a password. Remove it in PowerPoint (File – Info – Protect Presentation) and send it again.",
    ),
    "template_damaged": Text(
        "Шаблон повреждён или передан не целиком. Откройте его в PowerPoint, сохраните заново и пришлите снова.",
        "The template is damaged or was not transferred whole. Open it in PowerPoint, save it anew and send it again.",
    ),
}
