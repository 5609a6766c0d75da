import type pg from 'pg'
import { founding, measures } from './231.ts'

/**
 * 231号文 comes with the house, like the statute table: by the owner's connection, once, when the tree stands and no document does. What the office of the
 * province changes in it afterwards is its own.
 */
export async function plantFoundingDocument(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    `insert into clause_document (org_id, org_at, issuer, title, number, issued_on, level, valid_from, source, mark, unverified, published)
     select o.id, o.lo, $1, $2, $3, $4, $5, $4, $6, $7, $8, true from org o
      where o.depth = 0 and not exists (select 1 from clause_document d where d.org_id = o.id and d.number = $3) returning id`,
    [
      ...[founding.issuer, founding.title, founding.number, founding.issuedOn, founding.level],
      ...[founding.source, founding.mark, founding.unverified],
    ],
  )
  const [document] = rows
  if (!document) return
  const duties = measures.flatMap(({ sentences, departments, ...place }) =>
    sentences.flatMap((some, at) =>
      some.map((duty, item) => ({ ...place, ...duty, sentence: at + 1, item: item + 1, departments, id: crypto.randomUUID() })),
    ),
  )
  await client.query(
    `insert into clause (id, document_id, part, part_title, article, article_title, sentence, item, duty, phrase, addressees, indicators, query, note)
     select x.id, $2, x.part, x."partTitle", x.article, x."articleTitle", x.sentence, x.item, x.duty, x.phrase,
            coalesce(x.addressees, '{}'), coalesce(x.indicators, '{}'), x.query, x.note
       from jsonb_to_recordset($1::jsonb) as x (id uuid, part smallint, "partTitle" text, article smallint, "articleTitle" text, sentence smallint,
            item smallint, duty text, phrase text, addressees text[], indicators text[], query text, note text)`,
    [JSON.stringify(duties), document.id],
  )
  // Departments are found by their whole name or short name; which the tree does not know stays as it is written.
  await client.query(
    `insert into clause_unit (clause_id, position, org_id, written, part)
     select (x.id)::uuid, d.position, (select o.id from org o where d.name in (o.name, o.short_name) and o.active order by o.depth, o.lo limit 1), d.name, 'shared'
       from jsonb_to_recordset($1::jsonb) as x (id text, departments text[]), unnest(x.departments) with ordinality as d (name, position)`,
    [JSON.stringify(duties)],
  )
}
