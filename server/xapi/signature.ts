import { verify, X509Certificate } from 'node:crypto'
import { isObject, type JsonObject, parseJson } from './json.ts'
import { Refusal } from './refusal.ts'
import { saysTheSame, withoutSignature } from './same.ts'
import { readStatement, type Statement } from './statement.ts'
import type { Version } from './version.ts'

/** RSA with SHA-2, as the standard names them; `none` and shared keys prove nothing. */
const hashes: Readonly<Record<string, string>> = { RS256: 'sha256', RS384: 'sha384', RS512: 'sha512' }

/**
 * A signed statement (签名记录): a JWS in compact form whose payload is the statement before it was signed. With a certificate in its header the
 * signature is verified; who stands behind the certificate is for the reader to judge.
 */
export function demandSignature(statement: Statement, content: Buffer, version: Version): void {
  const parts = content.toString('latin1').trim().split('.')
  const [head = '', payload = '', signature = ''] = parts
  if (parts.length !== 3 || !parts.every((part) => /^[\w-]+$/.test(part))) throw new Refusal(400, '签名附件不是 JWS 紧凑格式。')
  const header = parseJson(Buffer.from(head, 'base64url'), '签名的标头')
  const algorithm = isObject(header) && typeof header.alg === 'string' ? header.alg : ''
  const hash = Object.hasOwn(hashes, algorithm) ? hashes[algorithm] : undefined
  if (!isObject(header) || hash === undefined) throw new Refusal(400, '签名算法只能是 RS256、RS384 或 RS512。')
  const key = publicKeyOf(header)
  if (key && !verify(hash, Buffer.from(`${head}.${payload}`), key, Buffer.from(signature, 'base64url')))
    throw new Refusal(400, '签名与内容不符。')
  const signed = readStatement(parseJson(Buffer.from(payload, 'base64url'), '被签名的记录'), '被签名的记录', version)
  if (!saysTheSame(withoutSignature(signed), withoutSignature(statement))) throw new Refusal(400, '被签名的内容与记录不一致。')
}

function publicKeyOf(header: JsonObject): X509Certificate['publicKey'] | null {
  if (header.x5c === undefined) return null
  const [first] = Array.isArray(header.x5c) ? header.x5c : []
  try {
    const { publicKey } = new X509Certificate(Buffer.from(typeof first === 'string' ? first : '', 'base64'))
    if (publicKey.asymmetricKeyType === 'rsa') return publicKey
  } catch {
    // Refused below, like a key of another kind.
  }
  throw new Refusal(400, '签名标头中的 x5c 证书无法使用。')
}
