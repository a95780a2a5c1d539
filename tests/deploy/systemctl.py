"""`systemctl` and `journalctl` on the machine of a test: unit files run as far as that is possible without systemd.

What a unit starts runs as its user, without rights to gain, in read-only system folders, with a /tmp and, where it says
so, a network of its own, with its limits and its environment; what it says goes into a file. Nothing is started again.
"""

import os
import re
import resource
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDERS = (Path("/etc/systemd/system"), Path("/lib/systemd/system"))
STATE = Path("/run/machine")
DYNAMIC = "61184"
PATIENCE = 30.0
READ_ONLY = """
for folder in $WRITABLE; do mount --bind $folder $folder; done
if [ "$PRIVATE_TMP" = yes ]; then mount -t tmpfs -o mode=1777 tmpfs /tmp; fi
if [ "$STRICT" = strict ]; then
    for place in / /etc /var /opt /srv /home /root /mnt /run; do mount -o remount,bind,ro $place; done
fi
unset WRITABLE PRIVATE_TMP STRICT
exec "$@"
"""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit file as it is written: every setting with its values in order."""

    name: str
    settings: Mapping[str, list[str]]

    @property
    def kind(self) -> str:
        """Return what kind of unit it is."""
        return self.name.rpartition(".")[2]

    def all(self, setting: str) -> list[str]:
        """Return the values of a setting."""
        return list(self.settings.get(setting, ()))

    def one(self, setting: str, otherwise: str = "") -> str:
        """Return the last value of a setting."""
        return next(reversed(self.all(setting)), otherwise)


def unit_of(name: str) -> Unit:
    """Return a unit by its name, an instance of a template too; SystemExit when there is none."""
    name = name if "." in name else f"{name}.service"
    template = re.sub("@[^.]*", "@", name)
    instance = found[1] if (found := re.search(r"@([^.]*)\.", name)) else ""
    for folder in FOLDERS:
        for file in (folder / name, folder / template):
            if file.exists():
                return Unit(name, settings(file.read_text(encoding="utf-8"), instance))
    sys.exit(f"Unit {name} not found.")


def settings(text: str, instance: str) -> dict[str, list[str]]:
    """Return the settings of a unit file; an empty value forgets those before."""
    found: dict[str, list[str]] = {}
    for line in text.replace("\\\n", " ").splitlines():
        name, sign, value = line.partition("=")
        if sign and not line.startswith(("#", ";")):
            values = found.setdefault(name.strip(), [])
            values.append(value.strip().replace("%i", instance))
    return found


def environment(unit: Unit) -> dict[str, str]:
    """Return the environment of what a unit starts."""
    values = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}
    for line in unit.all("Environment"):
        values.update((name, value) for name, _, value in (word.partition("=") for word in shlex.split(line)))
    for name in unit.all("EnvironmentFile"):
        if name.startswith("-") and not Path(name[1:]).exists():
            continue
        lines = Path(name.removeprefix("-")).read_text(encoding="utf-8").splitlines()
        pairs = (line.partition("=") for line in lines if line.strip() and not line.startswith("#"))
        values.update((name, value.strip("\"'")) for name, _, value in pairs)
    return values


def words(line: str, values: Mapping[str, str]) -> list[str]:
    """Return a command as words; a variable that stands alone without braces is several of them."""
    every: list[str] = []
    for word in shlex.split(line):
        if re.fullmatch(r"\$\w+", word):
            every += shlex.split(values.get(word[1:], ""))
        else:
            every.append(re.sub(r"\$\{(\w+)\}", lambda found: values.get(found[1], ""), word))
    return every


def own_folders(unit: Unit, user: str) -> Iterator[str]:
    """Yield the folders a unit may write into, made for its user."""
    for setting, root in (
        ("StateDirectory", "/var/lib"),
        ("CacheDirectory", "/var/cache"),
        ("RuntimeDirectory", "/run"),
    ):
        mode = unit.one(f"{setting}Mode", "0755")
        for name in unit.one(setting).split():
            subprocess.run(["install", "-d", "-o", user, "-g", user, "-m", mode, f"{root}/{name}"], check=True)
            yield f"{root}/{name}"
    yield from unit.one("ReadWritePaths").split()


def confined(unit: Unit) -> list[str]:
    """Return what stands before the command of a unit."""
    user, dynamic = unit.one("User", "root"), unit.one("DynamicUser") == "yes"
    before = ["unshare", "--mount", *(["--net"] if unit.one("PrivateNetwork") == "yes" else [])]
    before += ["sh", "-ec", READ_ONLY, "sh"]
    if dynamic:
        before += ["setpriv", "--reuid", DYNAMIC, "--regid", DYNAMIC, "--clear-groups"]
    elif user != "root":
        before += ["setpriv", "--reuid", user, "--regid", unit.one("Group", user), "--init-groups"]
    if unit.one("NoNewPrivileges") == "yes":
        before += ["--no-new-privs", "--bounding-set", "-all", "--inh-caps", "-all"]
    return before


def popen(unit: Unit, line: str, **streams: Any) -> "subprocess.Popen[bytes]":
    """Start a command of a unit as the unit asks."""
    values, user = environment(unit), unit.one("User", "root")
    folders = " ".join(own_folders(unit, user))
    about = {"WRITABLE": folders, "PRIVATE_TMP": unit.one("PrivateTmp"), "STRICT": unit.one("ProtectSystem")}
    limit = min(int(unit.one("LimitNOFILE", "0")), resource.getrlimit(resource.RLIMIT_NOFILE)[1])

    def prepare() -> None:
        os.umask(int(unit.one("UMask", "0022"), 8))
        if limit:
            resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))

    command = (
        [*confined(unit), *words(line.lstrip("-"), values)]
        if needs_confining(unit)
        else words(line.lstrip("-"), values)
    )
    return subprocess.Popen(
        command,
        cwd=unit.one("WorkingDirectory", "/"),
        env=values | about,
        preexec_fn=prepare,
        start_new_session=True,
        **streams,
    )


def needs_confining(unit: Unit) -> bool:
    """Return whether a unit is one of ours: those of Debian know what they need."""
    return unit.one("NoNewPrivileges") == "yes"


def log_of(unit: Unit) -> Path:
    """Return the file of what a unit says."""
    STATE.mkdir(exist_ok=True)
    return STATE / f"{unit.name}.log"


def run_to_end(unit: Unit, line: str) -> int:
    """Run a command of a unit to its end."""
    with log_of(unit).open("ab") as said:
        return popen(unit, line, stdout=said, stderr=said, stdin=subprocess.DEVNULL).wait()


def start(unit: Unit) -> int:
    """Start a unit."""
    if unit.kind == "timer":
        return 0
    if unit.kind == "socket":
        return listen(unit)
    if unit.one("Type") in ("oneshot", "forking"):
        lines = [*unit.all("ExecStartPre"), *unit.all("ExecStart")]
        return next((code for line in lines if (code := run_to_end(unit, line)) and not line.startswith("-")), 0)
    for wanted in unit.one("Wants").split():
        if wanted.endswith(".socket") and not is_active(unit_of(wanted)):
            start(unit_of(wanted))
    with log_of(unit).open("ab") as said:
        process = popen(unit, unit.one("ExecStart"), stdout=said, stderr=said, stdin=subprocess.DEVNULL)
    (STATE / f"{unit.name}.pid").write_text(str(process.pid), encoding="ascii")
    return 0


def listen(unit: Unit) -> int:
    """Listen at the socket of a unit, and start its service for each connection."""
    place = Path(unit.one("ListenStream"))
    place.parent.mkdir(parents=True, exist_ok=True)
    service = f"{unit.name.removesuffix('.socket')}@1.service"
    command = [
        "systemd-socket-activate",
        "--accept",
        "--inetd",
        f"--listen={place}",
        sys.executable,
        __file__,
        "serve",
        service,
    ]
    with log_of(unit).open("ab") as said:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True)
    (STATE / f"{unit.name}.pid").write_text(str(process.pid), encoding="ascii")
    wait(place.exists)
    subprocess.run(["chown", f"{unit.one('SocketUser')}:{unit.one('SocketGroup')}", str(place)], check=True)
    place.chmod(int(unit.one("SocketMode", "0666"), 8))
    return 0


def serve(unit: Unit) -> int:
    """Run a service whose input and output are a connection."""
    with log_of(unit).open("ab") as said:
        return popen(unit, unit.one("ExecStart"), stdin=0, stdout=1, stderr=said.fileno()).wait()


def pid_of(unit: Unit) -> int:
    """Return the process of a unit, 0 when it has none."""
    file = STATE / f"{unit.name}.pid"
    return int(file.read_text(encoding="ascii")) if file.exists() else 0


def is_active(unit: Unit) -> bool:
    """Return whether the process of a unit runs."""
    try:
        state = Path(f"/proc/{pid_of(unit)}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def stop(unit: Unit) -> int:
    """Stop a unit."""
    for line in unit.all("ExecStop"):
        run_to_end(unit, line)
    if is_active(unit):
        os.kill(pid_of(unit), signal.SIGTERM)
        wait(lambda: not is_active(unit))
    return 0


def reload(unit: Unit) -> int:
    """Let a unit read its settings again."""
    return next((code for line in unit.all("ExecReload") if (code := run_to_end(unit, line))), 0)


def restart(unit: Unit) -> int:
    """Stop a unit and start it."""
    return stop(unit) or start(unit)


def wait(holds: Callable[[], bool]) -> None:
    """Wait until something holds; SystemExit when it does not."""
    until = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > until:
            sys.exit("timed out")
        time.sleep(0.05)


def systemctl(arguments: list[str]) -> int:
    """Do what is asked of the units that are named."""
    options = {word for word in arguments if word.startswith("-")}
    verb, *names = [word for word in arguments if not word.startswith("-")] or ["list-units"]
    if verb in ("daemon-reload", "list-timers", "list-units", "reset-failed"):
        return 0
    if verb == "is-active":
        return 0 if all(is_active(unit_of(name)) for name in names) else 3
    if verb in ("enable", "disable"):
        verb = {"enable": "start", "disable": "stop"}[verb] if "--now" in options else "check"
    deeds: dict[str, Callable[[Unit], int]] = {
        "start": start,
        "stop": stop,
        "restart": restart,
        "reload": reload,
        "check": lambda _unit: 0,
    }
    for name in names:
        unit = unit_of(name)
        if code := deeds[verb](unit):
            sys.exit(
                f"{verb} {name}: {code}\n{log_of(unit).read_text(encoding='utf-8') if log_of(unit).exists() else ''}"
            )
    return 0


def journalctl(arguments: list[str]) -> int:
    """Print what units said."""
    names = [arguments[place + 1] for place, word in enumerate(arguments) if word == "-u"]
    for name in names:
        print(log_of(unit_of(name)).read_text(encoding="utf-8"), end="")
    return 0


PROGRAMS: Mapping[str, Callable[[list[str]], int]] = {
    "systemctl": systemctl,
    "journalctl": journalctl,
    "serve": lambda names: serve(unit_of(names[0])),
}
if __name__ == "__main__":
    program, *given = sys.argv[1:]
    sys.exit(PROGRAMS[program](given))
