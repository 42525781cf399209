import { describe, expect, it } from '@jest/globals';
import { apart } from '../host-line.ts';
import { hold } from '../rate-queues.ts';
import { reply, serve } from './servers.ts';
import { bin, type Ending, folder, launch, said, stage, startEmulator, state } from './zego.ts';

const { emulator } = stage();

const esc = '\u001b';
const yellow = `${esc}[33m`;

interface Terminal {
  readonly env?: Readonly<Record<string, string>>;
  readonly columns?: number;
}

/** Starts a command on a pseudo-terminal, which is what script(1) of util-linux gives it. */
function begin(command: string, { env = {}, columns = 80 }: Terminal = {}) {
  const sized = `stty cols ${columns}; exec "$ZEGO" ${command}`;
  return launch('script', ['-qec', sized, '/dev/null'], {
    env: { ...emulator().env, TERM: 'xterm', SHELL: '/bin/sh', ZEGO: bin, ...env },
    cwd: folder(),
    input: '',
  });
}

const onTerminal = (command: string, terminal?: Terminal) => begin(command, terminal).ended;

describe('on a terminal', () => {
  it('there is colour, and the exit code is the same', async () => {
    const { code, out } = await onTerminal('stream status --stream nobody');
    expect(code).toBe(8);
    expect(out).toContain(yellow);
  });

  it.each([{ NO_COLOR: '1' }, { CI: 'true' }, { TERM: 'dumb' }])(
    '%j takes the colour away',
    async (env) => {
      const { code, out } = await onTerminal('cdn list', { env });
      expect(code).toBe(0);
      expect(out).toContain('Addresses banned');
      expect(out).not.toContain(esc);
    },
  );

  it('--json is indented for people, without colour', async () => {
    const { out } = await onTerminal('cdn list --json');
    // A terminal shows both streams.
    const { err: document } = apart(out.replaceAll('\r', ''));
    expect(document).toMatch(/^\{\n {2}"ok": true,/);
    expect(JSON.parse(document)).toMatchObject({ ok: true, exitCode: 0 });
  });

  it('nobody waits for a secret to be typed', async () => {
    const { code, out } = await onTerminal('cdn list --secret-file -');
    expect(code).toBe(3);
    expect(out).toContain('stdin is a terminal');
  });
});

describe('a spinner', () => {
  const turning = /[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏].* cdn list \.\.\./;

  /** Runs a command whose answer comes once this was seen on the terminal, and without it never. */
  async function answeredOnceSeen(command: string, words: RegExp): Promise<Ending> {
    let seen = false;
    let answer: (() => void) | undefined;
    const proceed = () => seen && answer?.();
    const { url } = await serve((response) => {
      answer = () => reply(response, 0);
      proceed();
    });
    const { child, ended } = begin(`${command} --timeout 1h --endpoint ${url}`);
    await said(child.stdout, words);
    seen = true;
    proceed();
    return ended;
  }

  it('turns while the answer is awaited, and leaves the line to the result', async () => {
    const { code, out } = await answeredOnceSeen('cdn list', turning);
    expect(code).toBe(0);
    const after = out.slice(out.lastIndexOf('cdn list ...'));
    expect(after).toMatch(/Addresses banned/);
    expect(after.split('Addresses banned')[0]).toContain(`${esc}[0K`);
    expect(after).toContain(`${esc}[?25h`);
  });

  it('names the stream', async () => {
    const ending = await answeredOnceSeen('cdn forbid --stream s1', / cdn forbid s1 \.\.\./);
    expect(ending.code).toBe(0);
  });

  it('says that a rate slot is awaited, and for how long', async () => {
    const release = hold(state, '1234567890/QueryForbidCDNLiveStream');
    const { child, ended } = begin('cdn list --timeout 1h');
    await said(child.stdout, /waiting \d\.\d s for a rate slot/);
    release();
    const { code, out } = await ended;
    expect(code).toBe(0);
    expect(out.slice(out.lastIndexOf('rate slot'))).toContain('Addresses banned');
  });

  it.each([
    ['with --quiet', 'cdn list --quiet', {}],
    ['with --json', 'cdn list --json', {}],
    ['in CI', 'cdn list', { env: { CI: 'true' } }],
    ['where the terminal has no width, which would never end', 'cdn list', { columns: 0 }],
  ])('does not turn %s', async (_, command, terminal: Terminal) => {
    const slow = await startEmulator('--latency', '500ms');
    const env = { ...slow.env, ...terminal.env };
    const { code, out } = await onTerminal(command, { ...terminal, env });
    await slow.stop();
    expect(code).toBe(0);
    expect(out).not.toMatch(turning);
  });
});
