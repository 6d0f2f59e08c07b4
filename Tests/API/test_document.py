"""The examples in Public/openapi.json are what their schemas say."""

import json
import pathlib

import pytest
from jsonschema import Draft202012Validator

DOCUMENT = json.loads((pathlib.Path(__file__).parents[2] / "Public" / "openapi.json").read_text())


def objects(value, path=""):
    """Every object in the document, with where it stands."""
    if isinstance(value, dict):
        yield path, value
        for name, inner in value.items():
            yield from objects(inner, f"{path}/{name}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from objects(inner, f"{path}/{index}")


def examples():
    for path, value in objects(DOCUMENT):
        if "schema" in value and "example" in value:
            yield path, value["schema"], value["example"]
        elif "schema" in value:
            for name, example in value.get("examples", {}).items():
                yield f"{path}/{name}", value["schema"], example["value"]
    for name, schema in DOCUMENT["components"]["schemas"].items():
        for example in schema.get("examples", []):
            yield f"/components/schemas/{name}", schema, example


def validator(schema):
    return Draft202012Validator({**schema, "components": DOCUMENT["components"]}, format_checker=Draft202012Validator.FORMAT_CHECKER)


@pytest.mark.parametrize(("path", "schema", "example"), [pytest.param(*each, id=each[0]) for each in examples()])
def test_example(path, schema, example):
    assert [error.message for error in validator(schema).iter_errors(example)] == []


def test_every_schema_is_one():
    for schema in DOCUMENT["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_every_operation_with_a_body_has_an_example():
    bodies = [value["requestBody"]["content"]["application/json"] for _, value in objects(DOCUMENT["paths"]) if "requestBody" in value]
    assert len(bodies) > 10
    assert all(body.get("examples") for body in bodies)
