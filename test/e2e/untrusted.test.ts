import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { folder, stage } from './zego.ts';

const { zego } = stage();

const nobody = { ZEGO_APP_ID: undefined, ZEGO_SERVER_SECRET: undefined };
const account = { appId: 1234567890, serverSecret: '0'.repeat(32) };

const touch = "require('node:fs').writeFileSync('executed', '')";
const cjs = `${touch};\nmodule.exports = ${JSON.stringify(account)};\n`;
const esm = `import { writeFileSync } from 'node:fs';\nwriteFileSync('executed', '');\nexport default ${JSON.stringify(account)};\n`;

const traps: readonly (readonly [string, Readonly<Record<string, string | object>>])[] = [
  ...['.config/config.js', '.config/config.cjs', '.zegorc.js', '.zegorc.cjs'].map(
    (name) => [name, { [name]: cjs }] as const,
  ),
  ...['.config/config.mjs', '.config/config.ts', '.zegorc.mjs', '.zegorc.ts'].map(
    (name) => [name, { [name]: esm }] as const,
  ),
  ['zego.config.js', { 'zego.config.js': cjs, '.config/zegorc.js': cjs }],
  [
    'package.json',
    { 'package.json': { zego: account, cosmiconfig: { $import: './x.js' } }, 'x.js': cjs },
  ],
  ['node_modules', { 'node_modules/cosmiconfig/index.js': cjs, 'node_modules/got/index.js': cjs }],
  [
    '.env',
    { '.env': `ZEGO_APP_ID=1\nZEGO_SERVER_SECRET=1\nNODE_OPTIONS=--require=./x.js\n`, 'x.js': cjs },
  ],
];

describe('what lies in the working directory is neither executed nor believed', () => {
  it.each(traps)('%s', async (_, files) => {
    const cwd = folder(files);
    const { code, err, sent } = await zego('cdn list', { cwd, env: nobody });
    expect([code, sent]).toEqual([3, []]);
    expect(err).toMatch(/^error: no AppId and no ServerSecret/);
    expect(existsSync(join(cwd, 'executed'))).toBe(false);
  });

  it('a $import in a file is ignored with a warning', async () => {
    const cwd = folder({ '.zegorc.json': { ...account, $import: './x.js' }, 'x.js': cjs });
    const { code, err } = await zego('cdn list', { cwd, env: nobody });
    expect(code).toBe(0);
    expect(err).toMatch(/^warning: \.zegorc\.json line 1: \$import is ignored/);
    expect(existsSync(join(cwd, 'executed'))).toBe(false);
  });

  it.each(['code.js', 'code.cjs', 'code.mjs', 'code.ts'])(
    'nor is %s named by --config',
    async (name) => {
      const cwd = folder({ [name]: name.endsWith('cjs') || name.endsWith('.js') ? cjs : esm });
      const { code, err, sent } = await zego(`cdn list --config ${name}`, { cwd });
      expect([code, sent]).toEqual([3, []]);
      expect(err).toContain(`${name}: a configuration is data: JSON or YAML`);
      expect(existsSync(join(cwd, 'executed'))).toBe(false);
    },
  );
});
