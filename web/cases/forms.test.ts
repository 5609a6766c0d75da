import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { ComplaintDraft, LeadDraft, SimpleDraft } from '#contract/case-drafts'
import { penaltySteps } from '#contract/case-steps'
import { complaintSteps } from '#contract/complaint-steps'
import { leadSteps } from '#contract/lead-steps'
import { simpleSteps } from '#contract/simple-steps'
import { type Field, fieldsOf, type JsonSchema } from '../kit/step-fields.ts'

const processes = { lead: leadSteps, complaint: complaintSteps, simple: simpleSteps, penalty: penaltySteps }
const forms: readonly (readonly [string, z.ZodType])[] = [
  ['LeadDraft', LeadDraft],
  ['ComplaintDraft', ComplaintDraft],
  ['SimpleDraft', SimpleDraft],
  ...Object.entries(processes).flatMap(([process, steps]) =>
    Object.entries(steps).map(([step, form]): [string, z.ZodType] => [`${process}.${step}`, form]),
  ),
]

/** Fields that the page fills in by itself and never shows. */
const unseen = ['receivedFrom']

const untitled = (fields: readonly Field[], at = ''): string[] =>
  fields.flatMap((field) => [
    // A part of its own without a title is drawn without a frame.
    ...(field.title === field.name && !('fields' in field) && unseen.indexOf(field.name) < 0 ? [`${at}${field.name}`] : []),
    ...('fields' in field ? untitled(field.fields, `${at}${field.name}.`) : []),
  ])

for (const [name, form] of forms)
  test(`the form ${name} asks in words, not in names of fields`, () => {
    assert.deepEqual(untitled(fieldsOf(z.toJSONSchema(form, { io: 'input', unrepresentable: 'any' }) as JsonSchema)), []) // the kit's own reading of it
  })
