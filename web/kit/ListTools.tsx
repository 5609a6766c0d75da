import { ColumnHeightOutlined, ReloadOutlined, SettingOutlined } from '@ant-design/icons'
import { Button, Checkbox, Popover, Tooltip } from 'antd'
import type { Density } from './list-state.ts'

interface ListToolsProps {
  columns: readonly { key: string; title: string }[]
  hidden: readonly string[]
  onHidden: (hidden: readonly string[]) => void
  density: Density
  onDensity: (density: Density) => void
  onRefresh: () => void
  refreshing: boolean
}

/** Columns, density, refresh: what stands at the right above a table. */
export function ListTools({ columns, hidden, onHidden, density, onDensity, onRefresh, refreshing }: ListToolsProps) {
  const chosen = columns.filter(({ key }) => hidden.indexOf(key) < 0).map(({ key }) => key)
  const next = density === 'small' ? 'medium' : 'small'
  return (
    <>
      <Popover
        trigger="click"
        placement="bottomRight"
        title="显示的列"
        content={
          <Checkbox.Group
            className="column-choice"
            aria-label="显示的列"
            value={chosen}
            onChange={(keys) => onHidden(columns.filter(({ key }) => keys.indexOf(key) < 0).map(({ key }) => key))}
            options={columns.map(({ key, title }) => ({ value: key, label: title }))}
          />
        }
      >
        <Button type="text" icon={<SettingOutlined />} aria-label="选择显示的列" />
      </Popover>
      <Tooltip title={next === 'small' ? '改为紧凑' : '改为宽松'}>
        <Button
          type="text"
          icon={<ColumnHeightOutlined />}
          aria-label={next === 'small' ? '行距改为紧凑' : '行距改为宽松'}
          onClick={() => onDensity(next)}
        />
      </Tooltip>
      <Tooltip title="刷新">
        <Button type="text" icon={<ReloadOutlined spin={refreshing} />} aria-label="刷新列表" onClick={onRefresh} />
      </Tooltip>
    </>
  )
}
