#!/bin/sh
# What the tests need besides Python packages: Chromium, fonts, PDF tools, Maven (it brings Java; for an OpenSearch node). Installed when root and missing; told otherwise.
missing=""
command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || missing="$missing chromium"
command -v pdftotext >/dev/null 2>&1 || missing="$missing poppler-utils"
command -v qpdf >/dev/null 2>&1 || missing="$missing qpdf"
command -v softhsm2-util >/dev/null 2>&1 || missing="$missing softhsm2"
command -v certutil >/dev/null 2>&1 || missing="$missing libnss3-tools"
command -v mvn >/dev/null 2>&1 || missing="$missing maven"
[ -n "$(find /usr/share/fonts -name 'NotoSans-Regular*' 2>/dev/null | head -n 1)" ] || missing="$missing fonts-noto-core"
# Chromium without windows, from Debian: pages open in half the time. Elsewhere the whole one does.
lighter=""
command -v chromium-headless-shell >/dev/null 2>&1 || lighter="chromium-headless-shell"
[ -z "$missing$lighter" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing$missing${lighter:+ $lighter} …"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # shellcheck disable=SC2086
    [ -z "$missing" ] || apt-get install -y -qq --no-install-recommends $missing >/dev/null
    [ -z "$lighter" ] || apt-get install -y -qq --no-install-recommends --no-remove $lighter >/dev/null 2>&1 || true
elif [ -n "$missing" ]; then
    echo "Some tests will be skipped; to run them, install:$missing"
fi
exit 0
