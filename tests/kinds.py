"""One page of each kind of both sections: what is looked at where looking at all takes too long."""

PUBLIC = (
    "index.html",
    "programme.html",
    "roadmap.html",
    "workplan.html",
    "council.html",
    "glossariy.html",
    "kak-prinyat-uchastie.html",
    "cases/index.html",
    "cases/opyty-bez-laboranta.html",
    "cases/subject/fizika.html",
    "mentors/index.html",
    "mentors/lebedev.html",
    "acts/index.html",
    "acts/2026-polozhenie.html",
    "acts/2024-prikaz-kurator.html",
    "acts/year/2024.html",
    "news/index.html",
    "404.html",
)
INTERNAL = (
    "index.html",
    "bank-mentees.html",
    "pairs/index.html",
    "pairs/2026-nikitina-shevchenko.html",
    "mentors/fedorova.html",
    "unmatched.html",
)
