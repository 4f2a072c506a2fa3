#!/usr/bin/env bash
# Chromium without the two pages of its address bar that it else loads for every new window, which nobody sees.
# Of several lists of features it reads the last one alone: these are added to Playwright's.
exec "$CHROMIUM" "${@/#--disable-features=/--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,}"
