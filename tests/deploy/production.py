"""Two machines set up as docs/how-to says: the primary server, and the application beside the replica."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import lacking, path_of, postgresql_program
from tests.deploy.machine import Machine, joined, started
from tests.how_to import ROOT, steps

RELEASE = "1"
HOST = "dashboard.example.org"
SIGN_IN = "ACCESS=proxy\nACCESS_PROXY_SECRET=0123456789abcdef0123456789abcdef\n"
CURL = f"curl --silent --insecure --resolve {HOST}:443:127.0.0.1"
HEAD, CLERK = "ivanova:a long password", "petrov:another password"
PEOPLE = """
cd /opt/varmsu/current
export $(cat /etc/varmsu/owner.env)
.venv/bin/python -m etl people add ivanova --name Иванова --role administrator
.venv/bin/python -m etl people add petrov --name Петров --role region --regions 59
"""


@dataclass(frozen=True, slots=True)
class Production:
    """The machines: `first` is db1; the application stands beside db2."""

    first: Machine
    application: Machine


@contextmanager
def production(folder: Path) -> Iterator[Production]:
    """Set two machines up until the replica streams and the public record is loaded; nothing serves yet."""
    with ExitStack() as running:
        machines = []
        for name in ("db1", "db2"):
            (folder / name).mkdir()
            machines.append(running.enter_context(started(folder / name)))
        both = Production(*machines)
        running.enter_context(joined(*machines))
        for machine in machines:
            machine.install(RELEASE)
            machine.follow("run-in-production")
            machine.run("systemctl start postgresql@15-main")
        follow_postgresql(both, "1.", "2.", "3.")
        yield both


@contextmanager
def serving(folder: Path) -> Iterator[Production]:
    """Set two machines up until two people can read the dashboard behind nginx."""
    with production(folder) as both:
        machine = both.application
        machine.run("cat >> /etc/varmsu/web.env", given=SIGN_IN)
        machine.run(PEOPLE)
        machine.follow("systemd")
        machine.follow("nginx")
        name, _, password = CLERK.partition(":")
        machine.run(f"echo \"{name}:$(openssl passwd -apr1 '{password}')\" >> /etc/nginx/varmsu-users")
        machine.run(f"echo '127.0.0.1 {HOST}' >> /etc/hosts")
        yield both


def python(module: str, *arguments: str) -> str:
    """Return a script that runs a module of the project, with the settings of the owner."""
    words = " ".join(f"'{word}'" for word in arguments)
    return f"cd /opt/varmsu/current; export $(cat /etc/varmsu/owner.env); exec .venv/bin/python -m {module} {words}"


def with_programs() -> None:
    """Skip a test where a program is absent that production is made of; in CI that is a failure."""
    for program in ("nginx", "soffice", "systemd-analyze", "curl", "openssl", "ip"):
        path_of(program)
    if not postgresql_program("initdb"):
        lacking("postgresql")


def asked(machine: Machine, path: str, options: str = "", person: str = HEAD) -> str:
    """Return what nginx answers, its head first."""
    return machine.run(f"{CURL} --include --user '{person}' {options} https://{HOST}/{path}")


def lines_of(text: str) -> list[dict[str, Any]]:
    """Return lines of JSON."""
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


def follow_postgresql(both: Production, *sections: str) -> None:
    """Do the numbered sections of docs/how-to/postgresql.md, each block on the machine it names."""
    said = ""
    for step in steps(ROOT / "docs" / "how-to" / "postgresql.md"):
        if step.section.startswith(sections):
            said = machine_of(both, f"{step.section} {step.before}").do(step, said)
            carry_over(both)


def machine_of(both: Production, words: str) -> Machine:
    """Return the machine that words name last."""
    names = {"on db1": both.first, "on db2": both.application, "of the application": both.application}
    return names[max(names, key=words.rfind)]


def carry_over(both: Production) -> None:
    """Copy what the page says is copied from db1 to the application and db2, once it is there."""
    for name in ("owner.env", "web.env", "replica.pgpass"):
        there = (
            both.application.run(f"ls /etc/varmsu/{name} 2>&1 || true").strip().endswith("No such file or directory")
        )
        if there and (content := both.first.run(f"cat /etc/varmsu/{name} 2>&1 || true")) and "No such" not in content:
            both.application.run(f"umask 027; cat > /etc/varmsu/{name}; chgrp varmsu /etc/varmsu/{name}", given=content)
