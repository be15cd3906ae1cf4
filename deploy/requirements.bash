# What deploy/run and deploy/test need before they can start. Sourced by both; needs bash.
#
# Every failure is one line on standard error: what, where, what to do.

readonly SWIFT_MAJOR=6 SWIFT_MINOR=2
readonly SWIFT_DOWNLOAD=https://www.swift.org/install/linux/
# What the program is built with, and what it starts (PostgreSQL; setpriv of util-linux; what looks
# through scanned letters, with poppler inside it, and what takes their pages apart).
# shellcheck disable=SC2034  # used by those who source this
readonly RUN_PACKAGES=(
    libpq-dev libsodium-dev libcurl4-openssl-dev libxlsxwriter-dev postgresql util-linux
    libvips-tools qpdf
)
# Space a build from scratch takes, with some air, in GB.
readonly BUILD_GIGABYTES=3
# Lines of a log shown when what wrote it failed.
readonly LOG_LINES=30

say() { printf '%s\n' "deploy/${0##*/}: $*" >&2; }

fail() {
    say "$@"
    exit 69
}

require_swift() {
    local wanted="Swift $SWIFT_MAJOR.$SWIFT_MINOR or newer" version major minor
    command -v swift >/dev/null ||
        fail "no swift on the PATH; install $wanted from $SWIFT_DOWNLOAD and run again"
    version=$(swift --version 2>/dev/null </dev/null |
        sed -n 's/.*Swift version \([0-9][0-9]*\.[0-9][0-9]*\).*/\1/p') || true
    version=${version%%$'\n'*}
    [[ -n $version ]] ||
        fail "$(command -v swift) does not tell its version; install $wanted from $SWIFT_DOWNLOAD"
    major=${version%.*} minor=${version#*.}
    if ((major < SWIFT_MAJOR || (major == SWIFT_MAJOR && minor < SWIFT_MINOR))); then
        fail "$(command -v swift) is Swift $version; install $wanted from $SWIFT_DOWNLOAD"
    fi
}

# require_space FOLDER: room for a build below the folder.
require_space() {
    local free
    free=$(df -Pk "$1" | awk 'NR == 2 { print int($4 / 1024 / 1024) }')
    ((free >= BUILD_GIGABYTES)) ||
        fail "only $free GB free in $1; the build takes $BUILD_GIGABYTES GB: free some space"
}

is_installed() {
    dpkg-query -W -f='${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed
}

# What runs as root to install the packages given as arguments. Debian gives every new PostgreSQL
# a cluster `main` and starts it at each boot. Koe has a cluster of its own and wants no second
# one to keep up to date, so this is switched off while PostgreSQL is installed for Koe. A
# PostgreSQL that is here already, and its clusters, are left alone.
# shellcheck disable=SC2016  # expanded by the shell that runs it
readonly INSTALL_AS_ROOT='
    no_cluster=/etc/postgresql-common/createcluster.d/koe.conf
    if ! ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1; then
        trap "rm -f $no_cluster" EXIT
        trap "exit 130" INT TERM
        mkdir -p "${no_cluster%/*}" && echo "create_main_cluster = false" >"$no_cluster" || exit
    fi
    export DEBIAN_FRONTEND=noninteractive
    # An old list of packages may do; without any, installing fails and says so.
    apt-get -q -o APT::Update::Error-Mode=any -o DPkg::Lock::Timeout=120 update ||
        echo "koe: the list of packages could not be updated"
    apt-get -q -y --no-install-recommends -o DPkg::Lock::Timeout=120 install "$@"
'

# install_packages PACKAGE…: installs those that are missing; without any, does nothing.
install_packages() {
    local package missing=() as_root=()
    if ! command -v dpkg-query >/dev/null; then
        say "this is not Debian; if something is missing, install what these are called here: $*"
        return
    fi
    for package; do
        is_installed "$package" || missing+=("$package")
    done
    ((${#missing[@]} > 0)) || return 0

    if ((EUID != 0)); then
        command -v sudo >/dev/null ||
            fail "neither root nor sudo; as root run: apt-get install ${missing[*]}"
        as_root=(sudo)
    fi
    say "installing from Debian: ${missing[*]}"
    local log
    log=$(mktemp "${TMPDIR:-/tmp}/koe-apt-XXXXXX")
    if ! "${as_root[@]}" sh -c "$INSTALL_AS_ROOT" sh "${missing[@]}" >"$log" 2>&1 </dev/null; then
        tail -n "$LOG_LINES" "$log" >&2
        if grep -q '^koe: the list of packages could not be updated' "$log"; then
            rm -f "$log"
            fail "no way to Debian's packages (offline?); once there is, run:" \
                "apt-get update && apt-get install ${missing[*]}"
        fi
        fail "apt-get could not install ${missing[*]}; the lines above and $log say why"
    fi
    rm -f "$log"
}

# quietly LOG COMMAND…: on a terminal the last line as progress, else nothing; the end of the log
# when the command fails.
quietly() {
    local log=$1 status=0 width line
    shift
    mkdir -p "${log%/*}"
    if [[ -t 2 ]]; then
        width=$(($(tput cols 2>/dev/null || echo 80) - 1))
        "$@" 2>&1 </dev/null | tee "$log" | while IFS= read -r line; do
            printf '\r\033[K%s' "${line:0:width}" >&2
        done || status=$?
        printf '\r\033[K' >&2
    else
        "$@" >"$log" 2>&1 </dev/null || status=$?
    fi
    if ((status != 0)); then
        tail -n "$LOG_LINES" "$log" >&2
        say "failed: $* (the whole log: $log)"
    fi
    return "$status"
}
