import { casesApi } from '#contract/cases'
import { before, idsOf, later, officersOf, type Scene } from './story.ts'

const partyOf = ({ plot }: Scene) => ({
  name: plot.party.name,
  kind: plot.party.form === 'company' ? ('legal' as const) : ('soleTrader' as const),
  creditCode: plot.party.creditCode,
  address: plot.place,
})

/** A consumer's complaint in mediation: sixty days, settled or ended. */
export async function walkComplaint(scene: Scene): Promise<void> {
  const { stage, plot } = scene
  const [officer] = officersOf(scene)
  const { id } = await stage.as(officer!, casesApi).registerComplaint({
    body: {
      receivedOn: plot.begin,
      complainant: '投诉人（演示）',
      divisionCode: plot.divisionCode,
      place: plot.place,
      content: '购买的商品疑似侵犯注册商标专用权，与经营者协商不成。（演示）',
      demand: '退还货款并赔偿。（演示）',
      respondent: partyOf(scene),
    },
  })
  before(scene, 'registered')
  later(scene, 3)
  await stage.take(id, 'assign', { officers: idsOf(officersOf(scene, 1)) })
  await stage.take(id, 'accept')
  before(scene, 'investigating')
  later(scene, 12)
  await stage.take(id, 'recordMeeting', { record: '组织双方调解一次。（演示）' })
  later(scene, 8)
  if (plot.turn % 3 > 0) return void (await stage.take(id, 'settle', { agreement: '经营者退还货款，投诉人不再主张其他权利。（演示）' }))
  await stage.take(id, 'terminate', { ground: 'absent' })
  before(scene, 'executed')
  later(scene, 3)
  await stage.take(id, 'notifyEnd', { how: '电话告知并记录。（演示）' })
}

/** A warning on the spot, filed within seven working days. */
export async function walkSimple(scene: Scene): Promise<void> {
  const { stage, plot } = scene
  const officers = officersOf(scene)
  const { id } = await stage.as(officers[0]!, casesApi).openSimple({
    body: {
      foundOn: plot.begin,
      divisionCode: plot.divisionCode,
      place: plot.place,
      violationCode: 'TM-210',
      facts: '承印商标未按规定登记台账，情节轻微，当场改正。（演示）',
      violated: '《商标印制管理办法》（演示）',
      party: partyOf(scene),
      officers: idsOf(officers) as never,
      factsClear: true,
      penalty: { target: 'party', measures: ['warning', 'orderCorrect'], fine: 0, confiscatedGains: 0, confiscatedGoodsValue: 0 },
    },
  })
  await stage.take(id, 'decideOnSpot', { statement: '无' })
  before(scene, 'decided')
  later(scene, 3)
  await stage.take(id, 'archive')
}
