import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import type { MatterId } from '#contract/common'
import { attendanceApi } from '#contract/training-attendance'
import { phone } from '#test/browser'
import { type ClassWorld, classWalk } from '#test/class-world'
import { drawPaper, fillBank, perform, planExam, take } from '#test/exams'
import { choose, pick, pickUnit, setDay, takeStep, write } from './form.ts'
import { inOrder, openSite, type Site } from './site.ts'

// 计划 → 班次与名额 → 三个县局报名 → 扫码签到 → 结业考试 → 结业证书 → 陌生人核验 → 学时 → 轮训覆盖.
describe('a class, from the plan to the cell of the coverage board that opens to who was trained', () => {
  let site: Site
  let walk: ClassWorld
  let [planner, learner]: Page[] = []
  let classPath = ''
  let examId: MatterId
  inOrder()
  before(async () => {
    site = await openSite('2026-03-03')
    const { world } = site
    walk = classWalk(world, '2026-03-03', site.setDay)
    await world.sql.query('update org set facts = \'{"subtype": "provincialPlatform"}\' where id = $1', [
      world.orgs.get('stationElsewhere'),
    ])
    const paperId = await drawPaper(world, await fillBank(world, { trueFalse: 2 }), { trueFalse: 2 })
    // Nobody is on its list yet: the class hands over its people.
    examId = await planExam(world, { title: '商标业务结业考试', paperId }, 'provinceTrainer')
  })
  after(() => site.close())
  /** The worker of the site may have been faster: then the step is not there any more. */
  const unlessDone = (job: string, payload: unknown) =>
    perform(site.world, job, payload).catch((refused: { code?: string }) => assert.equal(refused.code, 'closed'))
  const classId = () => classPath.split('/').at(-1) ?? ''

  test('the province opens a batch of its approved plan and puts it on the timetable', async () => {
    await walk.plan()
    planner = await site.as('provinceTrainer', '/training/plans')
    await planner
      .getByRole('link', { name: /2026 年/u })
      .first()
      .click()
    await planner.getByText('商标保护班').first().waitFor()
    await planner.goto(`${site.address}/training/classes/new`)
    const form = planner.locator('form').last()
    await pick(form, '所属计划项', '2026 年 3 月 商标保护班').catch(() => choose(form, '所属计划项', '商标保护班'))
    await write(planner, '培训班名称', '商标行政保护能力提升班')
    await pick(form, '专题', '商标')
    await write(planner, '培训对象', '县局、所级工作人员')
    await setDay(form, '开班日期', '2026-03-10')
    await setDay(form, '结束日期', '2026-03-11')
    await write(planner, '培训地点', '省局培训中心')
    await write(planner, '计划人数', '40')
    await write(planner, '结业计入学时', '16')
    await pickUnit(form, '主办单位', '丑县西街市场监管所')
    await form.getByText(/^更多（选填）/u).click()
    await pick(form, '结业考试', '商标业务结业考试')
    await form.getByRole('button', { name: '开设培训班' }).click()
    await planner.getByRole('heading', { name: '商标行政保护能力提升班' }).waitFor()
    classPath = new URL(planner.url()).pathname
    await takeStep(planner, '安排课次', async (step) => {
      await setDay(step, '日期', '2026-03-10')
      await write(step.page(), '开始时间', '09:00')
      await write(step.page(), '结束时间', '11:00')
      await write(step.page(), '课程', '商标侵权判断')
      await write(step.page(), '学时', '2')
      await write(step.page(), '教室', '301')
    })
    await planner.getByRole('tab', { name: '课程表' }).click()
    await planner.getByText('商标侵权判断').first().waitFor()
  })

  test('three counties name their people from their 待办, the province confirms them, and the exam has its list', async () => {
    await walk.call(classId(), { county: 2, neighbour: 1, countyB: 1 })
    const named = [
      ['trainer', ['县办案甲', '县办案乙']],
      ['trainerElsewhere', ['邻县办案甲']],
      ['trainerB', ['乙市县办案甲']],
    ] as const
    const nominate = async ([who, people]: (typeof named)[number]) => {
      const county = await site.as(who, '/todo')
      await county
        .getByRole('link', { name: new RegExp(`商标行政保护能力提升班.*名额 ${people.length} 人`, 'u') })
        .first()
        .click()
      await takeStep(county, '报名', async (step) => {
        for (const person of people) await choose(step, '报名人员', person)
      })
      await takeStep(county, '报送')
    }
    await Promise.all(named.map(nominate))
    for (const unit of ['neighbour', 'countyB']) await walk.take('provinceTrainer', await walk.placesOf(classId(), unit), 'confirm')
    await planner?.goto(`${site.address}/todo`)
    await planner
      ?.getByRole('link', { name: /子县.*名额 2 人/u })
      .first()
      .click()
    if (planner) await takeStep(planner, '确认录取')
    const { rows } = await site.world.sql.query('select count(*)::int n from exam_candidate where exam_id = $1', [examId])
    assert.equal(rows[0].n, 4)
    await take(site.world, 'provinceTrainer', examId, 'announce', {}, '2026-03-03')
    await walk.take('provinceTrainer', classId(), 'confirmClass')
    walk.setDay('2026-03-10')
    await walk.take('provinceTrainer', classId(), 'startClass')
  })

  test('the projector shows a code, and a participant signs in with the phone that scanned it', async () => {
    learner = await site.as('officer', '/training/mine', phone)
    await learner.getByText('今天').waitFor()
    const sessionId = (await site.world.sql.query('select id from class_session')).rows[0].id
    const projector = await site.as('provinceTrainer', `/training/sessions/${sessionId}/code`)
    await projector.getByRole('img', { name: '签到二维码' }).waitFor()
    const { code } = await site.world.as('provinceTrainer', attendanceApi).code({ params: { sessionId } })
    await learner.goto(`${site.address}/s/${code}`)
    await learner.getByRole('heading', { name: '签到成功' }).waitFor()
    await learner.reload()
    await learner.getByRole('heading', { name: /已经签过到/u }).waitFor()
    const stranger = await site.as('officer3', `/s/${code}`, phone)
    await stranger.getByRole('heading', { name: /不在本班学员名单/u }).waitFor()
  })

  test('the exam of the class is sat on the telephone, marked and released', async () => {
    await unlessDone('exams.open', { examId })
    await learner?.goto(`${site.address}/my-exams/${examId}`)
    await learner?.getByRole('button', { name: '开始作答' }).click()
    await learner?.getByRole('radio', { name: 'A．正确' }).check()
    await learner?.getByRole('button', { name: '下一题' }).click()
    await learner?.getByRole('region', { name: '第 2 题' }).getByRole('radio', { name: 'A．正确' }).check()
    await learner?.getByText('全部已保存').waitFor()
    await learner?.getByRole('button', { name: '交卷' }).click()
    await learner?.getByRole('dialog').getByRole('button', { name: '交卷' }).click()
    await learner?.getByRole('heading', { name: '已交卷' }).waitFor()
    walk.setDay('2026-03-11')
    for (const [job, payload] of [
      ['exams.end', {}],
      ['exams.close', { examId }],
      ['exams.score', { examId }],
    ] as const)
      await unlessDone(job, payload)
    await take(site.world, 'provinceTrainer', examId, 'finishMarking', {}, '2026-03-11')
    await take(site.world, 'provinceTrainer', examId, 'release', { review: 'score' }, '2026-03-11')
    await learner?.goto(`${site.address}/my-exams/${examId}`)
    await learner?.getByText('4 分，合格').waitFor()
  })

  test('who meets the conditions gets a certificate, which a stranger verifies without an account', async () => {
    await planner?.goto(site.address + classPath)
    if (planner) await takeStep(planner, '结束授课', async () => undefined)
    if (planner) await takeStep(planner, '结业发证')
    await planner?.getByRole('tab', { name: '结业' }).click()
    await planner?.getByText('训证〔2026〕0001号').waitFor()
    await learner?.goto(`${site.address}/training/mine`)
    await learner?.getByText('训证〔2026〕0001号').waitFor()
    const { code } = (await site.world.sql.query('select code from class_certificate')).rows[0]
    const visitor = await site.visitor(`/verify/${code}`, phone)
    await visitor.getByText('证书真实有效').waitFor()
    await visitor.getByText('县**甲').waitFor()
    await visitor.getByLabel('证书验证编码').fill('WRONG')
    await visitor.getByRole('button', { name: '验证' }).click()
    await visitor.getByText('没有查到该证书').waitFor()
    assert.equal(await visitor.getByText('登录').count(), 0)
  })

  test('his hours stand on his record, and the board counts him: its cell opens to him and to what he earned', async () => {
    await learner?.waitForTimeout(2500) // The worker credits them within a second or two.
    await learner?.goto(`${site.address}/my-hours`)
    await learner?.getByRole('article', { name: '商标行政保护能力提升班' }).getByText('16 学时').waitFor()
    const board = await site.as('trainer', '/hours/coverage')
    await board
      .getByRole('region', { name: '总体情况' })
      .getByRole('link', { name: /^已训 1 人/u })
      .click()
    await board.getByText('共 1 条').waitFor()
    await board.getByRole('link', { name: '县办案甲' }).click()
    await board.getByText('商标行政保护能力提升班').first().waitFor()
    // And the cell of one unit, on the board of the city above it.
    const city = await site.as('provinceTrainer', `/hours/coverage?orgId=${walk.org('cityA')}`)
    await city
      .getByRole('region', { name: '按单位' })
      .getByRole('link', { name: /^子县.*已训人员 1 人$/u })
      .click()
    await city.getByText('共 1 条').waitFor()
    await city.getByRole('link', { name: '县办案甲' }).waitFor()
    const months = await site.as('provinceTrainer', '/hours/monthly')
    const march = months.getByRole('article').filter({ hasText: '商标行政保护能力提升班' })
    await march.getByText('已开展').waitFor()
  })
})
