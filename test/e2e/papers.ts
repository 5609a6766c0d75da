import type { Locator } from 'playwright-core'
import { choose, pick, setDay, write } from './form.ts'

/** What a person adds to each paper: the rest stands in it already, from what the matter knows. */

/** A list of rows under its title: the first is written into, one is added if there is none. */
async function firstRow(form: Locator, title: string, cells: Readonly<Record<string, string>>): Promise<void> {
  const rows = form.getByRole('group', { name: title, exact: true })
  if ((await rows.locator('.detail-row').count()) === 0) await rows.getByRole('button', { name: '添加一行' }).click()
  for (const [label, text] of Object.entries(cells)) await write(rows.locator('.detail-row').first(), label, text)
}

const period = async (form: Locator, what: string, day: string) => {
  await setDay(form, `${what}开始时间`, `${day} 09:00`)
  await setDay(form, `${what}结束时间`, `${day} 09:40`)
}

const rights = async (form: Locator) => {
  await pick(form, '已主动出示执法证件', '是')
  await pick(form, '已告知陈述、申辩和申请回避的权利', '是')
}

export const sceneRecord = (day: string, found: string) => async (form: Locator) => {
  await period(form, '检查', day)
  await pick(form, '通知当事人到场情况', '当事人（或者其负责人、委托代理人）在场')
  await rights(form)
  await write(form, '现场情况', found)
  await write(form, '当事人的陈述、申辩', '无')
}

export const inquiryRecord = (day: string) => async (form: Locator) => {
  await period(form, '询问', day)
  await write(form, '询问地点', '子县局询问室')
  await write(form, '记录人', '县办案乙')
  await write(form, '被询问人姓名', '店主甲')
  await write(form, '身份证件号码', '350102199001010011')
  await write(form, '住址', '子县东街 1 号')
  await rights(form)
  await firstRow(form, '问答', { 问: '商品从哪里购进？', 答: '从流动商贩处购进，没有查验授权。' })
}

const evidence = (form: Locator) => firstRow(form, '证据', { 证据名称: '现场笔录', 证明的事实: '店内有侵权商品 12 双' })

export const investigationReport = async (form: Locator) => {
  await write(form, '案件来源、调查经过及采取行政强制措施的情况', '群众举报，2026 年 3 月 3 日立案，经现场检查和询问查明。')
  await write(form, '调查认定的事实', '当事人销售侵犯注册商标专用权的商品。')
  await evidence(form)
  await write(form, '违法行为性质', '销售侵犯注册商标专用权的商品')
  await write(form, '违反的条款', '《商标法》第五十七条第三项')
  await write(form, '自由裁量理由', '初次违法，配合调查')
  await write(form, '处理意见及其依据', '依据《商标法》第六十条第二款，没收违法商品，罚款。')
}

export const reviewForm = (kind: '案件审核' | '法制审核', reviewer: string) => async (form: Locator) => {
  await pick(form, '审核类别', kind)
  await pick(form, '审核结论', '事实清楚、证据充分、定性准确、适用依据正确、程序合法、处理适当，同意办案机构意见')
  await write(form, '审核意见', '事实清楚，证据充分，同意。')
  await write(form, '审核人', reviewer)
}

const contact = async (form: Locator) => {
  // The party has a telephone, too: the office's stands last.
  await form.getByLabel('联系电话', { exact: true }).last().fill('0591-00000000')
  await write(form, '联系地址', '子县局')
}

export const priorNotice = (right: 'statement' | 'hearing') => async (form: Locator) => {
  await pick(form, '告知的权利', right === 'hearing' ? '你（单位）享有陈述、申辩和要求听证的权利' : '你（单位）享有陈述、申辩的权利')
  await contact(form)
}

export const penaltyDecision = async (form: Locator) => {
  await evidence(form)
  await write(form, '陈述、申辩、听证情况，采纳情况及理由', '当事人在法定期限内未提出陈述、申辩。')
  await write(form, '对违法行为的定性', '销售侵犯注册商标专用权的商品')
  await write(form, '缴款或者其他履行方式', '自收到决定书之日起十五日内缴至指定银行。')
  await write(form, '行政复议机关', '子县人民政府')
  await write(form, '人民法院', '子县人民法院')
}

export const serviceReceipt = (day: string) => async (form: Locator) => {
  await setDay(form, '送达日期', day)
  await choose(form, '送达方式', '直接送达')
  await write(form, '收件人', '店主甲')
}
