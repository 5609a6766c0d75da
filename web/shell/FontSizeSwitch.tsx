import { Button, Space } from 'antd'
import { fontSizes, setFontSize, useFontSize } from '../kit/font-size.ts'

export function FontSizeSwitch() {
  const { index } = useFontSize()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame around three buttons
    <div role="group" aria-label="字号">
      <Space.Compact>
        <Button size="small" disabled={index === 0} onClick={() => setFontSize(index - 1)} aria-label="A- 缩小字号">
          A-
        </Button>
        <Button size="small" onClick={() => setFontSize(1)} aria-label="A 标准字号" aria-pressed={index === 1}>
          A
        </Button>
        <Button size="small" disabled={index === fontSizes.length - 1} onClick={() => setFontSize(index + 1)} aria-label="A+ 放大字号">
          A+
        </Button>
      </Space.Compact>
    </div>
  )
}
