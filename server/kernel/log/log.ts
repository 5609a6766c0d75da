import { writeSync } from 'node:fs'
import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino'
import { maskText, redactFields } from './redact.ts'

export type Log = Logger

export type LogOptions = { level?: 'debug' | 'info' | 'warn' | 'error' | 'silent'; to?: DestinationStream }

/** One JSON object a line, times in UTC. A request's lines carry its id: `log.child({ requestId })`. */
export function createLog({ level = 'info', to = standardOutput() }: LogOptions = {}): Log {
  const log = pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: cleaned },
      // Errors were made plain by `cleaned`; pino's own serializer would copy all their properties, a database's quoted rows too.
      serializers: {
        err: (error) => error,
        req: requestFacts,
        res: (reply: { statusCode?: number }) => ({ statusCode: reply.statusCode }),
      },
      hooks: { logMethod: maskArguments, streamWrite: encodeControls },
    },
    to,
  )
  // pino writes a child's bindings without asking the formatters. Children inherit from this object, and so this too.
  const child = log.child
  log.child = function (this: Log, bindings, options) {
    return child.call(this, cleaned(bindings), options)
  } as typeof log.child // one implementation for its overloads
  return log
}

function maskArguments(this: Log, args: Parameters<Log['info']>, method: (...args: Parameters<Log['info']>) => void): void {
  const [first, ...rest] = args.map((part: unknown) => (typeof part === 'string' ? maskText(part) : part))
  method.apply(this, [first, ...rest] as Parameters<Log['info']>) // the same arguments, masked: their types did not change
}

/** A request and a reply of the web server are no plain objects: the serializers below pick from them what a line needs. */
function cleaned(fields: object): Record<string, unknown> {
  const { req, res, ...others } = fields as { req?: unknown; res?: unknown } // any object may be asked for these two
  return { ...redactFields(others), ...(req === undefined ? {} : { req }), ...(res === undefined ? {} : { res }) }
}

/** Without the query: people search for names and numbers there. */
function requestFacts(request: { method?: string; url?: string; ip?: string }): object {
  return { method: request.method, path: request.url?.split('?')[0], ip: request.ip }
}

/**
 * JSON encodes the controls below space. The rest would still let a stranger's text clear a terminal, add a line, or turn the reading direction:
 * DEL and C1, the line separators, and the bidirectional marks.
 */
const dangerous = /[\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

const encodeControls = (line: string): string => line.replace(dangerous, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** A full disk or a closed pipe costs us lines, never the service (S100). */
const standardOutput = (): DestinationStream => ({
  write(line) {
    try {
      writeSync(1, line)
    } catch {
      // nowhere left to say it
    }
  },
})
