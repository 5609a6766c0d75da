import { z } from 'zod'
import {
  body,
  cell,
  fill,
  flush,
  form,
  heading,
  line,
  minuteText,
  paperFor,
  paragraphs,
  row,
  signLines,
  tallRow,
  words,
} from '#kernel/paper'
import type { CaseFacts } from './facts.ts'
import { choice, day, goods, long, officers, party, text } from './fields.ts'
import { certificateIsShown, certificateShown, extractionPlace, span, twoOfficers, witness } from './particulars.ts'
import { boxes, dayOf, flushed, goodsList, officersText, partyLines, procedure, signDay, signedBy } from './parts.ts'

const paper = paperFor<CaseFacts>()

const forms = { attached: '附后', pasted: '粘贴于本单' }

/** 证据提取单 */
export const evidenceExtraction = paper({
  kind: 'evidenceExtraction',
  title: '证据提取单',
  formNo: 11,
  numbering: 'none',
  external: false,
  layout: 'sheet',
  archive: { volume: 'main', place: 4 },
  basis: `${procedure}第二十四条`,
  fields: z.object({
    name: text('证据名称'),
    takenOn: day('提取时间'),
    place: extractionPlace,
    content: long('证据内容及来源'),
    form: choice('证据附贴方式', forms),
    copies: text('页数（件数）').optional(),
    officers: officers(),
    verified: text('证据提供人的核对意见'),
    provider: text('证据提供人'),
    witness,
  }),
  elements: [
    twoOfficers(),
    { name: '证据提供人核对无误的意见', basis: `${procedure}第二十四条`, field: 'verified', present: (f) => Boolean(f.verified) },
  ],
  prefill: (facts) => ({ place: facts.place, officers: facts.officers, provider: facts.party?.name, verified: '经核对与原件（原物）一致' }),
  blocks: (f) => [
    form(
      row(['证据名称', cell(f.name)], ['页数\n（件数）', cell(f.copies)]),
      row(['提取时间', cell(dayOf(f.takenOn))], ['提取地点', cell(f.place)]),
      row(['附贴方式', boxes(forms, f.form)]),
      tallRow(92, ['证据内容\n及来源', cell(f.content)]),
      {
        cells: [['证据提供人\n核对意见', cell(f.verified, [line`证据提供人（签名或者盖章）：${fill(f.provider, 6)}`, signDay])]],
        height: 28,
      },
      {
        cells: [
          ['执法人员', { text: officersText(f.officers), sign: [line`签名：${fill(undefined, 5)}、${fill(undefined, 5)}`, signDay] }],
        ],
        height: 28,
      },
      { cells: [['见证人', cell(f.witness, [line`签名：${fill(undefined, 5)}`, signDay])]], height: 18 },
    ),
  ],
})

const hashes = { 'SHA-256': 'SHA-256', SM3: 'SM3' }

/** 电子数据证据提取笔录 */
export const electronicDataRecord = paper({
  kind: 'electronicDataRecord',
  title: '电子数据证据提取笔录',
  formNo: 12,
  numbering: 'none',
  external: false,
  layout: 'record',
  archive: { volume: 'main', place: 4 },
  basis: `${procedure}第二十六条`,
  fields: z.object({
    ...span('提取'),
    place: extractionPlace,
    party: party('被检查人'),
    extractor: text('提取人'),
    extractorUnit: text('提取人所在单位').optional(),
    officers: officers(),
    certificateShown,
    medium: text('原始存储介质名称及状态'),
    method: long('提取方法和过程'),
    tool: text('提取工具及版本').optional(),
    content: long('提取内容'),
    hashName: choice('完整性校验算法', hashes),
    hash: text('完整性校验值'),
    recording: text('提取过程录像编号').optional(),
    witness,
  }),
  elements: [
    twoOfficers(),
    certificateIsShown,
    {
      name: '完整性校验值（64位十六进制）',
      basis: `${procedure}第二十六条`,
      field: 'hash',
      present: (f) => /^[0-9a-f]{64}$/iu.test(f.hash ?? ''),
    },
  ],
  prefill: (facts) => ({ place: facts.place, party: facts.party, officers: facts.officers }),
  blocks: (f, head) => [
    flush(line`提取时间：${minuteText(f.from)}至${minuteText(f.to)}`),
    flush(line`提取地点：${fill(f.place, 24)}`),
    ...flushed(partyLines(f.party)),
    flush(line`提取人：${fill(f.extractor, 8)}　所在单位：${fill(f.extractorUnit ?? head.org, 12)}`),
    flush(line`执法人员：${officersText(f.officers)}`),
    body(line`执法人员已主动出示执法证件，并告知被检查人依法享有陈述权、申辩权和申请回避的权利。`),
    heading('一、原始存储介质名称及状态'),
    ...paragraphs(f.medium),
    heading('二、提取方法和过程'),
    body(line`提取工具及版本：${fill(f.tool, 16)}`),
    ...paragraphs(f.method, 4),
    heading('三、提取内容'),
    ...paragraphs(f.content, 4),
    heading('四、完整性校验'),
    body(line`校验算法：${fill(f.hashName, 6)}`),
    flush(line`校验值：${fill(f.hash, 24)}`),
    flush(line`提取过程录像编号：${fill(f.recording, 14)}`),
    signLines(
      line`以上笔录经核对无误：${fill(undefined, 10)}（由被检查人书写）`,
      signedBy('被检查人（签名或者盖章）'),
      signedBy('提取人（签名）'),
      line`执法人员（签名）：${fill(undefined, 5)}、${fill(undefined, 5)}　${signDay}`,
      signedBy('见证人（签名）', f.witness),
    ),
  ],
})

/** Coercion Law art. 24: the list is drawn up in two copies, and the party has one of them. */
const listBasis = '《中华人民共和国行政强制法》第二十四条'

const listKinds = { places: '场所', facilities: '设施', goods: '财物' }

/** 场所/设施/财物清单 */
export const propertyList = paper({
  kind: 'propertyList',
  title: '场所/设施/财物清单',
  titleFor: (f) => (f.listKind ? `${listKinds[f.listKind]}清单` : '场所/设施/财物清单'),
  formNo: 24,
  numbering: 'internal',
  external: true,
  layout: 'sheet',
  archive: { volume: 'main', place: 3 },
  basis: `${listBasis}；${procedure}第三十三条至第三十五条`,
  fields: z.object({
    listKind: choice('清单类别', listKinds),
    belongsTo: text('所附文书名称及文号'),
    party: party(),
    goods: goods('清单'),
    officers: officers(),
    witness,
  }),
  elements: [
    {
      name: '名称和数量',
      basis: listBasis,
      field: 'goods',
      present: (f) => (f.goods ?? []).length > 0 && f.goods!.every((item) => item.name && item.quantity),
    },
    twoOfficers('执法人员', undefined, '两名'),
  ],
  prefill: (facts) => ({ listKind: 'goods' as const, party: facts.party, goods: facts.goods, officers: facts.officers }),
  blocks: (f) => [
    flush(line`当事人：${fill(f.party?.name, 16)}`),
    flush(line`所附文书：${fill(f.belongsTo, 18)}`),
    goodsList(f.goods),
    flush(words('（以下空白）')),
    signLines(
      line`上述内容经核对无误。`,
      signedBy('当事人（签名或者盖章）'),
      signedBy('见证人（签名或者盖章）', f.witness),
      line`执法人员（签名）：${fill(undefined, 5)}、${fill(undefined, 5)}　${signDay}`,
    ),
  ],
  copies: { count: 2, where: '一份交当事人，一份归档' },
})
