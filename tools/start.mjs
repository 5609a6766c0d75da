// npm start begins here, in plain JavaScript: a Node that cannot read TypeScript can still say so.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major === 24 && minor >= 15) await import('./start.ts')
else {
  console.error(
    `需要 Node.js 24.15 以上的 24 版，现在是 ${process.versions.node}。Linux x64 上执行 npm install 会自动带来，请用 npm start 启动；其他系统请先安装。` +
      ' (Node.js 24.15 or a later 24 is needed; on Linux x64 npm install brings it and npm start uses it.)',
  )
  process.exitCode = 1
}
