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

interface MomentPickerProps {
  id?: string
  value?: string | null
  onChange?: (moment: string | undefined) => void
  /** False: a minute on the office's clock, as a record writes it. */
  zoned: boolean
  future: boolean
}

/** A minute in Shanghai, whatever the machine's own zone: `2026-03-03T09:30:00+08:00`, or `2026-03-03T09:30` as a record writes it. */
export function MomentPicker({ value, onChange, zoned, future, ...rest }: MomentPickerProps) {
  const { today } = useMe()
  return (
    <DatePicker
      {...rest}
      className="wide"
      showTime={{ format: 'HH:mm' }}
      value={value ? dayjs(value.slice(0, 19)) : null}
      onChange={(moment) => onChange?.(moment ? `${moment.format('YYYY-MM-DDTHH:mm')}${zoned ? ':00+08:00' : ''}` : undefined)}
      format={['YYYY-MM-DD HH:mm', 'YYYYMMDD HH:mm']}
      placeholder="年-月-日 时:分"
      {...(future ? {} : { maxDate: dayjs(`${today}T23:59:59`) })}
    />
  )
}
