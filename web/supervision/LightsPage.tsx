import { useQuery } from '@tanstack/react-query'
import { Alert, App, Descriptions, Skeleton } from 'antd'
import { useMemo } from 'react'
import { z } from 'zod'
import { LightSettings, lightMarks, supervisionApi } from '#contract/supervision'
import { dayTime } from '../kit/day.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask, useSend } from '../kit/query.ts'
import { SchemaForm } from '../kit/SchemaForm.tsx'
import type { JsonSchema } from '../kit/step-fields.ts'
import { readsOfTasks } from './parts.tsx'

const form = z.object({ settings: LightSettings.meta({ title: '规则' }), reason: supervisionApi.saveSettings.body.shape.reason })

/** 亮灯规则 of the own unit: what it issues is lit by it. */
export function LightsPage() {
  const { message } = App.useApp()
  const read = useQuery(ask(supervisionApi.settings, {}))
  const save = useSend(supervisionApi.saveSettings, {
    refreshes: [supervisionApi.settings, ...readsOfTasks],
    done: () => message.success('已保存亮灯规则。'),
  })
  const schema = useMemo(() => z.toJSONSchema(form, { io: 'input' }) as JsonSchema, []) // the form reads the part of it that the kit describes
  if (read.isPending) return <Skeleton active paragraph={{ rows: 8 }} />
  if (read.isError) return <ProblemAlert problem={read.error} retry={() => read.refetch()} />
  const { settings, from, changed, version, mayChange } = read.data
  const words = [
    [
      '黄灯',
      `剩余时间不超过 ${Math.round(settings.share * 100)}%，或者不超过 ${settings.workingDays} 个工作日${settings.progress > 100 ? '' : `，且进度低于 ${settings.progress}%`}`,
    ],
    ['红灯', '超过办理期限。由交办单位确认后才通报，系统不自动通报'],
    ['灰灯', '未交办、已销号或者已终止'],
    ['提醒', `亮黄灯前 ${settings.remindBefore} 个工作日、亮黄灯时、亮红灯时各一次`],
    ['签收', `交办后 ${settings.receiptDays} 个工作日内（可在交办时另行约定）`],
    ['颜色体系', settings.palette === 'greenYellowRed' ? '绿、黄、红' : '蓝、橙、红'],
  ] as const
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">亮灯规则</h1>
      </div>
      <section className="panel" aria-label="现行规则">
        <Alert className="gap-bottom" type="info" showIcon title={`${lightMarks.default}${lightMarks.blueOrangeRed}`} />
        <p className="gap-bottom">
          {from ? `现行规则由${from}设定` : '现行规则为系统默认'}
          {changed ? `（${changed.by}，${dayTime(changed.at)}：${changed.reason}）` : ''}
          。任务按交办单位的规则亮灯；灯由系统按工作日计算，不能手工设置。
        </p>
        <Descriptions column={1} size="small" items={words.map(([label, children]) => ({ key: label, label, children }))} />
      </section>
      {mayChange && (
        <section className="panel" aria-label="修改规则">
          <h2>修改本单位交办任务的规则</h2>
          <SchemaForm
            key={version}
            schema={schema}
            initial={{ settings, reason: '' }}
            sending={save.isPending}
            submitText="保存"
            problem={save.error}
            onSubmit={(body) => save.mutate({ body: body as never, version })} // parsed by the server; faults come back to their fields
          />
        </section>
      )}
    </div>
  )
}
