/** The arrows between rooms. What is not named in a room's list may not be imported by it. */
const rooms = {
  'packages/auction': [],
  'packages/auction-store': ['packages/auction'],
  'packages/accounts': [],
  'packages/client': [],
  'packages/event-stream': [],
  'packages/mail': [],
  'packages/service-runtime': [],
  'packages/web': ['packages/auction'],
  'services/api': ['packages/auction', 'packages/auction-store', 'packages/accounts', 'packages/event-stream', 'packages/mail', 'packages/service-runtime'],
  'services/worker': ['packages/auction', 'packages/auction-store', 'packages/accounts', 'packages/event-stream', 'packages/mail', 'packages/service-runtime']
}
/** Packages from outside that only some rooms may use. */
const outside = {
  ioredis: ['packages/auction-store', 'packages/accounts', 'packages/event-stream', 'packages/service-runtime', 'packages/testing', 'packages/load-test', 'services', 'deploy/local'],
  // The bare server of the benchmark.
  fastify: ['services/api', 'packages/load-test'],
  nodemailer: ['packages/mail'],
  '@anthropic-ai/sdk': ['services/worker'],
  undici: ['services/worker'],
  'prom-client': ['packages/service-runtime']
}

module.exports = {
  forbidden: [
    // Types that name each other load nothing.
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    ...Object.entries(rooms).map(([room, may]) => ({
      name: `arrows-of-${room.replace('/', '-')}`,
      severity: 'error',
      from: { path: `^${room}/src/` },
      to: { path: '^(packages|services|deploy)/', pathNot: `^(${[room, ...may].join('|')})/` }
    })),
    ...Object.entries(outside).map(([name, may]) => ({
      name: `only-some-use-${name.replace(/\W/g, '-')}`,
      severity: 'error',
      from: { path: '/src/', pathNot: `^(${may.join('|')})/` },
      to: { path: `node_modules/${name}/` }
    })),
    { name: 'the-language-knows-no-node', severity: 'error', from: { path: '^packages/auction/src/' }, to: { dependencyTypes: ['core'] } },
    { name: 'services-do-not-import-the-launcher', severity: 'error', from: { path: '^(packages|services)/[^/]+/src/' }, to: { path: '^(deploy|packages/testing)/', pathNot: '^packages/testing/src/' } },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } }
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['@martelo/source', 'import', 'node', 'default', 'types'], extensions: ['.ts', '.tsx', '.js', '.mjs', '.mts', '.json', '.css'] }
  }
}
