#!/usr/bin/env bash
# Runs cairn replay with the action's inputs, which stand in the environment.
set -euo pipefail
set -f # '*' in options is meant as it stands

arguments=(replay --output "$OUTPUT" --allow-failures "${ALLOW_FAILURES:-0}")
while IFS= read -r line; do [ -z "$line" ] || arguments+=(--input "$line"); done <<<"$INPUT"
while IFS= read -r line; do [ -z "$line" ] || arguments+=(--endpoint "$line"); done <<<"$ENDPOINT"
read -r -a options <<<"${OPTIONS:-}"

status=0
"$CAIRN" "${arguments[@]}" ${options[@]+"${options[@]}"} || status=$?
if [ -f "$OUTPUT" ]; then
    # The counts stand at the beginning of the document.
    count() { head -c 400 "$OUTPUT" | sed -n "s/.*\"$1\":\([0-9]*\).*/\1/p"; }
    {
        echo "result=$OUTPUT"
        echo "succeeded=$(count succeeded)"
        echo "failed=$(count failed)"
    } >>"${GITHUB_OUTPUT:-/dev/stdout}"
fi
exit "$status"
