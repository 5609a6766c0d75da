import type { coercionSteps } from '#contract/track-measures'
import { type By, first, processFor, type Refusal } from '#kernel/process'
import { byItself, coercionLaw, handler, heads, principalHead, procedure } from '../heads.ts'
import type { CasePaper } from '../papers/index.ts'
import { approvalAfterwards, type MeasureFacts, onlyUrgent, taking } from './urgent.ts'

type State = 'proposed' | 'approved' | 'heldUnapproved' | 'held' | 'expired' | 'disposed' | 'released' | 'refused'

export interface CoercionFacts extends MeasureFacts {
  /** 先行处置: its owner agreed or asked, in writing; or an announcement named a day and that day is over. */
  ownerAgreed: boolean
  announcementOver: boolean
}

const mayGoEarly = ({ ownerAgreed, announcementOver }: CoercionFacts): Refusal | null =>
  ownerAgreed || announcementOver
    ? null
    : {
        why: '没有权利人的《先行处置物品确认书》，也没有公告期满的《先行处置物品公告》',
        basis: `${procedure}第四十一条（条文未核实）`,
        todo: '请先制发其中一件文书；公告的，请等公告期满。',
      }

/** 查封、扣押: thirty days and thirty more, natural days; appraisal of the goods is not counted and is opened from here. `approver` is who says yes. */
const coercion = <Name extends string>(name: Name, title: string, approver: By | readonly By[], approval: string) =>
  processFor<State, keyof typeof coercionSteps, CasePaper, CoercionFacts>()({
    name,
    title,
    versions: [{ from: '2021-07-15', law: `${procedure}、${coercionLaw}` }],
    states: {
      proposed: { title: '待批准' },
      approved: { title: '已批准，待实施' },
      heldUnapproved: { title: '已当场实施，待补批' },
      held: { title: '查封、扣押中' },
      expired: { title: '期限届满，应当解除' },
      disposed: { title: '已处理', end: true },
      released: { title: '已解除', end: true },
      refused: { title: '不予批准', end: true },
    },
    start: 'proposed',
    steps: {
      ...taking({
        what: '查封、扣押',
        atOnce: '当场实施查封、扣押',
        notToBe: '认为不应当采取，应当解除',
        approver,
        papers: ['coerciveMeasure', 'propertyList'],
        basis: {
          approve: approval,
          take: `${procedure}第三十七条`,
          takeAtOnce: `${procedure}第三十六条第二款；${coercionLaw}第十九条`,
          confirm: `${procedure}第三十六条第二款`,
          disapprove: `${coercionLaw}第十九条`,
        },
        over: 'expired',
      }),
      extend: {
        title: '延长查封、扣押期限',
        basis: `${procedure}第三十八条；${coercionLaw}第二十五条`,
        from: ['held'],
        by: heads,
        extends: 'term',
        within: 'term',
        needs: ['coerciveExtension'],
      },
      commission: { title: '委托检测、检验、检疫、鉴定', basis: `${procedure}第三十八条`, from: ['held'], by: handler },
      disposeEarly: { title: '先行处置', basis: `${procedure}第四十一条`, from: ['held'], by: heads, when: ['mayGoEarly'], danger: true },
      dispose: {
        title: '没收、销毁或者移送',
        basis: `${coercionLaw}第二十七条`,
        from: ['held'],
        to: 'disposed',
        by: handler,
        within: 'term',
        danger: true,
      },
      expire: {
        title: '期限届满',
        basis: `${procedure}第四十二条第四项`,
        from: ['heldUnapproved', 'held'],
        to: 'expired',
        by: byItself,
        after: 'term',
      },
      release: {
        title: '决定解除',
        basis: `${procedure}第四十二条；${coercionLaw}第二十八条`,
        from: ['held', 'expired'],
        to: 'released',
        by: heads,
        needs: ['coerciveRelease'],
        danger: true,
      },
    },
    clocks: {
      urgentApproval: approvalAfterwards('紧急强制措施补报批', 'COERCE-URGENT'),
      term: {
        title: '查封、扣押期限',
        limit: 'COERCE-TERM',
        from: first(['take', 'takeAtOnce'], 'takenAt'),
        until: ['dispose', 'release', 'disapprove', 'expire'],
      },
    },
    checks: { urgent: onlyUrgent, mayGoEarly },
  })

const unfair = '《反不正当竞争法》第十六条第二款'

export const coercionProcess = coercion('coercion', '查封、扣押', heads, `${procedure}第三十六条`)
/** Unfair competition: the principal head of a department at city level or above. A city bureau's own head … */
export const coercionByCityProcess = coercion('coercionByCity', '查封、扣押（反不正当竞争）', principalHead, unfair)
/** … and for a county's case the head of the city above it. */
export const coercionFromAboveProcess = coercion(
  'coercionFromAbove',
  '查封、扣押（反不正当竞争，报上一级批准）',
  { role: 'principalHead', at: 'above' },
  unfair,
)
/** What a parent must see closed, whichever of the three it was. */
export const coercionNames = ['coercion', 'coercionByCity', 'coercionFromAbove'] as const
