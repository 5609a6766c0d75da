import { crc32 } from 'node:zlib'

// Small contents of our own for the course of the demonstration: a document of one page and a package of SCORM 1.2 that keeps its place.

/** A page of lines as PDF 1.4, with the Chinese typeface that every reader has in itself (ISO 32000-1 §9.7.5.2). */
export function pdfOf(title: string, lines: readonly string[]): Buffer {
  const hex = (text: string) => `<${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`
  const body = [
    `BT /F 20 Tf 60 770 Td ${hex(title)} Tj ET`,
    ...lines.map((line, at) => `BT /F 13 Tf 60 ${725 - at * 26} Td ${hex(line)} Tj ET`),
  ]
  const stream = body.join('\n')
  return assembled([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>',
    `<</Length ${stream.length}>>\nstream\n${stream}\nendstream`,
    '<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>',
    '<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor 7 0 R/DW 1000>>',
    '<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>',
  ])
}

/** Objects with the table of where each begins. All of it is ASCII, so that letters are bytes. */
function assembled(objects: readonly string[]): Buffer {
  let file = '%PDF-1.4\n'
  const starts = objects.map((object, at) => {
    const start = file.length
    file += `${at + 1} 0 obj\n${object}\nendobj\n`
    return `${String(start).padStart(10, '0')} 00000 n \n`
  })
  const table = file.length
  const size = objects.length + 1
  file += `xref\n0 ${size}\n0000000000 65535 f \n${starts.join('')}trailer\n<</Size ${size}/Root 1 0 R>>\nstartxref\n${table}\n%%EOF\n`
  return Buffer.from(file, 'latin1')
}

export interface Slide {
  heading: string
  text: string
}

/** Pages with a place that is kept; the last one reports that the package was completed. */
export const scormOf = (title: string, slides: readonly Slide[]): Buffer =>
  storedZip({ 'imsmanifest.xml': manifest(title), 'index.html': page(title, slides), 'lesson.js': script })

const manifest = (title: string) => `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="lesson" version="1" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="all"><organization identifier="all"><title>${title}</title><item identifier="part" identifierref="pages"><title>${title}</title></item></organization></organizations>
<resources><resource identifier="pages" type="webcontent" adlcp:scormtype="sco" href="index.html"><file href="index.html"/><file href="lesson.js"/></resource></resources>
</manifest>`

const page = (title: string, slides: readonly Slide[]) => `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<style>body{font:17px/1.8 sans-serif;max-width:42em;margin:0 auto;padding:24px}button{font:inherit;min-height:44px;padding:4px 20px;margin-right:12px}</style></head>
<body><h1>${title}</h1>
${slides.map(({ heading, text }) => `<section hidden><h2>${heading}</h2><p>${text}</p></section>`).join('\n')}
<p id="where" role="status"></p><button id="back">上一页</button><button id="on">下一页</button>
<script src="lesson.js"></script></body></html>`

const script = `let host = window
while (!host.API && host.parent !== host) host = host.parent
const api = host.API
const slides = document.querySelectorAll('section')
api.LMSInitialize('')
let at = Math.min(Number(api.LMSGetValue('cmi.core.lesson_location')) || 0, slides.length - 1)
let done = api.LMSGetValue('cmi.core.lesson_status') === 'completed'
function show() {
  slides.forEach((slide, n) => { slide.hidden = n !== at })
  const isLast = at === slides.length - 1
  document.querySelector('#back').disabled = at === 0
  document.querySelector('#on').textContent = isLast ? '我已学完' : '下一页'
  document.querySelector('#where').textContent = '第 ' + (at + 1) + ' 页，共 ' + slides.length + ' 页' + (done ? '（已学完）' : '')
  api.LMSSetValue('cmi.core.lesson_location', String(at))
  api.LMSSetValue('cmi.core.lesson_status', done ? 'completed' : 'incomplete')
  api.LMSSetValue('cmi.core.exit', 'suspend')
  api.LMSCommit('')
}
document.querySelector('#back').onclick = () => { at -= 1; show() }
document.querySelector('#on').onclick = () => { if (at < slides.length - 1) at += 1; else done = true; show() }
addEventListener('pagehide', () => api.LMSFinish(''))
show()
`

/** A zip without packing (APPNOTE 6.3 §4.3): three small files need no library. */
function storedZip(files: Readonly<Record<string, string>>): Buffer {
  const [bodies, lines]: [Buffer[], Buffer[]] = [[], []]
  let at = 0
  for (const [path, text] of Object.entries(files)) {
    const [name, content] = [Buffer.from(path), Buffer.from(text)]
    const facts = Buffer.alloc(16)
    facts.writeUInt32LE(crc32(content), 0)
    facts.writeUInt32LE(content.length, 4)
    facts.writeUInt32LE(content.length, 8)
    facts.writeUInt16LE(name.length, 12)
    const local = Buffer.alloc(14)
    local.writeUInt32LE(0x04034b50, 0)
    const line = Buffer.alloc(16)
    line.writeUInt32LE(0x02014b50, 0)
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(at, 10)
    bodies.push(local, facts, name, content)
    lines.push(line, facts, rest, name)
    at += 30 + name.length + content.length
  }
  const directory = Buffer.concat(lines)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Object.keys(files).length, 8)
  end.writeUInt16LE(Object.keys(files).length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...bodies, directory, end])
}
