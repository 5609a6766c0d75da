import { Alert, App, Button, Modal } from 'antd'
import { useState } from 'react'
import { type Duty, DutyDraft, DutyEnd, type OneTimeCode, type PersonCard, PersonEdit, peopleApi, StatusChange } from '#contract/people'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { dayTime } from '../kit/day.ts'
import { asProblem } from '../kit/problem-error.ts'
import { useSend } from '../kit/query.ts'
import { useMe } from '../kit/session.ts'
import type { Values } from '../kit/step-fields.ts'

const refreshes = [peopleApi.read, peopleApi.list, peopleApi.proposedDuties]

/** What the present duty may do to this account: the system administrator keeps it, the security administrator gives duties. */
export function AccountActs({ person }: { person: PersonCard }) {
  const [act, setAct] = useState<'edit' | 'status' | 'duty' | null>(null)
  const close = () => setAct(null)
  return (
    <>
      {person.mayManage && <CodeButton person={person} />}
      {person.mayManage && <Button onClick={() => setAct('edit')}>修改信息</Button>}
      {person.mayManage && <Button onClick={() => setAct('status')}>停用或恢复</Button>}
      {person.mayGiveDuties && (
        <Button type="primary" onClick={() => setAct('duty')}>
          任命职务
        </Button>
      )}
      {act === 'edit' && <EditForm person={person} close={close} />}
      {act === 'status' && <StatusForm person={person} close={close} />}
      {act === 'duty' && <DutyForm person={person} close={close} />}
    </>
  )
}

interface FormProps {
  person: PersonCard
  close: () => void
}

function EditForm({ person, close }: FormProps) {
  const sent = useSend(peopleApi.edit, { refreshes, done: close })
  const initial: Values = {
    name: person.name,
    staffNo: person.staffNo ?? undefined,
    certificateNo: person.certificateNo ?? undefined,
    legalLicenceNo: person.legalLicenceNo ?? undefined,
    legalLicensedOn: person.legalLicensedOn ?? undefined,
    legalReviewSince: person.legalReviewSince ?? undefined,
  }
  return (
    <ActDrawer
      title="修改信息"
      body={PersonEdit}
      open
      close={close}
      initial={initial}
      sending={sent.isPending}
      problem={sent.error}
      send={(values) => sent.mutate({ params: { personId: person.id }, body: values as never, version: person.version })} // judged by the server's schema
    />
  )
}

function StatusForm({ person, close }: FormProps) {
  const sent = useSend(peopleApi.setStatus, { refreshes, done: close })
  return (
    <ActDrawer
      title="停用或恢复"
      body={StatusChange}
      open
      close={close}
      sending={sent.isPending}
      problem={sent.error}
      above={<Alert className="gap-bottom" type="warning" showIcon title="停用或离职后，此人所有登录立即失效，未使用的启用码一并作废。" />}
      send={(values) => sent.mutate({ params: { personId: person.id }, body: values as never, version: person.version })} // as above
    />
  )
}

function DutyForm({ person, close }: FormProps) {
  const me = useMe()
  const sent = useSend(peopleApi.giveDuty, { refreshes, done: close })
  return (
    <ActDrawer
      title="任命职务"
      body={DutyDraft}
      open
      close={close}
      initial={{ from: me.today }}
      sending={sent.isPending}
      problem={sent.error}
      above={<p className="hint gap-bottom">任命自起始日生效。系统、安全、审计三类管理员互相排斥，也不得兼任业务职务（三员分立）。</p>}
      send={(values) => sent.mutate({ params: { personId: person.id }, body: values as never })} // as above
    />
  )
}

export function EndDutyButton({ duty, person }: { duty: Duty; person: PersonCard }) {
  const me = useMe()
  const [isOpen, setOpen] = useState(false)
  const close = () => setOpen(false)
  const sent = useSend(peopleApi.endDuty, { refreshes, done: close })
  if (!duty.mayEnd) return null
  return (
    <>
      <Button size="small" danger onClick={() => setOpen(true)}>
        结束职务
      </Button>
      {isOpen && (
        <ActDrawer
          title="结束职务"
          body={DutyEnd}
          open
          danger
          close={close}
          initial={{ to: me.today }}
          sending={sent.isPending}
          problem={sent.error}
          above={<p className="gap-bottom">{`${person.name}：${duty.org.name} ${duty.title}`}</p>}
          send={(values) => sent.mutate({ params: { dutyId: duty.id }, body: values as never, version: duty.version })} // as above
        />
      )}
    </>
  )
}

/** The code is on the screen once and nowhere else. */
function CodeButton({ person }: { person: PersonCard }) {
  const { modal, message } = App.useApp()
  const [code, setCode] = useState<OneTimeCode | null>(null)
  const offer = useSend(peopleApi.offerCode, { refreshes: [peopleApi.read], done: setCode })
  const isNew = person.status === 'invited'
  if (person.status === 'suspended' || person.status === 'left') return null
  const title = isNew ? '发放启用码' : '重置密码'
  const confirm = () =>
    modal.confirm({
      title: `为${person.name}${title}？`,
      content: isNew
        ? '启用码只显示一次，24 小时内有效，由本人在登录页“首次启用”中使用并自设密码。'
        : '重置码只显示一次，24 小时内有效，由本人使用并自设新密码；系统会通知本人。',
      okText: title,
      cancelText: '取消',
      onOk: () =>
        offer.mutateAsync({ params: { personId: person.id } }).catch((thrown: unknown) => {
          message.error(asProblem(thrown).sentence)
        }),
    })
  return (
    <>
      <Button onClick={confirm} loading={offer.isPending}>
        {title}
      </Button>
      <Modal
        title={`${title}：只显示这一次`}
        open={code !== null}
        onCancel={() => setCode(null)}
        footer={<Button onClick={() => setCode(null)}>已抄录，关闭</Button>}
      >
        {code && (
          <>
            <p>
              {code.name}（账号 {code.account}），{dayTime(code.until)} 前有效。请当面或电话告知本人，不要用聊天工具转发。
            </p>
            <p>
              <strong className="number">{code.code}</strong>
            </p>
          </>
        )}
      </Modal>
    </>
  )
}
