import { z } from 'zod'
import { processRoom } from '#kernel/matter'
import { processFor } from '#kernel/process'

// The example of docs/new-process.md, whole: a request for leave (请假) is this declaration. Whoever changes one changes the other.

type State = 'asked' | 'granted' | 'refused' | 'withdrawn'
type Step = 'note' | 'grant' | 'refuse' | 'withdraw'

const leaveProcess = processFor<State, Step, never, null>()({
  name: 'leave',
  title: '请假',
  versions: [{ from: '2020-01-01', law: '本单位考勤规定' }],
  states: {
    asked: { title: '待批' },
    granted: { title: '已批准', end: true },
    refused: { title: '未批准', end: true },
    withdrawn: { title: '已撤回', end: true },
  },
  start: 'asked',
  steps: {
    note: { title: '补充说明', from: ['asked'], by: { role: 'officer', at: 'handling' } },
    grant: { title: '批准', from: ['asked'], to: 'granted', by: { role: 'unitHead', at: 'handling' } },
    refuse: { title: '不批准', from: ['asked'], to: 'refused', by: { role: 'unitHead', at: 'handling' } },
    withdraw: { title: '撤回', from: ['asked'], to: 'withdrawn', by: { role: 'officer', at: 'handling' }, optional: true },
  },
  clocks: {},
  checks: {},
})

const text = (title: string) => z.string().min(1, `请填写${title}`).max(500).meta({ title, widget: 'textarea' })

export const leaveRoom = processRoom({
  process: leaveProcess,
  opening: {
    by: ['officer'],
    form: z
      .object({
        from: z.iso.date().meta({ title: '自', future: true }),
        to: z.iso.date().meta({ title: '至', future: true }),
        reason: text('事由'),
      })
      .refine(({ from, to }) => from <= to, { path: ['to'], message: '最后一日不能早于第一日' }),
    title: ({ from, to }, { name }) => `${name}请假 ${from} 至 ${to}`,
  },
  forms: {
    note: z.object({ text: text('说明') }),
    grant: z.object({}),
    refuse: z.object({ reason: text('理由') }),
    withdraw: z.object({}),
  },
  facts: async () => null,
})
