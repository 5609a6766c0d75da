import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commonWords, isCommon } from './common-password.ts'
import { judgePassword } from './password.ts'

test('more than ten thousand common passwords are refused, however they are dressed up', () => {
  const endings = [
    '',
    '!',
    '123',
    '1234',
    '@123',
    '888',
    '2024',
    '2026!',
    '.123',
    '#1',
    '123456',
    '_2025',
    '520',
    '666!',
    '1314',
    '!!!',
    '@2024',
    '111',
    '000',
    '12345678',
    '1!',
    '321',
    '999',
    '@qq',
    '168',
  ]
  const forms = (word: string) => [
    word,
    word.toUpperCase(),
    word.charAt(0).toUpperCase() + word.slice(1),
    word.replaceAll('a', '@').replaceAll('o', '0'),
    `${word}${word}`,
  ]
  const all = new Set(commonWords.flatMap((word) => forms(word).flatMap((form) => endings.map((ending) => form + ending))))
  assert.ok(all.size >= 10_000, String(all.size))
  assert.deepEqual(
    [...all].filter((password) => !isCommon(password)),
    [],
  )
})

for (const password of [
  'Password2026!',
  '1qaz2wsx3edc!A',
  'Qwertyuiop123',
  'Aa111111111111',
  'Woaini5201314!',
  'Zxcvbnm!@#$%^',
  'P@ssw0rd2024!!',
])
  test(`${password} is refused`, () => assert.throws(() => judgePassword(password, []), { code: 'invalid' }))

for (const password of ['Right-horse-7-battery', 'Nine-lanterns-42!', '木兰溪畔 七座石桥 与一只白鹭 今晚归来吗', 'kT9#vLw2pRx8'])
  test(`${password} is taken`, () => assert.doesNotThrow(() => judgePassword(password, [])))

test('nothing of one\u2019s own name, account or unit, and nothing too short', () => {
  for (const [password, known] of [
    ['kT9#zhangsan-Rx8', ['zhangsan']],
    ['kT9#minzhi-vRx8q', []],
    ['kT9#vLw2pRx', []],
    ['kT9#张三vLw2pRx', ['张三']],
    ['kT9#vLw2GH0417', ['gh0417']],
    ['ｋＴ9#vLw2ＧＨ0417', ['gh0417']],
    ['abcdkfjwpeorvbmz', []],
  ] as const)
    assert.throws(() => judgePassword(password, known), { code: 'invalid' })
})
