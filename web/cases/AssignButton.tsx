import { Button, Form, Modal } from 'antd'
import { useState } from 'react'
import type { LeadRow } from '#contract/case-lists'
import { casesApi } from '#contract/cases'
import type { LegalDay } from '#contract/common'
import { matterApi } from '#contract/matter'
import { useOutcome } from '../kit/BatchBar.tsx'
import { rowByRow } from '../kit/batch.ts'
import { send } from '../kit/client.ts'
import { DayPicker } from '../kit/DayPicker.tsx'
import { PersonPicker } from '../kit/PersonPicker.tsx'
import { refresh } from '../kit/query.ts'
import { activeDuty, useMe } from '../kit/session.ts'

interface Entered {
  officers: string[]
  happenedOn: LegalDay
}

/** 批量分派核查: the same officers for several leads, each a step of its own lead, which the server judges as any other. */
export function AssignButton({ rows, done }: { rows: readonly LeadRow[]; done: () => void }) {
  const me = useMe()
  const [isOpen, setOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  const tell = useOutcome<LeadRow>((row) => row.number ?? row.title)
  const waiting = rows.filter(({ state }) => state === 'registered')
  const duty = activeDuty(me)
  if (duty?.role !== 'unitHead') return null
  async function assign({ officers, happenedOn }: Entered) {
    setBusy(true)
    const refused = await rowByRow(waiting, ({ id, version }) =>
      send(matterApi.take, { params: { matterId: id, step: 'assign' }, body: { happenedOn, input: { officers } }, version }),
    )
    await refresh(casesApi.leads, matterApi.read)
    setBusy(false)
    setOpen(false)
    tell('分派核查', waiting.length, refused)
    done()
  }
  return (
    <>
      <Button disabled={waiting.length === 0} onClick={() => setOpen(true)}>
        分派核查（{waiting.length}）
      </Button>
      <Modal title={`分派 ${waiting.length} 条待分派的线索`} open={isOpen} onCancel={() => setOpen(false)} footer={null} destroyOnHidden>
        <Form layout="vertical" initialValues={{ happenedOn: me.today }} onFinish={(entered: Entered) => void assign(entered)}>
          <Form.Item name="officers" label="核查人员" rules={[{ required: true, type: 'array', min: 1, message: '请选择核查人员' }]}>
            <PersonPicker many orgId={duty.org.id} aria-label="核查人员" />
          </Form.Item>
          <Form.Item name="happenedOn" label="分派日期" rules={[{ required: true, message: '请填写分派日期' }]}>
            <DayPicker aria-label="分派日期" />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={busy}>
            分派
          </Button>
        </Form>
      </Modal>
    </>
  )
}
