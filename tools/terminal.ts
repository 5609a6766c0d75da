/** Sentences for the person at the terminal: no stack for what he can put right himself. */
export const say = (sentence: string): void => console.log(sentence)

const expected = ['EmbeddedFailure', 'ConfigError', 'PlainRefusal', 'OtherMode', 'WeakFloor']

/** What the system or the database says when a setting is wrong, by its code. */
const plainly: Readonly<Record<string, string>> = {
  EADDRINUSE: '端口已被占用：请先停止占用它的程序，或用 PORT=… 换一个端口。 (The port is in use.)',
  EACCES: '没有权限：请检查数据文件夹的属主，1024 以下的端口需要特权。 (Permission denied.)',
  ECONNREFUSED: '连接不上数据库：请检查数据库是否已启动，以及连接地址。 (The database does not answer.)',
  ENOTFOUND: '找不到数据库主机：请检查连接地址。 (The database host is unknown.)',
  ETIMEDOUT: '连接数据库超时：请检查网络和连接地址。 (The database does not answer.)',
  '28P01': '数据库拒绝了用户名或密码：请检查三个连接地址。 (The database refused the password.)',
  '28000': '数据库拒绝了该角色的登录：请检查角色和 pg_hba.conf。 (The database refused the role.)',
  '42501':
    '数据库角色缺少权限：请检查三个连接地址是否各用其角色，数据库是否属于 minzhi_owner。 (A database role lacks a right: are the three URLs exchanged?)',
  '3D000': '数据库不存在：请先按 docs/operations.md 建立。 (No such database.)',
}

export function endWith(error: unknown): never {
  console.error(sentenceFor(error))
  process.exit(1)
}

function sentenceFor(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  if (expected.includes(error.name)) return error.message
  const known = 'code' in error && typeof error.code === 'string' ? plainly[error.code] : undefined
  return known === undefined ? error : `未启动。${known}\n  ${error.message || String('code' in error && error.code)}`
}

/** A tool declines, and says why. */
export class PlainRefusal extends Error {
  override name = 'PlainRefusal'
}
