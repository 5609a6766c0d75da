import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'
import type { PackageItem } from './package/manifest.ts'
import type { Unit } from './unit.store.ts'

export interface Cmi5Launch {
  unit: Unit
  item: PackageItem
  launchId: string
  registration: string
}

export async function cmi5Launch(_ctx: Ctx, { item }: Cmi5Launch): Promise<string> {
  throw new Problem('closed', { what: `打开“${item.title}”`, why: '学习记录接口还没有启用' })
}
