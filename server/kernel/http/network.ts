/** The network a failure counts for: /24 or /64, so that one host of a lab does not lock another's. */
export function networkOf(address: string): string {
  if (address.includes('.')) return address.split('.').slice(0, 3).join('.')
  // Written out before it is cut: `::` stands for as many zeros as are missing, and whoever owns a /64 could hide in it.
  const [head = [], tail = []] = (address.split('%')[0] ?? '').split('::').map((half) => half.split(':').filter((group) => group !== ''))
  const zeros = Array<string>(Math.max(0, 8 - head.length - tail.length)).fill('0')
  return [...head, ...zeros, ...tail].slice(0, 4).join(':')
}
