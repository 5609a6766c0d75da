import type { hearingSteps } from '#contract/track-outcomes'
import { type By, first, last, processFor } from '#kernel/process'
import { handler, heads, presider } from '../heads.ts'
import type { CasePaper } from '../papers/index.ts'

type State = 'requested' | 'presided' | 'handedOver' | 'scheduled' | 'noticed' | 'suspended' | 'held' | 'reported' | 'ended'
const rules = '《市场监督管理行政处罚听证办法》'

export interface HearingFacts {
  /** Of the date that stands now: whether the case officers were told, whether the public was. */
  officersTold: boolean
  announced: boolean
  isOpen: boolean
}

const endedBy: readonly By[] = [presider, ...heads]

/** 听证. From the request to the report its days are not counted in the case's term (procedure art. 64). */
export const hearingProcess = processFor<State, keyof typeof hearingSteps, CasePaper, HearingFacts>()({
  name: 'hearing',
  title: '听证',
  versions: [{ from: '2021-07-15', law: `${rules}（2018年公布，2021年修正）` }],
  states: {
    requested: { title: '已要求听证' },
    presided: { title: '已定主持人' },
    handedOver: { title: '已移交材料' },
    scheduled: { title: '已定时间地点' },
    noticed: { title: '已通知当事人' },
    suspended: { title: '已中止' },
    held: { title: '已举行' },
    reported: { title: '已报告', end: true },
    ended: { title: '已终止', end: true },
  },
  start: 'requested',
  steps: {
    appointPresider: { title: '确定听证主持人', basis: `${rules}第十一条、第十八条`, from: ['requested'], to: 'presided', by: heads },
    handOver: { title: '移交案件材料', basis: `${rules}第十九条`, from: ['presided'], to: 'handedOver', by: handler },
    schedule: {
      title: '确定听证时间、地点',
      basis: `${rules}第二十条`,
      from: ['handedOver', 'scheduled', 'noticed'],
      to: 'scheduled',
      by: presider,
    },
    notifyParty: {
      title: '送达听证通知书',
      basis: `${rules}第二十条；《行政处罚法》第六十四条第二项`,
      from: ['scheduled'],
      to: 'noticed',
      by: presider,
      needs: ['hearingNotice'],
      within: 'noticeParty',
    },
    notifyOfficers: {
      title: '通知办案人员',
      basis: `${rules}第二十一条`,
      from: ['scheduled', 'noticed'],
      by: presider,
      within: 'noticeOfficers',
    },
    announceHearing: {
      title: '公告公开听证',
      basis: `${rules}第二十二条`,
      from: ['scheduled', 'noticed'],
      by: presider,
      within: 'noticePublic',
      when: ['isOpen'],
    },
    suspend: {
      title: '中止听证',
      basis: `${rules}第二十六条`,
      from: ['handedOver', 'scheduled', 'noticed'],
      to: 'suspended',
      by: presider,
      optional: true,
    },
    resume: { title: '恢复听证', basis: `${rules}第二十六条`, from: ['suspended'], to: 'handedOver', by: presider },
    hold: {
      title: '举行听证',
      basis: `${rules}第二十三条至第二十五条（条文未核实）`,
      from: ['noticed'],
      to: 'held',
      by: presider,
      needs: ['hearingRecord'],
      when: ['officersTold', 'announced'],
    },
    report: { title: '提交听证报告', basis: `${rules}第二十九条`, from: ['held'], to: 'reported', by: presider, needs: ['hearingReport'] },
    end: {
      title: '终止听证',
      basis: `${rules}第二十七条`,
      from: ['requested', 'presided', 'handedOver', 'scheduled', 'noticed', 'suspended'],
      to: 'ended',
      by: endedBy,
      optional: true,
      danger: true,
    },
  },
  clocks: {
    presider: { title: '确定听证主持人', limit: 'HEAR-PRESIDER', from: first('open'), until: ['appointPresider', 'end'] },
    handOver: { title: '移交案件材料', limit: 'HEAR-HANDOVER', from: last('appointPresider'), until: ['handOver', 'end'] },
    schedule: { title: '确定听证时间、地点', limit: 'HEAR-SCHEDULE', from: last('handOver'), until: ['schedule', 'end', 'suspend'] },
    noticeParty: {
      title: '送达听证通知书（提前量）',
      limit: 'HEAR-NOTICE-PARTY',
      from: last('schedule', 'hearingOn'),
      until: ['notifyParty', 'end', 'suspend'],
    },
    noticeOfficers: {
      title: '通知办案人员（提前量）',
      limit: 'HEAR-NOTICE-OFFICER',
      from: last('schedule', 'hearingOn'),
      until: ['notifyOfficers', 'end', 'suspend'],
    },
    noticePublic: {
      title: '公告公开听证（提前量）',
      limit: 'HEAR-PUBLIC',
      from: last('schedule', 'hearingOn'),
      until: ['announceHearing', 'hold', 'end', 'suspend'],
      only: ({ isOpen }) => isOpen,
    },
    report: { title: '撰写听证报告', limit: 'HEAR-REPORT', from: last('hold'), until: ['report'] },
  },
  excludes: [{ reason: '听证', from: 'open', to: ['report', 'end'] }],
  checks: {
    isOpen: ({ isOpen }) => (isOpen ? null : { why: '本次听证不公开举行，不作公告' }),
    officersTold: ({ officersTold }) =>
      officersTold ? null : { why: '还没有就这次的时间、地点通知办案人员', basis: `${rules}第二十一条` },
    announced: ({ isOpen, announced }) => (!isOpen || announced ? null : { why: '公开举行的听证还没有公告', basis: `${rules}第二十二条` }),
  },
})
