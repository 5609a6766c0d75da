import { casesApi } from '#contract/cases'
import type { MatterId } from '#contract/common'
import { documentsApi } from '#contract/documents'
import { before, childOf, later, officersOf, type Scene } from './story.ts'

/** From the decision to the archive: service, publicity and payment beside each other, then closing. */
export async function afterDecision(scene: Scene, caseId: MatterId): Promise<void> {
  const { stage, plot } = scene
  before(scene, 'decided')
  later(scene, 2)
  const number = await decisionNumber(scene, caseId)
  await serve(scene, caseId, number)
  const servedOn = stage.day
  before(scene, 'served')
  later(scene, 3)
  await publish(scene, caseId, number)
  const collection = await openCollection(scene, caseId, number, servedOn)
  before(scene, 'executing')
  later(scene, plot.turn % 6 === 5 ? 14 : 4)
  await pay(scene, collection)
  later(scene, 2)
  await close(scene, caseId)
}

async function decisionNumber(scene: Scene, caseId: MatterId): Promise<string> {
  const [officer] = officersOf(scene)
  const papers = await scene.stage.as(officer!, documentsApi).list({ params: { matterId: caseId } })
  return papers.find((paper) => paper.kind === 'penaltyDecision' && paper.state === 'issued')?.number ?? '无文号'
}

async function serve(scene: Scene, caseId: MatterId, number: string): Promise<void> {
  const { stage, plot } = scene
  await stage.take(caseId, 'serve', { paper: `行政处罚决定书（${number}）`, recipient: plot.party.name })
  const service = await childOf(scene, caseId, '送达')
  await stage.take(service, 'serveDirect', { receivedBy: '经营者（演示）', place: plot.place })
  await stage.take(caseId, 'confirmService')
}

async function publish(scene: Scene, caseId: MatterId, number: string): Promise<void> {
  const { stage, plot } = scene
  const [officer] = officersOf(scene)
  const detail = await stage.as(officer!, casesApi).case({ params: { matterId: caseId } })
  await stage.take(caseId, 'publish', {
    decisionNumber: number,
    party: plot.party.name,
    violation: detail.violation.name,
    penalty: `罚款 ${plot.fine} 元。（演示）`,
    authority: '演示机关',
    decidedOn: detail.decidedOn ?? stage.day,
    measures: detail.decided[0]?.measures ?? ['orderStop'],
    fine: plot.fine,
    grade: 'ordinary',
    on: 'operator',
    keyField: false,
    registeredIn: 'sameProvince',
  })
  const publicity = await childOf(scene, caseId, '行政处罚信息公示')
  later(scene, 1)
  await stage.take(publicity, 'publish', { address: '演示公示网页' })
}

async function openCollection(scene: Scene, caseId: MatterId, number: string, servedOn: string): Promise<MatterId> {
  await scene.stage.take(caseId, 'collect', { decisionNumber: number, servedOn, fine: scene.plot.fine, confiscated: 0 })
  return childOf(scene, caseId, '罚没款执行')
}

async function pay({ stage, plot }: Scene, collection: MatterId): Promise<void> {
  await stage.take(collection, 'pay', { fine: plot.fine, confiscated: 0, surcharge: 0, receipt: `演示缴款凭证第 ${plot.n} 号` })
  await stage.take(collection, 'settle')
}

async function close(scene: Scene, caseId: MatterId): Promise<void> {
  const { stage } = scene
  await stage.take(caseId, 'finishExecution', { content: '罚款已缴清，涉案物品已依法处理。（演示）' })
  before(scene, 'executed')
  later(scene, 4)
  await stage.take(caseId, 'close', { summary: '处罚决定执行完毕。（演示）' })
  before(scene, 'closed')
  later(scene, 8)
  await stage.take(caseId, 'archive', { number: `演示-${scene.plot.n}`, keptBy: '立卷人（演示）', checkedBy: '检查人（演示）' })
}
