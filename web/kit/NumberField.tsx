import { Checkbox, InputNumber } from 'antd'

interface NumberFieldProps {
  id?: string
  value?: number | null
  onChange?: (value: number | null | undefined) => void
  money: boolean
  whole: boolean
  min: number | undefined
  max: number | undefined
  /** Null is a finding, not a blank: «没有或者无法计算» is ticked, and the field is answered. */
  nullLabel?: string | undefined
  placeholder?: string | undefined
}

const grouped = (text: string) => text.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
const withGroups = (value: string | number | undefined) => {
  const [whole = '', fraction] = String(value ?? '').split('.')
  return fraction === undefined ? grouped(whole) : `${grouped(whole)}.${fraction}`
}

export function NumberField({ value, onChange, money, whole, min, max, nullLabel, placeholder, ...rest }: NumberFieldProps) {
  const box = nullLabel ? (
    <Checkbox checked={value === null} onChange={(event) => onChange?.(event.target.checked ? null : undefined)}>
      {nullLabel}
    </Checkbox>
  ) : null
  return (
    <div className="number-field">
      <InputNumber<number>
        {...rest}
        className="wide"
        value={value ?? null}
        onChange={(next) => onChange?.(next ?? undefined)}
        disabled={nullLabel !== undefined && value === null}
        placeholder={placeholder ?? ''}
        controls={false}
        inputMode={whole ? 'numeric' : 'decimal'}
        {...(money
          ? { precision: 2, suffix: '元', formatter: withGroups, parser: (text) => Number((text ?? '').replace(/[,，\s]/g, '')) }
          : whole
            ? { precision: 0 }
            : {})}
        {...(min === undefined ? {} : { min })}
        {...(max === undefined ? {} : { max })}
      />
      {box}
    </div>
  )
}
