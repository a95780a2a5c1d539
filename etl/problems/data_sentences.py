"""What is said when an address gives no data: of the address, of the exhibit it names, of its filters."""

from etl.words import Text

DATA_SENTENCES: dict[str, Text] = {
    "nobody_asks": Text("Войдите: без имени здесь не отвечают.", "Sign in: here nobody without a name gets an answer."),
    "address_unreadable": Text(
        "Адрес не читается. Пример: /?period=year&exhibit=card.events.",
        "The address cannot be read. An example: /?period=year&exhibit=card.events.",
    ),
    "address_not_utf8": Text(
        "Адрес не читается: файл адресов должен быть в кодировке UTF-8.",
        "The address cannot be read: the file of addresses must be in UTF-8.",
    ),
    "exhibit_absent": Text(
        "В адресе не сказано, чьи данные нужны. Добавьте exhibit, например &exhibit=card.events.",
        "The address does not say whose data are wanted. Add an exhibit, for example &exhibit=card.events.",
    ),
    "exhibit_unknown": Text(
        "«{name}»: данных с таким именем нет. Возможно: {possible}.",
        "“{name}”: there are no data of that name. Possible: {possible}.",
    ),
    "exhibit_form": Text("«{name}»: имя пишется так: {form}.", "“{name}”: the name is written like this: {form}."),
    "metric_unknown": Text(
        "Показателя «{value}» нет. Возможно: {possible}.",
        "There is no metric “{value}”. Possible: {possible}.",
    ),
    "argument_unknown": Text(
        "«{name}»: «{value}» здесь не подходит. Возможно: {possible}.",
        "“{name}”: “{value}” does not fit here. Possible: {possible}.",
    ),
    "choice_unknown": Text(
        "«{parameter}={value}»: такого выбора нет. Возможно: {possible}.",
        "“{parameter}={value}” is no choice. Possible: {possible}.",
    ),
    "days_unusable": Text(
        "Свои даты заданы неверно: from={since}, to={until}. Нужны дни вида 2025-01-31, "
        "от {earliest} до {latest}, и from не позже to.",
        "The days of the period are wrong: from={since}, to={until}. Days like 2025-01-31 are needed, "
        "from {earliest} to {latest}, and from not after to.",
    ),
    "source_of_others": Text(
        "Источник «{source}» ведёте не вы. Назовите свой источник иначе.",
        "The source “{source}” is not yours. Give your own source another name.",
    ),
    "not_yours": Text(
        "Это не ваше: здесь решает тот, чьи это строки.",
        "This is not yours: it is decided by those whose rows it is about.",
    ),
    "exhibit_failed": Text(
        "«{name}»: внутренняя ошибка, она записана в журнал. Другие адреса отвечают.",
        "“{name}”: an internal error, it is in the log. Other addresses answer.",
    ),
}
