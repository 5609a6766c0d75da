// Stands around a SCORM package on the content origin, in the browser. It makes the interface that the package looks for in its parent windows, and tells
// the platform's page what the package wrote. It believes that page alone, by its origin and by its place.
;(() => {
  const { kind, address, origins } = document.currentScript.dataset
  const platform = decodeURIComponent(location.hash.slice(1))
  if (window.parent === window || !JSON.parse(origins).includes(platform)) return
  const tell = (message) => window.parent.postMessage({ minzhi: 'course', ...message }, platform)
  const isTwelve = kind === 'scorm12'
  let api = null
  let last = ''

  /** Empty elements say nothing, and lists without an entry are no values. */
  const written = () =>
    Object.fromEntries(Object.entries(api.getFlattenedCMI()).filter(([, value]) => typeof value === 'string' && value !== ''))

  const hand = (isOver) => {
    const cmi = written()
    const text = JSON.stringify(cmi)
    if (text === last && !isOver) return
    last = text
    tell({ kind: isOver ? 'finish' : 'commit', cmi })
  }

  const begin = (cmi) => {
    api = isTwelve ? new window.Scorm12API({ autocommit: false, logLevel: 5 }) : new window.Scorm2004API({ autocommit: false, logLevel: 5 })
    api.loadFromFlattenedJSON(cmi)
    if (isTwelve) window.API = api
    else window.API_1484_11 = api
    api.on(isTwelve ? 'LMSInitialize' : 'Initialize', () => tell({ kind: 'begun' }))
    api.on(isTwelve ? 'LMSCommit' : 'Commit', () => hand(false))
    api.on(isTwelve ? 'LMSFinish' : 'Terminate', () => hand(true))
    // A package that writes and never commits loses little.
    setInterval(() => api.isInitialized?.() && hand(false), 20_000)
    const frame = document.createElement('iframe')
    frame.title = '课件内容'
    frame.src = address
    frame.allow = 'fullscreen'
    document.body.append(frame)
  }

  addEventListener('message', (event) => {
    if (event.source !== window.parent || event.origin !== platform || event.data?.minzhi !== 'course') return
    if (event.data.kind === 'start' && !api) begin(event.data.cmi)
  })
  tell({ kind: 'ready' })
})()
