import pg from 'pg'

class WeakFloor extends Error {
  override name = 'WeakFloor'
}

/**
 * The floor under every rule of reach: the start refuses to serve when a table of ours lacks forced row security, when the runtime role owns
 * something or may bypass it (S14). Tables of migrations hold no business rows.
 */
export async function checkFloor(appUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: appUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ complaint: string }>(`
      select 'table ' || c.relname || ' lacks forced row security' as complaint
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity) and c.relname not in ('migration', 'installation')
      union all
      select 'view ' || c.relname || ' runs with its owner''s rights' from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and (c.relkind = 'm' or (c.relkind = 'v' and not coalesce(c.reloptions::text like '%security_invoker=true%', false)))
      union all
      select 'the runtime role may bypass row security' from pg_roles where rolname = current_user and (rolsuper or rolbypassrls)
      union all
      select 'the runtime role owns ' || relname from pg_class where relowner = (select oid from pg_roles where rolname = current_user)
      union all
      select 'everybody may call ' || p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where n.nspname in ('authority', 'ledger') and (p.proacl is null or exists (select 1 from aclexplode(p.proacl) a where a.grantee = 0))
      union all
      select p.oid::regprocedure || ' runs with its owner''s rights in whatever search path it is called' from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where n.nspname in ('authority', 'ledger', 'clock', 'public') and p.prosecdef and not coalesce(p.proconfig::text ~ 'search_path=pg_catalog, (public, )?pg_temp', false)
      union all
      select 'the runtime role may make temporary tables' where has_database_privilege(current_database(), 'temporary')
      union all
      select 'the runtime role is a member of the owner' where pg_has_role(current_user, 'minzhi_owner', 'member')`)
    if (rows.length > 0) throw new WeakFloor(`数据库的行级权限不完整，拒绝启动：\n${rows.map((row) => `  - ${row.complaint}`).join('\n')}`)
  } finally {
    await client.end()
  }
}
