#!/bin/sh
# Debian's Chromium for the browser tests; without it they are skipped and say so.
command -v chromium >/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing Chromium for the browser tests …"
  (apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk) >/dev/null 2>&1 ||
    echo "Chromium could not be installed; the browser tests will be skipped."
else
  echo "No Chromium here (Debian: sudo apt-get install chromium); the browser tests will be skipped."
fi
exit 0
