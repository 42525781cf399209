import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

type Mischief = 'die' | 'tear';

/**
 * Makes this process's file calls go wrong now and then: it dies by SIGKILL right before or after a
 * call, or a write is cut short (and then dies, returns short, or reports a full disk).
 * @param kinds what may happen
 * @param chance of it, per call
 */
export function sabotage(kinds: readonly Mischief[], chance: number): void {
  const unlucky = () => Math.random() < chance;
  const die = () => process.kill(process.pid, 'SIGKILL');
  const real = { ...fs };

  if (kinds.includes('die')) {
    for (const name of ['openSync', 'readSync', 'linkSync', 'rmSync', 'readdirSync'] as const) {
      const call = real[name] as (...args: unknown[]) => unknown;
      Object.assign(fs, {
        [name]: (...args: unknown[]) => {
          if (unlucky()) die();
          const result = call(...args);
          if (unlucky()) die();
          return result;
        },
      });
    }
  }
  Object.assign(fs, {
    writeSync(file: number, text: string) {
      if (!unlucky()) return real.writeSync(file, text);
      const written = real.writeSync(file, text.slice(0, Math.random() * text.length));
      if (kinds.includes('die') && Math.random() < 0.7) die();
      if (Math.random() < 0.5) return written;
      throw Object.assign(new Error('ENOSPC: injected'), { code: 'ENOSPC' });
    },
  });
  syncBuiltinESMExports();
}
