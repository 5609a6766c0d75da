import { sql } from 'kysely'
import type { CourseId, UnitId } from '#contract/courses'
import type { CourseDraft, EditionView, UnitDraft } from '#contract/courses-keeping'
import { examForCourse } from '#exams'
import { demandTheme } from '#hours'
import { findUpload } from '#kernel/files'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'
import { editionView, findKept, type Kept } from './keeping.store.ts'
import { unitsOf } from './unit.store.ts'

/** 新建课程, at the own unit: for everybody there and below. */
export async function createCourse(ctx: Ctx, draft: CourseDraft): Promise<EditionView> {
  const { orgId, personId } = ctx.actor
  if (!orgId || !personId) throw new Problem('notAllowed', { what: '新建课程' })
  await demandTheme(ctx, draft.theme)
  const course = await ctx.tx
    .insertInto('course')
    .values({ org_id: orgId, org_at: '0', programme_id: await programmeOf(ctx, orgId, draft.programme), made_by: personId })
    .returning('id')
    .executeTakeFirstOrThrow()
  await ctx.tx
    .insertInto('course_edition')
    .values({ course_id: course.id, number: 1, made_by: ctx.actor.name, ...columnsOf(draft) })
    .execute()
  return editionView(ctx, course.id)
}

const columnsOf = ({ title, theme, hours, subject, qualifies, summary, clickMinutes, maxRate }: CourseDraft) => ({
  title,
  theme,
  hours,
  subject,
  qualifies,
  summary,
  click_minutes: clickMinutes ?? null,
  max_rate: maxRate,
})

async function programmeOf(ctx: Ctx, orgId: string, title: string | undefined): Promise<string | null> {
  if (!title) return null
  const values = { org_id: orgId, org_at: '0', title }
  await ctx.tx
    .insertInto('course_programme')
    .values(values)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const { id } = await ctx.tx
    .selectFrom('course_programme')
    .select('id')
    .where('org_id', '=', orgId)
    .where('title', '=', title)
    .executeTakeFirstOrThrow()
  return id
}

/** Every act on a course: kept at the own unit, seen at this version; the version goes on by one. */
async function keep(
  ctx: Ctx,
  courseId: CourseId,
  version: number,
  what: string,
  act: (course: Kept) => Promise<void>,
): Promise<EditionView> {
  const course = await findKept(ctx, courseId)
  if (course.orgId !== ctx.actor.orgId) throw new Problem('notAllowed', { what, rule: '课程由编制它的单位管理' })
  const moved = await ctx.tx
    .updateTable('course')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', courseId)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst()
  if (!moved) throw new Problem('stale', { current: course.version })
  await act(course)
  return editionView(ctx, courseId)
}

function demandDraft(course: Kept, what: string): void {
  if (course.state !== 'draft')
    throw new Problem('closed', { what, why: '这一版已经发布，正在学习的人员要按原样学完', todo: '请先点“编写新版本”。' })
}

export const changeCourse = (ctx: Ctx, courseId: CourseId, version: number, draft: CourseDraft): Promise<EditionView> =>
  keep(ctx, courseId, version, '修改课程', async (course) => {
    demandDraft(course, '修改课程')
    await demandTheme(ctx, draft.theme, course.theme)
    await ctx.tx.updateTable('course_edition').set(columnsOf(draft)).where('id', '=', course.editionId).execute()
    await ctx.tx
      .updateTable('course')
      .set({ programme_id: await programmeOf(ctx, course.orgId, draft.programme) })
      .where('id', '=', courseId)
      .execute()
  })

const mostUnits = 200

export const addUnit = (ctx: Ctx, courseId: CourseId, version: number, draft: UnitDraft): Promise<EditionView> =>
  keep(ctx, courseId, version, '添加学习单元', async (course) => {
    demandDraft(course, '添加学习单元')
    const units = await unitsOf(ctx, course.editionId)
    if (units.length >= mostUnits) throw new Problem('closed', { what: '添加学习单元', why: `一门课程最多 ${mostUnits} 个单元` })
    await ctx.tx
      .insertInto('course_unit')
      .values({
        edition_id: course.editionId,
        position: (units.at(-1)?.position ?? 0) + 1,
        title: draft.title,
        kind: draft.kind,
        required: draft.required,
        share: draft.share,
        minutes: draft.minutes,
        ...(await contentOf(ctx, draft, course.hours)),
      })
      .execute()
  })

const purposes = { video: 'courseVideo', document: 'courseDocument' } as const

async function contentOf(ctx: Ctx, { kind, uploadId, examId }: UnitDraft, hours: number) {
  if (kind === 'quiz') {
    if (!examId) throw new Problem('invalid', { issues: [{ path: 'examId', message: '请选择考试' }] })
    await demandExam(ctx, examId, hours)
    return { exam_id: examId }
  }
  if (!uploadId) throw new Problem('invalid', { issues: [{ path: 'uploadId', message: '请上传内容' }] })
  const upload = await findUpload(ctx, uploadId)
  if (kind === 'video' || kind === 'document') {
    if (upload.purpose !== purposes[kind] || !upload.file_id)
      throw new Problem('invalid', { what: '上传的文件还没有检查完，或者与单元类型不符。' })
    const file = await ctx.tx.selectFrom('file').selectAll().where('id', '=', upload.file_id).executeTakeFirstOrThrow()
    return { sha256: file.sha256, media_type: file.media_type, name: file.name, bytes: file.bytes, seconds: upload.seconds }
  }
  const found =
    upload.package_id &&
    (await ctx.tx
      .selectFrom('content_package')
      .select(['id', 'kind', 'name', 'bytes'])
      .where('id', '=', upload.package_id)
      .executeTakeFirst())
  if (!found) throw new Problem('invalid', { what: '课件包还没有检查完，或者没有通过检查。' })
  if (found.kind !== kind) throw new Problem('invalid', { what: '课件包的类型与单元类型不符，请重新选择。' })
  return { package_id: found.id, name: found.name, bytes: found.bytes }
}

/** An exam that this unit may see, and whose hours are not credited a second time with those of the course. */
async function demandExam(ctx: Ctx, examId: string, hours: number): Promise<void> {
  const exam = await examForCourse(ctx, examId)
  const refuse = (why: string) => {
    throw new Problem('invalid', { issues: [{ path: 'examId', message: `考试“${exam.title}”${why}` }] })
  }
  if (exam.cancelled) refuse('已经取消，请另选一场')
  if (hours > 0 && exam.hours !== null) refuse('本身计学时，与课程学时会重复计算。请将考试的“合格计学时”留空，或者将课程学时改为 0')
}

export const changeUnit = (
  ctx: Ctx,
  courseId: CourseId,
  version: number,
  unitId: UnitId,
  change: Pick<UnitDraft, 'title' | 'required' | 'share' | 'minutes'>,
): Promise<EditionView> =>
  keep(ctx, courseId, version, '修改学习单元', async (course) => {
    demandDraft(course, '修改学习单元')
    const { numUpdatedRows } = await ctx.tx
      .updateTable('course_unit')
      .set(change)
      .where('id', '=', unitId)
      .where('edition_id', '=', course.editionId)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw new Problem('notFound', { what: '该单元' })
  })

export const removeUnit = (ctx: Ctx, courseId: CourseId, version: number, unitId: UnitId): Promise<EditionView> =>
  keep(ctx, courseId, version, '移除学习单元', async (course) => {
    demandDraft(course, '移除学习单元')
    await ctx.tx.deleteFrom('course_unit').where('id', '=', unitId).where('edition_id', '=', course.editionId).execute()
  })

export const orderUnits = (ctx: Ctx, courseId: CourseId, version: number, order: readonly UnitId[]): Promise<EditionView> =>
  keep(ctx, courseId, version, '调整单元顺序', async (course) => {
    demandDraft(course, '调整单元顺序')
    const units = await unitsOf(ctx, course.editionId)
    if (order.length !== units.length || !units.every(({ id }) => order.includes(id as UnitId))) throw new Problem('stale', {}) // as the contract brands it
    await sql`update course_unit u set position = x.position from unnest(${[...order]}::uuid[]) with ordinality x(id, position)
               where u.id = x.id and u.edition_id = ${course.editionId}`.execute(ctx.tx)
  })

export const publishCourse = (ctx: Ctx, courseId: CourseId, version: number): Promise<EditionView> =>
  keep(ctx, courseId, version, '发布课程', async (course) => {
    demandDraft(course, '发布课程')
    const units = await unitsOf(ctx, course.editionId)
    for (const { examId } of units) if (examId) await demandExam(ctx, examId, course.hours)
    if (units.length === 0) throw new Problem('incomplete', { what: '发布课程', missing: ['至少一个学习单元'] })
    await ctx.tx
      .updateTable('course_edition')
      .set({ state: 'replaced' })
      .where('course_id', '=', courseId)
      .where('state', '=', 'published')
      .execute()
    await ctx.tx
      .updateTable('course_edition')
      .set({ state: 'published', published_at: ctx.now, published_by: ctx.actor.name })
      .where('id', '=', course.editionId)
      .execute()
    await ctx.tx.updateTable('course').set({ offered: true }).where('id', '=', courseId).execute()
  })

/** 下架: nobody begins it any more; who began it may end it. A draft that lies beside stays. */
export const withdrawCourse = (ctx: Ctx, courseId: CourseId, version: number, reason: string): Promise<EditionView> =>
  keep(ctx, courseId, version, '下架课程', async () => {
    const { numUpdatedRows } = await ctx.tx
      .updateTable('course_edition')
      .set({ state: 'withdrawn', withdrawn_at: ctx.now, withdrawn_why: reason })
      .where('course_id', '=', courseId)
      .where('state', '=', 'published')
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw new Problem('closed', { what: '下架课程', why: '课程没有发布' })
    await ctx.tx.updateTable('course').set({ offered: false }).where('id', '=', courseId).execute()
  })

/** 编写新版本: a draft with all that the last edition holds. */
export const redraftCourse = (ctx: Ctx, courseId: CourseId, version: number): Promise<EditionView> =>
  keep(ctx, courseId, version, '编写新版本', async (course) => {
    if (course.state === 'draft') throw new Problem('closed', { what: '编写新版本', why: '已经有一份草稿' })
    const made = await ctx.tx
      .insertInto('course_edition')
      .columns([
        'course_id',
        'number',
        'title',
        'summary',
        'theme',
        'hours',
        'subject',
        'qualifies',
        'click_minutes',
        'max_rate',
        'made_by',
      ])
      .expression((eb) =>
        eb
          .selectFrom('course_edition')
          .select((s) => [
            'course_id',
            sql<number>`(select max(number) + 1 from course_edition where course_id = ${courseId})`.as('number'),
            ...(['title', 'summary', 'theme', 'hours', 'subject', 'qualifies', 'click_minutes', 'max_rate'] as const),
            s.val(ctx.actor.name).as('made_by'),
          ])
          .where('id', '=', course.editionId),
      )
      .returning('id')
      .executeTakeFirstOrThrow()
    const copied = [
      'position',
      'title',
      'kind',
      'required',
      'sha256',
      'media_type',
      'name',
      'bytes',
      'seconds',
      'package_id',
      'exam_id',
      'share',
      'minutes',
    ] as const
    await ctx.tx
      .insertInto('course_unit')
      .columns(['edition_id', ...copied])
      .expression((eb) =>
        eb
          .selectFrom('course_unit')
          .select((s) => [s.val(made.id).as('edition_id'), ...copied])
          .where('edition_id', '=', course.editionId),
      )
      .execute()
  })
