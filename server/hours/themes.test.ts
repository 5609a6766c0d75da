import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type HoursSettings, hoursRulesApi } from '#contract/hours-rules'
import { trainingApi } from '#contract/training'
import { aClass, aLine, type ClassWorld, openClassWorld } from '#test/class-world'
import type { PersonKey } from '#test/world'

describe('the themes of training (专题)', () => {
  let walk: ClassWorld
  before(async () => {
    walk = await openClassWorld()
  })
  after(() => walk.close())
  const rules = (who: PersonKey) => walk.world.as(who, hoursRulesApi)
  const save = async (change: (themes: HoursSettings['themes']) => HoursSettings['themes'], who: PersonKey = 'provinceTrainer') => {
    const { settings, version } = await rules('provinceTrainer').read({})
    return rules(who).save({ body: { settings: { ...settings, themes: change(settings.themes) }, reason: '省局通知' }, version })
  }
  const open = (theme: string) => walk.world.as('provinceTrainer', trainingApi).openClass({ body: { ...aClass, theme } })
  const words = (of: RegExp) => (refused: { code?: string; body?: { issues?: { message: string }[] } }) => {
    assert.equal(refused.code, 'invalid')
    assert.match(refused.body?.issues?.[0]?.message ?? '', of)
    return true
  }

  test('are one list of the province, to which its training officer adds, and nobody else', async () => {
    await assert.rejects(open('涉外知识产权'), words(/没有专题“涉外知识产权”/u))
    await assert.rejects(
      save((themes) => [...themes, { title: '涉外知识产权', ended: false }], 'trainer'),
      { code: 'notAllowed' },
    )
    await save((themes) => [...themes, { title: '涉外知识产权', ended: false }, { title: '从未用过', ended: false }])
    const { id } = await open('涉外知识产权')
    assert.equal((await walk.world.as('provinceTrainer', trainingApi).class({ params: { matterId: id } })).theme, '涉外知识产权')
  })

  test('one that is used is ended and not taken away or renamed; one that nobody used goes', async () => {
    await assert.rejects(
      save((themes) => themes.filter(({ title }) => title !== '涉外知识产权')),
      words(/“涉外知识产权”已经在用，不能删除/u),
    )
    await assert.rejects(
      save((themes) => themes.map((one) => (one.title === '涉外知识产权' ? { ...one, title: '涉外' } : one))),
      words(/已经在用/u),
    )
    await save((themes) => themes.filter(({ title }) => title !== '从未用过'))
    await assert.rejects(
      save((themes) => themes.map((one) => ({ ...one, ended: true }))),
      { code: 'invalid' },
    )
    await assert.rejects(
      save((themes) => [...themes, { title: '商标', ended: false }]),
      { code: 'invalid' },
    )
  })

  test('one that is ended is chosen no more, for a class or a line of the plan; what stands keeps it', async () => {
    const { id } = await open('涉外知识产权')
    await save((themes) => themes.map((one) => (one.title === '涉外知识产权' ? { ...one, ended: true } : one)))
    await assert.rejects(open('涉外知识产权'), words(/已经停用/u))
    const { id: planId } = await walk.world.as('provinceTrainer', trainingApi).openPlan({ body: { year: 2026 } })
    await assert.rejects(walk.take('provinceTrainer', planId, 'writeLine', { ...aLine, theme: '涉外知识产权' }), words(/已经停用/u))
    const { outsideReason: _, ...fields } = aClass
    await walk.take('provinceTrainer', id, 'amend', { ...fields, theme: '涉外知识产权', title: '改了名的班' })
    await assert.rejects(walk.take('provinceTrainer', id, 'amend', { ...fields, theme: '没有的' }), words(/没有专题/u))
  })
})
