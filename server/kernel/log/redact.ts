const hidden = '[redacted]'

/** Compared without case, `_` and `-`: idNumber, id_number and ID-Number are one name; newPassword and sessionToken end like theirs. */
const endings = [
  ...['password', 'passphrase', 'secret', 'token', 'cookie', 'authorization', 'apikey', 'privatekey', 'otp', 'pepper'],
  ...['idnumber', 'idcard', 'phone', 'mobile', 'telephone', 'email', 'homeaddress', 'bankaccount', 'birthday', 'birthdate'],
]

function isSensitive(name: string): boolean {
  const plain = name.toLowerCase().replace(/[_-]/g, '')
  // A person's address is; `remoteAddress`, the machine's, is what a log of attacks is for.
  return plain === 'address' || plain.startsWith('password') || endings.some((ending) => plain.endsWith(ending))
}

/** A resident's id number or a mobile number that slipped into a sentence, and the password of a connection URL. */
export function maskText(text: string): string {
  return text
    .replace(/(?<!\d)\d{17}[\dXx](?!\d)/g, '[id number]')
    .replace(/(?<!\d)1[3-9]\d{9}(?!\d)/g, '[phone]')
    .replace(/(:\/\/[^\s:/@]+:)[^\s@]+@/g, '$1***@')
}

/** A copy fit for the log: secrets and personal data gone at any depth, and what is too deep or circular left out. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return maskText(value)
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  if (depth > 8) return '[too deep]'
  if (value instanceof Error) return errorForLog(value, depth)
  if (ArrayBuffer.isView(value)) return '[bytes]'
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1))
  return redactFields(value, depth)
}

export function redactFields(fields: object, depth = 0): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, inner]) => [name, isSensitive(name) && inner != null ? hidden : redact(inner, depth + 1)]),
  )
}

/** What a database error quotes of rows (`detail`, `where`) stays out: «Key (id_number)=(…) already exists». */
const errorFacts = ['code', 'severity', 'schema', 'table', 'column', 'constraint', 'routine', 'statusCode', 'syscall'] as const

function errorForLog(error: Error, depth: number): object {
  const facts = Object.fromEntries(Object.entries(error).filter(([name]) => errorFacts.some((fact) => fact === name)))
  return {
    type: error.name,
    message: maskText(error.message),
    stack: maskText(error.stack ?? ''),
    ...facts,
    ...(error.cause === undefined ? {} : { cause: redact(error.cause, depth + 1) }),
  }
}
