import { readFile } from 'node:fs/promises'
import type { PaperTemplate, TemplateKind, TemplateLine } from '#contract/documents-templates'
import { keepReceived } from '#kernel/files'
import type { Ctx } from '#kernel/house'
import type { Download, Upload } from '#kernel/http'
import { allPaperKinds, paperOf } from '#kernel/matter'
import {
  demandsOf,
  demandTemplate,
  exampleFields,
  fillingOf,
  fillTemplate,
  type Paper,
  placeholdersOf,
  renderDocx,
  starterOf,
  templateLimits,
  typedOf,
  within,
} from '#kernel/paper'
import { Problem } from '#kernel/problem'
import { wordType } from './paper.rules.ts'
import { declaredPaper } from './paper.service.ts'
import { contentOf, endTemplates, findTemplate, insertTemplate, patient, type TemplateRow, templatesFor } from './template.store.ts'

/** Templates are a unit's and are brought by a person: a service has neither. */
function whoAsks(ctx: Ctx): { orgId: string; personId: string } {
  const { orgId, personId } = ctx.actor
  if (orgId === null || personId === null) throw new Problem('notFound', { what: '您的单位' })
  return { orgId, personId }
}

const ownUnit = (ctx: Ctx): string => whoAsks(ctx).orgId

const wire = ({ sha256: _, ...template }: TemplateRow): PaperTemplate => template

/** Each kind of paper, and with what its Word is printed here. */
export async function listTemplates(ctx: Ctx): Promise<TemplateLine[]> {
  const unit = ownUnit(ctx)
  const inUse = new Map((await templatesFor(ctx, unit)).map((template) => [template.kind, template]))
  return allPaperKinds()
    .flatMap((kind) => {
      const paper = paperOf(kind)
      if (!paper) return []
      const template = inUse.get(kind)
      const { title, formNo, basis } = paper
      return [{ kind, title, formNo, basis, template: template ? wire(template) : null, isOwn: template?.org.id === unit }]
    })
    .sort((a, b) => a.formNo - b.formNo)
}

export async function readKind(_ctx: Ctx, kind: string): Promise<TemplateKind> {
  const paper = declaredPaper(kind)
  const typed = (name: string, list: string | null, sort: string) => {
    if (sort === 'list') return `{${name}}…{/${name.slice(1)}}`
    return typedOf(within(list, name))
  }
  return {
    kind,
    title: paper.title,
    placeholders: placeholdersOf(paper).map(({ name, label, list, kind: sort }) => ({
      typed: typed(name, list, sort),
      label,
      list,
      kind: sort,
    })),
    demands: demandsOf(paper).map(({ label, basis, anyOf }) => ({ label, basis, anyOf: anyOf.map(typedOf) })),
  }
}

export async function starterTemplate(_ctx: Ctx, kind: string): Promise<Download> {
  const paper = declaredPaper(kind)
  return { name: `${fileTitle(paper)} 起始模板.docx`, mediaType: wordType, content: await renderDocx(starterOf(paper)) }
}

const fileTitle = ({ title }: Paper) => title.replaceAll('/', '／')

/** 上传. Whoever uploads a wrong one goes on printing with the one before. */
export async function uploadTemplate(ctx: Ctx, kind: string, { name, content }: Upload): Promise<PaperTemplate> {
  const paper = declaredPaper(kind)
  const { orgId: unit, personId } = whoAsks(ctx)
  if (content.bytes > templateLimits.bytes)
    throw new Problem('invalid', { what: `模板不能超过 ${templateLimits.bytes >> 20} MB，请删除多余的图片后再上传。` })
  if (!/\.docx$/iu.test(name)) throw new Problem('invalid', { what: '请上传 Word 文档（.docx）；.doc 和 .wps 请先另存为 .docx。' })
  await patient(ctx)
  await demandTemplate(await readFile(content.path), paper)
  const { sha256, bytes } = await keepReceived(ctx, content, wordType)
  await endTemplates(ctx, { orgId: unit, kind })
  const id = await insertTemplate(ctx, { personId, orgId: unit, kind, sha256, bytes, name: plainName(name) })
  return wire(await reachable(ctx, id))
}

/** A name is a label and never a path. */
const plainName = (name: string): string => (name.split(/[/\\]/u).at(-1) ?? '').replace(/[\p{Cc}\p{Cf}]/gu, '').slice(-120) || '模板.docx'

async function reachable(ctx: Ctx, id: string): Promise<TemplateRow> {
  const template = await findTemplate(ctx, id)
  if (!template) throw new Problem('notFound', { what: '该模板' })
  return template
}

/** Of one's own unit or of one above it: another bureau's form is its own affair. */
async function readable(ctx: Ctx, id: string): Promise<TemplateRow> {
  const template = await reachable(ctx, id)
  const inUse = await templatesFor(ctx, ownUnit(ctx), template.kind)
  if (template.org.id !== ctx.actor.orgId && !inUse.some((one) => one.id === id)) throw new Problem('notFound', { what: '该模板' })
  return template
}

export async function downloadTemplate(ctx: Ctx, id: string): Promise<Download> {
  const template = await readable(ctx, id)
  return { name: template.name, mediaType: wordType, content: ctx.house.files.open(template.sha256) }
}

export async function exampleOfTemplate(ctx: Ctx, id: string): Promise<Download> {
  const template = await readable(ctx, id)
  const paper = declaredPaper(template.kind)
  const head = { org: '某某市市场监督管理局', number: '（文号）', day: ctx.today }
  await patient(ctx)
  const content = await fillTemplate(await contentOf(ctx, template.sha256), fillingOf(paper, exampleFields(paper), head), '示例')
  return { name: `${fileTitle(paper)} 示例.docx`, mediaType: wordType, content }
}

/** 停用. What was issued with it keeps its file. */
export async function removeTemplate(ctx: Ctx, id: string): Promise<{ removed: true }> {
  const template = await readable(ctx, id)
  if (template.org.id !== ownUnit(ctx))
    throw new Problem('notAllowed', {
      what: '停用文书模板',
      rule: `这份模板由${template.org.name}上传，只能由该单位停用；本单位可以上传自己的模板`,
    })
  if ((await endTemplates(ctx, { id })) === 0) throw new Problem('closed', { what: '停用文书模板', why: '该模板已经停用' })
  return { removed: true }
}
