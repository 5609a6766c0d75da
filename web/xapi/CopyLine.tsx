import { Typography } from 'antd'

/** A line that is given on letter by letter: nobody retypes it. */
export function CopyLine({ title, text }: { title: string; text: string }) {
  return (
    <p>
      {title}：
      <Typography.Text code copyable={{ text, tooltips: ['复制', '已复制'] }} style={{ overflowWrap: 'anywhere' }}>
        {text}
      </Typography.Text>
    </p>
  )
}
