-- Each party has its own service and its own debt: terms, surcharge and remedies run from what reached that party.

-- Whom a paper was served on, by the party and not by a name. Null: entered before this was kept.
alter table service add column party_id uuid references case_party;
create index service_of_party on service (party_id);
-- Who owes. Null: opened before this was kept, for all parties of the case in one sum.
alter table collection add column party_id uuid references case_party;
create index collection_of_party on collection (party_id);
