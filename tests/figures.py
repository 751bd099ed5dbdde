"""Figures of publication and privacy, from one command: ``python -m tests.figures [СРЫВОВ]``."""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from generator.adapters.building import build
from generator.audit import audit
from generator.model.loading import load
from generator.publish.history import History
from generator.publish.lines import Lines
from generator.publish.manifest import sums_in
from generator.publish.refusals import RefusedError
from generator.publish.sending import draw_up
from generator.publish.targets import Target
from tests import hosting
from tests.attacks import tried
from tests.leaks import plant
from tests.publications import (
    OTHERS,
    content_of,
    cut_files,
    first_build,
    ftp_target,
    lay_out,
    put,
    s3_target,
    second_build,
    ssh_target,
    way,
)

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 20)
LEAKS = 300


def main() -> None:
    cuts = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    registry = load(ROOT)[0]
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        site, cost, share = _built(scratch)
        print(f"обыск демонстрации: {cost:.1f} с процессора, {share:.0%} сборки обоих разделов")
        print(f"ложных тревог: {len(audit(site, registry, TODAY))}")
        print(f"изменён один кейс: отправлено {_one_case(scratch, site):,} байт")
        spoilt = Path(shutil.copytree(site, scratch / "spoilt"))
        planted = plant(spoilt, registry, LEAKS)
        found = {problem.span.path for problem in audit(spoilt, registry, TODAY)}
        print(f"утечек: подложено {LEAKS}, найдено {sum(leak.path in found for leak in planted)}")
        (scratch / "attacks").mkdir()
        attacks = tried(ROOT, registry, TODAY, scratch / "attacks")
        print(f"атак: {len(attacks)}, безвредных {sum(attack.inert for attack in attacks)}")
        for means in ("ftp", "sftp", "s3"):
            print(f"{means}: {_cuts(scratch / means, means, cuts)}")


def _built(scratch: Path) -> tuple[Path, float, float]:
    """Return the public section, what its search costs, and its share of a build from nothing."""
    school = _copied(scratch / "fresh")
    begun = time.process_time()
    site = build(school, "public", scratch / "site", TODAY).folder
    build(school, "internal", scratch / "internal", TODAY)
    whole = time.process_time() - begun
    registry = load(ROOT)[0]
    begun = time.process_time()
    audit(site, registry, TODAY)
    cost = time.process_time() - begun
    return site, cost, cost / whole


def _copied(school: Path) -> Path:
    """Copy the demonstration without anything that was kept of earlier builds."""
    for folder in ("data", "content", "theme"):
        shutil.copytree(ROOT / folder, school / folder)
    shutil.copy(ROOT / "mkdocs.yml", school)
    return school


def _one_case(scratch: Path, site: Path) -> int:
    """Publish, change a sentence of one case, and return what travels."""
    school = _copied(scratch / "school")
    target = Target.model_validate({"имя": "a", "способ": "папка", "папка": str(scratch / "www")})
    there = way(target, school)
    put(site, there, school)
    case = school / "data/cases/tri-pervyh-klassa.yml"
    text = case.read_text(encoding="utf-8")
    case.write_text(
        text.replace("что делали: |\n", "что делали: |\n  Ещё одна фраза.\n\n", 1), "utf-8"
    )
    again = build(school, "public", scratch / "again", TODAY).folder
    with Lines(there) as lines:
        return draw_up(sums_in(again), lines, History(school, "sait")).size


def _cuts(folder: Path, means: str, count: int) -> str:
    """Kill the server at random moments; after each cut look, start it and finish."""
    one, two = first_build(folder / "one"), second_build(folder / "two")
    before, after = content_of(one), content_of(two)
    served, school = folder / "server", folder / "school"
    served.mkdir()
    with ExitStack() as stack:
        if means == "sftp":
            ssh = hosting.ssh(served)
            server, target = ssh.server, ssh_target(ssh)
        elif means == "s3":
            server = hosting.s3(served)
            target = s3_target(server.port)
        else:
            server = hosting.ftp(served, "--delay", "0.002")
            target = ftp_target(server)
        stack.enter_context(hosting.running(server))
        there = replace(way(target, school, "" if means == "sftp" else hosting.PASSWORD), retries=0)
        section = server.root / "razdel"
        lay_out(section, OTHERS)
        put(one, there, school)
        begun = time.monotonic()
        put(two, there, school)
        whole = time.monotonic() - begun
        chance, happened, torn, lost, unfinished = random.Random(50), 0, 0, 0, 0
        tries = 0
        while happened < count and tries < count * 4:
            new, old = (one, after) if tries % 2 == 0 else (two, before)
            tries += 1
            timer = hosting.after(chance.uniform(0.01, whole), server.kill)
            try:
                put(new, there, school)
            except RefusedError:
                happened += 1
            timer.join()
            server.kill()
            seen, later = content_of(section), content_of(new)
            torn += len(cut_files(seen, old, later, OTHERS))
            lost += {path: seen.get(path) for path in OTHERS} != OTHERS
            server.start()
            with suppress(RefusedError):
                put(new, replace(there, retries=2), school)
            unfinished += content_of(section) != {**later, **OTHERS}
    return (
        f"обрывов {happened}, оборванных файлов {torn}, чужих задето {lost}, "
        f"не закончено следующим запуском {unfinished}"
    )


if __name__ == "__main__":
    main()
