import { apart } from '#kernel/apart'
import { Problem } from '#kernel/problem'
import type { Paper } from './declaration.ts'
import type { Filling } from './filling.ts'
import { faultsOf, type Tag, templateLimits } from './template-check.ts'

export type TemplateWork = { bytes: Uint8Array } & (
  | { task: 'read' }
  | { task: 'fill'; filling: Filling; mark: string | null }
  | { task: 'mark'; mark: string }
)

/** A bureau's own file is read and filled in a thread of its own, like every file that came from outside. */
const inWorker = <T>(data: TemplateWork): Promise<T> => {
  if (data.bytes.length > templateLimits.bytes)
    throw new Problem('invalid', { what: `模板不能超过 ${templateLimits.bytes >> 20} MB，请删除多余的图片后再上传。` })
  return apart<T>({
    script: new URL('./template-worker.ts', import.meta.url),
    data,
    seconds: templateLimits.seconds,
    tooHeavy: '模板过于复杂，无法读取。请把内容复制到空白文档后再上传。',
  })
}

/** Refused naming each placeholder that this paper does not have, and each legal element for which the file has no place. */
export async function demandTemplate(bytes: Buffer, paper: Paper): Promise<void> {
  const issues = faultsOf(await inWorker<Tag[]>({ task: 'read', bytes }), paper)
  if (issues.length > 0)
    throw new Problem('invalid', {
      what: `这份模板还不能使用，有 ${issues.length} 处需要改正。`,
      issues: issues.map((message) => ({ path: 'file', message })),
    })
}

/** The template with its words in it; `mark` stands at the head of every page until the paper is issued. */
export const fillTemplate = async (bytes: Buffer, filling: Filling, mark?: string): Promise<Buffer> =>
  Buffer.from(await inWorker<Uint8Array>({ task: 'fill', bytes, filling, mark: mark ?? null }))

/** 作废 at the head of every page of a file that we once made. */
export const markWord = async (bytes: Buffer, mark: string): Promise<Buffer> =>
  Buffer.from(await inWorker<Uint8Array>({ task: 'mark', bytes, mark }))
