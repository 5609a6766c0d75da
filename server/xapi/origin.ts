import type { House } from '#kernel/house'
import type { ProtocolCall } from '#kernel/http'
import { Refusal } from './refusal.ts'

/**
 * Where uploaded courses run, in a browser but under an address of their own: the one foreign page that may speak to the store. By its credential alone;
 * cookies are never allowed with it.
 */
const contentOriginOf = ({ config }: Pick<House, 'config'>): string | null => config.contentOrigin

/** What tells a browser that the content's page may read the answer; nothing for everybody else. */
export function originHeaders(house: House, { headers }: ProtocolCall): Record<string, string> {
  const allowed = contentOriginOf(house)
  if (allowed === null || headers.origin !== allowed) return { vary: 'Origin' }
  return {
    vary: 'Origin',
    'access-control-allow-origin': allowed,
    'access-control-expose-headers': 'ETag, Last-Modified, X-Experience-API-Version, X-Experience-API-Consistent-Through',
  }
}

export const preflightHeaders = {
  'access-control-allow-methods': 'GET, HEAD, PUT, POST, DELETE',
  'access-control-allow-headers': 'Authorization, Content-Type, X-Experience-API-Version, If-Match, If-None-Match, Accept-Language',
  'access-control-max-age': '600',
}

/** A page of somebody else, in whose browser a credential may still be remembered, is refused; machines name no origin (S86). */
export function refuseForeignPage(house: House, { headers, host }: ProtocolCall): void {
  const { origin } = headers
  if (origin === undefined || origin === contentOriginOf(house)) return
  if (house.config.publicOrigin ? origin === house.config.publicOrigin : URL.canParse(origin) && new URL(origin).host === host) return
  throw new Refusal(403, '不接受从其他网站的页面发来的请求。')
}
