import { describe, expect, it } from '@jest/globals';
import { rehearse, run } from '../program/run.ts';

const at = (iso: string) => ({ now: () => Date.parse(iso) });

describe.each([
  '1970-01-01T00:00:00Z',
  '1969-12-31T23:59:59Z',
  '2019-12-31T23:59:59Z',
  '9999-01-01T00:00:00Z',
  '+010000-01-01T00:00:00Z',
])('a clock that says %s', (iso) => {
  it.each(['cdn list', 'cdn forbid --stream s1 --for 2h', 'cdn forbid --stream s1 --dry-run'])(
    'is named, and nothing is sent: %s',
    async (line) => {
      const { zego, sent } = await rehearse();
      const { code, out, err } = await zego(line, at(iso));
      expect([code, out]).toEqual([3, '']);
      expect(err).toBe(
        `error: this machine's clock says ${iso}; nothing was sent\nhint: Set the clock and run the command again.\n`,
      );
      expect(sent).toEqual([]);
    },
  );

  it('hinders nothing that needs no clock', async () => {
    for (const line of ['--help', 'cdn forbid --help', 'explain 5003', '--version']) {
      expect(await run(line, at(iso))).toMatchObject({ code: 0, err: '' });
    }
  });
});

it.each(['2020-01-01T00:00:00Z', '9998-12-31T23:59:59.999Z'])(
  'a clock that says %s is believed',
  async (iso) => {
    expect(
      (
        await run('cdn list --dry-run --app-id 1', {
          ...at(iso),
          env: { ZEGO_SERVER_SECRET: 'x' },
        })
      ).code,
    ).toBe(0);
  },
);
