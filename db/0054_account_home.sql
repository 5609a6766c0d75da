-- An account of another platform is known by its name together with the address to which it belongs: somebody of the same name elsewhere is somebody else.
-- Empty: accounts of our own address alone.
alter table activity_credit add column home_page text not null default '' constraint activity_credit_home_page check (length(home_page) <= 300);
