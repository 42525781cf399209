// What a room of src may import besides itself. What is not named is forbidden, types included.

/** Other rooms, or single files of theirs. */
const rooms = {
  actions: 'codes/types.ts values/text.ts',
  codes: 'actions/types.ts values/text.ts',
  values: 'codes/expected.ts codes/fill.ts codes/unreadable.ts',
  core: 'actions codes values coordination/coordinator.ts errors.ts',
  coordination: '',
  verify: 'codes core values errors.ts',
  http: 'codes core/types.ts verify values errors.ts version.ts',
  config: 'codes values platform errors.ts',
  platform: 'codes core/types.ts http values verify/probe.ts errors.ts',
  cli: 'actions codes core/plan.ts config/options.ts values errors.ts',
  output: 'actions codes core values verify platform/stdio.ts platform/world.ts errors.ts',
  emulator: 'actions codes core values errors.ts',
  commands:
    'actions cli codes config coordination core emulator output platform values verify errors.ts',
  'errors.ts': 'codes/failures.ts values/text.ts',
  'version.ts': '',
};

const packages = {
  values: 'leven lossless-json ms temporal-polyfill',
  http: 'got hpagent',
  config: 'cosmiconfig',
  cli: 'commander',
  output: 'chalk ora',
};

/** Modules of Node. */
const builtins = {
  core: 'crypto',
  coordination: 'crypto fs path',
  http: 'http net process tls util',
  config: 'os path',
  values: 'path',
  platform: 'child_process crypto fs module net os path process stream timers/promises tty',
  cli: 'net',
  emulator: 'crypto http net timers/promises',
  commands: 'path',
  'version.ts': 'fs',
};

const words = (text = '') => text.split(' ').filter(Boolean);
const place = (name) => (name.endsWith('.ts') ? `^src/${name}$` : `^src/${name}/`);
const wall = (name, from, to) => ({ name, severity: 'error', from, to });

export default {
  forbidden: [
    ...Object.keys(rooms).map((room) => {
      const allowed = [
        ...[room, ...words(rooms[room])].map(place),
        ...words(packages[room]).map((name) => `node_modules/${name}/`),
        ...words(builtins[room]).map((name) => `^${name}$`),
      ];
      return wall(`walls of ${room}`, { path: place(room) }, { pathNot: allowed });
    }),
    wall(
      'walls of src',
      { path: '^src/[^/]+$' },
      { pathNot: '^src/', dependencyTypesNot: ['core'] },
    ),
    wall('no walls drawn', { path: '^src/.+/', pathNot: Object.keys(rooms).map(place) }, {}),
    wall('no circles', {}, { circular: true }),
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import'] },
  },
};
