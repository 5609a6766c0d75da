import { casesApi } from '#contract/cases'
import type { MatterId } from '#contract/common'
import { hear, identify, preserve, seize } from './measures-story.ts'
import { afterDecision, servePaper } from './outcome-story.ts'
import { before, Curtain, idsOf, later, officersOf, type Scene } from './story.ts'

/** One enforcement matter from the clue on, act by act, as far as its plot and the calendar go. */
export async function walkPenalty(scene: Scene): Promise<void> {
  const lead = await register(scene)
  const caseId = await verify(scene, lead)
  await investigate(scene, caseId)
  await reviewAndNotify(scene, caseId)
  await afterDecision(scene, caseId)
}

const sources = ['inspection', 'report', 'complaint', 'monitoring', 'transfer', 'assignment'] as const

const contents = [
  '日常检查发现当事人店内陈列的商品使用与他人注册商标相同的标识，当事人不能说明合法来源。',
  '接举报反映当事人通过网店销售疑似侵权商品，附有网页截图和购买凭证。',
  '监测发现当事人网页宣传中使用已经终止的专利号。',
  '相邻地区办案中发现当事人为上游供货商，函告本局。',
]

async function register(scene: Scene): Promise<MatterId> {
  const { stage, plot } = scene
  const [officer] = officersOf(scene)
  if (!officer) throw new Error('no officer at the handling unit')
  const { id } = await stage.as(officer, casesApi).registerLead({
    body: {
      source: sources[plot.turn % sources.length]!,
      foundOn: plot.begin,
      divisionCode: plot.divisionCode,
      place: plot.place,
      content: `${contents[plot.turn % contents.length]}（演示）`,
      violationCode: plot.code,
      parties: [
        {
          name: plot.party.name,
          kind: plot.party.form === 'company' ? 'legal' : 'soleTrader',
          creditCode: plot.party.creditCode,
          address: plot.place,
        },
      ],
    },
  })
  return id
}

async function verify(scene: Scene, lead: MatterId): Promise<MatterId> {
  const { stage, plot } = scene
  const { take } = stage
  before(scene, 'registered')
  later(scene, 1)
  await take(lead, 'assign', { officers: idsOf(officersOf(scene)) })
  before(scene, 'assigned')
  later(scene, 4)
  await take(lead, 'recordFindings')
  before(scene, 'verifying')
  if (plot.turn % 7 === 3) await take(lead, 'extendVerification', { reason: '需要等待权利人答复。（演示）' })
  later(scene, 3)
  if (plot.turn % 11 === 5) return notFiled(scene, lead)
  await take(lead, 'proposeFiling', { violationCode: plot.code, conductFrom: plot.begin, conductTo: plot.begin })
  before(scene, 'proposed')
  later(scene, 1)
  await take(lead, 'approveFiling')
  const [officer] = officersOf(scene)
  const { caseId } = await stage.as(officer!, casesApi).lead({ params: { matterId: lead } })
  if (!caseId) throw new Error('an approved lead has no case')
  return caseId
}

async function notFiled(scene: Scene, lead: MatterId): Promise<never> {
  await scene.stage.take(lead, 'proposeNotFiling', { ground: 'firstAndMinor' })
  later(scene, 1)
  await scene.stage.take(lead, 'approveNotFiled')
  throw new Curtain()
}

async function investigate(scene: Scene, caseId: MatterId): Promise<void> {
  const { stage, plot } = scene
  const { take } = stage
  before(scene, 'filed')
  later(scene, 1)
  await take(caseId, 'assignOfficers', { officers: idsOf(officersOf(scene)) })
  later(scene, 2)
  await take(caseId, 'recordScene', { content: '现场检查，发现涉案商品若干，已拍照取证。（演示）' })
  if (plot.turn % 5 === 1) await preserve(scene, caseId)
  if (plot.turn % 7 === 2 && plot.until === 'investigating') await seize(scene, caseId)
  later(scene, 3)
  if (plot.turn % 4 === 1) await identify(scene, caseId)
  await take(caseId, 'recordInquiry', { person: '经营者', content: '当事人陈述进货渠道和销售数量。（演示）' })
  before(scene, 'investigating')
  if (plot.turn % 9 === 4) {
    await take(caseId, 'suspend', { cause: 'awaitsRuling' })
    before(scene, 'suspended')
    later(scene, 20)
    await take(caseId, 'resume')
  }
  if (plot.turn % 6 === 2) await take(caseId, 'extendTerm', { reason: '案情复杂，需要外地协查。（演示）' })
  later(scene, 10 + (plot.turn % 12))
  await report(scene, caseId)
}

/** The proposal against the one party of the case. */
async function proposal(scene: Scene, caseId: MatterId) {
  const { stage, plot } = scene
  const [officer] = officersOf(scene)
  const detail = await stage.as(officer!, casesApi).case({ params: { matterId: caseId } })
  const measures = plot.code.startsWith('PT') ? ['orderCorrect', 'announce'] : ['orderStop', 'confiscateGoods']
  return [
    {
      partyId: detail.parties[0]!.id,
      target: 'party',
      measures,
      fine: plot.fine,
      confiscatedGains: 0,
      confiscatedGoodsValue: plot.code.startsWith('PT') ? 0 : Math.round(plot.turnover / 2),
    },
  ]
}

async function report(scene: Scene, caseId: MatterId): Promise<void> {
  const { stage, plot } = scene
  await stage.take(caseId, 'report', {
    conductFrom: plot.begin,
    conductTo: plot.begin,
    turnover: plot.turnover,
    illegalGains: plot.code.startsWith('PT') ? Math.min(plot.turnover, 30_000) : null,
    goodsValue: plot.turnover,
    flags: [],
    violated: '见调查终结报告（演示）',
    discretion: '违法行为社会危害程度一般，配合调查。（演示）',
    grade: 'ordinary',
    outcome: 'penalty',
    penalties: await proposal(scene, caseId),
    complex: plot.turn % 4 === 0,
    keyField: false,
    majorPublicInterest: false,
    inCatalogue: false,
  })
}

async function reviewAndNotify(scene: Scene, caseId: MatterId): Promise<void> {
  const { stage, plot } = scene
  const { take } = stage
  before(scene, 'reported')
  later(scene, 1)
  await take(caseId, 'submitReview')
  if (plot.turn % 8 === 6) {
    later(scene, 3)
    await take(caseId, 'sendBack', { reason: '请补充违法经营额的计算依据。（演示）' })
    later(scene, 4)
    await report(scene, caseId)
    await take(caseId, 'submitReview')
  }
  before(scene, 'underReview')
  later(scene, 4)
  await passReview(scene, caseId)
  before(scene, 'reviewed')
  later(scene, 1)
  await take(caseId, 'approveNotice')
  later(scene, 2)
  await take(caseId, 'serveNotice')
  await servePaper(scene, caseId)
  if (plot.hearing) {
    later(scene, 2)
    await hear(scene, caseId)
    throw new Curtain()
  }
  before(scene, 'noticed')
  if (plot.turn % 3 === 1) await take(caseId, 'waiveStatement', { writing: '放弃陈述申辩声明', hearingToo: true })
  later(scene, plot.turn % 3 === 1 ? 1 : 7)
  await discussIfNeeded(scene, caseId)
  await take(caseId, 'decide', { penalties: await proposal(scene, caseId) })
}

/** Which review it is follows from the facts: the one that is open. */
async function passReview({ stage }: Scene, caseId: MatterId): Promise<void> {
  try {
    await stage.take(caseId, 'passCaseReview', { opinion: '事实清楚，证据充分，适用依据正确，程序合法，同意。（演示）' })
  } catch (error) {
    if ((error as { code?: string }).code !== 'closed') throw error
    await stage.take(caseId, 'passLegalReview', { opinion: '经法制审核，事实清楚，证据确凿，适用依据正确，裁量适当，同意。（演示）' })
  }
}

async function discussIfNeeded({ stage, plot }: Scene, caseId: MatterId): Promise<void> {
  const needsDiscussion = plot.turn % 4 === 0
  if (needsDiscussion) await stage.take(caseId, 'discuss', { present: '局领导班子成员（演示）', conclusion: '同意审核意见。（演示）' })
}
