-- A partner outside works on one request by a link: what his door opens (decision 0022).

-- The door of a partner outside (S5, S88): a wrong link is counted against its network, and the lock holds for a right one too. Gives the link when it is known,
-- and a word for what it opens: open, answered or declined (read only until the asker returns it or asks again), closed, expired, revoked, unknown, locked.
create function authority.partner_link(hash bytea, network_is text, out verdict text, out link_id uuid, out matter_id uuid, out seconds integer)
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  l request_link;
  m matter;
begin
  seconds := authority.locked_for('partner-link', network_is);
  if seconds > 0 then
    verdict := 'locked';
    return;
  end if;
  -- Held before it is judged: what is handed in at the same moment, or taken back, is not answered behind.
  select * into l from request_link r where r.token_hash = hash for update;
  if l.id is null then
    perform authority.guess_alone('partner-link', network_is);
    if authority.locked_for('partner-link', network_is) = 0 then perform authority.sign_in_failed('partner-link', network_is); end if;
    verdict := 'unknown';
    return;
  end if;
  select * into strict m from matter x where x.id = l.matter_id;
  verdict := case when l.revoked_at is not null then 'revoked'
                  when l.expires_on < clock.today() then 'expired'
                  when m.closed then 'closed'
                  when m.state in ('sent', 'received', 'declined') and l.declined_at is not null then 'declined'
                  when m.state in ('sent', 'received', 'working') and l.submitted_at is null then 'open'
                  else 'answered' end;
  link_id := l.id;
  matter_id := l.matter_id;
end $$;

create function authority.use_link(link_is uuid, what_is text, network_is text, detail_is text default null) returns void
language sql security definer set search_path = pg_catalog, public as $$
  insert into request_link_use (link_id, matter_id, what, detail, network) select id, matter_id, what_is, left(detail_is, 200), left(network_is, 60) from request_link where id = link_is
$$;

-- What the link shows: this request's words and questions, and nothing of the matter's history or of others. Looking is no act: programs that preview a link
-- look too, and none of them signs for it. Wrong links alone are counted, by the door.
create function authority.partner_request(hash bytea, network_is text) returns jsonb language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  at_door record;
begin
  select * into at_door from authority.partner_link(hash, network_is);
  if at_door.link_id is null or at_door.verdict in ('expired', 'revoked') then
    return jsonb_build_object('verdict', at_door.verdict, 'seconds', at_door.seconds);
  end if;
  return (
    select jsonb_build_object('verdict', at_door.verdict, 'seconds', 0, 'matterId', r.matter_id, 'asker', o.name, 'asked', r.asked_name, 'kind', r.kind,
             'title', r.title, 'content', r.content, 'contact', r.contact, 'wantedOn', r.wanted_on, 'agreedOn', r.agreed_on, 'expiresOn', l.expires_on,
             'received', r.received_on is not null or exists (select 1 from request_link_use u where u.link_id = l.id and u.what <> 'detach'),
             'mayDecline', at_door.verdict = 'open' and m.state in ('sent', 'received'),
             'submittedAt', l.submitted_at, 'questions', coalesce((
               select jsonb_agg(jsonb_build_object('id', q.id, 'position', q.position, 'ask', q.ask, 'kind', q.kind, 'options', q.options, 'required', q.required,
                        'answer', q.answer, 'files', coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'bytes', f.bytes) order by f.at, f.id)
                                                                 from file f where f.id = any(q.file_ids)), '[]')) order by q.position)
                 from request_question q where q.matter_id = r.matter_id), '[]'))
      from coordination_request r join matter m on m.id = r.matter_id join org o on o.id = r.org_id join request_link l on l.id = at_door.link_id
     where r.matter_id = at_door.matter_id);
end $$;

-- 签收: said by the partner, not by his opening it.
create function authority.partner_receive(hash bytea, network_is text) returns text language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  at_door record;
begin
  select * into at_door from authority.partner_link(hash, network_is);
  if at_door.verdict <> 'open' then return at_door.verdict; end if;
  perform authority.use_link(at_door.link_id, 'receive', network_is)
    where not exists (select 1 from request_link_use u where u.link_id = at_door.link_id and u.what = 'receive');
  return 'open';
end $$;

-- 不予受理, with its reason, before a day was agreed. As with an answer, the step is the house's.
create function authority.partner_decline(hash bytea, network_is text, reason_is text) returns text
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  at_door record;
begin
  select * into at_door from authority.partner_link(hash, network_is);
  if at_door.verdict <> 'open' then return at_door.verdict; end if;
  if not exists (select 1 from matter m where m.id = at_door.matter_id and m.state in ('sent', 'received')) then return 'agreed'; end if;
  update request_link set declined_at = clock.now(), decline_reason = reason_is where id = at_door.link_id;
  perform authority.use_link(at_door.link_id, 'decline', network_is);
  return 'open';
end $$;

-- One answer of the link's own request, while it is open.
create function authority.partner_answer(hash bytea, network_is text, question_is uuid, answer_is text) returns text
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  at_door record;
begin
  select * into at_door from authority.partner_link(hash, network_is);
  if at_door.verdict <> 'open' then return at_door.verdict; end if;
  update request_question q set answer = answer_is, answered_at = clock.now(), answered_by = r.asked_name
    from coordination_request r where r.matter_id = q.matter_id and q.id = question_is and q.matter_id = at_door.matter_id;
  if not found then return 'unknown'; end if;
  perform authority.use_link(at_door.link_id, 'answer', network_is, question_is::text);
  return 'open';
end $$;

-- A file for one question: bytes stand in the store already. At most twenty files and 100 MB by one link.
create function authority.partner_file(hash bytea, network_is text, question_is uuid, sha256_is text, sm3_is text, bytes_is bigint, media_is text, name_is text) returns text
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  at_door record;
  made uuid;
  has record;
begin
  select * into at_door from authority.partner_link(hash, network_is);
  if at_door.verdict <> 'open' then return at_door.verdict; end if;
  perform 1 from request_question q where q.id = question_is and q.matter_id = at_door.matter_id and q.kind = 'file' for update;
  if not found then return 'unknown'; end if;
  select count(*) n, coalesce(sum(f.bytes), 0) sum into has from file f where f.matter_id = at_door.matter_id and f.person_id is null and f.purpose = 'document';
  if has.n >= 20 or has.sum + bytes_is > 100 * 1024 * 1024 then return 'full'; end if;
  insert into blob (sha256, sm3, bytes, media_type) values (sha256_is, sm3_is, bytes_is, media_is) on conflict do nothing;
  insert into file (matter_id, sha256, name, media_type, bytes, purpose, person_id, person_name)
  select at_door.matter_id, sha256_is, name_is, media_is, bytes_is, 'document', null, left(r.asked_name, 40) from coordination_request r where r.matter_id = at_door.matter_id
  returning id into made;
  update request_question set file_ids = file_ids || made, answered_at = clock.now() where id = question_is;
  perform authority.use_link(at_door.link_id, 'attach', network_is, made::text);
  return 'open';
end $$;

-- Taken off the answer; the file that came stays with the matter, as everything that came does.
create function authority.partner_detach(hash bytea, network_is text, question_is uuid, file_is uuid) returns text
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  at_door record;
begin
  select * into at_door from authority.partner_link(hash, network_is);
  if at_door.verdict <> 'open' then return at_door.verdict; end if;
  update request_question set file_ids = array_remove(file_ids, file_is) where id = question_is and matter_id = at_door.matter_id and file_is = any(file_ids);
  if not found then return 'unknown'; end if;
  perform authority.use_link(at_door.link_id, 'detach', network_is, file_is::text);
  return 'open';
end $$;

-- Handed in: the step itself is taken by the house, in its own session, from what stands here.
create function authority.partner_submit(hash bytea, network_is text) returns text language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  at_door record;
begin
  select * into at_door from authority.partner_link(hash, network_is);
  if at_door.verdict <> 'open' then return at_door.verdict; end if;
  update request_link set submitted_at = clock.now() where id = at_door.link_id;
  perform authority.use_link(at_door.link_id, 'submit', network_is);
  return 'open';
end $$;

-- Returned by the asker, or asked once more after it was declined: the same link opens again.
create function authority.reopen_link(matter_is uuid) returns void language sql security definer set search_path = pg_catalog, public as $$
  update request_link set submitted_at = null, declined_at = null, decline_reason = null where matter_id = matter_is and revoked_at is null
     and exists (select 1 from matter m where m.id = matter_is and m.state in ('answered', 'declined') and m.handling_at between authority.lo() and authority.hi() - 1) and authority.acts()
$$;

revoke execute on function authority.partner_link(bytea, text), authority.use_link(uuid, text, text, text), authority.partner_request(bytea, text),
  authority.partner_receive(bytea, text), authority.partner_decline(bytea, text, text), authority.partner_answer(bytea, text, uuid, text), authority.partner_file(bytea, text, uuid, text, text, bigint, text, text),
  authority.partner_detach(bytea, text, uuid, uuid), authority.partner_submit(bytea, text), authority.reopen_link(uuid) from public;
grant execute on function authority.partner_link(bytea, text), authority.partner_request(bytea, text), authority.partner_receive(bytea, text),
  authority.partner_decline(bytea, text, text), authority.partner_answer(bytea, text, uuid, text),
  authority.partner_file(bytea, text, uuid, text, text, bigint, text, text), authority.partner_detach(bytea, text, uuid, uuid),
  authority.partner_submit(bytea, text), authority.reopen_link(uuid) to minzhi_app;
