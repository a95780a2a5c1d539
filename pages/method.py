"""«Методика»: every number and every column explained, from the declarations the pages themselves use."""

import streamlit as st

from dashboard import session_keys
from dashboard.exhibits.rating.index import INDEX
from dashboard.language.phrases import translator
from dashboard.method import glossary, index_explained, source_coverage
from dashboard.screen import exhibit_box

language = st.session_state[session_keys.LANGUAGE]
_ = translator(language)

st.subheader(_("Методика"), anchor=False)
st.markdown(_("Каждое число на страницах, слайдах и в таблицах считается по одному определению. Вот все определения."))
for dataset in glossary.registers():
    st.markdown(f"#### {dataset.title.of(language)}")
    for metric in glossary.metrics_of(dataset.name):
        with st.expander(metric.title.of(language)):
            st.markdown(glossary.metric_lines(metric, language))
    exhibit_box.show(glossary.dictionary(dataset, language), f"method_{dataset.name}")
st.markdown("#### " + _("Полнота источников"))
exhibit_box.show(source_coverage.source_coverage(language), "method_coverage")
st.markdown("#### " + _("Правила чисел"))
st.markdown(
    "\n".join(
        f"- {rule}"
        for rule in (
            _("На карте + без региона + в карантине = всего в таблице = всего в хранилище."),
            _("Доли считаются из сумм по выбранным регионам, а не как среднее регионов; на основе меньше 10 доли нет."),
            _("Сравнение называет оба периода и обрывается на том же дне; при нуле в прошлом пишется «было 0»."),
            _("Ноль говорится только там, где источник полон: в выборке пустое место — это «нет данных»."),
            _("Ноль, «нет данных» и «нет базы» — три разных состояния, и выглядят они по-разному."),
            _("«Около», «более», «почти» и «план» сохраняются; подключения и люди никогда не складываются."),
            _("Дата с точностью до месяца или года относится к началу этого месяца или года."),
        )
    )
)
st.markdown("#### " + _("Группы сравнения"))
st.markdown("\n".join(f"- {rule}" for rule in glossary.peer_rules(language)))
st.markdown("#### " + INDEX.title.of(language))
with st.expander(INDEX.title.of(language)):
    st.markdown(glossary.metric_lines(INDEX, language))
st.markdown("\n".join(f"- {rule}" for rule in index_explained.rules(language)))
exhibit_box.show(index_explained.example(language), "method_index")
st.markdown(index_explained.steps(language))
st.markdown("#### " + _("Границы и источники"))
st.markdown(glossary.BOUNDARY_NOTE.of(language))
st.markdown(
    _(
        "Население — Росстат, 1 января 2025 года; у четырёх регионов его нет, поэтому там «нет базы». Число муниципалитетов — верхний уровень на 1 января 2024 года."
    )
)
