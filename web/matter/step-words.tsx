import { useQuery } from '@tanstack/react-query'
import { matterApi, type TakenStep } from '#contract/matter'
import { linesOf } from '../kit/field-words.ts'
import { ask } from '../kit/query.ts'
import { fieldsOf, type JsonSchema } from '../kit/step-fields.ts'
import { WrittenLines } from '../kit/WrittenLines.tsx'

/** What was entered with each step, read out by the forms of its process: for a matter whose room has no words of its own. */
export function useStepWords(process = '') {
  const forms = useQuery({ ...ask(matterApi.forms, { params: { process } }), enabled: process !== '', staleTime: 3600_000 }).data
  return ({ step, input }: Pick<TakenStep, 'step' | 'input'>) => {
    const form = forms?.[step]
    return form && <WrittenLines lines={linesOf(fieldsOf(form as JsonSchema), input)} /> // the kit's own reading of it
  }
}
