"""Valid files, small, that fuzzing begins with."""

from __future__ import annotations

OCDS = {
    "publishedDate": "2025-01-01",
    "publisher": {"name": "P"},
    "releases": [
        {
            "ocid": "ocds-x-1",
            "id": "r1",
            "date": "2025-01-02T00:00:00Z",
            "tag": ["award"],
            "buyer": {"id": "B1", "name": "Ministry"},
            "parties": [
                {
                    "id": "S1",
                    "name": "Alpha",
                    "roles": ["supplier"],
                    "identifier": {"scheme": "GB-COH", "id": "012", "legalName": "A"},
                    "address": {"countryName": "Canada", "locality": "Ottawa"},
                }
            ],
            "awards": [
                {
                    "id": "1",
                    "date": "2025-01-01",
                    "value": {"amount": 12.5, "currency": "GBP"},
                    "suppliers": [{"id": "S1", "name": "Alpha"}],
                    "contractPeriod": {"startDate": "2025-01-01"},
                    "items": [{"classification": {"id": "1", "description": "x"}}],
                }
            ],
            "contracts": [{"id": "c", "awardID": "1", "value": {"amount": 1}}],
        }
    ],
}
BODS = [
    {
        "statementID": "e1",
        "statementType": "entityStatement",
        "entityType": "registeredEntity",
        "name": "A",
        "incorporatedInJurisdiction": {"code": "CA"},
        "identifiers": [{"scheme": "XI-LEI", "id": "5493000000000000CH12"}],
    },
    {
        "statementID": "o1",
        "statementType": "ownershipOrControlStatement",
        "statementDate": "2021-01-01",
        "subject": {"describedByEntityStatement": "e1"},
        "interestedParty": {"describedByEntityStatement": "e1"},
        "interests": [{"type": "shareholding", "share": {"exact": 50}}],
    },
    {
        "statementId": "n1",
        "recordType": "entity",
        "recordId": "r1",
        "declarationSubject": "r1",
        "recordDetails": {
            "name": "B",
            "entityType": {"type": "registeredEntity"},
            "jurisdiction": {"code": "CA"},
            "addresses": [{"type": "registered", "address": "x"}],
        },
    },
    {
        "statementId": "n2",
        "recordType": "relationship",
        "recordId": "r2",
        "declarationSubject": "r1",
        "recordDetails": {
            "subject": "r1",
            "interestedParty": "r1",
            "interests": [{"type": "shareholding", "share": {"minimum": 5}}],
        },
    },
]
FTM = [
    {"id": "a", "schema": "Company", "properties": {"name": ["A"], "leiCode": ["X"]}},
    {
        "id": "o",
        "schema": "Ownership",
        "properties": {"owner": ["a"], "asset": ["a"], "percentage": ["25-50"]},
    },
    {"id": "c", "schema": "Contract", "properties": {"title": ["T"]}},
    {
        "id": "w",
        "schema": "ContractAward",
        "properties": {"contract": ["c"], "supplier": ["a"], "amount": ["12.50"]},
    },
]
MAPPING = """table = "award"
title = "T"
publisher = "P"
dates = ["%d/%m/%Y"]
amounts = "1,234.50"
[columns]
No = "piid"
Company = "supplier_name"
Amount = "obligated"
Day = "action_date"
[constants]
currency = "CAD"
grain = "award"
component_name = "ABC"
"""
TABLE = b'No,Company,Amount,Day\n1,"ALPHA, INC.","1,234.50",31/01/2024\n2,B,5,x\n'
LEI = {
    "records": [
        {
            "LEI": {"$": "5493000000000000CH12"},
            "Entity": {
                "LegalName": {"@lang": "en", "$": "A"},
                "LegalAddress": {"City": {"$": "O"}, "Country": {"$": "CA"}},
                "OtherEntityNames": {"OtherEntityName": [{"$": "B", "@type": "x"}]},
            },
            "Registration": {"RegistrationStatus": {"$": "ISSUED"}},
            "Extension": {"Deletion": {"DeletedAt": {"$": "2026-01-01"}}},
        }
    ]
}
RELATION = {
    "relations": [
        {
            "Relationship": {
                "StartNode": {"NodeID": {"$": "5493000000000000CH12"}},
                "EndNode": {"NodeID": {"$": "5493000000000000CH12"}},
                "RelationshipType": {"$": "IS_DIRECTLY_CONSOLIDATED_BY"},
                "RelationshipPeriods": {"RelationshipPeriod": [{"StartDate": "2020"}]},
                "RelationshipQuantifiers": {"RelationshipQuantifier": {}},
            },
            "Registration": {},
        }
    ]
}
TOPIC = {
    "total": 1,
    "results": [
        {
            "id": 1,
            "source_id": "BC1",
            "names": [{"text": "A LTD.", "type": "entity_name"}],
            "addresses": [],
            "attributes": [{"type": "entity_status", "value": "ACT"}],
            "inactive": False,
        }
    ],
}
FOUND = {
    "Award ID": "A1",
    "Recipient Name": "ALPHA",
    "Recipient Location": {"city_name": "X"},
    "Award Amount": 1.5,
    "Start Date": "2024-01-01",
    "generated_internal_id": "CONT_AWD_A1_7012_V9_4730",
}
CORPORATION = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<cc:corpcan xmlns:cc="x"'
    b' date="2026-10-01T00:00:00"><corporations><corporation corporationId="12345">'
    b'<names><name code="1" current="true">A INC.</name></names>'
    b'<statuses><status code="1" current="true"/></statuses><addresses>'
    b'<address current="true"><addressLine>5</addressLine><city>S</city></address>'
    b"</addresses><businessNumbers><businessNumber>1</businessNumber>"
    b"</businessNumbers></corporation></corporations></cc:corpcan>"
)
LEI_XML = (
    b"<lei:LEIData xmlns:lei='x'><lei:LEIRecords><lei:LEIRecord><lei:LEI>5493</lei:LEI>"
    b"<lei:Entity><lei:LegalName xml:lang='en'>A</lei:LegalName></lei:Entity>"
    b"</lei:LEIRecord></lei:LEIRecords></lei:LEIData>"
)
PINS = {
    "files": [
        {
            "name": "a.csv",
            "url": "https://example.org/a",
            "sha256": "ab" * 32,
            "bytes": 4,
            "retrieved": "2026-01-01T00:00:00+00:00",
        }
    ],
    "name": "b.csv",
    "retrieved": "2026-01-01",
}
CASE = (
    b'title = "T"\ncountry = "SE"\npublish_threshold = 0.9\n[buyer]\nname = "B"\n'
    b'abbreviation = "B"\ncodes = ["1"]\ncountry = "US"\n[[buyer.sibling]]\n'
    b'name = "S"\n[sources.gleif]\nupdate = "full"\n'
    b"\n===\nid,name,country\na,A,SE\n"
    b"\n===\nsupplier,organisation,judgement,by,at,why\nA,B,positive,c,2026-01-01,d\n"
)
