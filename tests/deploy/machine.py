"""A machine of its own for a test: system folders, network and processes that are thrown away when it ends.

It sees the programs of this machine; what is written into /etc, /var, /opt and the like stays in memory, every port is
free, and `systemctl` runs units as `tests/deploy/systemctl.py` understands them, since no systemd boots here.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import lacking
from tests.how_to import PLACE, ROOT, Step, copied, run_here, steps

OWN = ("etc", "var", "opt", "srv", "home", "root")
NAMESPACES = ("--mount", "--net", "--pid", "--ipc", "--uts")
# Everything below happens in a mount namespace: the machine around keeps its folders, /tmp above all.
SET_UP = f"""
set -e
umask 022
mount --make-rprivate /
mount -t tmpfs tmpfs /mnt
mkdir -p /mnt/shared /mnt/bin
mount --bind "$SHARED" /mnt/shared
cp "$SHIM" /mnt/bin/units.py
for folder in {" ".join(OWN)}; do
    mkdir -p /mnt/layers/$folder/upper /mnt/layers/$folder/work
    mount -t overlay overlay -o lowerdir=/$folder,upperdir=/mnt/layers/$folder/upper,workdir=/mnt/layers/$folder/work /$folder
done
mount -t tmpfs tmpfs /run
mount -t tmpfs -o mode=1777 tmpfs /tmp
mount -t proc proc /proc
chmod 711 /root
mkdir -p /run/postgresql /run/systemd/system /run/nginx
chown postgres:postgres /run/postgresql
rm -f /etc/nginx/sites-enabled/default
ip link set lo up
for program in systemctl journalctl; do
    printf '#!/bin/sh\\nexec "%s" /mnt/bin/units.py %s "$@"\\n' "$PYTHON" $program > /mnt/bin/$program
    chmod 755 /mnt/bin/$program
done
touch /mnt/ready
sleep infinity &
wait
"""
# The address is no part of the cable, which is gone with the other machine.
CABLE = """
ip link add eth0 type veth peer name inside
ip link set inside up
ip link set eth0 up
ip link set eth1 up
ip addr add $OWN/24 dev eth0
ip route add $OTHER/32 dev eth1 src $OWN
"""
PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine that runs; `shared` is /mnt/shared there."""

    pid: int
    shared: Path

    def command(self, script: str) -> list[str]:
        """Return what runs a script of the shell on the machine, as root."""
        spaces = [f"--{name}" for name in ("mount", "net", "pid", "ipc", "uts")]
        return ["nsenter", "--target", str(self.pid), *spaces, "--wd=/", "sh", "-ec", f"umask 022\n{script}"]

    def run(self, script: str, given: str = "", **more: str) -> str:
        """Run a script to its end and return what it says; it must end well. `given` is its input."""
        done = subprocess.run(
            self.command(script),
            env=environment() | more,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            input=given,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, f"{script}\n{done.stdout}"
        return done.stdout

    def begin(self, script: str, **more: str) -> "subprocess.Popen[str]":
        """Begin a script and return its process, whose output is read by who waits for its end."""
        return subprocess.Popen(
            self.command(script),
            env=environment() | more,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def install(self, release: str) -> str:
        """Put the project on the machine as a release, with the virtual environment of the tests; return its folder."""
        folder = self.shared / release
        folder.mkdir()
        copied(folder)
        place = f"/opt/varmsu/releases/{release}"
        self.run(f"mkdir -p /opt/varmsu/releases; cp -a /mnt/shared/{release} {place}; chmod -R go+rX {place}")
        return place

    def follow(self, page: str, *sections: str) -> None:
        """Do what a page of docs/how-to says on this machine: all of it, or these sections."""
        said = ""
        for step in steps(ROOT / "docs" / "how-to" / f"{page}.md"):
            if sections and step.section not in sections:
                continue
            said = self.do(step, said)

    def do(self, step: Step, said: str = "") -> str:
        """Do one step of a page and return what it says; `said` is what the one before said."""
        if place := PLACE.search(step.before):
            self.run(f"cat > {place['path']}", given=step.text)
        elif step.language == "sh":
            return self.run(run_here(step.text))
        elif step.language == "text":
            assert " ".join(step.text.split()) in " ".join(said.split()), said
        return ""


@contextmanager
def joined(first: Machine, second: Machine) -> Iterator[None]:
    """Join two machines by a cable: they know each other as db1 and db2."""
    command = [
        "ip",
        "link",
        "add",
        "eth1",
        "netns",
        str(first.pid),
        "type",
        "veth",
        "peer",
        "eth1",
        "netns",
        str(second.pid),
    ]
    subprocess.run(command, check=True)
    for machine, own, other in ((first, "10.77.0.1", "10.77.0.2"), (second, "10.77.0.2", "10.77.0.1")):
        machine.run(CABLE, OWN=own, OTHER=other)
        machine.run("printf '10.77.0.1 db1\\n10.77.0.2 db2\\n' >> /etc/hosts")
    yield


def environment() -> dict[str, str]:
    """Return the environment of commands on the machine."""
    path = "/mnt/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    return {"PATH": path, "HOME": "/root", "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}


@contextmanager
def started(shared: Path) -> Iterator[Machine]:
    """Start a machine and end it, with all that runs on it, after the block; a folder of ours is /mnt/shared there."""
    if os.geteuid() != 0 or subprocess.run(["unshare", "--mount", "true"], check=False).returncode:
        lacking("the right to make namespaces")
    shared.chmod(0o755)
    setting = {**environment(), "SHARED": str(shared), "PYTHON": sys.executable}
    setting["SHIM"] = str(ROOT / "tests" / "deploy" / "systemctl.py")
    holder = subprocess.Popen(["unshare", *NAMESPACES, "--fork", "--kill-child", "sh", "-ec", SET_UP], env=setting)
    try:
        yield Machine(first_process(holder), shared)
    finally:
        holder.kill()
        holder.wait()


def first_process(holder: "subprocess.Popen[bytes]") -> int:
    """Return the first process of a machine once it is set up."""
    until = time.monotonic() + PATIENCE
    while holder.poll() is None and time.monotonic() < until:
        children = Path(f"/proc/{holder.pid}/task/{holder.pid}/children").read_text(encoding="ascii").split()
        if children and Path(f"/proc/{children[0]}/root/mnt/ready").exists():
            return int(children[0])
        time.sleep(0.05)
    raise RuntimeError("the machine does not start")
