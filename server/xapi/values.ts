import { type Check, mapOf, pattern, text } from './shape.ts'
import type { Version } from './version.ts'

const uuidText = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
export const isUuid = (letters: string): boolean => uuidText.test(letters)
export const uuid = pattern(isUuid, '应为 UUID')

/** With a scheme; what RFC 3987 never allows is refused, the rest is compared letter by letter (RFC 3987, 5.3.1). */
const iriText = /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i
export const isIri = (letters: string): boolean => letters.length <= 2000 && iriText.test(letters)
export const iri = pattern(isIri, '应为带协议名的 IRI，例如 https://…')

export const mailbox = pattern(
  (letters) => /^mailto:[^\s@:]+@[^\s@:]+$/i.test(letters) && letters.length <= 320,
  '应为 mailto: 开头的邮箱地址',
)
export const sha1 = pattern((letters) => /^[0-9a-f]{40}$/i.test(letters), '应为 40 位十六进制 SHA-1 值')
export const sha2 = pattern((letters) => /^([0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$/i.test(letters), '应为十六进制 SHA-2 值')
export const mediaType = pattern(
  (letters) => /^[\w!#$&^.+-]{1,100}\/[\w!#$&^.+-]{1,100}(\s*;\s*[\w!#$&^.+-]+=("[^"\r\n]{0,200}"|[^\s;"]{1,200})){0,8}$/.test(letters),
  '应为媒体类型，例如 application/pdf',
)

/** RFC 5646: language, script, region, variants, extensions, private use; and the old names that begin with i-. */
const languageText =
  /^(?:(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3})){0,5}(?:-[a-wyz0-9](?:-[a-z0-9]{2,8}){1,5}){0,5}(?:-x(?:-[a-z0-9]{1,8}){1,5})?|x(?:-[a-z0-9]{1,8}){1,5}|i-[a-z0-9]{2,8})$/i
export const language = pattern((letters) => letters.length <= 100 && languageText.test(letters), '应为语言标记（RFC 5646），例如 zh-CN')
export const languageMap = mapOf(language, text)
/** Whatever a client wants to say more; only the names are judged. */
export const extensions = mapOf(iri, () => undefined)

const durationText =
  /^P(?:\d+(?:\.\d+)?W|(?=[\dT])(?:\d+(?:\.\d+)?Y)?(?:\d+(?:\.\d+)?M)?(?:\d+(?:\.\d+)?D)?(?:T(?=\d)(?:\d+(?:\.\d+)?H)?(?:\d+(?:\.\d+)?M)?(?:\d+(?:\.\d+)?S)?)?)$/
export const duration = pattern((letters) => letters.length <= 100 && durationText.test(letters), '应为 ISO 8601 时长，例如 PT1H30M')

const timeText =
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)T(?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)(?:[.,](?<fraction>\d{1,12}))?)?(?<zone>Z|[+-]\d\d(?::?\d\d)?)?$/i

/**
 * The instant of a timestamp, or null. `-00`, `-0000` and `-00:00` mean that nobody knows the zone: the standard has them refused. Version 2.0 asks for
 * RFC 3339, where a zone must stand; 1.0.3 takes a time without one as UTC.
 */
export function instantOf(letters: string, version: Version): Date | null {
  const parts = timeText.exec(letters)?.groups
  if (!parts) return null
  const { year, month, day, hour, minute, second = '00', fraction = '0', zone = version === '2.0.0' ? '' : 'Z' } = parts
  if (zone === '' || /^-00(:?00)?$/.test(zone)) return null
  if (
    Number(day) < 1 ||
    Number(day) > daysOf(Number(year), Number(month)) ||
    Number(hour) > 23 ||
    Number(minute) > 59 ||
    Number(second) > 60
  )
    return null
  const [, sign = '', zoneHour = '', zoneMinute = '00'] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? []
  const offset = sign ? `${sign}${zoneHour}:${zoneMinute}` : 'Z'
  const shown = Math.min(Number(second), 59).toString().padStart(2, '0')
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${shown}.${fraction.slice(0, 3).padEnd(3, '0')}${offset}`)
  return Number.isNaN(at.valueOf()) ? null : at
}

const daysOf = (year: number, month: number) => (month >= 1 && month <= 12 ? new Date(Date.UTC(year, month, 0)).getUTCDate() : 0)

export const timestamp: Check = (value, at, version) =>
  pattern((letters) => instantOf(letters, version) !== null, '应为带时区的时间（ISO 8601），例如 2026-03-03T02:00:00Z')(value, at, version)
