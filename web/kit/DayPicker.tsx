import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import { useMe } from './session.ts'

interface DayPickerProps {
  id?: string
  value?: string | null
  onChange?: (day: string | undefined) => void
  /** A day after today is allowed: a date set for a hearing, say. */
  future?: boolean
  placeholder?: string | undefined
  disabled?: boolean
  'aria-label'?: string
}

/** A legal day as text, `2026-03-03`; what happened cannot lie in the future (design §6.5). Also typed: 20260303. */
export function DayPicker({ value, onChange, future = false, placeholder, ...rest }: DayPickerProps) {
  const { today } = useMe()
  return (
    <DatePicker
      {...rest}
      className="wide"
      value={value ? dayjs(value) : null}
      onChange={(day) => onChange?.(day ? day.format('YYYY-MM-DD') : undefined)}
      format={['YYYY-MM-DD', 'YYYYMMDD', 'YYYY/M/D', 'YYYY.M.D']}
      placeholder={placeholder ?? '年-月-日'}
      {...(future ? {} : { maxDate: dayjs(today) })}
    />
  )
}
