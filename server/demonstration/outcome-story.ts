import { casesApi } from '#contract/cases'
import type { MatterId } from '#contract/common'
import { documentsApi } from '#contract/documents'
import { tracksApi } from '#contract/tracks'
import { before, childOf, later, officersOf, type Scene } from './story.ts'

/** From the decision to the archive: service, publicity and payment beside each other, then closing. */
export async function afterDecision(scene: Scene, caseId: MatterId): Promise<void> {
  const { plot } = scene
  before(scene, 'decided')
  later(scene, 2)
  await serve(scene, caseId)
  before(scene, 'served')
  later(scene, 3)
  await publish(scene, caseId)
  const collection = await openCollection(scene, caseId)
  before(scene, 'executing')
  later(scene, plot.turn % 6 === 5 ? 14 : 4)
  await pay(scene, collection)
  later(scene, 2)
  await close(scene, caseId)
}

async function serve(scene: Scene, caseId: MatterId): Promise<void> {
  const { stage } = scene
  const [officer] = officersOf(scene)
  const params = { matterId: caseId }
  const papers = await stage.as(officer!, documentsApi).list({ params })
  const decision = papers.findLast((paper) => paper.kind === 'penaltyDecision' && paper.state === 'issued')
  const { parties } = await stage.as(officer!, casesApi).case({ params })
  await stage.take(caseId, 'serve', { paperId: decision?.id, partyId: parties[0]?.id })
  await servePaper(scene, caseId)
  await stage.take(caseId, 'confirmService')
}

/** 直接送达 of what has just been given to be served. */
export async function servePaper(scene: Scene, caseId: MatterId): Promise<void> {
  const service = await childOf(scene, caseId, '送达')
  await scene.stage.take(service, 'serveDirect', { receivedBy: '经营者（演示）', place: scene.plot.place })
}

/** What is published follows from the decision; nobody types it again. */
async function publish(scene: Scene, caseId: MatterId): Promise<void> {
  await scene.stage.take(caseId, 'publish')
  const publicity = await childOf(scene, caseId, '行政处罚信息公示')
  later(scene, 1)
  await scene.stage.take(publicity, 'publish', { address: '演示公示网页' })
}

async function openCollection(scene: Scene, caseId: MatterId): Promise<MatterId> {
  await scene.stage.take(caseId, 'collect')
  return childOf(scene, caseId, '罚没款执行')
}

/** Whoever pays late pays the surcharge of his days as well. */
async function pay(scene: Scene, collection: MatterId): Promise<void> {
  const { stage, plot } = scene
  const [officer] = officersOf(scene)
  const { remaining } = await stage.as(officer!, tracksApi).collection({ params: { matterId: collection }, query: { day: stage.day } })
  const { fine, confiscated, surcharge } = remaining
  await stage.take(collection, 'pay', { fine, confiscated, surcharge, receipt: `演示缴款凭证第 ${plot.n} 号` })
  await stage.take(collection, 'settle')
}

async function close(scene: Scene, caseId: MatterId): Promise<void> {
  const { stage } = scene
  await stage.take(caseId, 'recordDisposal', { content: '涉案物品已依法处理。（演示）' })
  await stage.take(caseId, 'finishExecution', { content: '罚款已缴清，涉案物品已依法处理。（演示）' })
  before(scene, 'executed')
  later(scene, 4)
  await stage.take(caseId, 'close', { summary: '处罚决定执行完毕。（演示）' })
  before(scene, 'closed')
  later(scene, 8)
  await stage.take(caseId, 'archive', { number: `演示-${scene.plot.n}`, keptBy: '立卷人（演示）', checkedBy: '检查人（演示）' })
}
