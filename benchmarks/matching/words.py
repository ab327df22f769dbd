"""Words of invented registers: trades, legal forms and cities of some countries.

Plain words and facts of language; every company made from them is invented.
"""

from __future__ import annotations

TRADES = {
    "en": """services group solutions consulting systems technologies management
    international construction engineering enterprises industries holdings associates
    security transport logistics energy capital partners products supply electric
    communications medical environmental design research health marine software
    aviation properties investments resources food electronics instruments controls
    mechanical contracting training media equipment foundation trading networks
    marketing mining drilling pharma laboratories plumbing heating roofing catering
    printing storage freight aerospace automation data analytics cleaning rentals
    landscaping safety fire surveys forestry fisheries textiles furniture packaging
    plastics chemicals steel metals motors tools machinery wireless imaging optics
    dental veterinary legal translation travel hotels tours insurance brokers staffing
    institute council society association centre college academy press publishing
    films studios farms dairy seeds brewing bakery water waste recycling solar wind
    pipelines ventures labs works global national advanced general united first""",
    "fr": """services groupe conseil gestion constructions transports entreprises
    industries solutions technologies produits distribution immobilier ingenierie
    electrique formation recherche communications equipements environnement
    association institut centre fondation societe cooperative laboratoires
    informatique securite sante energie plomberie toitures excavation imprimerie
    traiteur jardins atelier systemes logistique investissements developpement""",
    "de": """technik maschinenbau beratung handel systeme bau energie logistik
    elektrotechnik software dienstleistungen verwaltung immobilien transporte werke
    industrie medizintechnik anlagenbau verlag vertrieb stahl metallbau druck""",
    "es": """servicios grupo soluciones construcciones ingenieria transportes comercial
    industrias inversiones consultores tecnologia sistemas productos distribuidora
    inmobiliaria seguridad energia alimentos agricola consultoria""",
    "nl": """diensten groep techniek bouw beheer advies transport installatie handel
    holding vastgoed systemen adviesbureau metaal logistiek""",
}

ADJECTIVES = [
    "blue",
    "red",
    "green",
    "golden",
    "silver",
    "north",
    "south",
    "east",
    "west",
    "great",
    "lake",
    "river",
    "mountain",
    "pacific",
    "atlantic",
    "northern",
    "southern",
    "eastern",
    "western",
    "central",
    "metro",
    "city",
    "royal",
    "imperial",
    "premier",
    "elite",
    "prime",
    "summit",
    "apex",
    "pinnacle",
    "alpha",
    "omega",
    "delta",
    "sigma",
    "vector",
    "nova",
    "stellar",
    "solar",
    "lunar",
    "phoenix",
    "eagle",
    "falcon",
    "hawk",
    "lion",
    "tiger",
    "bear",
    "wolf",
    "maple",
    "oak",
    "pine",
    "cedar",
    "harbour",
    "bay",
    "island",
    "valley",
    "ridge",
    "stone",
    "rock",
    "iron",
    "crystal",
    "diamond",
    "rapid",
    "swift",
    "bright",
    "clear",
    "true",
    "pure",
    "smart",
    "open",
    "new",
    "modern",
    "classic",
    "heritage",
    "liberty",
    "victory",
    "unity",
    "harmony",
    "horizon",
    "frontier",
    "pioneer",
    "explorer",
    "voyager",
    "compass",
    "anchor",
    "beacon",
    "bridge",
    "gateway",
    "keystone",
    "cornerstone",
    "landmark",
    "millennium",
    "century",
    "quantum",
    "fusion",
    "matrix",
    "nexus",
    "vertex",
    "zenith",
]

PLACES = [
    "Ontario",
    "Quebec",
    "Alberta",
    "Manitoba",
    "Texas",
    "Florida",
    "Bavaria",
    "Yorkshire",
    "Brabant",
    "Catalonia",
    "Midlands",
    "Ohio",
    "Nevada",
    "Oregon",
    "Scotland",
    "Wales",
    "Atlantic",
    "Europe",
    "America",
    "Canada",
]

FORMS = {
    "US": (
        "Inc.",
        "Inc",
        "LLC",
        "L.L.C.",
        "Corp.",
        "Corporation",
        "Co.",
        "LP",
        "LLP",
        "",
    ),
    "CA": (
        "Inc.",
        "Ltd.",
        "Limited",
        "Corp.",
        "Ltée",
        "Inc",
        "Corporation",
        "ULC",
        "LP",
        "",
    ),
    "GB": ("Limited", "Ltd", "PLC", "LLP", "Ltd.", ""),
    "AU": ("Pty Ltd", "Pty. Ltd.", "Limited", ""),
    "DE": ("GmbH", "AG", "GmbH & Co. KG", "KG", "UG", "e.V."),
    "FR": ("SAS", "S.A.S.", "SARL", "SA", "S.A.", "SNC", ""),
    "NL": ("B.V.", "BV", "N.V.", ""),
    "ES": ("S.L.", "S.A.", "SL", "SA"),
    "IT": ("S.p.A.", "S.r.l.", "SRL"),
    "SE": ("AB", "Aktiebolag"),
    "MX": ("S.A. de C.V.", "S. de R.L. de C.V."),
    "IN": ("Private Limited", "Pvt. Ltd.", "Limited"),
}

SHARES = {
    "US": 0.38, "CA": 0.2, "GB": 0.12, "DE": 0.07, "FR": 0.06, "NL": 0.04, "AU": 0.04,
    "ES": 0.03, "IT": 0.02, "SE": 0.01, "MX": 0.01, "IN": 0.02,
}  # fmt: skip
"""How the rows of a register spread over countries."""

LANGUAGES = {"FR": "fr", "DE": "de", "ES": "es", "MX": "es", "NL": "nl"}

CITIES = {
    "US": "Boston Denver Austin Chicago Houston Tampa Fresno Omaha Reno Dayton",
    "CA": "Toronto Ottawa Calgary Halifax Laval Regina Gatineau Surrey Moncton",
    "GB": "London Leeds Bristol Cardiff Glasgow Derby Reading Hull",
    "AU": "Sydney Perth Brisbane Hobart", "DE": "Berlin Bonn Essen Ulm Kiel Jena",
    "FR": "Paris Lyon Nantes Lille Nice Metz", "NL": "Breda Utrecht Delft Zwolle",
    "ES": "Madrid Sevilla Bilbao Vigo", "IT": "Milano Torino Roma Bari",
    "SE": "Stockholm Uppsala Lund", "MX": "Monterrey Puebla", "IN": "Pune Delhi",
}  # fmt: skip

SHORTER = {
    "services": "SVCS SERV SVC", "international": "INTL INTERNATL INT'L",
    "management": "MGMT MGT", "technologies": "TECH TECHS", "systems": "SYS SYST",
    "construction": "CONST CONSTR", "engineering": "ENG ENGRG", "group": "GRP GP",
    "consulting": "CONSULT CNSLTG", "industries": "IND INDS", "holdings": "HLDGS",
    "associates": "ASSOC ASSOCS", "enterprises": "ENT ENTPS", "solutions": "SOLNS SOL",
    "communications": "COMM COMMS", "manufacturing": "MFG", "environmental": "ENVIRO",
    "equipment": "EQUIP EQPT", "laboratories": "LABS", "investments": "INVS INVEST",
    "transport": "TRANS TRANSP", "national": "NATL NAT'L", "association": "ASSN",
    "development": "DEV", "medical": "MED", "electric": "ELEC", "products": "PROD",
    "properties": "PROP PROPS", "global": "GLBL", "general": "GEN", "partners": "PTNRS",
    "logistics": "LOG", "distribution": "DIST", "resources": "RES", "groupe": "GR GRP",
    "entreprises": "ENTR", "gestion": "GEST", "university": "UNIV", "security": "SEC",
}  # fmt: skip
"""Short forms that the test's noise uses; the training's noise has its own rules."""
