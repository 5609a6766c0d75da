import { Alert } from 'antd'
import type { Suspicion } from '#contract/case-crime'

const looks = {
  near: { type: 'warning', title: '接近追诉标准' },
  reached: { type: 'error', title: '达到追诉标准，存在涉嫌犯罪的合理嫌疑' },
  olderRules: { type: 'warning', title: '行为发生在现行司法解释施行以前，请人工比较' },
} as const

/** 涉刑预警: what was reached, by which article, and what to do. It warns; the principal head decides on a transfer. */
export function SuspicionAlert({ of }: { of: Suspicion }) {
  if (of.level === 'none') return null
  const { type, title } = looks[of.level]
  return (
    <Alert
      className="gap-bottom"
      type={type}
      showIcon
      title={title}
      description={
        <ul className="plain-list">
          <li>{of.sentence}</li>
          <li>涉及：{of.articles.join('；')}</li>
          {of.todo && <li>{of.todo}</li>}
          {of.assumed.map((words) => (
            <li key={words} className="hint">
              {words}
            </li>
          ))}
          <li className="hint">本提示不自动移送，也不影响其他步骤；是否移送由正职负责人决定。</li>
        </ul>
      }
    />
  )
}
