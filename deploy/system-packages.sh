#!/bin/sh
# Install Debian's chromium, postgresql, LibreOffice and nginx for the tests, when they are absent and this user may.
set -eu
missing=""
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
command -v soffice >/dev/null 2>&1 || missing="$missing libreoffice-impress fonts-liberation"
command -v pdftoppm >/dev/null 2>&1 || missing="$missing poppler-utils"
command -v nginx >/dev/null 2>&1 || missing="$missing nginx-light"
for program in curl openssl; do command -v $program >/dev/null 2>&1 || missing="$missing $program"; done
command -v ip >/dev/null 2>&1 || missing="$missing iproute2"
command -v systemd-analyze >/dev/null 2>&1 || missing="$missing systemd"
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    echo "Not Debian: the tests that need$missing will be skipped."
    exit 0
fi
if [ "$(id -u)" = 0 ]; then sudo=""
elif sudo -n true 2>/dev/null; then sudo="sudo"
else
    echo "No right to install$missing: the tests that need them will be skipped."
    exit 0
fi
echo "Installing$missing ..."
$sudo apt-get update -qq
# shellcheck disable=SC2086 # a list of package names
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
