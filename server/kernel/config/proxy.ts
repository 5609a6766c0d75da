import { BlockList, isIP } from 'node:net'

/** Addresses or networks (10.1.2.3, 10.1.2.0/24) as one question; null if one of them is neither. */
export function addressesOf(list: readonly string[]): ((address: string) => boolean) | null {
  const known = new BlockList()
  for (const entry of list) {
    const [address = '', bits, ...rest] = entry.split('/')
    const family = isIP(address)
    const most = family === 4 ? 32 : 128
    const width = bits === undefined ? most : Number(bits)
    if (family === 0 || rest.length > 0 || !Number.isInteger(width) || bits === '' || width < 1 || width > most) return null
    known.addSubnet(address, width, family === 4 ? 'ipv4' : 'ipv6')
  }
  return (address) => isIP(address) !== 0 && known.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6')
}
