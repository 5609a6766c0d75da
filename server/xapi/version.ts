import { Refusal } from './refusal.ts'

/** The two standards that the store speaks, each at its own base path: xAPI 1.0.3 (ADL) and 2.0 (IEEE 9274.1.1). */
export type Version = '1.0.3' | '2.0.0'

/** What a client may write into its header: the standard itself or a patch of it. */
const headers: Record<Version, RegExp> = { '1.0.3': /^1\.0(\.\d+)?$/, '2.0.0': /^2\.0(\.\d+)?$/ }

export function demandVersion(sent: string | undefined, version: Version): void {
  if (sent === undefined) throw new Refusal(400, `请求缺少 X-Experience-API-Version 标头，这个地址使用 ${version}。`)
  if (!headers[version].test(sent)) throw new Refusal(400, `X-Experience-API-Version 为“${sent.slice(0, 20)}”，这个地址只接受 ${version}。`)
}

/** The version that a statement may claim: what was recorded under 1.0 keeps saying so where 2.0 is spoken. */
export const isStatementVersion = (text: string, version: Version): boolean =>
  headers['1.0.3'].test(text) || (version === '2.0.0' && headers['2.0.0'].test(text))
