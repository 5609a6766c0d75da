import { z } from 'zod'
import { LegalDay } from '#contract/common'
import { type ComposedPaper, chineseDay, line, paperFor, words } from '#kernel/paper'

const fields = z.object({
  name: z.string().meta({ title: '姓名' }),
  unit: z.string().meta({ title: '单位' }),
  classTitle: z.string().meta({ title: '培训班' }),
  host: z.string().optional().meta({ title: '主办单位' }),
  startsOn: LegalDay.meta({ title: '开班日期' }),
  endsOn: LegalDay.meta({ title: '结束日期' }),
  hours: z.number().meta({ title: '学时' }),
  days: z.number().meta({ title: '天数' }),
  revokedOn: LegalDay.optional().meta({ title: '撤销日期' }),
})
export type CertificateFields = z.infer<typeof fields>

/** 培训结业证书. No public standard was seen for its form; the words are ours. */
const certificatePaper = paperFor<CertificateFields>()({
  kind: 'trainingCertificate',
  title: '培训结业证书',
  formNo: 0,
  numbering: 'internal',
  external: true,
  layout: 'notice',
  archive: { volume: 'main', place: 99 },
  basis: '闽市监知运〔2024〕231号一（一）',
  fields,
  elements: [],
  blocks: ({ name, unit, classTitle, host, startsOn, endsOn, hours, days }, head) => [
    {
      kind: 'paragraph',
      style: 'body',
      text: line`${name}同志（${unit}）于${startsOn && chineseDay(startsOn)}至${endsOn && chineseDay(endsOn)}参加${host ? `由${host}主办的` : words('')}“${classTitle}”，完成规定的学习内容，计${hours}学时${days ? `、${days}天` : words('')}，准予结业。`,
    },
    { kind: 'paragraph', style: 'body', text: words('特发此证。') },
    { kind: 'signature', org: head.org, day: line`${head.day && chineseDay(head.day)}` },
  ],
})

export interface CertificateHead {
  issuer: string
  number: string
  issuedOn: string
  /** Where a stranger checks it. */
  address: string
  code: string
}

export function composeCertificate(values: CertificateFields, { issuer, number, issuedOn, address, code }: CertificateHead): ComposedPaper {
  const paper = certificatePaper.compose(values, {
    org: issuer,
    number,
    day: issuedOn,
    ...(values.revokedOn ? { mark: '已撤销' } : {}),
  })
  const caption = words(`扫码或者在验证页面输入编码核验：${code.replace(/(.{5})(?=.)/g, '$1 ')}`)
  return { ...paper, blocks: [...paper.blocks, { kind: 'qr', text: address, caption }] }
}
