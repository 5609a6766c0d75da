import { useQuery } from '@tanstack/react-query'
import { Button, Tag } from 'antd'
import { useState } from 'react'
import { type ActivityCredit, ActivityCreditDraft, activitiesApi, learnedVerbs } from '#contract/hours-activities'
import { type RulesView, themesOf } from '#contract/hours-rules'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask, useSend } from '../kit/query.ts'
import type { Values } from '../kit/step-fields.ts'

/** 活动—学时对照: what the records of other platforms are worth; without a line here they are kept and give no hours. */
export function ActivitySection({ rules }: { rules: RulesView }) {
  const list = useQuery(ask(activitiesApi.list, {}))
  const [open, setOpen] = useState<ActivityCredit | 'new' | null>(null)
  const keep = useSend(activitiesApi.keep, { refreshes: [activitiesApi.list], done: () => setOpen(null) })
  const forms = rules.forms.map(({ code, title }) => ({ value: code, label: title }))
  const subjects = rules.subjects.map(({ code, title }) => ({ value: code, label: title }))
  const kept = open === null || open === 'new' ? null : open.theme
  const themes = themesOf(rules.settings, kept).map((value) => ({ value, label: value }))
  return (
    <section className="panel gap-top" aria-label="活动学时对照">
      <div className="list-head">
        <h2 className="card-title">活动学时对照</h2>
        {rules.mayChange && <Button onClick={() => setOpen('new')}>登记活动</Button>}
      </div>
      <p className="hint gap-bottom">
        其他平台通过学习记录接口（xAPI）送来的“完成”“通过”记录，按下表计学时；同一人同一活动只计一次，来源平台作废记录的自动冲销。学习者按闽知账号对应，其他平台的账号须写明
        homePage。
      </p>
      {list.isError && <ProblemAlert problem={list.error} retry={() => list.refetch()} />}
      {list.data?.length === 0 && <p className="hint">还没有登记活动，接口送来的记录只保存、不计学时。</p>}
      <ul className="plain-list">
        {list.data?.map((one) => (
          <li key={one.id} className="gap-bottom">
            <strong>{one.title}</strong> {one.hours} 学时 {!one.active && <Tag>已停用</Tag>}
            <p className="hint">{`接口 ${one.client}，${one.verbs.map((verb) => learnedVerbs[verb]).join('或')}，登记人 ${one.by}`}</p>
            <p className="hint">{one.activity}</p>
            {rules.mayChange && (
              <Button size="small" aria-label={`修改 ${one.title}`} onClick={() => setOpen(one)}>
                修改
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ActDrawer
        title="登记活动学时"
        body={ActivityCreditDraft}
        open={open !== null}
        close={() => setOpen(null)}
        initial={open === null || open === 'new' ? { form: 'online', subject: 'professional' } : initialOf(open)}
        choices={{ form: forms, subject: subjects, theme: themes }}
        sending={keep.isPending}
        problem={keep.error}
        send={(values) => keep.mutate({ body: values as never })} // judged by the server's schema
      />
    </section>
  )
}

const initialOf = ({ client, activity, title, verbs, hours, form, subject, theme, homePage, active }: ActivityCredit): Values => ({
  client,
  activity,
  title,
  verbs,
  hours,
  form,
  subject: subject ?? undefined,
  theme: theme ?? undefined,
  homePage,
  active,
})
