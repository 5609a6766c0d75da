import { useQuery } from '@tanstack/react-query'
import { Button, Skeleton } from 'antd'
import { useState } from 'react'
import { roles } from '#contract/authority'
import {
  type HoursSettings,
  hoursRulesApi,
  type RulesView,
  settingMarks,
  type TrainedLevel,
  trainedKinds,
  trainedLevels,
} from '#contract/hours-rules'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { dayTime } from '../kit/day.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask, useSend } from '../kit/query.ts'
import { mayDo, useMe } from '../kit/session.ts'
import { ActivitySection } from './ActivitySection.tsx'
import { HoursTabs, MarkTag } from './parts.tsx'

/** 学时规则: what the sources say, with article and mark, and what they leave open, as it is configured. */
export function RulesPage() {
  const me = useMe()
  const rules = useQuery(ask(hoursRulesApi.read, {}))
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">学时规则</h1>
        {rules.data?.mayChange && <ChangeButton rules={rules.data} />}
      </div>
      <HoursTabs />
      {rules.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
      {rules.isError && <ProblemAlert problem={rules.error} retry={() => rules.refetch()} />}
      {rules.data && <Shown rules={rules.data} />}
      {rules.data && mayDo(me, 'training.read') && <ActivitySection rules={rules.data} />}
    </div>
  )
}

function Shown({ rules }: { rules: RulesView }) {
  return (
    <>
      <h2 className="card-title gap-bottom">有依据的规则</h2>
      <ul className="requirements">
        {rules.rules.map((rule) => (
          <li key={rule.id}>
            <article className="row-card" aria-label={rule.title}>
              <p className="card-head">
                <strong className="card-name">{rule.title}</strong>
                <MarkTag mark={rule.mark} />
              </p>
              <p>{rule.text}</p>
              <p className="hint">依据：{rule.article}</p>
              <p className="hint">
                起始日：{rule.from} <MarkTag mark={rule.fromMark} /> {rule.fromNote}
              </p>
              {rule.note && <p className="hint">{rule.note}</p>}
            </article>
          </li>
        ))}
      </ul>
      <section className="panel" aria-label="可调整的口径">
        <h2 className="card-title">可调整的口径</h2>
        <p className="hint gap-bottom">
          {rules.changed
            ? `${dayTime(rules.changed.at)} 由${rules.changed.by}修改，依据：${rules.changed.reason}`
            : '目前全部为系统默认。由省局培训管理人员统一维护，修改留痕。'}
        </p>
        <table className="board-table rule-marks">
          <tbody>
            {settingRows(rules.settings).map(({ name, title, value }) => (
              <tr key={title}>
                <td>{title}</td>
                <td style={{ textAlign: 'left' }}>
                  {value} <MarkTag mark={settingMarks[name].mark} />
                  {settingMarks[name].article && <p className="hint">{settingMarks[name].article}</p>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}

function coverageWords({ from, years, orgKinds, roles: posts, target, levelTargets }: HoursSettings['coverage']): string {
  const own = (Object.keys(trainedLevels) as TrainedLevel[]).flatMap((level) =>
    levelTargets[level] === undefined ? [] : [`${trainedLevels[level]} ${levelTargets[level]}%`],
  ) // the keys of a const object
  return [
    `自 ${from} 起每 ${years} 年一个周期`,
    `应训单位：${orgKinds.map((kind) => trainedKinds[kind]).join('、')}`,
    `应训岗位：${posts.map((role) => roles[role]).join('、')}`,
    target === null ? '没有设定目标' : `目标 ${target}%`,
    ...(own.length > 0 ? [`分层级目标：${own.join('、')}`] : []),
  ].join('；')
}

const settingRows = (s: HoursSettings): { name: keyof HoursSettings; title: string; value: string }[] => [
  { name: 'themes', title: '培训专题', value: s.themes.map(({ title, ended }) => (ended ? `${title}（已停用）` : title)).join('、') },
  { name: 'fiveYearsFrom', title: '五年周期起始日', value: s.fiveYearsFrom },
  {
    name: 'threeMonthsAsDays',
    title: '“3 个月”折合天数',
    value: s.threeMonthsAsDays === null ? '未取得口径，只按学时判断' : `${s.threeMonthsAsDays} 天`,
  },
  { name: 'onlineCounts', title: '网络学时计入集中培训', value: s.onlineCounts ? '计入' : '不计入' },
  {
    name: 'onlineMinimum',
    title: '干部网络培训每年学时',
    value: s.onlineMinimum === null ? '没有统一规定，只累计' : `${s.onlineMinimum} 学时`,
  },
  { name: 'carryOver', title: '专业技术人员超额结转', value: s.carryOver ? '结转下一年度' : '不结转' },
  {
    name: 'conversions',
    title: '折算表',
    value: s.conversions
      .map(({ title, unit, hoursEach }) => `${title}：${hoursEach === null ? '未取得，不折算' : `每${unit} ${hoursEach} 学时`}`)
      .join('；'),
  },
  { name: 'lecture', title: '大讲堂学时', value: `每 ${s.lecture.minutesPerHour} 分钟计 1 学时，以 0.5 学时为单位，不足的舍去` },
  {
    name: 'coverage',
    title: '轮训',
    value: coverageWords(s.coverage),
  },
  {
    name: 'monthly',
    title: '每月培训',
    value: `自 ${s.monthly.from} 起监测；每月 ${s.monthly.warnFrom} 日起预警；分平台、工作站举办的${s.monthly.subPlatforms ? '计入' : '不抵'}`,
  },
]

function ChangeButton({ rules }: { rules: RulesView }) {
  const [isOpen, setOpen] = useState(false)
  const save = useSend(hoursRulesApi.save, { refreshes: [hoursRulesApi.read], done: () => setOpen(false) })
  const forms = rules.forms.map(({ code, title }) => ({ value: code, label: title }))
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        修改口径
      </Button>
      <ActDrawer
        title="修改学时规则"
        body={hoursRulesApi.save.body}
        open={isOpen}
        close={() => setOpen(false)}
        initial={{ settings: rules.settings }}
        choices={{ onsiteForm: forms, onlineForm: forms }}
        sending={save.isPending}
        problem={save.error}
        above={<p className="hint gap-bottom">修改后全省立即按新口径判断和统计，已计入的学时不变。带【未核实】的请在取得依据后再填。</p>}
        send={(values) => save.mutate({ body: values as never, version: rules.version })} // judged by the server's schema
      />
    </>
  )
}
