/** Imports run one way: facts → checks → report; rooms see only what the architecture grants them. */
const room = (name, mayImport) => ({
  name: `room-${name}`,
  severity: 'error',
  from: { path: `^sites/${name}/` },
  to: { path: '^sites/', pathNot: [name, ...mayImport].map((other) => `^sites/${other}/`) },
});

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    // @types/sarif has types only, so there is no module of that name.
    { name: 'no-orphan-import', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^sarif$' } },
    room('checklist', []),
    room('pbx', ['checklist']),
    room('report', ['checklist', 'locales']),
    room('cli', ['checklist', 'pbx', 'report', 'locales', 'sandbox']),
    room('sandbox', ['checklist']),
    room('admin-cabinet', ['checklist', 'pbx', 'report', 'locales']),
    room('locales', ['checklist']),
    {
      name: 'facts-know-nothing',
      severity: 'error',
      from: { path: '^sites/checklist/facts/' },
      to: { path: '^sites/checklist/', pathNot: '^sites/checklist/facts/' },
    },
    {
      name: 'checks-do-not-know-the-report',
      comment: 'A check may use the words of the contract (types), never the engine, score or writers.',
      severity: 'error',
      from: { path: '^sites/checklist/(checks|reach|secrets|dialling|exposure|fail2ban|steps)/' },
      to: { path: '^sites/checklist/(audit|score/|report/)', pathNot: '^sites/checklist/report/types' },
    },
    {
      name: 'checks-do-not-know-each-other',
      severity: 'error',
      from: { path: '^sites/checklist/checks/(?!index)' },
      to: { path: '^sites/checklist/checks/(?!_)' },
    },
    {
      name: 'schemas-stay-out-of-bundles',
      comment: 'TypeBox is needed at build time only: import types.',
      severity: 'error',
      from: { path: '^sites/', pathNot: 'schema\\.ts$' },
      to: { path: 'schema\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'the-checklist-is-pure',
      severity: 'error',
      from: { path: '^sites/checklist/' },
      to: { dependencyTypes: ['core'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.json'] },
  },
};
