"""What is said of people, roles and rights: one entry a code."""

from etl.words import Text

PEOPLE_SENTENCES: dict[str, Text] = {
    "not_allowed": Text("Вашей роли это не разрешено.", "Your role does not allow this."),
    "person_incomplete": Text(
        "Нужны знак человека у поставщика входа и имя.",
        "A person needs their mark at the identity provider and a name.",
    ),
    "person_without_regions": Text(
        "Сотруднику региона нужен хотя бы один регион.", "A clerk of a region needs at least one region."
    ),
    "no_role": Text("Роли «{role}» нет. Можно: {possible}.", "There is no role “{role}”. Possible: {possible}."),
    "no_deed": Text("Действия «{deed}» нет. Можно: {possible}.", "There is no “{deed}”. Possible: {possible}."),
    "no_person": Text(
        "Человека «{subject}» среди тех, у кого есть роль, нет. Есть: {possible}.",
        "“{subject}” is not among those with a role: {possible}.",
    ),
    "last_administrator": Text(
        "Это единственный администратор: сначала дайте эту роль ещё кому-нибудь.",
        "This is the only administrator: give that role to somebody else first.",
    ),
}
