import { useContext, useMemo } from 'react'
import { z } from 'zod'
import { type EvidenceDraft as Draft, EvidenceDraft, type EvidenceId, evidenceApi } from '#contract/evidence'
import type { MatterView } from '#contract/matter'
import { evidenceSources } from '../documents/upload.ts'
import { dropDraft } from '../kit/draft.ts'
import { useSend } from '../kit/query.ts'
import { SchemaForm } from '../kit/SchemaForm.tsx'
import { useMe } from '../kit/session.ts'
import { SourcesContext } from '../kit/sources.ts'
import type { JsonSchema } from '../kit/step-fields.ts'
import { evidenceReads } from './words.ts'

// The server's own schema draws the form.
const schema = z.toJSONSchema(EvidenceDraft, { io: 'input', unrepresentable: 'any' }) as JsonSchema // zod's type names each dialect

interface EvidenceFormProps {
  matter: Pick<MatterView, 'id' | 'assignees'>
  onDone: (id: EvidenceId) => void
}

/** 证据入库: kept as a draft on this machine while the phone is at its camera. */
export function EvidenceForm({ matter, onDone }: EvidenceFormProps) {
  const me = useMe()
  const around = useContext(SourcesContext)
  const sources = useMemo(() => ({ ...around, ...evidenceSources }), [around])
  const draft = { personId: me.person.id, matterId: matter.id, step: 'evidence' }
  const takeIn = useSend(evidenceApi.takeIn, {
    refreshes: evidenceReads,
    done: (item) => {
      dropDraft(draft)
      onDone(item.id)
    },
  })
  const officers = matter.assignees.filter((one) => one.to === null).map((one) => one.personId)
  return (
    <SourcesContext.Provider value={sources}>
      <SchemaForm
        schema={schema}
        submitText="入库"
        sending={takeIn.isPending}
        problem={takeIn.error}
        draft={draft}
        matterId={matter.id}
        initial={{ takenOn: me.today, carrier: 'original', ...(officers.length > 0 ? { officers } : {}) }}
        // Drawn from the body's own schema, so what it gives is the body; the server checks it in any case.
        onSubmit={(values) => takeIn.mutate({ params: { matterId: matter.id }, body: values as Draft })}
      />
    </SourcesContext.Provider>
  )
}
