import { Problem } from '#kernel/problem'

interface Violation {
  code: string
  constraint: string
}

const isViolation = (error: unknown): error is Error & Violation => error instanceof Error && 'constraint' in error && 'code' in error

/** What the constraints of accounts and duties mean to a person. */
const meanings: Record<string, () => Problem> = {
  person_account_unique: () => new Problem('invalid', { issues: [{ path: 'account', message: '这个账号已被使用' }] }),
  person_legal_licence: () =>
    new Problem('invalid', { issues: [{ path: 'legalLicensedOn', message: '法律职业资格证书号和取得之日应当一并填写' }] }),
  person_certificate: () => new Problem('invalid', { issues: [{ path: 'certificateNo', message: '这个执法证号已登记在他人名下' }] }),
  duty_classes_exclude: () =>
    new Problem('closed', {
      what: '任命该职务',
      why: '系统管理员、安全管理员、审计管理员互相排斥，也不得同时担任业务职务',
      basis: '三员分立',
      todo: '请先结束此人同一时期的其他职务，或另行指定人员。',
    }),
  duty_days: () => new Problem('invalid', { issues: [{ path: 'to', message: '结束日不能早于起始日' }] }),
}

/** Does the act; a constraint that a user can run into answers in words. The edge rolls back to its savepoint. */
export async function refusing<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    const meaning = isViolation(error) ? meanings[error.constraint] : undefined
    throw meaning ? meaning() : error
  }
}
