import { connect } from 'node:net'

const beginnings = {
  headers: 'GET / HTTP/1.1\r\nHost: a\r\n',
  body: 'POST /api/session HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{"account":"',
  nothing: '',
}

/** Sends a beginning and then, but for `nothing`, one letter a second. Answers after how many seconds the server closed the connection. */
export function slowSender(url: string, what: keyof typeof beginnings): Promise<number> {
  const { hostname, port } = new URL(url)
  const began = performance.now()
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname)
    socket.write(beginnings[what])
    const timer = setInterval(() => what !== 'nothing' && socket.writable && socket.write('a'), 1000)
    const end = () => {
      clearInterval(timer)
      resolve((performance.now() - began) / 1000)
    }
    socket.on('error', () => undefined).on('close', end)
    socket.resume()
  })
}
