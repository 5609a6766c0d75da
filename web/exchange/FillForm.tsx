import { useQuery } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import { useMemo } from 'react'
import { MatterId } from '#contract/common'
import { exchangeApi, type ReturnDetail } from '#contract/exchange'
import { figureWords } from '../kit/chart/words.ts'
import { ask } from '../kit/query.ts'
import { StepForm, type StepFormProps } from '../kit/StepForm.tsx'
import type { JsonSchema, Values } from '../kit/step-fields.ts'

/** 填写: one field for each thing that the form asks. Figures are named with what the records say; only a remark can be written beside them. */
export function FillForm(props: StepFormProps) {
  const matterId = MatterId.parse(props.matterId)
  const found = useQuery(ask(exchangeApi.read, { params: { matterId } }))
  if (!found.data) return <Skeleton active paragraph={{ rows: 6 }} />
  return <Drawn {...props} detail={found.data} />
}

function Drawn({ detail, ...props }: StepFormProps & { detail: ReturnDetail }) {
  const form = useMemo(() => schemaOf(detail), [detail])
  const initial = useMemo(() => initialOf(detail), [detail])
  return (
    <StepForm
      {...props}
      step={{ ...props.step, form: form as Record<string, unknown> }} // a schema is a record
      initial={initial}
      onSubmit={({ happenedOn, input }) => props.onSubmit({ happenedOn, input: sentOf(detail, input) })}
    />
  )
}

function schemaOf({ answers, figures }: ReturnDetail): JsonSchema {
  const properties: Record<string, JsonSchema> = {}
  for (const { position, ask: title, kind, required } of answers)
    properties[`answer${position}`] =
      kind === 'file'
        ? { type: 'array', items: { type: 'string' }, widget: 'files', maxItems: 20, title: required ? title : `${title}（选填）` }
        : { type: 'string', widget: 'textarea', maxLength: 4000, title: required ? title : `${title}（选填）` }
  figures.forEach(({ title, unit, live }, at) => {
    const words = `${title} ${figureWords(live.value, unit)}`
    properties[`note${at}`] = { type: 'string', maxLength: 200, title: `${words}：说明`, description: '与掌握情况一致的不填' }
    properties[`claimed${at}`] = {
      type: 'number',
      title: `${words}：本单位掌握数`,
      description: '不一致时填写，并在说明中写明原因；不改变系统取数',
    }
  })
  return { type: 'object', properties }
}

function initialOf({ answers, figures }: ReturnDetail): Values {
  const values: Values = {}
  for (const { position, kind, answer, files } of answers)
    values[`answer${position}`] = kind === 'file' ? files.map(({ id }) => id) : answer
  figures.forEach(({ note, claimed }, at) => {
    values[`note${at}`] = note
    if (claimed !== null) values[`claimed${at}`] = claimed
  })
  return values
}

function sentOf({ answers, figures }: ReturnDetail, input: Values): Values {
  return {
    answers: answers.map(({ position, kind }) => {
      const value = input[`answer${position}`]
      return kind === 'file' ? { position, files: value ?? [] } : { position, answer: value ?? '' }
    }),
    remarks: figures.map(({ indicator }, at) => {
      const claimed = input[`claimed${at}`]
      return { indicator, note: input[`note${at}`] ?? '', ...(typeof claimed === 'number' ? { claimed } : {}) }
    }),
  }
}
