import type { OutgoingHttpHeaders } from 'node:http';
import { each, inside, type Row, serve, zego } from './stage.ts';

/** Answers with every kind of redirect; neither another server nor the same one may be asked again. */
export async function redirectsRow(): Promise<Row> {
  let followed = 0;
  const elsewhere = await serve((_, response) => {
    followed += 1;
    response.end('{"Code":0}');
  });
  const asked = new Map<string, number>();
  const origin = await serve((request, response) => {
    const query = new URL(request.url ?? '', 'http://host').searchParams;
    const { status, headers } = answers[Number(query.get('AppId')) % answers.length] ?? answers[0]!;
    const key = query.get('AppId') ?? '';
    asked.set(key, (asked.get(key) ?? 0) + 1);
    response.writeHead(status, headers).end('{"Code":0}');
  });
  const places = [
    ...[
      `${elsewhere}/`,
      `${elsewhere}/?x=1`,
      `//${elsewhere.slice(7)}/`,
      elsewhere.replace('//', '//u:p@'),
    ],
    ...[
      '/',
      '/other',
      '?Action=x',
      '',
      '.',
      'http://[',
      `\\\\${elsewhere.slice(7)}`,
      'file:///etc/passwd',
    ],
    ...[
      'https://rtc-api.zego.im/',
      'javascript:1',
      `${elsewhere}/#fragment`,
      elsewhere.toUpperCase(),
    ],
  ];
  const answers: { status: number; headers: OutgoingHttpHeaders }[] = [
    ...[300, 301, 302, 303, 304, 305, 306, 307, 308, 399].flatMap((status) =>
      places.map((location) => ({ status, headers: { location } })),
    ),
    ...[200, 201, 202].map((status) => ({
      status,
      headers: {
        ...{ location: elsewhere, refresh: `0; url=${elsewhere}`, 'content-location': elsewhere },
        ...{ 'alt-svc': `h2="${elsewhere.slice(7)}"`, link: `<${elsewhere}>; rel=preload` },
      },
    })),
    { status: 302, headers: { location: [elsewhere, '/'] as unknown as string } },
    { status: 307, headers: {} },
  ];
  const commands = [
    ['cdn', 'list'],
    ['cdn', 'forbid', '--stream', 's', '--json'],
  ];
  const wrong: string[] = [];
  const attempts = answers.flatMap((answer, index) =>
    commands.map((words, nth) => ({
      answer,
      words,
      appId: String(answers.length * (nth + 1) + index),
    })),
  );
  await each(attempts, 6, async ({ answer, words, appId }, nth) => {
    const env = { ZEGO_ENDPOINT: origin, ZEGO_SERVER_SECRET: 's', ZEGO_APP_ID: appId };
    // Every twentieth through the binary.
    const { code } = nth % 20 === 0 ? await zego(words, { env }) : await inside(words, { env });
    const expected = answer.status === 200 ? 0 : 9;
    if (code !== expected || asked.get(appId) !== 1) {
      wrong.push(
        `${answer.status} ${JSON.stringify(answer.headers)}: exit ${code}, asked ${asked.get(appId)} times`,
      );
    }
  });
  return {
    what: 'redirects',
    tried: String(attempts.length),
    bad: 'followed',
    count: followed + wrong.length,
    cases: wrong,
    enough: attempts.length >= 300,
  };
}
