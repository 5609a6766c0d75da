import { argon2, createHash, randomBytes } from 'node:crypto'
import { Problem } from '#kernel/problem'
import { isCommon } from './common-password.ts'

/** Argon2id at the floor of S2; more at once would let a burst of sign-ins starve everything else. */
const parameters = { memory: 19 * 1024, passes: 2, parallelism: 1, tagLength: 32 } as const
const atOnce = 4

let running = 0
const waiting: (() => void)[] = []

async function derive(password: string, nonce: Buffer): Promise<Buffer> {
  if (running >= atOnce) await new Promise<void>((go) => waiting.push(go))
  running += 1
  try {
    return await new Promise<Buffer>((resolve, reject) =>
      argon2('argon2id', { message: Buffer.from(password.normalize('NFKC')), nonce, ...parameters }, (error, tag) =>
        error ? reject(error) : resolve(tag),
      ),
    )
  } finally {
    running -= 1
    waiting.shift()?.()
  }
}

/**
 * `argon2id$m$t$p$salt$verifier`, base64url. What is stored is the hash of the derived proof, and the database compares: it never shows what a
 * thief could guess against (authority.sign_in).
 */
export async function hashPassword(password: string): Promise<string> {
  return (await newPassword(password)).stored
}

export async function newPassword(password: string): Promise<{ stored: string; proof: Buffer }> {
  const nonce = randomBytes(16)
  const proof = await derive(password, nonce)
  const recipe = ['argon2id', parameters.memory, parameters.passes, parameters.parallelism, nonce.toString('base64url')]
  return { stored: [...recipe, createHash('sha256').update(proof).digest('base64url')].join('$'), proof }
}

/** The proof of what somebody typed, for the account's recipe. An unknown account has a recipe too, so that time tells nothing (S5). */
export function proofOf(password: string, recipe: string | null): Promise<Buffer> {
  const [, , , , nonce = ''] = (recipe ?? decoy).split('$')
  return derive(password, Buffer.from(nonce, 'base64url'))
}

const decoy = await hashPassword(randomBytes(12).toString('base64url'))

/** Of the product and its place: in no password. */
const ours = ['fujian', 'minzhi', '闽知', '知创', '市场监管', 'shichangjianguan']

/** Two letters stand in many words by chance; two characters are a name. */
const isTelling = (word: string) => word.length > (/^[\x20-\x7e]*$/.test(word) ? 2 : 1)

/** Profile `mlps3` of S3: twelve characters with three of four classes, or twenty; nothing common, nothing of one's own name or account. */
export function judgePassword(password: string, known: readonly string[], field: 'next' | 'password' = 'next'): void {
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((pattern) => pattern.test(password)).length
  const refuse = (message: string) => {
    throw new Problem('invalid', { issues: [{ path: field, message }] })
  }
  if (password.length < 12 || (classes < 3 && password.length < 20))
    refuse('密码至少 12 位且含大写、小写、数字、符号中的三类，或不少于 20 位。')
  const lower = password.normalize('NFKC').toLowerCase()
  if ([...ours, ...known].some((word) => isTelling(word) && lower.includes(word.toLowerCase())))
    refuse('密码不能含本人姓名、账号、工号、单位名称或产品名称。')
  if (isCommon(password)) refuse('密码主要由常见口令、连续或重复字符组成，容易被猜到，请换一个。')
}
