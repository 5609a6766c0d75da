import { casesApi } from '#contract/cases'
import type { MatterId } from '#contract/common'
import { ExportButton as Exporting } from '../kit/ExportButton.tsx'

interface Exported {
  list: 'leads' | 'cases'
  filter: Record<string, unknown>
  /** Of what the filter shows, these rows alone. */
  chosen?: readonly { id: MatterId }[]
}

/** 导出 Excel: exactly the filter that is shown. */
export const ExportButton = ({ list, filter, chosen }: Exported) => (
  <Exporting
    source={casesApi.export}
    body={{ list, filter, ...(chosen ? { ids: chosen.map(({ id }) => id) } : {}) }}
    {...(chosen ? { label: `导出选中的 ${chosen.length} 条` } : {})}
  />
)
