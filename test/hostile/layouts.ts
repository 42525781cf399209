import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { each, folder, type Row, root, serve, zego } from './stage.ts';

type Files = Readonly<Record<string, string | object>>;

/** Files that lie in the working directory, and how a call ends where they do. */
interface Layout {
  readonly name: string;
  readonly files: (code: Code) => Files;
  /** The exit code of a call: 3 where the file is a configuration that is refused. */
  readonly code?: number;
}

/** Code that leaves a mark when it is executed, in each spelling. */
interface Code {
  readonly cjs: string;
  readonly esm: string;
  readonly sh: string;
  /** What the shell programs `touch` and so on are to create. */
  readonly mark: string;
}

const stems = [
  ...[
    '.zegorc',
    'zegorc',
    'zego.config',
    '.config/zegorc',
    '.config/config',
    '.config/zego.config',
  ],
  ...['config', '.zego/config', 'index'],
];
const account = { appId: 1, serverSecret: 's' };
const modules = [
  ...['cosmiconfig', 'got', 'chalk', 'ora', 'commander', 'hpagent', 'lossless-json', 'ms', 'leven'],
  ...['js-yaml', 'import-fresh', 'typescript', 'temporal-polyfill', 'jiti', 'ts-node', 'esbuild'],
];

const layouts: readonly Layout[] = [
  ...stems.flatMap((stem) => [
    ...['js', 'cjs', 'ts', 'cts'].map((end) => ({
      name: `${stem}.${end}`,
      files: ({ cjs }: Code) => ({ [`${stem}.${end}`]: cjs }),
    })),
    ...['mjs', 'mts', 'js', 'ts'].map((end) => ({
      name: `${stem}.${end} as a module`,
      files: ({ esm }: Code) => ({ [`${stem}.${end}`]: esm, 'package.json': { type: 'module' } }),
    })),
  ]),
  ...['.zegorc', '.zegorc.json', '.zegorc.yaml', '.zegorc.yml'].flatMap((name) =>
    ['./x.cjs', ['./x.mjs', './x.cjs'], '../x.cjs', '/x.cjs'].map(($import) => ({
      name: `${name} with $import ${JSON.stringify($import)}`,
      files: ({ cjs, esm }: Code) => ({
        [name]: { ...account, $import },
        'x.cjs': cjs,
        'x.mjs': esm,
      }),
    })),
  ),
  ...['.config/config.json', '.config/config.yaml', '.config/config.yml', '.config/config'].map(
    (name) => ({
      name: `${name} of cosmiconfig's own`,
      files: ({ cjs }: Code) => ({
        [name]: { cosmiconfig: { searchPlaces: ['x.cjs'] }, $import: '../x.cjs', zego: account },
        'x.cjs': cjs,
      }),
    }),
  ),
  {
    name: 'package.json with keys of everybody',
    files: ({ cjs }) => ({
      'package.json': {
        ...{ main: './x.cjs', exports: './x.cjs', imports: { '#got': './x.cjs' }, type: 'module' },
        zego: { $import: './x.cjs' },
        cosmiconfig: { $import: './x.cjs', searchPlaces: ['x.cjs'] },
        scripts: { preinstall: 'node x.cjs' },
      },
      'package.yaml': 'zego: {$import: ./x.cjs}\n',
      'x.cjs': cjs,
    }),
  },
  {
    name: 'node_modules of the same names',
    files: ({ cjs }) =>
      Object.fromEntries(
        modules.flatMap((name) => [
          [`node_modules/${name}/index.js`, cjs],
          [`node_modules/${name}/package.json`, { name, main: 'index.js' }],
        ]),
      ),
  },
  {
    name: '.env, .npmrc, node.config.json, .nycrc and their kin',
    files: ({ cjs }) => ({
      '.env': 'NODE_OPTIONS=--require=./x.cjs\nZEGO_ENDPOINT=http://127.0.0.1:1\n',
      '.npmrc': 'node-options=--require ./x.cjs\nscript-shell=./x.sh\n',
      'node.config.json': { nodeOptions: { require: './x.cjs', import: ['./x.cjs'] } },
      '.noderc': '--require ./x.cjs',
      '.node_repl_history': 'require("./x.cjs")',
      'tsconfig.json': { compilerOptions: { plugins: [{ name: './x.cjs' }] } },
      '.pnp.cjs': cjs,
      '.pnp.loader.mjs': 'import "./x.cjs"',
      'x.cjs': cjs,
    }),
  },
  {
    name: 'programs called like those somebody might run',
    files: ({ sh }) =>
      Object.fromEntries(
        ['git', 'node', 'sh', 'env', 'tput', 'less', 'xdg-open', 'security'].flatMap((name) => [
          [name, sh],
          [`bin/${name}`, sh],
          [`node_modules/.bin/${name}`, sh],
        ]),
      ),
  },
  {
    name: 'a repository whose git configuration runs programs',
    files: ({ sh }) => ({
      '.git/HEAD': 'ref: refs/heads/main\n',
      '.git/config': '[core]\n\tfsmonitor = ./x.sh\n\tsshCommand = ./x.sh\n\tpager = ./x.sh\n',
      '.git/hooks/post-index-change': sh,
      '.git/index': 'DIRC',
      '.gitattributes': '* filter=x\n',
      'x.sh': sh,
      '.zegorc': account,
    }),
  },
  ...[
    ['!!js/function', '!!js/function "function () { touch() }"'],
    ['!!js/regexp', '!!js/regexp /x/e'],
    ['!!python/object', '!!python/object/apply:os.system ["touch MARK"]'],
    ['a lone tag', '!<tag:yaml.org,2002:js/function> "x"'],
  ].map(([name = '', value = '']) => ({
    name: `.zegorc.yaml with ${name}`,
    files: ({ mark }: Code) => ({ '.zegorc.yaml': `appId: ${value.replace('MARK', mark)}\n` }),
    code: 3,
  })),
  {
    name: '.zegorc that is JavaScript',
    files: ({ cjs }) => ({ '.zegorc': cjs }),
    code: 3,
  },
  {
    name: '.zegorc.json with __proto__ and constructor',
    files: () => ({ '.zegorc.json': '{"__proto__":{"appId":1},"constructor":{"prototype":{}}}' }),
    code: 3,
  },
  ...['.zegorc', '.zegorc.json', '../.zegorc.yml', 'home/.zegorc', '.config/zego/.zegorc'].map(
    (name) => ({
      name: `${name} that names a program`,
      files: ({ mark }: Code) => ({ [name]: { serverSecretCommand: ['/usr/bin/touch', mark] } }),
    }),
  ),
  {
    name: '.zegorc with a secret from a program, in a profile',
    files: ({ mark }) => ({
      '.zegorc': { profiles: { p: { serverSecretCommand: ['/usr/bin/touch', mark] } } },
    }),
  },
];

/** Plants files in the working directory and runs commands there. */
export async function layoutsRow(): Promise<Row> {
  const marks = join(root, 'marks');
  mkdirSync(marks);
  const endpoint = await serve((_, response) => response.end('{"Code":0}'));
  const env = { ZEGO_APP_ID: '1', ZEGO_SERVER_SECRET: 's', ZEGO_ENDPOINT: endpoint, NODE_PATH: '' };
  const help = await zego(['--help'], { env });
  const wrong: string[] = [];

  const tryOut = async ({ name, files, code = 0 }: Layout, index: number) => {
    const mark = join(marks, String(index));
    const write = `writeFileSync(${JSON.stringify(mark)}, '')`;
    const planted = files({
      mark,
      cjs: `require('node:fs').${write};\nmodule.exports = ${JSON.stringify(account)};\n`,
      esm: `import { writeFileSync } from 'node:fs';\n${write};\nexport default ${JSON.stringify(account)};\n`,
      sh: `#!/bin/sh\ntouch ${mark}\n`,
    });
    const cwd = folder({ 'a/b': '', ...prefixed('a/', planted) });
    const here = join(cwd, 'a');
    const path = { PATH: `.:./bin:./node_modules/.bin:${process.env.PATH}` };
    const runs = [
      [['--help'], 0],
      [['cdn', 'list'], code],
    ] as const;
    for (const [words, expected] of runs) {
      const ending = await zego(words, {
        env: { ...env, ...path, ZEGO_APP_ID: `${index + 1}` },
        cwd: here,
      });
      const same = words[0] !== '--help' || ending.out === help.out;
      if (ending.code !== expected || !same) {
        wrong.push(`${name}: ${words.join(' ')} ended with ${ending.code}: ${ending.err.trim()}`);
      }
    }
    if (existsSync(mark)) wrong.push(`${name}: executed`);
  };
  await each(layouts, 3, tryOut);
  await everywhereAtOnce(marks, env, wrong);
  const executed = readdirSync(marks).length;
  return {
    what: 'layouts of the working directory',
    tried: String(layouts.length + 1),
    bad: 'executed, or in the way',
    count: Math.max(executed, wrong.length),
    cases: wrong,
    enough: layouts.length > 80,
  };
}

/** All code of all layouts in one place and above it, and every kind of command. */
async function everywhereAtOnce(
  marks: string,
  env: Readonly<Record<string, string>>,
  wrong: string[],
): Promise<void> {
  const mark = join(marks, 'everywhere');
  const code: Code = {
    mark,
    cjs: `require('node:fs').writeFileSync(${JSON.stringify(mark)}, '');`,
    esm: `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(mark)}, '');`,
    sh: `#!/bin/sh\ntouch ${mark}\n`,
  };
  const harmless = layouts.filter((layout) => layout.code === undefined);
  const files = Object.assign({}, ...harmless.map((layout) => layout.files(code))) as Files;
  const cwd = folder({ ...prefixed('a/', files), ...prefixed('a/b/', files) });
  symlinkSync('x.cjs', join(cwd, 'a/b/.zegorc.link'));
  const commands: readonly (readonly [string, number])[] = [
    ['--help', 0],
    ['--version', 0],
    ['explain 5003', 0],
    ['cdn forbid --stream s --dry-run', 0],
    ['cdn list --debug', 0],
    ['stream status --stream s --json', 0],
    ['nonsense', 2],
    ['cdn list --config .config/config.js', 3],
    ['cdn list --config x.mjs', 3],
    ['emulator --port 99999', 2],
  ];
  for (const [line, expected] of commands) {
    const { code: ended, err } = await zego(line.split(' '), { env, cwd: join(cwd, 'a/b') });
    if (ended !== expected) wrong.push(`everything at once: ${line} ended with ${ended}: ${err}`);
  }
}

function prefixed(prefix: string, files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([name, data]) => [prefix + name, data]));
}
