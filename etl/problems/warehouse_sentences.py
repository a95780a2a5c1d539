"""What is said when the warehouse cannot be reached, read or written, and of a misused command: one entry a code."""

from etl.words import Text

WAREHOUSE_SENTENCES: dict[str, Text] = {
    "database_address_unclear": Text(
        "DATABASE_URL непонятен. Нужен адрес вида sqlite:////папка/warehouse.db или "
        "postgresql://ИМЯ:ПАРОЛЬ@СЕРВЕР/БАЗА; знаки @ / : # % в пароле пишутся как %40 %2F %3A %23 %25.",
        "DATABASE_URL is unclear. It should look like sqlite:////folder/warehouse.db or "
        "postgresql://NAME:PASSWORD@SERVER/DATABASE; in a password, @ / : # % are written %40 %2F %3A %23 %25.",
    ),
    "database_kind_unknown": Text(
        "DATABASE_URL называет базу «{kind}», такой здесь не знают. Можно: {possible}.",
        "DATABASE_URL names a database “{kind}”, which is not known here. Possible: {possible}.",
    ),
    "database_driver_absent": Text(
        "DATABASE_URL называет базу «{kind}», но для неё не установлен драйвер «{driver}». Можно: sqlite, postgresql.",
        "DATABASE_URL names a database “{kind}”, but its driver “{driver}” is not installed. Possible: sqlite, postgresql.",
    ),
    "database_no_folder": Text(
        "Папки для файла хранилища нет, и создать её нельзя. Проверьте путь в DATABASE_URL.",
        "The folder of the warehouse file is absent and cannot be made. Check the path in DATABASE_URL.",
    ),
    "database_no_folder_rights": Text(
        "Нет прав создать папку для файла хранилища. Дайте права или измените путь в DATABASE_URL.",
        "There is no permission to make the folder of the warehouse file. Grant it, or change the path in DATABASE_URL.",
    ),
    "database_not_sqlite": Text(
        "Файл хранилища — не база SQLite. Проверьте путь в DATABASE_URL; если путь верен, восстановите файл из копии.",
        "The warehouse file is not an SQLite database. Check the path in DATABASE_URL; if it is right, restore the file.",
    ),
    "database_corrupt": Text(
        "Файл хранилища повреждён. Восстановите его из копии (docs/how-to/backup-and-restore.md).",
        "The warehouse file is damaged. Restore it from a copy (docs/how-to/backup-and-restore.md).",
    ),
    "database_not_opened": Text(
        "Файл хранилища не открывается. Проверьте путь в DATABASE_URL и права на папку файла.",
        "The warehouse file cannot be opened. Check the path in DATABASE_URL, and the permissions of its folder.",
    ),
    "database_folder": Text(
        "На месте файла хранилища — папка. Проверьте путь в DATABASE_URL.",
        "There is a folder in the place of the warehouse file. Check the path in DATABASE_URL.",
    ),
    "database_no_file_rights": Text(
        "Нет прав читать файл хранилища. Дайте их тому, от чьего имени работает приложение.",
        "There is no permission to read the warehouse file. Grant it to the user that the application runs as.",
    ),
    "database_file_gone": Text(
        "Файла хранилища нет на месте или он пуст, а данные в нём были. Верните его или восстановите из копии "
        "(docs/how-to/backup-and-restore.md). Чтобы начать заново, удалите рядом и файлы «-wal» и «-shm» и перезапустите "
        "приложение.",
        "The warehouse file is gone or empty, and it held data. Bring it back or restore it from a copy "
        "(docs/how-to/backup-and-restore.md). To begin anew, delete the files “-wal” and “-shm” beside it too and start "
        "the application again.",
    ),
    "database_incomplete": Text(
        "В хранилище нет таблицы или столбца, которые должны быть: его меняли помимо приложения или восстановили не целиком. "
        "Выполните: python -m etl rebuild; если не помогло, восстановите копию (docs/how-to/backup-and-restore.md).",
        "The warehouse lacks a table or a column: it was changed past the application, or restored in part. "
        "Run: python -m etl rebuild; if that does not help, restore a copy (docs/how-to/backup-and-restore.md).",
    ),
    "database_closed": Text(
        "База данных на обслуживании: соединений она сейчас не принимает. Подождите и повторите.",
        "The database is under maintenance: it takes no connections now. Wait and repeat.",
    ),
    "outdated": Text(
        "Хранилище прежней версии. Выполните: python -m etl rebuild.",
        "The warehouse is of an older version. Run: python -m etl rebuild.",
    ),
    "rebuild_needed": Text(
        "Журнал восстановлен, а таблицы из него ещё не пересобраны: нужен rebuild. Выполните: python -m etl rebuild.",
        "The journal was restored and the tables are not derived from it yet: a rebuild is needed. Run: python -m etl rebuild.",
    ),
    "warehouse_absent": Text(
        "Данных ещё нет: хранилище не создано. Загрузите реестр: python -m etl load ФАЙЛ.",
        "There are no data yet: the warehouse is not created. Load a register: python -m etl load FILE.",
    ),
    "warehouse_empty": Text(
        "Хранилище пусто: ни один реестр не загружен. Загрузите файл: python -m etl load ФАЙЛ.",
        "The warehouse is empty: no register is loaded. Load a file: python -m etl load FILE.",
    ),
    "parts_disk_full": Text(
        "На диске приложения нет места для рабочих копий таблиц. Освободите место или укажите другую папку в PARTS_FOLDER.",
        "The disk of the application has no room for its working copies of the tables. Make room, or name another folder "
        "in PARTS_FOLDER.",
    ),
    "parts_not_kept": Text(
        "Рабочие копии таблиц не записываются: нет прав, или папки нет. Дайте права или укажите другую папку в PARTS_FOLDER.",
        "The working copies of the tables cannot be written: permission is lacking, or the folder is absent. Grant it, or "
        "name another folder in PARTS_FOLDER.",
    ),
    "database_read_only": Text(
        "Хранилище открыто только для чтения. Дайте право записи файлу и его папке или подключитесь к основному серверу. "
        "Ничего не изменилось.",
        "The warehouse can only be read. Let its file and folder be written, or connect to the primary server. "
        "Nothing changed.",
    ),
    "database_no_primary": Text(
        "Основной сервер базы данных не отвечает, есть только его копия. Подождите и повторите; администратору: "
        "docs/how-to/postgresql.md говорит, как сделать копию основным сервером. Ничего не изменилось.",
        "The primary database server does not answer, only its replica does. Wait and repeat; for the administrator: "
        "docs/how-to/postgresql.md says how the replica becomes the primary. Nothing changed.",
    ),
    "database_disk_error": Text(
        "Диск с файлом хранилища не читается или не пишется. Проверьте диск. Ничего не изменилось.",
        "The disk of the warehouse file cannot be read or written. Check the disk. Nothing changed.",
    ),
    "database_wrong_password": Text(
        "Сервер базы данных не принял имя или пароль. Проверьте их в DATABASE_URL.",
        "The database server refused the name or the password. Check them in DATABASE_URL.",
    ),
    "database_absent": Text(
        "На сервере нет базы данных с таким названием. Создайте её (docs/how-to/postgresql.md) или исправьте DATABASE_URL.",
        "The server has no database of that name. Create it (docs/how-to/postgresql.md) or correct DATABASE_URL.",
    ),
    "database_no_rights": Text(
        "У пользователя базы данных не хватает прав. Он должен владеть базой (docs/how-to/postgresql.md).",
        "The database user lacks rights. It should own the database (docs/how-to/postgresql.md).",
    ),
    "database_no_host": Text(
        "Сервер базы данных не найден по имени. Проверьте имя сервера в DATABASE_URL и сеть.",
        "There is no database server of that name. Check the server in DATABASE_URL and the network.",
    ),
    "database_timeout": Text(
        "База данных не отвечает: сервер молчит. Проверьте сеть и адрес в DATABASE_URL.",
        "The database does not answer: the server is silent. Check the network and the address in DATABASE_URL.",
    ),
    "database_other_server": Text(
        "По адресу из DATABASE_URL отвечает не PostgreSQL. Проверьте сервер и порт.",
        "What answers at the address in DATABASE_URL is not PostgreSQL. Check the server and the port.",
    ),
    "database_crowded": Text(
        "Сервер базы данных занят: больше соединений он не принимает. Подождите и повторите.",
        "The database server is busy: it takes no more connections. Wait and repeat.",
    ),
    "database_starting": Text(
        "Сервер базы данных запускается или останавливается. Подождите минуту и повторите.",
        "The database server is starting or stopping. Wait a minute and repeat.",
    ),
    "database_refused": Text(
        "База данных не отвечает: по адресу из DATABASE_URL сервера нет. Проверьте, запущен ли он, и адрес с портом.",
        "The database does not answer: there is no server at the address in DATABASE_URL. Check that it runs, and its "
        "address and port.",
    ),
    "database_gone": Text(
        "База данных не отвечает: соединение прервалось. Повторите; если не помогло, проверьте сервер.",
        "The database does not answer: the connection broke. Repeat; if that does not help, check the server.",
    ),
    "database_newer": Text(
        "Хранилище записано более новой версией приложения. Обновите приложение или восстановите копию этой версии.",
        "The warehouse was written by a newer version of the application. Update the application, or restore a copy of "
        "this version.",
    ),
    "database_away": Text(
        "База данных не отвечает: {reason}. Проверьте DATABASE_URL.",
        "The database does not answer: {reason}. Check DATABASE_URL.",
    ),
    "database_locked": Text(
        "База занята другой загрузкой. Подождите и повторите: ничего не изменилось.",
        "The database is busy with another load. Wait and repeat: nothing changed.",
    ),
    "nothing_to_back_up": Text(
        "Хранилища ещё нет: копировать нечего. Проверьте DATABASE_URL.",
        "There is no warehouse yet, nothing to copy. Check DATABASE_URL.",
    ),
    "backup_keeps_none": Text("Оставить надо хотя бы одну копию: --keep 1.", "Keep one copy at least: --keep 1."),
    "backup_differs": Text(
        "Копия восстановлена на пробу и не совпала с хранилищем: она удалена, прежние копии на месте. Повторите; если "
        "не помогло, проверьте диск.",
        "The copy was restored on trial and is not the same as the warehouse: it is removed, earlier copies are in place. "
        "Repeat; if that does not help, check the disk.",
    ),
    "backup_program_absent": Text(
        "Нет программы {program}. Установите её: apt-get install postgresql-client.",
        "There is no program {program}. Install it: apt-get install postgresql-client.",
    ),
    "backup_failed": Text(
        "Копия не сделана: {reason}. Прежние копии на месте.",
        "No copy was made: {reason}. Earlier copies are in place.",
    ),
    "disk_full": Text(
        "На диске нет места. Освободите его и повторите. Ничего не изменилось.",
        "The disk is full. Make room and repeat. Nothing changed.",
    ),
}

USAGE_SENTENCES: dict[str, Text] = {
    "usage_no_command": Text(
        "Назовите команду: {possible}. Подробнее: «{help}».", "Name a command: {possible}. More: “{help}”."
    ),
    "usage_unknown_command": Text(
        "Команды «{name}» нет. Есть: {possible}. Подробнее: «{help}».",
        "There is no command “{name}”. Possible: {possible}. More: “{help}”.",
    ),
    "usage_unknown_option": Text(
        "Параметра «{option}» нет. Есть: {possible}. Подробнее: «{help}».",
        "There is no option “{option}”. Possible: {possible}. More: “{help}”.",
    ),
    "usage_missing": Text(
        "Не указано: {name}. Пишется так: «{usage}». Подробнее: «{help}».",
        "{name} is not given. It is written “{usage}”. More: “{help}”.",
    ),
    "usage_value": Text("{name}: {reason}. Подробнее: «{help}».", "{name}: {reason}. More: “{help}”."),
    "usage_value_missing": Text(
        "После «{option}» нужно значение. Подробнее: «{help}».", "“{option}” needs a value after it. More: “{help}”."
    ),
    "usage_flag": Text(
        "«{option}» пишется без значения. Подробнее: «{help}».", "“{option}” takes no value. More: “{help}”."
    ),
    "usage_extra": Text(
        "Лишнее: «{extra}». Пишется так: «{usage}». Подробнее: «{help}».",
        "“{extra}” is too much. It is written “{usage}”. More: “{help}”.",
    ),
    "usage_one_only": Text(
        "«{first}» и «{second}» вместе не указывают: выберите одно. Подробнее: «{help}».",
        "“{first}” and “{second}” exclude each other: choose one. More: “{help}”.",
    ),
    "usage_wrong": Text(
        "Команда написана неверно: {reason} Подробнее: «{help}».", "The command is wrong: {reason} More: “{help}”."
    ),
}
