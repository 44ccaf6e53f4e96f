#!/usr/bin/env bash
# Finds a cairn binary, or builds one from the repository that this action is part of.
set -euo pipefail

binary="${BINARY:-}"
if [ -z "$binary" ]; then binary="$(command -v cairn || true)"; fi
if [ -z "$binary" ]; then
    if ! command -v swift >/dev/null; then
        echo "replay: neither cairn nor swift is there; name a binary with 'binary', or set up Swift 6.2 first" >&2
        exit 3
    fi
    "$SOURCE/scripts/setup"
    swift build -c release --package-path "$SOURCE" --product cairn
    binary="$SOURCE/.build/release/cairn"
fi
"$binary" --version
echo "binary=$binary" >>"${GITHUB_OUTPUT:-/dev/stdout}"
