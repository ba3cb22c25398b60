#!/bin/sh
# What the tests need besides Python packages: Chromium, fonts, PDF tools, Maven (it brings Java; for an OpenSearch node). Installed when root and missing; told otherwise.
missing=""
command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || missing="$missing chromium"
command -v pdftotext >/dev/null 2>&1 || missing="$missing poppler-utils"
command -v qpdf >/dev/null 2>&1 || missing="$missing qpdf"
command -v mvn >/dev/null 2>&1 || missing="$missing maven"
[ -n "$(find /usr/share/fonts -name 'NotoSans-Regular*' 2>/dev/null | head -n 1)" ] || missing="$missing fonts-noto-core"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing$missing …"
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086
    apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
    echo "Some tests will be skipped; to run them, install:$missing"
fi
exit 0
