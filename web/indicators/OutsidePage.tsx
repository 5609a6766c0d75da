import { FileExcelOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Tag } from 'antd'
import { useState } from 'react'
import { OutsideDraft, type OutsideValue, outsideApi, outsideStates } from '#contract/indicators-outside'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { type ListColumn, type ListFilter, ListPage } from '../kit/ListPage.tsx'
import { ask, useSend } from '../kit/query.ts'
import { mayDo, useMe } from '../kit/session.ts'
import { DecideButtons } from './DecideButtons.tsx'
import { figure, IndicatorTabs } from './parts.tsx'

const stateColours = { entered: 'orange', confirmed: 'green', refused: 'red', withdrawn: 'default' } as const

const columns: readonly ListColumn<OutsideValue>[] = [
  {
    key: 'title',
    title: '指标',
    width: 190,
    card: 'title',
    render: ({ series, title }) => (
      <Link to="/indicators/$indicatorId" params={{ indicatorId: series } as never}>
        {title}
      </Link>
    ), // `never`: the router is not told each page's parameters
  },
  {
    key: 'state',
    title: '状态',
    width: 120,
    card: 'tag',
    render: ({ state, stands, version }) => (
      <>
        <Tag color={stateColours[state]}>{outsideStates[state]}</Tag>
        {state === 'confirmed' && !stands && <Tag>旧版本</Tag>}
        {version > 1 && <span className="hint">第 {version} 版</span>}
      </>
    ),
  },
  { key: 'place', title: '辖区', width: 100, render: ({ place }) => place },
  { key: 'period', title: '统计期', width: 90, render: ({ period }) => period },
  {
    key: 'value',
    title: '数值',
    width: 130,
    align: 'right',
    render: ({ value, unit, provisional }) => (
      <>
        {figure(value)} {unit} {provisional && <Tag color="gold">暂定</Tag>}
      </>
    ),
  },
  { key: 'asOf', title: '截至日', width: 120, optional: true, render: ({ asOf }) => asOf },
  { key: 'source', title: '来源', render: ({ source, document }) => [source, document].filter(Boolean).join('　') },
  {
    key: 'said',
    title: '提示、说明',
    render: ({ warnings, note, reason }) => [...warnings, note, reason].filter(Boolean).join('；') || '—',
  },
  { key: 'by', title: '登记／复核', width: 140, render: ({ enteredBy, decidedBy }) => [enteredBy, decidedBy].filter(Boolean).join('／') },
  { key: 'acts', title: '办理', width: 150, render: (row) => <DecideButtons value={row} /> },
]

/** 外部数据: what others publish, entered by one person and confirmed by another. */
export function OutsidePage() {
  const me = useMe()
  const series = useQuery(ask(outsideApi.series, {}))
  const options = (series.data ?? []).map(({ id, title, unit }) => ({ value: id, label: `${id} ${title}（${unit}）` }))
  const filters: readonly ListFilter[] = [
    { kind: 'choice', name: 'state', label: '状态', options: Object.entries(outsideStates).map(([value, label]) => ({ value, label })) },
    { kind: 'choice', name: 'series', label: '指标', options },
    { kind: 'text', name: 'period', label: '统计期', placeholder: '2025 或 2025-Q2' },
    { kind: 'org', name: 'org', label: '辖区' },
  ]
  return (
    <ListPage
      title="外部数据"
      name="indicator-values"
      source={outsideApi.list}
      columns={columns}
      filters={filters}
      rowKey={({ id }) => id}
      rowTitle={({ title, place, period }) => `${place} ${period} ${title}`}
      above={<IndicatorTabs />}
      empty="还没有外部数据。人口、专利和商标存量等由综合协调人员登记或者从 Excel 导入，另一人复核后在指标中显示。"
      actions={
        mayDo(me, 'indicator.manage') && (
          <>
            <EnterButton options={options} />
            <Link to="/indicators/outside/imports">
              <Button icon={<FileExcelOutlined />}>从 Excel 导入</Button>
            </Link>
          </>
        )
      }
    />
  )
}

/** 登记: what looks unlikely is said first; sent again as it is, it is entered. */
function EnterButton({ options }: { options: readonly { value: string; label: string }[] }) {
  const [open, setOpen] = useState(false)
  const [seen, setSeen] = useState<{ said: string; warnings: readonly string[] } | null>(null)
  const close = () => {
    setOpen(false)
    setSeen(null)
  }
  const enter = useSend(outsideApi.enter, { refreshes: [outsideApi.list, outsideApi.lines], done: ({ entered }) => entered && close() })
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        登记数据
      </Button>
      <ActDrawer
        title={seen ? '核对无误，仍然登记' : '登记'}
        body={OutsideDraft}
        open={open}
        close={close}
        choices={{ series: options }}
        sending={enter.isPending}
        problem={enter.error}
        above={
          <>
            <p className="hint gap-bottom">
              登记后由另一名综合协调人员复核。同一指标、辖区、统计期再次登记就是更正，旧数值保留。缺数不要填 0。
            </p>
            {seen && (
              <Alert
                className="gap-bottom"
                type="warning"
                showIcon
                role="alert"
                title="请核对数值，确认无误后再次提交"
                description={seen.warnings.join('；')}
              />
            )}
          </>
        }
        send={(values) => {
          const said = JSON.stringify(values)
          // The same once more: the person has looked. Changed meanwhile, it is judged anew.
          enter.mutate(
            { body: { ...values, anyway: seen?.said === said } as never }, // judged by the server's schema
            { onSuccess: ({ entered, warnings }) => setSeen(entered ? null : { said, warnings }) },
          )
        }}
      />
    </>
  )
}
