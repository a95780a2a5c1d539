"""The dashboard in production, set up as docs/how-to says on two machines: real nginx, real PostgreSQL with its replica, the units as written."""

import json
import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
import streamlit as st

from dashboard.navigation import PAGES
from tests.conftest import path_of
from tests.deploy.machine import Machine
from tests.deploy.production import CLERK, CURL, HEAD, HOST, Production, asked, lines_of, python, serving, with_programs
from tests.deploy.walk import CLERK as WALKER
from tests.how_to import ROOT

pytestmark = [pytest.mark.postgresql, pytest.mark.office, pytest.mark.browser]
EXPOSURE = 20  # of 100, by systemd's own scale: below it is "OK"


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Production]:
    """Return the two machines, serving."""
    with_programs()
    path_of("chromium")
    with serving(tmp_path_factory.mktemp("production")) as found:
        yield found


@pytest.fixture
def machine(both: Production) -> Machine:
    """Return the machine of the application."""
    return both.application


def test_the_units_are_understood_and_expose_little(machine: Machine) -> None:
    assert (
        machine.run("systemd-analyze verify /etc/systemd/system/varmsu@8501.service /etc/systemd/system/varmsu-* 2>&1")
        == ""
    )
    services = sorted(path.name for path in (ROOT / "deploy" / "systemd").glob("*.service"))
    for name in services:
        machine.run(
            f"cd /etc/systemd/system; systemd-analyze security --offline=true --threshold={EXPOSURE} --no-pager {name}"
        )
    for name in services:
        text = (ROOT / "deploy" / "systemd" / name).read_text(encoding="utf-8")
        assert {"UMask=0077", "ProtectSystem=strict", "PrivateTmp=yes"} <= set(text.splitlines()), name
        assert re.search(r"^MemoryMax=[23]G$", text, re.MULTILINE), name
        assert re.search(r"^LimitNOFILE=\d+$", text, re.MULTILINE), name
        assert "DynamicUser=yes" in text or "User=varmsu" in text


def test_nobody_is_served_before_sign_in_is_set_up(machine: Machine) -> None:
    machine.run("ln -sfn releases/1 /opt/varmsu/8509; cp /etc/varmsu/web.env /etc/varmsu/kept.env")
    machine.run("sed -i '/^ACCESS/d' /etc/varmsu/web.env; systemctl start varmsu@8509")
    until = time.monotonic() + 30
    while "Not started: OIDC_METADATA_URL" not in machine.run("journalctl -u varmsu@8509") and time.monotonic() < until:
        time.sleep(0.2)
    assert "Not started: OIDC_METADATA_URL" in machine.run("journalctl -u varmsu@8509")
    machine.run(
        "mv /etc/varmsu/kept.env /etc/varmsu/web.env; chgrp varmsu /etc/varmsu/web.env; chmod 640 /etc/varmsu/web.env"
    )


def test_a_row_of_the_warehouse_is_read_behind_nginx(machine: Machine) -> None:
    head, _, body = asked(machine, "readyz").replace("\r", "").partition("\n\n")
    assert head.startswith("HTTP/2 200") and json.loads(body)["state"] == "ready"
    for header in (
        "strict-transport-security: max-age=31536000",
        "x-content-type-options: nosniff",
        "frame-ancestors 'none'",
    ):
        assert header in head
    assert "varmsu_place=" in head and "Secure; HttpOnly; SameSite=Lax" in head


def test_metrics_are_nobodys_and_unencrypted_ways_lead_to_encrypted_ones(machine: Machine) -> None:
    assert asked(machine, "_stcore/metrics").startswith("HTTP/2 404")
    moved = machine.run(f"curl --silent --include --resolve {HOST}:80:127.0.0.1 http://{HOST}/events?period=all")
    assert f"Location: https://{HOST}/events?period=all" in moved and " 301 " in moved


def test_a_browser_stays_with_its_process_and_browsers_are_shared_out(machine: Machine) -> None:
    for _ in range(3):
        for place in range(12):
            asked(machine, "_stcore/health", f"--cookie varmsu_place={place}")
    entries = lines_of(machine.run("tail -n 36 /var/log/nginx/varmsu.log"))
    by_place = [{entry["upstream"] for entry in entries[place::12]} for place in range(12)]
    assert all(len(upstreams) == 1 for upstreams in by_place)
    assert set.union(*by_place) == {"127.0.0.1:8501", "127.0.0.1:8502"}
    assert "set-cookie: varmsu_place" not in asked(machine, "_stcore/health", "--cookie varmsu_place=1")


def test_who_one_is_is_what_nginx_knows_and_not_what_a_browser_says(machine: Machine) -> None:
    claims = "--header 'X-Remote-User: ivanova' --header 'X-Dashboard-Claim: ivanova' --header 'X-Dashboard-Proxy: x'"
    assert machine.run(f"{CURL} --include {claims} https://{HOST}/").startswith("HTTP/2 401")
    assert asked(machine, "data/card.events.csv", claims, CLERK).startswith("HTTP/2 200")
    used = [entry["use"] for entry in logged(machine) if entry["message"] == "export"]
    assert (used[-1]["subject"], used[-1]["name"]) == ("petrov", "Петров")
    inside = machine.run(f"curl --silent --include {claims} http://127.0.0.1:8501/data/card.events.csv")
    assert inside.startswith("HTTP/1.1 401") or inside.startswith("HTTP/1.1 403")


def logged(machine: Machine) -> list[dict[str, Any]]:
    """Return what the processes wrote; every line of it is JSON."""
    written = machine.run("journalctl -u varmsu@8501 -u varmsu@8502")
    return [json.loads(line) for line in written.splitlines()]


def test_every_line_that_a_process_writes_is_json_without_secrets(machine: Machine) -> None:
    assert {entry["logger"] for entry in logged(machine)} >= {"dashboard.use"}
    password = re.search(r"varmsu_web:(\w+)@", machine.run("cat /etc/varmsu/web.env"))
    assert password and password[1] not in machine.run("cat /run/machine/*.log /var/log/nginx/*.log")


def test_a_file_that_is_too_large_is_answered_with_a_sentence(machine: Machine) -> None:
    machine.run("head --bytes=230000000 /dev/zero > /tmp/large")
    sent = "--request PUT --form 'file=@/tmp/large' --http1.1"
    answer = asked(machine, "_stcore/upload_file/session/file", sent)
    assert " 413 " in answer and "принимается не больше 100 МБ" in answer
    configured = re.search(
        r"client_max_body_size (\d+)m;\s+proxy_pass", (ROOT / "deploy/nginx/varmsu.conf").read_text()
    )
    assert configured and int(configured[1]) == st.get_option("server.maxUploadSize") + 1
    machine.run("head --bytes=90000000 /dev/zero > /tmp/large")
    assert " 413 " not in asked(machine, "_stcore/upload_file/session/file", sent)
    machine.run("rm /tmp/large")


def test_a_machine_gone_wild_is_told_to_wait(machine: Machine) -> None:
    many = f'seq 4000 | xargs -P 40 -n 100 sh -c \'for one; do echo "url=https://{HOST}/_stcore/health"; echo output=/dev/null; done | {CURL} --user "{HEAD}" --write-out "%{{http_code}} " --config -\' sh'
    codes = machine.run(many).split()
    assert codes.count("429") > 100 and set(codes) == {"200", "429"}
    time.sleep(2)
    assert asked(machine, "_stcore/health").startswith("HTTP/2 200")


def test_a_process_that_stops_is_not_noticed(machine: Machine) -> None:
    machine.run("systemctl stop varmsu@8501")
    assert {asked(machine, "readyz", f"--cookie varmsu_place={place}").split()[1] for place in range(8)} == {"200"}
    machine.run("systemctl start varmsu@8501; /opt/varmsu/current/deploy/ready.sh 8501 8502")


def test_a_clerk_opens_every_page_on_postgresql_through_the_role_of_the_pages(machine: Machine) -> None:
    shown = {one["page"]: one for one in lines_of(machine.run(python("tests.deploy.walk", CLERK, path_of("chromium"))))}
    assert shown.keys() == {page.name for page in PAGES if page.is_open_to(WALKER)}
    assert {name: one["errors"] for name, one in shown.items() if one["errors"]} == {}
    assert all("Эта страница не открылась" not in one["text"] and "Петров" in one["text"] for one in shown.values())
    assert sum(one["exhibits"] for one in shown.values()) > 20
    assert not [entry for entry in logged(machine) if entry["level"] in ("ERROR", "CRITICAL")]


def test_a_copy_is_put_back_as_it_is_written(both: Production) -> None:
    machine = both.application
    machine.run("systemctl start varmsu-backup.service")
    before = machine.run(python("etl", "status"))
    machine.run(python("etl", "undo", "Конкурсы"))
    assert machine.run(python("etl", "status")) != before
    machine.run(
        "cp $(ls /var/backups/varmsu/*.dump | tail -n 1) /mnt/shared/varmsu.dump; chmod 644 /mnt/shared/varmsu.dump"
    )
    both.first.run("cat > /var/lib/postgresql/varmsu.dump", given="")
    (machine.shared / "varmsu.dump").rename(both.first.shared / "varmsu.dump")
    both.first.run("cp /mnt/shared/varmsu.dump /var/lib/postgresql/varmsu.dump")
    machine.run("systemctl stop varmsu@8501 varmsu@8502")
    both.first.follow("backup-and-restore", "Restore in PostgreSQL")
    machine.run("systemctl start varmsu@8501 varmsu@8502; /opt/varmsu/current/deploy/ready.sh 8501 8502")
    assert machine.run(python("etl", "status")) == before
    machine.run("systemctl start varmsu-backup.service")
    assert len(machine.run("ls /var/backups/varmsu").split()) == 3


OIDC = f"""
ACCESS=oidc
OIDC_METADATA_URL=http://127.0.0.1:9400/.well-known/openid-configuration
OIDC_CLIENT_ID=dashboard
OIDC_CLIENT_SECRET=secret
PUBLIC_ORIGIN=https://{HOST}
STREAMLIT_SERVER_COOKIE_SECRET=0123456789abcdef0123456789abcdef
AUTHLIB_INSECURE_TRANSPORT=1
"""


def test_somebody_signs_in_at_the_provider_and_goes_on_when_their_process_stops(machine: Machine) -> None:
    machine.run("sed -i '/^ACCESS/d' /etc/varmsu/web.env; cat >> /etc/varmsu/web.env", given=OIDC)
    machine.run("cp /opt/varmsu/current/deploy/nginx/varmsu-sign-in.conf /etc/nginx/snippets/; systemctl reload nginx")
    machine.run("systemctl restart varmsu@8501 varmsu@8502; /opt/varmsu/current/deploy/ready.sh 8501 8502")
    provider = machine.begin(
        python("oidc_provider_mock", "--port", "9400").replace("export", "export AUTHLIB_INSECURE_TRANSPORT=1")
    )
    reader = machine.begin(python("tests.deploy.sign_in", "ivanova", path_of("chromium")))
    until = time.monotonic() + 60
    while reader.poll() is None and not (machine.shared / "signed-in").exists() and time.monotonic() < until:
        time.sleep(0.1)
    log = lines_of(machine.run("cat /var/log/nginx/varmsu.log"))
    port = next(line["upstream"] for line in reversed(log) if line["upstream"]).rpartition(":")[2]
    machine.run(f"systemctl stop varmsu@{port}")
    (machine.shared / "go-on").touch()
    said, complaint = reader.communicate(timeout=120)
    provider.terminate()
    assert reader.returncode == 0, complaint
    [found] = lines_of(said)
    assert found["address"].startswith(f"https://{HOST}/events?period=last-year") and found["still"]
    assert all(cookie["secure"] for cookie in found["cookies"])
    session = next(cookie["value"] for cookie in found["cookies"] if cookie["name"] == "dashboard_session")
    assert session not in machine.run("cat /run/machine/*.log /var/log/nginx/*.log")
    assert "code=" not in machine.run("cat /var/log/nginx/*.log")
