import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

// The credential of a cmi5 launch lies in the database for the minutes until its part asks for it. It is sealed by the very token with which it is asked
// for, of which the database has only the hash: who reads the table reads nothing.

const keyOf = (token: string) => Buffer.from(hkdfSync('sha256', token, '', 'minzhi cmi5 fetch', 32))

export function sealed(credential: string, token: string): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(token), nonce)
  const body = Buffer.concat([cipher.update(credential, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

export function opened(bytes: Buffer, token: string): string {
  const decipher = createDecipheriv('aes-256-gcm', keyOf(token), bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(12, 28))
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
}
