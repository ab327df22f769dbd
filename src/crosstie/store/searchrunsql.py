"""What is read of a run to be found: one statement a kind, the best rows first.

`more_award`, `more_transaction` and `more_subaward` are the workspace's rows of the
case's agencies, which `searchrun.attach_awards` names.
"""

ORGANISATIONS = """
with borne as (
    select n.organisation_id, n.name, n.kind, n.valid_from, n.valid_to
    from organisation_name n
    union
    select o.organisation_id, o.name, 'legal', null, null
    from organisation o
    anti join organisation_name n using (organisation_id, file_id, name)
),
tied as (
    select organisation_id as id, tie_id, kind from tie
    union
    select parent_id, tie_id, kind from tie where parent_id is not null
),
tied_by as (
    select
      id,
      count(*) filter (where kind = 'finding') as findings,
      count(*) filter (where kind = 'lead') as leads
    from tied
    group by id
)
select distinct on (id, b.name)
  coalesce(s.canonical_id, o.organisation_id) as id,
  first_value(o.name) over (
    partition by coalesce(s.canonical_id, o.organisation_id)
    order by o.organisation_id <> coalesce(s.canonical_id, ''), o.file_id
  ) as title,
  b.name,
  b.kind as name_kind,
  cast(b.valid_from as varchar) as since,
  cast(b.valid_to as varchar) as until,
  concat_ws(', ', o.city, o.country) as place,
  o.source,
  o.file_id,
  o.row_number,
  coalesce(t.findings, 0) as findings,
  coalesce(t.leads, 0) as leads
from borne b
join organisation o using (organisation_id)
left join same_organisation s using (organisation_id)
left join tied_by t on t.id = coalesce(s.canonical_id, o.organisation_id)
where o.kind <> 'person'
"""

SUPPLIERS = """
select
  p.party_id as id,
  p.name as title,
  s.name,
  cast(s.first_date as varchar) as since,
  cast(s.last_date as varchar) as until,
  concat_ws(', ', p.city, p.state, p.country) as place
from party_spelling s
join party p using (party_id)
where not p.is_person and s.name <> $mask
order by length(s.name), s.name, s.spelling_id
"""

TIES = """
select
  t.tie_id as id,
  t.organisation as title,
  t.organisation_id,
  case when p.is_person then $mask else t.supplier end as supplier,
  t.parent, t.route, t.component, t.scope, t.kind, t.probability, t.status,
  cast(t.first_date as varchar) as since,
  cast(t.last_date as varchar) as until,
  cast(t.obligated as varchar) as obligated,
  t.currency,
  case when p.is_person then null else t.matched_text end as matched_text
from tie t
left join party p using (party_id)
order by
  case t.kind when 'finding' then 1 when 'lead' then 2 else 3 end,
  t.obligated desc nulls last,
  t.tie_id
"""

AWARDS = """
with own as (
    select a.*, true as is_tied
    from award a
    union all by name
    select a.*, false as is_tied
    from more_award a
    anti join award o using (award_id)
),
said as (
    select award_id, list(distinct words) as descriptions
    from (
        select award_id, unnest([description, award_description]) as words
        from transaction
        union all
        select award_id, unnest([description, award_description])
        from more_transaction
    )
    where words is not null
    group by award_id
)
select
  a.award_id as id,
  a.piid as title,
  a.supplier_name as supplier,
  coalesce(p.is_person, false) as is_person,
  p.party_id,
  a.identity,
  a.component_name as component,
  a.description,
  s.descriptions,
  cast(a.obligated as varchar) as obligated,
  a.currency,
  cast(a.first_action_date as varchar) as since,
  cast(a.last_action_date as varchar) as until,
  a.permalink as url,
  a.is_tied
from own a
left join said s using (award_id)
left join party_spelling y using (spelling_id)
left join party p on p.party_id = y.party_id
order by a.obligated desc nulls last, a.award_id
"""

SUBAWARDS = """
select
  s.subaward_id as id,
  s.subaward_number as title,
  s.supplier_name as supplier,
  coalesce(p.is_person, false) as is_person,
  s.award_id,
  s.prime_piid,
  s.prime_supplier_name as prime_supplier,
  s.component_name as component,
  s.description,
  cast(s.amount as varchar) as amount,
  s.currency,
  cast(s.action_date as varchar) as since,
  s.file_id,
  s.row_number
from (select * from subaward union select * from more_subaward) s
left join party_spelling y using (spelling_id)
left join party p on p.party_id = y.party_id
order by s.amount desc nulls last, s.subaward_id, s.row_number
"""

PRODUCTS = """
select
  h.from_id as id,
  min(h.from_label) as title,
  list(distinct t.organisation order by t.organisation) as organisations,
  list(distinct t.tie_id order by t.tie_id) as ties
from hop h
join tie t using (tie_id)
where h.from_kind = 'product'
group by h.from_id
order by length(min(h.from_label)), h.from_id
"""

DOCUMENTS = """
select
  h.from_id as id,
  h.from_label as title,
  t.organisation,
  t.organisation_id,
  t.tie_id,
  e.publisher,
  e.url,
  concat_ws(' ', e.publisher, e.value) as words
from hop h
join tie t using (tie_id)
left join evidence e on e.tie_id = h.tie_id and e.position = h.position
  and e.ordinal = 1
where h.from_kind = 'document'
union all
select
  'answer:' || a.organisation_id || ':' || a.row_number,
  coalesce(a.title, 'Answer'),
  min(t.organisation),
  a.organisation_id,
  null,
  a.publisher,
  a.url,
  a.answer
from case_answer a
left join tie t using (organisation_id)
group by all
order by 2, 1
"""

OFFICES = """
select
  organisation_id as id, min(organisation) as title, min(tie_id) as tie_id,
  min(evidence_url) as url
from tie
where route = 'presence'
group by organisation_id
order by title, id
"""

NEAR = """
select
  concat_ws('|', n.party_id, n.organisation_id, n.route) as id,
  n.supplier as title,
  n.organisation,
  n.organisation_id,
  n.matched_text,
  n.reason,
  n.route,
  n.probability,
  cast(n.obligated as varchar) as obligated,
  n.currency,
  n.award_id
from near_miss n
left join party p using (party_id)
where not coalesce(p.is_person, false)
order by n.obligated desc nulls last, id
"""

IDENTIFIERS = """
select distinct
  'organisation' as kind,
  coalesce(s.canonical_id, i.organisation_id) as id,
  lower(i.scheme) as scheme, i.value
from organisation_identifier i
left join same_organisation s using (organisation_id)
union
select 'supplier', y.party_id, unnest(['uei', 'duns']), unnest([y.uei, y.duns])
from party_spelling y
join party p using (party_id)
where not p.is_person and y.name <> $mask
union
select 'award', award_id, unnest(['award', 'award', 'vehicle']),
  unnest([piid, award_unique_id, parent_piid])
from (select * from award union select * from more_award)
where identity <> 'inferred' or spelling_id not in (
  select y.spelling_id from party_spelling y join party p using (party_id)
  where p.is_person
)
union
select 'subaward', subaward_id, 'subaward', subaward_number
from (select * from subaward union select * from more_subaward)
"""


ALIASES = """
select s.canonical_id as id, list(distinct s.organisation_id) as ids
from same_organisation s
join organisation o using (organisation_id)
where s.canonical_id <> s.organisation_id
group by s.canonical_id
"""
