import { z } from 'zod'
import { penaltySteps } from '#contract/case-steps'
import { complaintSteps } from '#contract/complaint-steps'
import { leadSteps } from '#contract/lead-steps'
import type { TakenStep } from '#contract/matter'
import { simpleSteps } from '#contract/simple-steps'
import { appraisalSteps, assistanceSteps, coercionSteps, jurisdictionSteps, preservationSteps } from '#contract/track-measures'
import { collectionSteps, criminalTransferSteps, hearingSteps, publicitySteps, serviceSteps } from '#contract/track-outcomes'
import { type Line, linesOf } from '../kit/field-words.ts'
import { type Field, fieldsOf, type JsonSchema } from '../kit/step-fields.ts'

type Forms = Readonly<Record<string, z.ZodType | undefined>>

/** Each process has its own forms: steps of one name differ. */
const forms: Readonly<Record<string, Forms | undefined>> = {
  penalty: penaltySteps,
  simple: simpleSteps,
  lead: leadSteps,
  complaint: complaintSteps,
  preservation: preservationSteps,
  coercion: coercionSteps,
  coercionByCity: coercionSteps,
  coercionFromAbove: coercionSteps,
  appraisal: appraisalSteps,
  assistance: assistanceSteps,
  jurisdiction: jurisdictionSteps,
  hearing: hearingSteps,
  service: serviceSteps,
  publicity: publicitySteps,
  collection: collectionSteps,
  criminalTransfer: criminalTransferSteps,
}

const known = new Map<z.ZodType, readonly Field[]>()

function fieldsFor(process: string, step: string): readonly Field[] {
  const form = forms[process]?.[step]
  if (!form) return []
  const before = known.get(form)
  if (before) return before
  const fields = fieldsOf(z.toJSONSchema(form, { io: 'input', unrepresentable: 'any' }) as JsonSchema) // the kit's own reading of it
  known.set(form, fields)
  return fields
}

/** What a step's entry says, line by line: what was written and chosen, under the labels of its form. */
export const linesOfStep = (process: string, { step, input }: Pick<TakenStep, 'step' | 'input'>): Line[] =>
  linesOf(fieldsFor(process, step), input)
