#!/bin/sh
# SPDX-FileCopyrightText: Signalbox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# install-dependencies.sh [build] [test] [ci]
# Installs with apt what is missing to build and run Signalbox, to test it, or to check it in CI.
# Asks for sudo only when something is missing. On systems without apt it only says what is needed.
set -eu

# Packages of Debian 12; a|b takes the first that apt knows here, because Ubuntu and later releases
# call some of them otherwise, and a trailing ? leaves out a package that is not known at all.
build_packages="build-essential cmake ninja-build ccache pkg-config
    qt6-base-dev qt6-charts-dev|libqt6charts6-dev qt6-svg-dev|libqt6svg6-dev
    libqt6opengl6-dev? qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools libqt6sql6-sqlite
    qt6-translations-l10n? qtkeychain-qt6-dev libqscintilla2-qt6-dev
    libsecret-1-0 libboost-dev libsimdjson-dev libzstd-dev
    libre2-dev libmimalloc-dev? ca-certificates"
# nodejs runs the decoders of the acceptance tests, which are skipped without it.
test_packages="dbus dbus-bin|dbus gnome-keyring fonts-dejavu-core openssl nghttp2-server? nodejs?
    libbenchmark-dev? mold?"
ci_packages="clang-format shellcheck desktop-file-utils appstream"

least_qt=6.4
least_cmake=3.25

fail() {
    echo "install-dependencies: $*" >&2
    exit 1
}

# One question for all packages: this runs before every start.
read_installed() {
    installed=" $(dpkg-query --show --showformat='${db:Status-Status} ${Package} ' 2>/dev/null)"
}

is_installed() {
    case $installed in
    *" installed $1 "*) return 0 ;;
    esac
    return 1
}

is_known() {
    apt-cache show --no-all-versions "$1" >/dev/null 2>&1
}

# The installed choice of a|b, else the first known one; empty when there is none.
choose() {
    choices=$(echo "${1%\?}" | tr '|' ' ')
    for choice in $choices; do
        if is_installed "$choice"; then
            echo "$choice"
            return
        fi
    done
    for choice in $choices; do
        if is_known "$choice"; then
            echo "$choice"
            return
        fi
    done
}

# Sets `missing` to the packages to install and `unknown` to those apt does not know.
find_missing() {
    missing=
    unknown=
    read_installed
    for wanted in $wanted_packages; do
        chosen=$(choose "$wanted")
        if [ -z "$chosen" ]; then
            case $wanted in
            *\?) ;;
            *) unknown="$unknown $wanted" ;;
            esac
        elif ! is_installed "$chosen"; then
            missing="$missing $chosen"
        fi
    done
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1; then
        sudo "$@"
    else
        fail "these packages are missing and need root to install:$missing
Install them as root, or install sudo, and try again."
    fi
}

# Quiet, but for a progress bar where somebody is looking.
apt_get() {
    if [ -t 1 ]; then
        as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 \
            -o Dpkg::Progress-Fancy=1 "$@"
    else
        as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 "$@" \
            >/dev/null </dev/null
    fi
}

check_version() {
    # An installed newer one is as good.
    candidate=$(apt-cache policy "$1" | sed -n 's/^  Candidate: //p')
    if dpkg --compare-versions "$candidate" lt "$2"; then
        fail "$3 $2 or newer is needed, and this system has $candidate.
Signalbox builds on Debian 12, Ubuntu 24.04 and newer."
    fi
}

wanted_packages=
for need in "${@:-build}"; do
    case $need in
    build) wanted_packages="$wanted_packages $build_packages" ;;
    test) wanted_packages="$wanted_packages $test_packages" ;;
    ci) wanted_packages="$wanted_packages $ci_packages" ;;
    *) fail "unknown need \"$need\": build, test or ci" ;;
    esac
done

if ! command -v apt-get >/dev/null 2>&1; then
    # shellcheck disable=SC2086 # a list of words over several lines
    echo "install-dependencies: no apt here; needed, in the words of Debian:" $wanted_packages >&2
    exit 0
fi

find_missing
[ -n "$missing$unknown" ] || exit 0

echo "    updating the package lists"
apt_get update || fail "the package lists could not be updated; is there a network?"
find_missing
[ -z "$unknown" ] || fail "apt does not know these packages:$unknown
Signalbox builds on Debian 12, Ubuntu 24.04 and newer."
check_version qt6-base-dev $least_qt Qt
check_version cmake $least_cmake CMake

# shellcheck disable=SC2086 # a list of words
set -- $missing
echo "    packages to install: $#"
apt_get install --no-install-recommends -y "$@" \
    || fail "apt-get could not install:$missing"
