import { type Actor, actor } from './actor.ts'
import { parseJson } from './json.ts'
import { Refusal, refuse } from './refusal.ts'
import { instantOf, isIri, isUuid } from './values.ts'
import type { Version } from './version.ts'

/** The parameters of a request, each once and none that the resource does not know: letter case counts. */
export function readParameters<const Name extends string>(query: string, known: readonly Name[]): Partial<Record<Name, string>> {
  const found: Partial<Record<string, string>> = {}
  for (const [name, value] of new URLSearchParams(query)) {
    if (!known.some((one) => one === name)) refuse(`参数 ${name.slice(0, 60)}`, '不是这个资源的参数')
    if (found[name] !== undefined) refuse(`参数 ${name}`, '只能出现一次')
    found[name] = value
  }
  return found as Partial<Record<Name, string>> // only known names got in
}

export function needed(value: string | undefined, name: string): string {
  if (value === undefined || value === '') throw new Refusal(400, `缺少参数 ${name}。`)
  return value
}

export function uuidOf(value: string, name: string): string {
  if (!isUuid(value)) refuse(`参数 ${name}`, '应为 UUID')
  return value.toLowerCase()
}

export function iriOf(value: string, name: string): string {
  if (!isIri(value)) refuse(`参数 ${name}`, '应为带协议名的 IRI')
  return value
}

export function timeOf(value: string, name: string, version: Version): Date {
  return instantOf(value, version) ?? refuse(`参数 ${name}`, '应为 ISO 8601 时间')
}

export function flagOf(value: string, name: string): boolean {
  if (value !== 'true' && value !== 'false') refuse(`参数 ${name}`, '应为 true 或 false')
  return value === 'true'
}

/** An agent or a group with a name of its own, as JSON. */
export function actorOf(value: string, name: string, version: Version): Actor {
  const told = parseJson(value, `参数 ${name}`)
  actor(told, `参数 ${name}`, version)
  return told as Actor // as judged
}
