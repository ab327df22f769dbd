"""Words that several types of claim share, as parts of patterns over lines.

Both the dictionary form and the participle stand in the lists, for a dictionary keeps
"sold" and "détenu" as words of their own.
"""

# ruff: noqa: E501 - a pattern is read on one line
from __future__ import annotations

FIRM = "@ORG"
ANY_FIRM = "(?:@ORG|@CAP|@PERSON)"
BUYER = "@GOV"
ANYBODY = "(?:@ORG|@GOV|@CAP|@PERSON)"

CONTRACT = (
    r"(?:contract|subcontract|tender|procurement|framework|lease|agreement|deal|order|award|purchase|task|supplier|vendor|contractor|"
    r"subcontractor|contrat|marche|accord|commande|entente|bail|fournisseur|prestataire|sous-traitant|accord-cadre|appel)"
)
AGREED = r"(?:contract|subcontract|framework|lease|agreement|deal|order|award|contrat|marche|accord|commande|entente|bail|accord-cadre|accords-cadres)"
WINS = (
    r"(?:win|secure|receive|get|land|obtain|sign|hold|have|gain|earn|take|bag|clinch|announce|renew|extend|award|awarded|enter|enjoy|keep|pick|score|"
    r"remporter|remporte|obtenir|obtenu|decrocher|decroche|signer|signe|signent|recevoir|recu|detenir|detient|avoir|gagner|gagne|rafler|conclure|conclu|"
    r"renouveler|renouvele|beneficier|passer|passe)"
)
SELLS = (
    r"(?:sell|supply|provide|deliver|lease|rent|furnish|build|equip|manufacture|operate|run|maintain|license|ship|fit|install|train|service|guard|transport|"
    r"print|host|fly|serve|feed|house|store|design|develop|clean|vend|vendre|vendu|fournir|fourni|fournit|fournissent|livrer|livre|louer|loue|equiper|equipe|exploiter|exploite|gerer|gere|"
    r"heberger|heberge|fabriquer|fabrique|construire|construit|assurer|assure|installer|installe|transporter|transporte)"
)
BUYS = (
    r"(?:use|buy|purchase|order|hire|contract|lease|rent|procure|rely|deploy|acquire|select|pick|choose|engage|pay|employ|commission|tap|outsource|"
    r"utiliser|utilise|acheter|achete|achetent|commander|commande|louer|loue|acquerir|acquis|choisir|choisi|retenir|retenu|recourir|recours|recourt|confier|confie|"
    r"deployer|deploye|engager|payer)"
)
PAYS = (
    r"(?:pay|paid|spend|spent|receive|award|awarded|earn|bill|obligate|cost|worth|value|verser|verse|versee|payer|paye|depenser|depense|toucher|touche|recevoir|recu|"
    r"empocher|empoche|coute|couter|valeur|remporter|remporte|attribuer|attribue|facturer|facture|encaisse|encaisser|obtenu|obtenir|decroche)"
)
