#!/usr/bin/env python3
"""Writes Sources/CairnAPI/Generated and the API test fixtures from AWS's API models (those that botocore carries)."""

import argparse
import json
import shutil
from pathlib import Path

from api_generator import constraints, fixtures, listings, structures
from api_generator.model import Model
from api_generator.names import TYPE_NAMES

ROOT = Path(__file__).resolve().parent.parent
GENERATED = ROOT / "Sources/CairnAPI/Generated"
FIXTURES = ROOT / "Tests/CairnAPITests/Resources"
MODELS = [("cloudtrail", "2013-11-01"), ("cloudtrail-data", "2021-08-11")]


def write_swift(models):
    shutil.rmtree(GENERATED, ignore_errors=True)
    names = listings.code_names(models)
    listings.error_codes(models, names).write(GENERATED / "CloudTrailError+Codes.swift")
    listings.operations_source(models, names).write(GENERATED / "APIOperation+All.swift")
    constraints.constraints_source(models).write(GENERATED / "TextConstraint+Shapes.swift")
    for model in models:
        api = "CloudTrailDataAPI" if model.is_data_service else "CloudTrailAPI"
        listings.api_protocol(model).write(GENERATED / f"{api}.swift")
        listings.partial_api(model).write(GENERATED / f"Partial{api}.swift")
        checked = model.checked_structures()
        for name, _ in model.structures():
            folder = "Operations" if name in model.requests or name in model.responses else "Structures"
            path = GENERATED / folder / f"{TYPE_NAMES.get(name, name)}.swift"
            structures.structure_source(model, name, checked).write(path)
    cloud_trail = models[0]
    listings.sender_operations(cloud_trail).write(GENERATED / "CloudTrailRequestSender+Operations.swift")
    listings.dispatch(cloud_trail).write(GENERATED / "CloudTrailDispatch+Requests.swift")
    listings.pagination_source(cloud_trail).write(GENERATED / "PaginatedRequests.swift")
    listings.enumerations_source(cloud_trail).write(GENERATED / "Enumerations.swift")


def write_fixtures(models):
    FIXTURES.mkdir(parents=True, exist_ok=True)
    for model in models:
        lines = [json.dumps(fixtures.fixture(model, operation)) for operation in sorted(model.operations)]
        (FIXTURES / f"{model.service}.ndjson").write_text("\n".join(lines) + "\n")


def main():
    argparse.ArgumentParser(description=__doc__).parse_args()
    models = [Model(service, version) for service, version in MODELS]
    write_swift(models)
    write_fixtures(models)


if __name__ == "__main__":
    main()
