import { join, resolve } from 'node:path'
import { z } from 'zod'
import { addressesOf } from './proxy.ts'
import { readSecret } from './secret.ts'

/** Connection URLs: `owner` migrates, `app` serves requests under row security, `worker` runs jobs. */
export type Databases = { readonly owner: string; readonly app: string; readonly worker: string }

export type Config = {
  readonly mode: 'demonstration' | 'production'
  readonly role: 'all' | 'web' | 'worker'
  readonly host: string
  /** 0 lets the system choose: for tests. */
  readonly port: number
  /** Where uploaded content runs (S92): an origin and a listener of its own, without cookies. Null: none is configured, and no course content opens. */
  readonly contentOrigin: string | null
  readonly contentPort: number
  readonly dataFolder: string
  /** Null: the PostgreSQL that comes from npm. */
  readonly databases: Databases | null
  /** A replica for reads that allow it. */
  readonly readUrl: string | null
  /** Where the browser finds us, behind the proxy that speaks TLS. Null in the demonstration. */
  readonly publicOrigin: string | null
  /** Addresses and networks from which that proxy speaks: it alone is believed when it says whom it speaks for. */
  readonly proxies: readonly string[]
}

/** Where the browser finds us: in the demonstration, under whichever name of this machine. */
export const ownOrigins = ({ publicOrigin, port }: Pick<Config, 'publicOrigin' | 'port'>): readonly [string, ...string[]] =>
  publicOrigin ? [publicOrigin] : [`http://127.0.0.1:${port}`, `http://localhost:${port}`]

/** Everything that is wrong with the settings, one sentence each: an operator should not have to start ten times. */
export class ConfigError extends Error {
  override name = 'ConfigError'
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(['配置有误，未启动。 (The configuration is wrong; not started.)', ...problems.map((problem) => `  - ${problem}`)].join('\n'))
    this.problems = problems
  }
}

const root = resolve(import.meta.dirname, '../../..')
const ours = ['MINZHI_MODE', 'MINZHI_ROLE', 'MINZHI_DATA', 'MINZHI_CONTENT_ORIGIN', 'MINZHI_CONTENT_PORT', 'MINZHI_TEST_DATABASES']
const loopback = ['127.0.0.1', '::1', 'localhost']

/** The only place that reads the environment. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const problems: string[] = []
  refuseUnknown(env, problems)
  const mode = oneOf(env, 'MINZHI_MODE', ['demonstration', 'production'], 'demonstration', problems)
  const contentPort = portOf(env, 'MINZHI_CONTENT_PORT', contentPortFor(env.PORT), problems)
  const config: Config = {
    mode,
    role: oneOf(env, 'MINZHI_ROLE', ['all', 'web', 'worker'], 'all', problems),
    host: env.HOST || '127.0.0.1',
    port: portOf(env, 'PORT', '8300', problems),
    contentPort,
    contentOrigin: contentOriginOf(env, mode, contentPort, problems),
    dataFolder: resolve(env.MINZHI_DATA || join(root, 'data')),
    databases: databasesOf(env, mode, problems),
    readUrl: databaseUrl(env, 'DATABASE_READ_URL', problems),
    publicOrigin: originOf(env, problems),
    proxies: proxiesOf(env, problems),
  }
  if (mode === 'demonstration') refuseOpenDemonstration(config, problems)
  else refuseInsecureProduction(env, config, problems)
  refuseForeignReplica(config, problems)
  if (problems.length > 0) throw new ConfigError(problems)
  return config
}

/** A misspelt MINZHI_MODE would otherwise start a demonstration where an office expects its platform. */
function refuseUnknown(env: NodeJS.ProcessEnv, problems: string[]): void {
  for (const name of Object.keys(env).filter((key) => key.startsWith('MINZHI_') && !ours.includes(key)))
    problems.push(`不认识的变量 ${name}，可用的有 ${ours.slice(0, -1).join('、')}。 (Unknown variable.)`)
}

function oneOf<const T extends string>(env: NodeJS.ProcessEnv, name: string, allowed: readonly T[], otherwise: T, problems: string[]): T {
  const text = env[name] || otherwise
  const found = allowed.find((value) => value === text)
  if (found === undefined) problems.push(`${name} 只能是 ${allowed.join('、')}，现在是“${text}”。 (Must be one of these.)`)
  return found ?? otherwise
}

function portOf(env: NodeJS.ProcessEnv, name: string, otherwise: string, problems: string[]): number {
  const text = env[name] || otherwise
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (port <= 65_535) return port
  problems.push(`${name} 应为 0 到 65535 的整数，现在是“${env[name]}”。 (Must be a whole number from 0 to 65535.)`)
  return Number(otherwise)
}

/** Beside the platform's own port; far enough that a second demonstration on the next port does not meet it. */
const contentPortFor = (port: string | undefined): string => {
  const own = Number(port || '8300')
  return own > 0 && own <= 65_485 ? String(own + 50) : '8350'
}

const databaseVariables = { owner: 'DATABASE_OWNER_URL', app: 'DATABASE_URL', worker: 'DATABASE_WORKER_URL' } as const

/** All three or, in the demonstration alone, none. */
function databasesOf(env: NodeJS.ProcessEnv, mode: Config['mode'], problems: string[]): Databases | null {
  const [owner, app, worker] = Object.values(databaseVariables).map((name) => databaseUrl(env, name, problems))
  if (owner && app && worker) return { owner, app, worker }
  const isGiven = (name: string) => Boolean(env[name] || env[`${name}_FILE`])
  const missing = Object.values(databaseVariables).filter((name) => !isGiven(name))
  if (mode === 'demonstration' && missing.length === 3) return null
  for (const name of missing) problems.push(`缺少 ${name}（或 ${name}_FILE）：${purposes[name]}。 (Missing connection URL.)`)
  return null
}

const purposes: Record<string, string> = {
  DATABASE_OWNER_URL: '拥有数据库、执行迁移的角色',
  DATABASE_URL: '运行时角色，受行级安全约束',
  DATABASE_WORKER_URL: '后台任务角色',
}

function databaseUrl(env: NodeJS.ProcessEnv, name: string, problems: string[]): string | null {
  const text = readSecret(env, name, problems)
  if (text === null) return null
  const url = URL.canParse(text) ? new URL(text) : null
  if (url !== null && /^postgres(ql)?:$/.test(url.protocol) && url.username !== '' && url.pathname.length > 1) return text
  // The value holds a password, so it is not repeated.
  problems.push(`${name} 应形如 postgres://用户:密码@主机:端口/数据库。 (Not a PostgreSQL connection URL.)`)
  return null
}

function originOf(env: NodeJS.ProcessEnv, problems: string[]): string | null {
  if (!env.PUBLIC_ORIGIN) return null
  const origin = z.url({ protocol: /^https?$/ }).safeParse(env.PUBLIC_ORIGIN).success ? new URL(env.PUBLIC_ORIGIN).origin : null
  if (origin === env.PUBLIC_ORIGIN) return origin
  problems.push(`PUBLIC_ORIGIN 应形如 https://minzhi.example.gov.cn，不带路径，现在是“${env.PUBLIC_ORIGIN}”。 (Scheme and host only.)`)
  return null
}

/**
 * Content that people upload runs there and nowhere else. In the demonstration its name is `localhost` where ours is 127.0.0.1: to the browser another
 * site, so that it sends no cookie of ours there. In production it is a name of its own that the proxy leads to this listener.
 */
function contentOriginOf(env: NodeJS.ProcessEnv, mode: Config['mode'], port: number, problems: string[]): string | null {
  const given = env.MINZHI_CONTENT_ORIGIN
  if (!given) return mode === 'demonstration' ? `http://localhost:${port}` : null
  const origin = z.url({ protocol: /^https?$/ }).safeParse(given).success ? new URL(given).origin : null
  if (origin !== given || (mode === 'production' && !given.startsWith('https://')))
    problems.push(
      `MINZHI_CONTENT_ORIGIN 应形如 https://content.example.gov.cn，不带路径，现在是“${given}”。 (Scheme and host only; https in production.)`,
    )
  else if (env.PUBLIC_ORIGIN && URL.canParse(env.PUBLIC_ORIGIN) && new URL(given).hostname === new URL(env.PUBLIC_ORIGIN).hostname)
    problems.push(
      'MINZHI_CONTENT_ORIGIN 的域名不能与 PUBLIC_ORIGIN 相同：上传的课件要与平台隔离。 (Uploaded content needs a host name of its own.)',
    )
  return origin
}

/** On this machine unless said otherwise. */
function proxiesOf(env: NodeJS.ProcessEnv, problems: string[]): readonly string[] {
  if (!env.TRUSTED_PROXIES) return ['127.0.0.1', '::1']
  const list = env.TRUSTED_PROXIES.split(',').map((entry) => entry.trim())
  if (addressesOf(list) === null)
    problems.push(
      `TRUSTED_PROXIES 应为地址或网段，以逗号分隔，例如 10.1.2.3,10.1.4.0/28，现在是“${env.TRUSTED_PROXIES}”。 (Addresses or networks, separated by commas.)`,
    )
  return list
}

/** The demonstration has passwords printed on its sign-in page: it is for this machine alone. */
function refuseOpenDemonstration(config: Config, problems: string[]): void {
  if (!loopback.includes(config.host))
    problems.push(
      `演示模式只能在本机使用：HOST 应为 ${loopback.join('、')}，现在是“${config.host}”。对外服务请用 MINZHI_MODE=production。 (The demonstration listens on loopback only.)`,
    )
}

function refuseInsecureProduction(env: NodeJS.ProcessEnv, config: Config, problems: string[]): void {
  if (!config.publicOrigin?.startsWith('https://'))
    problems.push('正式模式需要 PUBLIC_ORIGIN=https://…：由前置代理提供 TLS。 (Production needs an https origin, served by a proxy.)')
  if (env.NODE_TLS_REJECT_UNAUTHORIZED === '0')
    problems.push('正式模式不能设置 NODE_TLS_REJECT_UNAUTHORIZED=0：那会关闭证书校验。 (It would switch certificate checks off.)')
  if (/--inspect/.test(env.NODE_OPTIONS ?? ''))
    problems.push('正式模式不能打开调试端口：NODE_OPTIONS 中有 --inspect。 (No debugger in production.)')
  // Whoever reaches us beside the proxy could name any address as his own, and no lock by address would hold.
  if (!loopback.includes(config.host) && !env.TRUSTED_PROXIES)
    problems.push(
      `HOST=${config.host} 可从其他机器访问，须用 TRUSTED_PROXIES 写明前置代理的地址。 (Not on loopback: say from which addresses the proxy speaks.)`,
    )
  refuseSharedRoles(config.databases, problems)
  for (const [name, url] of Object.entries({ ...config.databases, read: config.readUrl }))
    if (url) refuseBareConnection(name, url, problems)
}

/** Row security does not bind an owner who is also the runtime. */
function refuseSharedRoles(databases: Databases | null, problems: string[]): void {
  if (databases === null) return
  const users = Object.values(databases).map((url) => new URL(url).username)
  if (new Set(users).size < users.length)
    problems.push('三个数据库连接应使用三个不同的角色：否则行级安全不起作用。 (Owner, runtime and worker must be three roles.)')
}

/** Row security binds the runtime role, on a replica too: read there as somebody else and it binds nobody. */
function refuseForeignReplica({ databases, readUrl }: Config, problems: string[]): void {
  if (readUrl && (databases === null || new URL(readUrl).username !== new URL(databases.app).username))
    problems.push('DATABASE_READ_URL 须与 DATABASE_URL 使用同一个运行时角色。 (The replica is read as the runtime role.)')
}

/** A password and every case file would cross the network in the clear. */
function refuseBareConnection(name: string, text: string, problems: string[]): void {
  const url = new URL(text)
  const isLocal = url.hostname === '' || loopback.includes(url.hostname.replace(/^\[|\]$/g, ''))
  if (isLocal || ['require', 'verify-ca', 'verify-full'].includes(url.searchParams.get('sslmode') ?? '')) return
  problems.push(`数据库连接（${name}）经过网络，应加上 sslmode=verify-full。 (A database connection over the network must use TLS.)`)
}
