"""Validates one exported file with its standard's own program; prints what it found.

Run by the interpreter that `make validators` makes, never by that of the tests:
`python validate.py FORMAT FILE [SCHEMA]` prints one JSON object. `missing` names the
package that is not there.
"""

import collections
import json
import sys
from pathlib import Path


def ftm(path):
    from followthemoney import model

    lines = [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()]
    problems, proxies = [], {}
    for data in lines:
        try:
            model.get(data["schema"]).validate(data)
        except Exception as error:
            problems.append(f"{data['id']}: {error}")
        proxy = model.get_proxy(data)
        proxies[proxy.id] = proxy
        for name, values in data["properties"].items():
            kept = proxy.get(name) if name in proxy.schema.properties else []
            if len(kept) != len(set(values)):
                problems.append(f"{data['schema']}.{name}: {values} became {kept}")
    for proxy in proxies.values():
        for prop, value in proxy.itervalues():
            if prop.type.name != "entity":
                continue
            if value not in proxies:
                problems.append(f"{proxy.schema.name}.{prop.name} leads nowhere")
            elif not proxies[value].schema.is_a(prop.range):
                problems.append(f"{proxy.schema.name}.{prop.name} is no {prop.range}")
    schemata = collections.Counter(p.schema.name for p in proxies.values())
    return {"count": len(proxies), "problems": problems, "schemata": schemata}


def ocds(path, schema):
    from jsonschema import Draft4Validator, FormatChecker

    package = json.loads(Path(path).read_text("utf-8"))
    found = json.loads(Path(schema).read_text("utf-8"))
    checker = Draft4Validator(found, format_checker=FormatChecker())
    problems = [
        f"{list(error.absolute_path)}: {error.message}"
        for release in package["releases"]
        for error in checker.iter_errors(release)
    ]
    return {"count": len(package["releases"]), "problems": problems, "id": found["id"]}


def bods(path):
    import importlib
    import pkgutil

    from libcovebods import (
        additionalfields,
        config,
        data_reader,
        jsonschemavalidate,
        run_tasks,
        schema,
    )
    from libcovebods.tasks import checks

    # The list of org-id.guide is fetched otherwise; these codes stand in it.
    for module in pkgutil.iter_modules(checks.__path__):
        loaded = importlib.import_module(f"{checks.__name__}.{module.name}")
        if hasattr(loaded, "get_orgids_prefixes"):
            loaded.get_orgids_prefixes = lambda *_: ["XI-LEI", "US-SAM", "GB-COH"]
    reader = data_reader.DataReader(path)
    rules = config.LibCoveBODSConfig()
    known = schema.SchemaBODS(reader, rules)
    errors = jsonschemavalidate.JSONSchemaValidator(known).validate(reader)
    more = additionalfields.AdditionalFields(known).process(reader)
    checked = run_tasks.process_additional_checks(
        reader, rules, known, run_tasks.TASK_CLASSES
    )
    return {
        "count": len(json.loads(Path(path).read_text("utf-8"))),
        "version": known.schema_version,
        "problems": [str(error.json()) for error in errors]
        + [f"not in the schema: {name}" for name in more]
        + [str(one) for one in checked["additional_checks"]],
    }


def network(path):
    import networkx

    read = networkx.read_gexf if path.endswith(".gexf") else networkx.read_graphml
    graph = read(path)
    return {
        "count": graph.number_of_nodes(),
        "edges": [data for _, _, data in graph.edges(data=True)],
        "nodes": dict(graph.nodes(data=True)),
        "problems": [],
    }


def package(path):
    from frictionless import validate

    report = validate(path)
    return {
        "count": len(report.tasks),
        "rows": {task.name: task.stats.get("rows") for task in report.tasks},
        "problems": [
            str(problem) for problem in report.flatten(["name", "type", "note"])
        ],
    }


def jsonld(path):
    import rdflib
    from pyld import jsonld as reader

    def refuse(url, options):
        raise ValueError(f"asks for {url}")

    document = json.loads(Path(path).read_text("utf-8"))
    expanded = reader.expand(document, {"documentLoader": refuse})
    graph = rdflib.Graph()
    graph.parse(path, format="json-ld")
    types = collections.Counter(str(o) for o in graph.objects(None, rdflib.RDF.type))
    return {"count": len(expanded), "types": types, "problems": []}


FORMATS = {
    "ftm": ftm,
    "ocds": ocds,
    "bods": bods,
    "network": network,
    "datapackage": package,
    "jsonld": jsonld,
}

if __name__ == "__main__":
    try:
        verdict = FORMATS[sys.argv[1]](*sys.argv[2:])
    except ModuleNotFoundError as missing:
        verdict = {"missing": missing.name}
    sys.stdout.write(json.dumps(verdict, default=str) + "\n")
