/**
 * Takes the lines that name a host which is not ZEGO's out of what was said on stderr: with a server of the tests'
 * own every command says one.
 */
export function apart(said: string): { readonly err: string; readonly host: string | undefined } {
  const line = /^(?:Not ZEGO|Emulator|非 ZEGO 服务|模拟器)[:：].*\n/gm;
  return { err: said.replace(line, ''), host: said.match(line)?.join('') };
}
