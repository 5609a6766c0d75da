import { bodyOf, characterPitch, linePitch, marginsOf, page, sizes } from './measure.ts'

const serif = '"Noto Serif SC Variable", "Noto Serif CJK SC", serif'
const sans = '"Noto Sans SC Variable", "Noto Sans CJK SC", sans-serif'
const stack = {
  body: `FangSong_GB2312, "仿宋_GB2312", FangSong, "仿宋", STFangsong, ${serif}`,
  title: `FZXiaoBiaoSong-B05S, "方正小标宋简体", "方正小标宋_GBK", STZhongsong, ${serif}`,
  heading: `SimHei, "黑体", ${sans}`,
  subheading: `KaiTi_GB2312, "楷体_GB2312", KaiTi, "楷体", STKaiti, ${serif}`,
}
const numberStyle = `font: ${sizes.small}pt SimSun, "宋体", ${serif}`
const inner = marginsOf('sheet')
const small = bodyOf('record')
const redSizes = Array.from({ length: 25 }, (_, at) => `.redhead.s${24 + at} { font-size: ${24 + at}pt; }`).join('\n')
const indents = Array.from({ length: 41 }, (_, at) => `.r${at} { padding-right: ${at / 2}em; }`).join('\n')

/** `@page` margin boxes draw the page number as GB/T 9704 7.5 has it: — 1 —, at the outer edge. */
export const paperStyle = `
@page { size: ${page.width}mm ${page.height}mm; margin: ${page.top}mm ${page.right}mm ${page.bottom}mm ${page.left}mm; }
@page official:right { @bottom-right { content: "— " counter(page) " —"; ${numberStyle}; padding-right: 1em; vertical-align: top; padding-top: 7mm; } }
@page official:left { @bottom-left { content: "— " counter(page) " —"; ${numberStyle}; padding-left: 1em; vertical-align: top; padding-top: 7mm; } }
@page counted { margin: ${inner.top}mm ${inner.right}mm ${inner.bottom}mm ${inner.left}mm; @bottom-center { content: "第" counter(page) "页 共" counter(pages) "页"; ${numberStyle}; vertical-align: top; padding-top: 7mm; } }
@page sheet { margin: ${inner.top}mm ${inner.right}mm ${inner.bottom}mm ${inner.left}mm; }
@page sheet:right { @bottom-right { content: "— " counter(page) " —"; ${numberStyle}; padding-right: 1em; vertical-align: top; padding-top: 7mm; } }
@page sheet:left { @bottom-left { content: "— " counter(page) " —"; ${numberStyle}; padding-left: 1em; vertical-align: top; padding-top: 7mm; } }
* { box-sizing: border-box; }
html { background: #e8e8e8; }
body { page: official; margin: 0; color: #000; font: ${sizes.body}pt/${linePitch.toFixed(2)}pt ${stack.body}; letter-spacing: ${(characterPitch - sizes.body).toFixed(2)}pt; }
body.record { page: counted; }
body.sheet { page: sheet; }
body.record, body.sheet { letter-spacing: normal; font-size: ${small.size}pt; line-height: ${small.line}pt; }
main { overflow-wrap: anywhere; line-break: strict; }
p { margin: 0; text-align: justify; }
h1 { margin: 0 0 8pt; text-align: center; font: ${sizes.title}pt/34pt ${stack.title}; break-after: avoid; }
.redhead { margin: 0 0 12pt; padding-bottom: 6pt; border-bottom: 2.25pt solid #e60000; color: #e60000; line-height: 1.4; text-align: center; font-family: ${stack.title}; white-space: nowrap; }
.number { margin-bottom: 8pt; }
p.center, p.centre, td.center { text-align: center; }
p.right, td.right { text-align: right; }
.body, .heading, .subheading { text-indent: 2em; }
.flush { text-align: left; }
.heading { font-family: ${stack.heading}; break-after: avoid; }
.subheading { font-family: ${stack.subheading}; break-after: avoid; }
.blank { text-decoration: underline; text-underline-offset: 3pt; white-space: pre-wrap; }
table, h1, .redhead { letter-spacing: normal; }
table { width: 100%; margin: 0 0 8pt; border-collapse: collapse; table-layout: fixed; font-size: ${sizes.table}pt; line-height: 18pt; }
th, td { padding: 2.5pt 4pt; border: 0.5pt solid #000; font-weight: normal; vertical-align: middle; text-align: left; }
th { text-align: center; }
td.signed { vertical-align: bottom; }
.sign { margin-top: 8pt; text-align: right; line-height: 22pt; }
thead { display: table-header-group; }
.list tr, .signature, .signlines p { break-inside: avoid; }
.signature, .signlines, .note { break-before: avoid; }
.signature { margin-top: 1lh; }
.signature p { text-align: right; }
.signature p:first-child { break-after: avoid; }
.signlines { margin-top: 6pt; }
.signlines p { line-height: 1.2lh; text-align: left; }
.turn { padding-left: 2em; text-indent: -2em; }
.ticks { padding-left: 2em; }
.option { padding-left: 1.4em; text-indent: -1.4em; }
.short .option { display: inline-block; margin-right: 1em; }
.box { display: inline-block; width: 1em; height: 1em; margin-right: 0.4em; border: 0.75pt solid #000; line-height: 1em; text-align: center; text-indent: 0; vertical-align: -0.12em; overflow: hidden; }
.note { margin-top: 8pt; font-size: ${sizes.table}pt; line-height: 20pt; }
.imprint { margin-top: 24pt; border-top: 1pt solid #000; border-bottom: 1pt solid #000; font-size: ${sizes.small}pt; line-height: 26pt; break-inside: avoid; }
.imprint p { padding: 0 1em; }
.imprint p + p { border-top: 0.75pt solid #000; }
.qr { margin-top: 12pt; text-align: center; break-inside: avoid; font-size: ${sizes.table}pt; line-height: 18pt; }
.qr p { text-indent: 0; text-align: center; }
.break { break-after: page; }
.mark { position: absolute; top: 110mm; left: 0; right: 0; color: #c00000; opacity: 0.13; font: 110pt/1 ${stack.heading}; letter-spacing: 0.3em; text-align: center; pointer-events: none; }
${redSizes}
${indents}
@media screen {
  main { position: relative; max-width: ${page.width}mm; min-height: ${page.height}mm; margin: 8mm auto; padding: ${page.top}mm ${page.right}mm ${page.bottom}mm ${page.left}mm; background: #fff; box-shadow: 0 1px 6px #0003; }
  .record main, .sheet main { padding-top: ${inner.top}mm; padding-bottom: ${inner.bottom}mm; }
}
@media screen and (max-width: ${page.width}mm) {
  main { margin: 0; padding: 16mm 5mm; }
  .redhead { font-size: 7vw !important; white-space: normal; }
}
@media print {
  html { background: none; }
  .mark { position: fixed; top: 70mm; }
}
`
