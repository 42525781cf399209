import { bans, memberText } from '../core/data.ts';

/**
 * Whether the answer to QueryForbidCDNLiveStream lists a ban of a stream: one whose address ends in its id.
 * @param data of the answer
 */
export function isRecorded(data: unknown, stream: string): boolean {
  return (bans(data) ?? []).some((ban) => idIn(memberText(ban, 'Url')) === stream);
}

function idIn(url: string): string {
  const [path = ''] = url.split(/[?#]/, 1);
  const last = path.slice(path.lastIndexOf('/') + 1).replace(/\.(?:m3u8|flv)$/, '');
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
