import { type Play, play } from './stream-states.ts';
import { folder, type RunOptions, start } from './zego.ts';

/** Whose project it is. */
export const account = { ZEGO_APP_ID: '1234567890', ZEGO_SERVER_SECRET: 'canary0secret0canary' };

/** Starts a command against a server that plays a stream, with a state directory of its own. */
export async function waiting(part: Play, line: string, options: RunOptions = {}) {
  const server = await play(part);
  // What other tests leave behind is not this one's.
  const own = { ...account, ZEGO_ENDPOINT: server.url, XDG_STATE_HOME: folder() };
  const begun = start(line, { cwd: folder(), ...options, env: { ...own, ...options.env } });
  return { server, env: own, ...begun };
}
