"""The machine of the tests keeps to itself: what is done there is not seen here, and units run as they are written."""

from pathlib import Path
from tempfile import gettempdir

import pytest

from tests.deploy.machine import started


def test_a_machine_has_folders_network_and_processes_of_its_own(tmp_path: Path) -> None:
    with started(tmp_path) as machine:
        machine.run(
            "echo x > /etc/of-the-test; echo y > /tmp/of-the-test; echo z > /mnt/shared/of-the-test; mkdir /var/of-the-test"
        )
        assert (tmp_path / "of-the-test").read_text() == "z\n"
        assert not any(Path(folder, "of-the-test").exists() for folder in ("/etc", "/var", gettempdir()))
        assert machine.run("ls /proc | grep -c '^[0-9]*$'").split() < ["9"]
        assert "lo" in machine.run("ip link") and "eth0" not in machine.run("ip link")
        with pytest.raises(AssertionError, match="false"):
            machine.run("false")
