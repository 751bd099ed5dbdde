"""What people of a school type into the search, and the page that must answer.

Sixty words and phrases of the field in the forms people really use: cases and numbers of nouns,
ё and е, quotation marks, hyphens, abbreviations, numbers of acts. None of the single words stands
on its page in this very form alone; exact forms are tested on every title besides.
"""

from __future__ import annotations

PAIRS: tuple[tuple[str, str], ...] = (
    # Падежи и числа
    ("кейса", "cases/index.html"),
    ("кейсами", "cases/index.html"),
    ("положения", "acts/2026-polozhenie.html"),
    ("положением", "acts/2026-polozhenie.html"),
    ("приказом о поощрении", "acts/2026-prikaz-pooshchrenie.html"),
    ("приказу об обучении", "acts/2026-prikaz-obuchenie.html"),
    ("наставнику", "kak-prinyat-uchastie.html"),
    ("наставниками года", "mentors/index.html"),
    ("доске почёта", "mentors/index.html"),
    ("советом наставников", "council.html"),
    ("заседания совета", "council.html"),
    ("дорожной карте", "roadmap.html"),
    ("дорожную карту", "roadmap.html"),
    ("плана реализации", "workplan.html"),
    ("планом реализации", "workplan.html"),
    ("глоссария", "glossariy.html"),
    ("рефлексию", "glossariy.html"),
    ("мониторингом", "glossariy.html"),
    ("ролевую модель", "glossariy.html"),
    ("новостях", "news/index.html"),
    ("принципами", "programme.html"),
    ("правовую базу", "programme.html"),
    ("этапов взаимодействия", "programme.html"),
    ("анкету наставника", "acts/anketa-nastavnika.html"),
    ("согласием на распространение", "acts/forma-soglasiya.html"),
    ("договором о сотрудничестве", "acts/dogovor-metodcentr.html"),
    ("реестру наставников", "acts/2024-prikaz-reestr.html"),
    ("лабораторную", "cases/laboratornaya-za-sorok-minut.html"),
    ("лабораторной работой", "cases/laboratornaya-za-sorok-minut.html"),
    ("сочинениям", "cases/sochinenie-po-shagam.html"),
    ("дисциплину", "cases/request/disciplina.html"),
    ("родителями", "cases/request/roditeli.html"),
    ("экзаменам", "cases/request/ekzameny.html"),
    ("оцениванием", "cases/request/ocenivanie.html"),
    ("физикой", "cases/subject/fizika.html"),
    ("химию", "cases/subject/himiya.html"),
    ("историей", "cases/subject/istoriya.html"),
    ("английском", "cases/subject/angliyskiy.html"),
    ("реверсивного", "cases/kind/reversivnoe.html"),
    ("группах", "cases/kind/v-gruppe.html"),
    ("Соколовой", "mentors/sokolova.html"),
    ("Кузнецову Ольгу", "mentors/kuznecova.html"),
    ("Тимофееву", "mentors/timofeev.html"),
    # ё и е
    ("Лунева", "mentors/vyazemskaya.html"),
    ("Федорович", "mentors/dyachenko.html"),
    ("почета", "mentors/index.html"),
    ("прошёл семинар", "news/2025-12-seminar-ocenivanie.html"),
    ("кабинёт физики", "cases/opyty-bez-laboranta.html"),
    # «Кавычки»
    ("«Учитель рядом»", "acts/2024-programma.html"),
    ('программы "Учитель рядом"', "acts/2024-programma.html"),
    ("Школой наставника", "news/2025-09-obuchenie-nastavnikov.html"),
    ("„Начала пути“", "news/2026-10-pary-nachali-rabotu.html"),
    # Дефисы, тире, номера
    ("новичка-мастера", "cases/model/novichok-master.html"),
    ("программиста-инженера", "cases/programmist-vedet-klass.html"),
    ("Вяземской-Луневой", "mentors/vyazemskaya.html"),
    ("87-о", "acts/2026-prikaz-pary.html"),
    ("№ 64-о", "acts/2026-prikaz-polozhenie.html"),
    # Сокращения и незаконченные слова
    ("SWOT", "glossariy.html"),
    ("ЕГЭ", "cases/request/ekzameny.html"),
    ("наставляем", "kak-prinyat-uchastie.html"),
)
