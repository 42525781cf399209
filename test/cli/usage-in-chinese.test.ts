import { describe, expect, it } from '@jest/globals';
import { refusalIn } from './read.ts';

describe('a usage error in Chinese', () => {
  it.each<[string, string, string | null]>([
    ['trnsfer stop', '未知的命令 "trnsfer"；是否想输入 zego transfer stop？', '参见：zego --help'],
    [
      'forbid --stream s1',
      '未知的命令 "forbid"；是否想输入 zego cdn forbid 或 zego stream forbid？',
      '参见：zego --help',
    ],
    ['', '缺少命令', '参见：zego --help'],
    ['cdn', 'cdn：缺少命令', '参见：zego cdn --help'],
    [
      'cdn list --vnedor ws',
      '未知的选项 --vnedor；是否想输入 --vendor？',
      '参见：zego cdn list --help',
    ],
    [
      'cdn list --secret x',
      '未知的选项 --secret（没有选项可直接传入密钥）',
      '参见：zego cdn list --help',
    ],
    ['cdn list --test=1', '--test 不带值', '参见：zego cdn list --help'],
    [
      '--stream s1 cdn forbid',
      '--stream 写在了它的命令之前',
      '请先写命令：zego cdn forbid --stream ...',
    ],
    [
      'stream forbid --stream s1 s2',
      '多余的参数 "s2"：stream forbid 的每个值都须跟在对应的 --选项 之后',
      '若它是被空格或 * 拆出来的，请给值加引号；流 ID 不是通配符。参见：zego stream forbid --help',
    ],
    ['explain 1 2', '多余的参数 "2"：explain 只接受一个 code', '参见：zego explain --help'],
    ['explain', "缺少必需的参数 'code'", '参见：zego explain --help'],
    ['explain x', 'explain "x"：应为返回码，如 5003', null],
    ['stream forbid --stream', "选项 '--stream <id>' 缺少值", '参见：zego stream forbid --help'],
    [
      'stream forbid --stream --jsno',
      '--stream 在 --jsno 之前缺少值（是否想输入 --json？）',
      '若值确实是 --jsno，请写成 --stream=--jsno',
    ],
    [
      'transfer stop',
      '缺少必需的选项 --stream <id> 和 --url <rtmp>',
      '参见：zego transfer stop --help',
    ],
    [
      'cdn forbid --stream s1 --for 2h --resume 2026-01-01T00:00:00Z',
      '--resume 与 --for 不能同时使用',
      null,
    ],
    [
      'cdn forbid --stream s1 --stream s2',
      '--stream 出现了 2 次：zego cdn forbid 只接受一个',
      '请对每个流分别执行一次。',
    ],
    [
      'stream forbid --stream -',
      '--stream -：不会从标准输入读取流 ID',
      '请逐个传入：xargs -n 1 zego stream forbid --stream <ids.txt',
    ],
    [
      'transfer stop --stream s1 --url x',
      '--url "x"：应为形如 rtmp://host/app/stream 的地址',
      null,
    ],
    [
      'rtmp dispatch --stream s1 --type pul',
      '--type "pul"：应为 push 或 pull（是否想输入 pull？）',
      null,
    ],
    [
      'cdn forbid --stream s1 --for x',
      '--for "x"：应为大于 0 的时长，如 500ms、15s、90m、2h 或 1d12h',
      null,
    ],
    [
      'stream forbid --stream s1 --sequence 9999999999999999999',
      '--sequence "9999999999999999999"：应为不大于 9223372036854775807 的整数，如 Unix 毫秒时间',
      null,
    ],
  ])('%s', async (line, message, hint) => {
    expect(await refusalIn('zh', ...line.split(' ').filter(Boolean))).toEqual({ message, hint });
  });

  it('a word that is too long is not repeated', async () => {
    const line = ['stream', 'forbid', '--stream', 'x'.repeat(5000)];
    expect(await refusalIn('zh', ...line)).toEqual({
      message: '超过 4 KB：--stream 的值',
      hint: null,
    });
  });

  it('an Action that does not exist is answered with those that do', async () => {
    const { message, hint } = await refusalIn(
      'zh',
      'explain',
      '3000',
      '--action',
      'ForbidRTCStrem',
    );
    expect(message).toBe('--action "ForbidRTCStrem"：应为接口名（是否想输入 ForbidRTCStream？）');
    expect(hint).toMatch(/^可用的接口名：\w+、/);
  });
});
