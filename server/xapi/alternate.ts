import type { ProtocolCall } from '#kernel/http'
import { Refusal } from './refusal.ts'

/** What of a form stands for headers; everything else but `content` is a parameter. */
const headers = [
  'authorization',
  'x-experience-api-version',
  'content-type',
  'content-length',
  'if-match',
  'if-none-match',
  'accept',
  'accept-language',
]

/**
 * The alternate request syntax of 1.0.3 (Communication 1.3): a browser that could not send what it meant sends a form by POST and names the method in the
 * address. Read back into the request that was meant.
 */
export function meantBy(call: ProtocolCall): ProtocolCall {
  const query = new URLSearchParams(call.query)
  const method = query.get('method')
  if (call.method !== 'POST' || method === null) return call
  if ([...query].length > 1) throw new Refusal(400, '替代请求语法的地址中只能有参数 method。')
  if (method !== 'GET' && method !== 'PUT' && method !== 'POST' && method !== 'DELETE')
    throw new Refusal(400, '参数 method 应为 GET、PUT、POST 或 DELETE。')
  const form = [...new URLSearchParams(call.body?.toString('utf8') ?? '')]
  const isHeader = (name: string) => headers.includes(name.toLowerCase())
  const content = form.find(([name]) => name === 'content')?.[1]
  if ((method === 'PUT' || method === 'POST') && content === undefined) throw new Refusal(400, '替代请求语法的表单缺少 content。')
  return {
    ...call,
    method,
    query: new URLSearchParams(form.filter(([name]) => name !== 'content' && !isHeader(name))).toString(),
    headers: {
      ...call.headers,
      'content-type': 'application/json',
      ...Object.fromEntries(form.filter(([name]) => isHeader(name)).map(([name, value]) => [name.toLowerCase(), value])),
    },
    body: content === undefined ? null : Buffer.from(content, 'utf8'),
  }
}
