import { readFile } from 'node:fs/promises'
import type { MatterId } from '#contract/common'
import { faultOfAnswer, questionKinds } from '#contract/coordination-answers'
import type { KeptQuestion } from '#contract/coordination-requests'
import type { Ctx } from '#kernel/house'
import type { Download, Upload } from '#kernel/http'
import { note } from '#kernel/ledger'
import { findMatter, takeStep } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import { faultAt, readSheet, type SheetFault, type SheetPlan, type SheetRead, type SheetRow, sheetLimits, writeTable } from '#kernel/sheet'
import { readRequest } from './request.store.ts'

const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** 答复表格: one row a question; the number of the question says which one is answered. */
const plan: SheetPlan = {
  name: '答复表格',
  columns: [
    { key: 'position', title: '题号', kind: 'code', required: true, help: '请勿修改' },
    { key: 'ask', title: '问题', help: '请勿修改' },
    { key: 'kind', title: '答复方式', help: '请勿修改' },
    { key: 'answer', title: '答复', help: '请逐题填写；要求材料的题目请另附材料' },
  ],
  instructions: ['请只填写“答复”一列，填好后发回请求单位。'],
}

export async function downloadForm(ctx: Ctx, matterId: MatterId): Promise<Download> {
  const request = await readRequest(ctx, matterId)
  await note(ctx.tx, { action: 'download', object: 'request_question', objectId: matterId })
  const how = ({ kind, options, required }: KeptQuestion) =>
    `${questionKinds[kind]}${options.length > 0 ? `（${options.join('、')}）` : ''}${required ? '，必答' : ''}`
  return {
    name: `答复表格-${request.number ?? request.title}.xlsx`,
    mediaType: sheetType,
    content: writeTable({
      name: plan.name,
      lead: [],
      watermark: `${request.asker} ${request.number ?? ''}`,
      rows: request.questions,
      columns: [
        { key: 'position', title: '题号', width: 8, of: ({ position }) => String(position) },
        { key: 'ask', title: '问题', width: 60, of: ({ ask }) => ask },
        { key: 'kind', title: '答复方式', width: 30, of: how },
        { key: 'answer', title: '答复', width: 60, of: ({ answer }) => answer },
      ],
    }),
  }
}

/** Taken in whole or not at all: with a fault nothing is written, and every fault is said at its cell. */
export async function readForm(
  ctx: Ctx,
  matterId: MatterId,
  { name, content }: Upload,
): Promise<{ written: number; faults: SheetFault[] }> {
  const matter = await findMatter(ctx, matterId)
  const request = await readRequest(ctx, matterId)
  if (!matter || !request.asks) throw new Problem('notAllowed', { what: '读入答复表格', rule: '由请求单位办理' })
  if (content.bytes > sheetLimits.bytes) throw new Problem('invalid', { what: '文件太大，请核对是不是答复表格。' })
  const read = await readSheet(await readFile(content.path), plan)
  const { answers, faults } = judged(request.questions, read)
  if (faults.length > 0) return { written: 0, faults }
  if (answers.length === 0) throw new Problem('invalid', { what: '表格中没有填写任何答复。' })
  await takeStep(ctx, {
    ...{ matterId, step: 'recordSheet', happenedOn: ctx.today, version: matter.version },
    input: { name: name.slice(-150), answers },
  })
  return { written: answers.length, faults: [] }
}

interface Answered {
  questionId: string
  answer: string
}

function judged(questions: readonly KeptQuestion[], read: SheetRead): { answers: Answered[]; faults: SheetFault[] } {
  const seen = new Set<string>()
  const lines = read.rows.map((row) => {
    const position = row.cells.position ?? ''
    const isTwice = seen.has(position)
    seen.add(position)
    return isTwice ? faultAt(read, plan, row.row, 'position', `第 ${position} 题重复`) : judgedRow(questions, row, read)
  })
  return {
    answers: lines.flatMap((line) => (line && 'answer' in line ? [line] : [])),
    faults: [...read.faults, ...lines.flatMap((line) => (line && 'message' in line ? [line] : []))],
  }
}

/** Its answer, what is wrong with it, or nothing where nothing had to be said. */
function judgedRow(questions: readonly KeptQuestion[], { row, cells }: SheetRow, read: SheetRead): Answered | SheetFault | null {
  const question = questions.find(({ position }) => String(position) === cells.position)
  if (!question) return faultAt(read, plan, row, 'position', `没有第 ${cells.position ?? ''} 题`)
  const answer = (cells.answer ?? '').trim()
  // Papers come beside the form: the row may say in words what they are.
  const isFile = question.kind === 'file'
  if (answer === '') return question.required && !isFile ? faultAt(read, plan, row, 'answer', '请填写答复') : null
  const wrong = answer.length > 4000 ? '答复不能超过 4000 字' : isFile ? null : faultOfAnswer(question, answer, 0)
  return wrong ? faultAt(read, plan, row, 'answer', wrong) : { questionId: question.id, answer }
}
