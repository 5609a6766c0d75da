import { useQuery } from '@tanstack/react-query'
import { casesApi } from '#contract/cases'
import { ask } from '../kit/query.ts'
import type { Option } from '../kit/step-fields.ts'

/** 违法类型 as a picker shows them; what is not verified says so. */
export function useViolations(): readonly Option[] {
  const violations = useQuery({ ...ask(casesApi.violations, {}), staleTime: 3_600_000 })
  return (violations.data ?? []).map(({ code, name, unverified }) => ({
    value: code,
    label: `${code} ${name}${unverified ? '（未核实）' : ''}`,
  }))
}
