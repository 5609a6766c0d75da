const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 cannot hold them in any form
const unsayable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g
export const escapeXml = (words: string): string => words.replace(unsayable, '').replace(/[&<>"]/g, (mark) => marks[mark] ?? mark)
