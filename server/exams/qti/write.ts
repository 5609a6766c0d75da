import type { PartContent, PartKey, QuestionContent, QuestionKey } from '#contract/questions'
import { escapeXml } from './escape.ts'

/** A question on its way in or out: what any bank keeps of it. */
export interface Exchanged {
  content: QuestionContent
  key: QuestionKey
  analysis: string
  difficulty: number
  theme: string
}

const text = (words: string) => words.split('\n').map(escapeXml).join('<br/>')
const value = (words: string) => `<qti-value>${escapeXml(words)}</qti-value>`

function declaration(id: string, cardinality: 'single' | 'multiple', baseType: string, correct: readonly string[], more = ''): string {
  return `<qti-response-declaration identifier="${id}" cardinality="${cardinality}" base-type="${baseType}"><qti-correct-response>${correct
    .map(value)
    .join('')}</qti-correct-response>${more}</qti-response-declaration>`
}

/** Every accepted wording of a blank, each worth the whole of it. */
const mapping = (accepted: readonly string[]) =>
  `<qti-mapping default-value="0">${accepted.map((words) => `<qti-map-entry map-key="${escapeXml(words)}" mapped-value="1"/>`).join('')}</qti-mapping>`

function declarations(id: string, key: PartKey): string {
  switch (key.kind) {
    case 'single':
      return declaration(id, 'single', 'identifier', [key.right])
    case 'multiple':
      return declaration(id, 'multiple', 'identifier', key.right)
    case 'trueFalse':
      return declaration(id, 'single', 'identifier', [String(key.right)])
    case 'blank':
      return key.accepted.map((words, at) => declaration(`${id}_${at + 1}`, 'single', 'string', words.slice(0, 1), mapping(words))).join('')
    case 'short':
      return `<qti-response-declaration identifier="${id}" cardinality="single" base-type="string"/>`
  }
}

const choice = (id: string, words: string) => `<qti-simple-choice identifier="${id}">${text(words)}</qti-simple-choice>`

function interaction(id: string, content: PartContent, key: PartKey): string {
  const prompt = `<qti-prompt>${text(content.stem)}</qti-prompt>`
  switch (content.kind) {
    case 'single':
    case 'multiple':
      return `<qti-choice-interaction response-identifier="${id}" max-choices="${content.kind === 'single' ? 1 : 0}">${prompt}${content.options
        .map((option) => choice(option.id, option.text))
        .join('')}</qti-choice-interaction>`
    case 'trueFalse':
      return `<qti-choice-interaction response-identifier="${id}" max-choices="1">${prompt}${choice('true', '正确')}${choice('false', '错误')}</qti-choice-interaction>`
    case 'blank':
      return `<div class="stem">${text(content.stem)}</div><div class="blanks"><p>${Array.from(
        { length: content.blanks },
        (_, at) => `<qti-text-entry-interaction response-identifier="${id}_${at + 1}"/>`,
      ).join(' ')}</p></div>`
    case 'short':
      return `<qti-extended-text-interaction response-identifier="${id}">${prompt}</qti-extended-text-interaction>${key.kind === 'short' ? rubric(key) : ''}`
  }
}

const rubric = (key: Extract<PartKey, { kind: 'short' }>) =>
  `<qti-rubric-block use="scoring" view="scorer"><qti-content-body><div class="sample">${text(key.sample)}</div><ul>${key.points
    .map((point) => `<li data-share="${point.share}">${text(point.text)}</li>`)
    .join('')}</ul></qti-content-body></qti-rubric-block>`

/** One item in QTI 3.0. What QTI has no word for stands in `data-` attributes, as it allows. */
export function writeItem({ content, key, analysis, difficulty, theme }: Exchanged, identifier: string): string {
  const parts = content.kind === 'case' ? content.parts : [{ share: 1, content }]
  const keys = key.kind === 'case' ? key.parts : [key]
  const both = parts.flatMap(({ share, content: own }, at) => {
    const answer = keys[at]
    return answer ? [{ id: `R${at + 1}`, share, content: own, key: answer }] : []
  })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="${identifier}" title="${escapeXml(content.stem.slice(0, 60).replace(/\n/g, ' '))}" adaptive="false" time-dependent="false" xml:lang="zh-CN">`,
    both.map((part) => declarations(part.id, part.key)).join(''),
    '<qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float"/>',
    `<qti-item-body data-difficulty="${difficulty}" data-theme="${escapeXml(theme)}">`,
    content.kind === 'case' ? `<div class="material">${text(content.stem)}</div>` : '',
    both.map((part) => `<div class="part" data-share="${part.share}">${interaction(part.id, part.content, part.key)}</div>`).join(''),
    analysis === ''
      ? ''
      : `<qti-rubric-block use="analysis" view="tutor"><qti-content-body>${text(analysis)}</qti-content-body></qti-rubric-block>`,
    '</qti-item-body>',
    '</qti-assessment-item>',
  ].join('')
}

/** imsmanifest.xml: which items are in the package. */
export const writeManifest = (items: readonly string[]): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<manifest xmlns="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1" identifier="minzhi-questions">',
    '<metadata><schema>QTI Package</schema><schemaversion>3.0.0</schemaversion></metadata><organizations/><resources>',
    ...items.map(
      (name) =>
        `<resource identifier="${name.replace('.xml', '')}" type="imsqti_item_xmlv3p0" href="${name}"><file href="${name}"/></resource>`,
    ),
    '</resources></manifest>',
  ].join('')
