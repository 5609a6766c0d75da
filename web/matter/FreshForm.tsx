import { useQuery } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import type { ComponentType } from 'react'
import type { MatterId } from '#contract/common'
import type { AnswerOf, Endpoint } from '#contract/endpoint'
import type { Call } from '../kit/client.ts'
import { ask } from '../kit/query.ts'
import { StepForm, type StepFormProps } from '../kit/StepForm.tsx'

/**
 * A form that starts from what a room has written: read again when the form opens. The page may have stood since the morning, and what others did
 * elsewhere moves no version of this matter, so that an old beginning would be sent unnoticed.
 */
export function freshForm<E extends Endpoint>(
  endpoint: E,
  initial: (answer: AnswerOf<E>) => Record<string, unknown>,
): ComponentType<StepFormProps> {
  return function FreshForm(props: StepFormProps) {
    const call = { params: { matterId: props.matterId as MatterId } } as unknown as Call<E> // the reads of matters all ask for this one
    const found = useQuery({ ...ask(endpoint, call), staleTime: 0, refetchOnMount: 'always' })
    if (!found.isFetchedAfterMount || found.data === undefined) return <Skeleton active paragraph={{ rows: 6 }} />
    return <StepForm {...props} initial={initial(found.data)} />
  }
}
