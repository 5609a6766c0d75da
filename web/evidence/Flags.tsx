import { Tag } from 'antd'
import type { Evidence } from '#contract/evidence'

/** What must be seen before the evidence is used. The words say it; the colour repeats them. */
export function Flags({ item }: { item: Evidence }) {
  return (
    <>
      {item.damaged && <Tag color="red">文件校验不符</Tag>}
      {item.onSite === 'different' && <Tag color="red">现场校验值不一致</Tag>}
      {item.onSite === 'equal' && <Tag color="green">现场校验值一致</Tag>}
      {item.withdrawn && <Tag>已作废</Tag>}
      {item.carrier === 'copy' && <Tag color="gold">复制件</Tag>}
    </>
  )
}
