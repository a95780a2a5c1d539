"""The numbers of what the regions proposed, and what became of it."""

from dashboard.model.metric import Aggregate, Metric
from dashboard.model.metrics.units import INITIATIVE, PERCENT, REGION
from etl.datasets import INDICATORS, INITIATIVES
from etl.words import Text

INITIATIVE_METRICS = (
    Metric(
        "initiatives",
        INITIATIVES.name,
        INDICATORS["initiatives"],
        INITIATIVE,
        Text("Инициативы, поданные в периоде.", "Initiatives submitted in the period."),
        Text("количество строк реестра", "number of rows of the register"),
        Text(
            "Законопроект, поправка и предложение считаются одинаково. Число не говорит, насколько они хороши.",
            "A bill, an amendment and a proposal count alike. Their number says nothing of their quality.",
        ),
        Aggregate.TOTAL,
        "initiatives",
    ),
    Metric(
        "initiatives_sent",
        INITIATIVES.name,
        INDICATORS["initiatives_sent"],
        INITIATIVE,
        Text(
            "Инициативы, направленные дальше: в Думу, министерство, правительство.",
            "Initiatives sent on: to the Duma, a ministry, the government.",
        ),
        Text("строки с состоянием «направлено» или «учтено»", "rows in the state “sent on” or “taken up”"),
        Text(
            "Отклонённые не входят: направлялись ли они, реестр не говорит.",
            "Refused ones are left out: the register does not say whether they were sent on.",
        ),
        Aggregate.TOTAL,
        "sent",
    ),
    Metric(
        "initiatives_taken",
        INITIATIVES.name,
        INDICATORS["initiatives_taken"],
        INITIATIVE,
        Text("Инициативы, которые учтены.", "Initiatives that were taken up."),
        Text("строки с состоянием «учтено»", "rows in the state “taken up”"),
        Text(
            "Отнесены ко дню подачи, а не ко дню решения: решение по недавним ещё впереди.",
            "Placed on the day of submission, not of the decision: recent ones are still to be decided.",
        ),
        Aggregate.TOTAL,
        "taken_up",
    ),
    Metric(
        "taken_share",
        INITIATIVES.name,
        INDICATORS["taken_share"],
        PERCENT,
        Text("Доля учтённых среди рассмотренных инициатив.", "Share of decided initiatives that were taken up."),
        Text("учтено ÷ (учтено + отклонено) × 100", "taken up ÷ (taken up + refused) × 100"),
        Text(
            "Инициативы без решения не входят. При знаменателе меньше 10 доля не показывается.",
            "Undecided initiatives are left out. No share is shown on a base under 10.",
        ),
        Aggregate.SHARE,
        "taken_up",
        "decided",
        Text("инициативы с решением", "initiatives with a decision"),
        1,
        1,
        evidence="decided",
    ),
    Metric(
        "proposing_regions",
        INITIATIVES.name,
        INDICATORS["proposing_regions"],
        REGION,
        Text("Сколько регионов подали хотя бы одну инициативу.", "How many regions submitted at least one initiative."),
        Text("регионы со строкой в реестре", "regions with a row in the register"),
        Text(
            "Знаменатель — субъекты, существовавшие на конец периода.",
            "The base is the subjects that existed at the end of the period.",
        ),
        Aggregate.COVERAGE,
        "initiatives",
        "regions",
        base_title=Text("субъекты Федерации", "subjects of the Federation"),
    ),
)
