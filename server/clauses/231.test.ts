import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { inNumerals, placeWords } from '#contract/clauses'
import { measures } from './231.ts'

// The text itself is not part of the project. Where it lies beside it, our clauses are held against it, sentence by sentence.
const file = join(import.meta.dirname, '../../../shared/founding-document.txt')
const skip = existsSync(file) ? false : '原文不在 ../shared/founding-document.txt，未比对'

interface Measure {
  heading: string
  sentences: string[]
  departments: string[]
}

/** 一、… and （一）… divide it; brackets that end in 依职责负责 name the departments. Line breaks fall anywhere, also inside a name. */
function measuresOf(text: string): Map<string, Measure> {
  const flat = text.replace(/\s/g, '').replaceAll('(', '（').replaceAll(')', '）')
  const body = flat.slice(flat.indexOf('现提出以下意见'))
  const starts = [...body.matchAll(/（([一二三四五六七八九十])）/g)]
  return new Map(
    starts.map(({ 0: mark, 1: name = '', index }, at) => {
      const piece = body.slice(index + mark.length, starts[at + 1]?.index ?? body.length)
      const responsible = /（([^（）]*依职责负责)）/.exec(piece)
      assert.ok(responsible, `（${name}）has no departments`)
      const [heading = '', ...sentences] = piece.slice(0, responsible.index).split('。').filter(Boolean)
      const departments = responsible[1]!.replace('依职责负责', '').split(/[、，]/) // the group matched
      return [name, { heading, sentences, departments }]
    }),
  )
}

describe('闽市监知运〔2024〕231号 as data', () => {
  const measured = skip === false ? measuresOf(readFileSync(file, 'utf8')) : new Map<string, Measure>()

  test('has the eight measures of the text, with its headings', { skip }, () => {
    assert.deepEqual(
      measures.map(({ article, articleTitle }) => [inNumerals(article), articleTitle]),
      [...measured].map(([name, { heading }]) => [name, heading]),
    )
  })

  for (const { part, article, departments, sentences } of measures) {
    const name = inNumerals(article)
    test(`${inNumerals(part)}（${name}）: every sentence is covered by a clause that is found in it`, { skip }, () => {
      const text = measured.get(name)
      assert.ok(text)
      assert.equal(sentences.length, text.sentences.length)
      for (const [at, duties] of sentences.entries()) {
        assert.ok(duties.length > 0)
        for (const { phrase } of duties)
          assert.ok(text.sentences[at]?.includes(phrase), `${placeWords({ part, article, sentence: at + 1 })}: ${phrase}`)
      }
    })

    test(`${inNumerals(part)}（${name}）: the departments are those in its brackets, in their order`, { skip }, () => {
      assert.deepEqual([...departments], measured.get(name)?.departments)
    })

    test(`${inNumerals(part)}（${name}）: is worded by us, not copied`, { skip }, () => {
      for (const duties of sentences)
        for (const { duty, phrase } of duties) {
          assert.ok(phrase.length <= 16, phrase)
          assert.ok(!measured.get(name)?.sentences.some((sentence) => sentence === duty))
        }
    })
  }

  test('（八）does not name the centre of development, every other measure but （四） does', () => {
    const named = measures.filter(({ departments }) => departments.includes('省知识产权发展保护中心')).map(({ article }) => article)
    assert.deepEqual(named, [1, 2, 3, 5, 6, 7])
  })
})
