import type { MatterId } from '#contract/common'
import { issuePaper } from './stage.ts'
import { childOf, later, officersOf, type Scene } from './story.ts'

const goods = (scene: Scene) => [{ name: '涉案商品（演示）', unit: '件', quantity: 10 + (scene.plot.turn % 90) }]
const minute = (scene: Scene) => `${scene.stage.day}T08:40`

/** 先行登记保存: approved, carried out, and disposed of within its seven working days. */
export async function preserve(scene: Scene, caseId: MatterId): Promise<void> {
  const { take } = scene.stage
  await take(caseId, 'preserve', { urgent: false, reason: '涉案商品可能被转移。（演示）' })
  const track = await childOf(scene, caseId, '先行登记保存')
  await take(track, 'approve')
  await take(track, 'take', { takenAt: minute(scene), keptAt: '本局罚没物资仓库（演示）', items: goods(scene) })
  later(scene, 4)
  await take(track, 'dispose', { way: 'evidenceFixed', detail: '已清点、拍照固定。（演示）' })
}

/** 查封、扣押: its thirty days run beside the case; who seized must release or dispose before the case is closed. */
export async function seize(scene: Scene, caseId: MatterId): Promise<MatterId> {
  const { take } = scene.stage
  await take(caseId, 'seize', {
    urgent: false,
    measure: 'detain',
    unfairCompetition: false,
    basis: '《商标法》第六十二条（演示）',
    reason: '有证据证明是侵犯他人注册商标专用权的物品。（演示）',
  })
  const track = await childOf(scene, caseId, '查封、扣押')
  await take(track, 'approve')
  await take(track, 'take', { takenAt: minute(scene), keptAt: '本局罚没物资仓库（演示）', items: goods(scene) })
  return track
}

/** The right holder identifies the goods; the time is not counted in the term of the case. */
export async function identify(scene: Scene, caseId: MatterId): Promise<void> {
  const { take } = scene.stage
  await take(caseId, 'commission', {
    kind: '权利人辨认',
    institution: '权利人（演示）',
    sample: '涉案商品样品（演示）',
    question: '是否为权利人生产或者许可生产。（演示）',
  })
  const track = await childOf(scene, caseId, '检测、检验、检疫、鉴定、辨认')
  const [officer] = officersOf(scene)
  await issuePaper(scene.stage, officer!, track, 'identificationNotice')
  later(scene, 6)
  await take(track, 'receiveResult', { conclusion: '不是权利人生产，也未经其许可。（演示）', report: '无', checked: true })
  await take(track, 'tellResult', { how: '书面告知（演示）' })
}

/** A hearing on request, from the presider to the report. */
export async function hear(scene: Scene, caseId: MatterId): Promise<void> {
  const { stage } = scene
  const { take } = stage
  await take(caseId, 'requestHearing', { how: 'written', request: '对违法经营额的认定有异议。（演示）' })
  const track = await childOf(scene, caseId, '听证')
  const [presider] = stage.at(scene.plot.bureauId, 'presider')
  const recorder = stage.at(scene.plot.bureauId, 'caseReviewer')[0] ?? officersOf(scene)[0]
  later(scene, 2)
  await take(track, 'appointPresider', { presider: presider?.personId, members: [], recorder: recorder?.personId })
  later(scene, 2)
  await take(track, 'handOver', { materials: '案卷材料一册（演示）' })
}
