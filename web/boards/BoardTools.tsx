import { DesktopOutlined, DownloadOutlined, PrinterOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { App, Button, DatePicker, Radio } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { type Board, type BoardQuery, boardsApi } from '#contract/boards'
import { download } from '../kit/client.ts'
import { asProblem } from '../kit/problem-error.ts'
import { useIsPhone } from '../kit/screen.ts'

interface BoardToolsProps {
  board: Board
  query: BoardQuery
  onChange: (change: Record<string, unknown>) => void
  today: string
}

/** The period of the board, and what can be done with it. */
export function BoardTools({ board, query, onChange, today }: BoardToolsProps) {
  const isPhone = useIsPhone()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  const { unit, period } = board
  const byYear = query.year !== undefined
  const { month: _, year: __, ...rest } = query
  const save = async () => {
    setBusy(true)
    try {
      await download(boardsApi.export, { params: { orgId: unit.id }, query }, '看板.xlsx')
    } catch (thrown) {
      message.error(asProblem(thrown).sentence)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="actions board-tools">
      <Radio.Group
        optionType="button"
        aria-label="统计期间"
        value={byYear ? 'year' : 'month'}
        onChange={(event) =>
          onChange(
            event.target.value === 'year' ? { month: undefined, year: period.to.slice(0, 4) } : { month: period.to, year: undefined },
          )
        }
        options={[
          { value: 'month', label: '按月' },
          { value: 'year', label: '按年' },
        ]}
      />
      <DatePicker
        key={byYear ? 'year' : 'month'}
        picker={byYear ? 'year' : 'month'}
        aria-label={byYear ? '统计年度' : '统计月份'}
        allowClear={false}
        inputReadOnly={isPhone}
        value={dayjs(`${period.to}-01`)}
        minDate={dayjs('2018-01-01')}
        maxDate={dayjs(today)}
        onChange={(day) => onChange(byYear ? { year: day?.format('YYYY') } : { month: day?.format('YYYY-MM') })}
      />
      <Button icon={<DownloadOutlined />} loading={busy} onClick={save}>
        导出 Excel
      </Button>
      {!isPhone && (
        <>
          <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
            打印
          </Button>
          <Button
            icon={<DesktopOutlined />}
            onClick={() =>
              navigate({ to: '/boards/screen', search: { ...rest, unit: unit.id, month: query.month, year: query.year } as never })
            }
          >
            大屏
          </Button>
        </>
      )}
    </div>
  ) // `never`: the router is not told each page's search
}
