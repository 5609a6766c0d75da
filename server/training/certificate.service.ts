import { sql } from 'kysely'
import type { Ctx } from '#kernel/house'
import type { Download } from '#kernel/http'
import { note } from '#kernel/ledger'
import { renderDocx, renderHtml, renderPdf } from '#kernel/paper'
import { Problem } from '#kernel/problem'
import { composeCertificate } from './certificate.paper.ts'
import { plainCode } from './certificate.ts'
import { originOf } from './origin.ts'

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** His own, and those of the reader's people: the row's policy says which. */
export async function downloadCertificate(ctx: Ctx, id: string, form: 'docx' | 'pdf'): Promise<Download> {
  const row = await ctx.tx.selectFrom('class_certificate').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new Problem('notFound', { what: '该证书' })
  const paper = composeCertificate(
    {
      name: row.person_name,
      unit: row.org_name,
      classTitle: row.class_title,
      ...(row.host === null ? {} : { host: row.host }),
      startsOn: row.starts_on,
      endsOn: row.ends_on,
      hours: row.hours,
      days: row.days,
      ...(row.revoked_on ? { revokedOn: row.revoked_on } : {}),
    },
    { issuer: row.issuer, number: row.number, issuedOn: row.issued_on, code: row.code, address: `${originOf(ctx)}/verify/${row.code}` },
  )
  await note(ctx.tx, { action: 'download', object: 'class_certificate', objectId: id })
  const name = `${row.class_title}-${row.person_name}-结业证书`
  return form === 'docx'
    ? { name: `${name}.docx`, mediaType: wordType, content: await renderDocx(paper) }
    : { name: `${name}.pdf`, mediaType: 'application/pdf', content: await renderPdf(renderHtml(paper)) }
}

interface Verified {
  number: string
  name: string
  host: string
  issuer: string
  unit: string
  class_title: string
  hours: number
  days: number
  starts_on: string
  ends_on: string
  issued_on: string
  revoked_on: string | null
}

/** For strangers. A wrong code says so; 100 bits and the edge's limit by network leave nothing to guess. */
export async function verifyCertificate(ctx: Ctx, typed: string) {
  const { rows } = await sql<Verified>`select * from authority.verify_certificate(${plainCode(typed)})`.execute(ctx.tx)
  const [row] = rows
  if (!row) return { verdict: 'unknown' as const, certificate: null }
  return {
    verdict: row.revoked_on === null ? ('valid' as const) : ('revoked' as const),
    certificate: {
      number: row.number,
      name: row.name,
      host: row.host,
      issuer: row.issuer,
      unit: row.unit,
      classTitle: row.class_title,
      hours: row.hours,
      days: row.days,
      startsOn: row.starts_on,
      endsOn: row.ends_on,
      issuedOn: row.issued_on,
      revokedOn: row.revoked_on,
    },
  }
}
