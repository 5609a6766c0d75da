// Who may import whom. Imports flow one way: web → contract ← server/rooms → server/kernel → contract. `npm run check` reads this.

/**
 * The listed edges between business rooms: the only ones; a room that is not here has none. An edge is a dependency for ever, so a new one needs a sentence in the pull request.
 * Every room is entered through its door, index.ts.
 */
const edges = {
  people: ['orgs'],
  cases: ['documents'],
  // Whoever teaches credits hours; a course tells the record store what was learned; a class asks for an exam that was passed and a course that was completed.
  // A quiz of a course is an exam: its room says whether there is one, and which make-ups it has. Exams know no courses.
  courses: ['hours', 'xapi', 'exams'],
  exams: ['hours', 'xapi'],
  training: ['hours', 'courses', 'exams'],
  // Records of other platforms come in through the store.
  hours: ['xapi'],
  // A task comes from a clause; a decision of a meeting becomes a task.
  supervision: ['clauses'],
  coordination: ['supervision'],
  // Forms are filled from figures; the yearly report tells the state of clauses and tasks.
  exchange: ['indicators', 'clauses', 'supervision'],
  boards: ['indicators', 'clauses', 'supervision'],
}

/** Composition: knows the rooms by their doors and is known by none. */
const composition = '^server/[^/]+\\.ts$'
const isTest = '\\.test\\.ts$'

const roomEdges = Object.entries(edges).map(([name, others]) => ({
  name: `room-${name}-edges`,
  comment: `${name} imports only the rooms listed for it at the top of .dependency-cruiser.cjs`,
  severity: 'error',
  from: { path: `^server/${name}/`, pathNot: isTest },
  to: { path: `^server/(?!kernel/|${[name, ...others].join('/|')}/)[^/]+/` },
}))

module.exports = {
  forbidden: [
    {
      name: 'contract-imports-zod-only',
      severity: 'error',
      from: { path: '^contract/', pathNot: isTest },
      to: { pathNot: '^(contract/|node_modules/zod/)' },
    },
    {
      name: 'kernel-imports-no-room',
      severity: 'error',
      from: { path: '^server/kernel/', pathNot: isTest },
      to: { path: '^server/(?!kernel/)' },
    },
    ...roomEdges,
    {
      name: 'rooms-stand-apart',
      comment: 'A room imports the kernel and the contract; another room only by an edge listed at the top of .dependency-cruiser.cjs',
      severity: 'error',
      from: { path: `^server/(?!kernel/|embedded/|demonstration/|(?:${Object.keys(edges).join('|')})/)([^/]+)/`, pathNot: isTest },
      to: { path: '^server/(?!kernel/)[^/]+/', pathNot: '^server/$1/' },
    },
    {
      name: 'embedded-stands-alone',
      severity: 'error',
      from: { path: '^server/embedded/', pathNot: isTest },
      to: { path: '^(server|contract|web|test|tools)/', pathNot: '^server/embedded/' },
    },
    {
      name: 'enter-a-room-by-its-door',
      severity: 'error',
      from: { path: '^(?:server/(?!kernel/)([^/]+)/|test/|bench/|tools/|server/[^/]+\\.ts$)' },
      to: { path: '^server/(?!kernel/)[^/]+/', pathNot: ['^server/[^/]+/index\\.ts$', '^server/$1/'] },
    },
    {
      name: 'enter-the-kernel-by-its-doors',
      severity: 'error',
      from: { path: '^(?:server/kernel/([^/]+)/|server/(?!kernel/)|web/|test/|bench/|tools/)' },
      to: { path: '^server/kernel/[^/]+/', pathNot: ['^server/kernel/[^/]+/index\\.ts$', '^server/kernel/$1/'] },
    },
    {
      name: 'doors-are-named-not-walked-to',
      comment: 'Across rooms and kernel words by #kernel/…, #cases …, never by ../',
      severity: 'error',
      from: { path: '^server/((?:kernel/)?[^/]+)/' },
      to: {
        path: '^(server|contract)/',
        pathNot: ['^server/$1/', '^server/embedded/', '\\.json$'],
        dependencyTypesNot: ['aliased-subpath-import'],
      },
    },
    {
      name: 'nothing-imports-composition',
      severity: 'error',
      from: { path: '^(server/[^/]+/|contract/|web/)', pathNot: isTest },
      to: { path: composition },
    },
    {
      name: 'web-imports-contract-and-web',
      severity: 'error',
      from: { path: '^web/', pathNot: ['^web/vite\\.config\\.ts$', isTest] },
      to: { path: '^(server|db|test|bench|tools)/' },
    },
    {
      name: 'web-runs-in-a-browser',
      severity: 'error',
      from: { path: '^web/', pathNot: ['^web/vite\\.config\\.ts$', isTest] },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'only-the-edge-holds-the-pool',
      comment: 'A request is one transaction that http opens; verbs are handed ctx.tx (design §6.7)',
      severity: 'error',
      from: { path: '^server/', pathNot: ['^server/kernel/(http|jobs|db)/', '^server/embedded/', composition, isTest] },
      to: { path: '(^node_modules/(@types/)?pg/|^server/kernel/db/pool\\.ts$)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'product-imports-no-test',
      severity: 'error',
      from: { path: '^(contract|server|web)/', pathNot: isTest },
      to: { path: `(${isTest}|^test/|^tools/|^bench/)` },
    },
    {
      name: 'product-imports-no-development-package',
      severity: 'error',
      from: { path: '^(contract|server|web)/', pathNot: isTest },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: '^node_modules/' },
    exclude: { path: '(^web/dist/|\\.css$|\\.svg$)' },
    // Types count: a type imported from another room is knowledge of that room.
    tsPreCompilationDeps: true,
    parser: 'swc',
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
