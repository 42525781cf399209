import type { World } from '../platform/world.ts';
import type { Lang } from '../values/text.ts';

/** How results are shown: settled before anything can fail, from the command line and environment. */
export interface View {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly debug: boolean;
  readonly lang: Lang;
  /** Colour on stdout, and on stderr. */
  readonly color: { readonly out: boolean; readonly err: boolean };
  /** A spinner may turn on stderr. */
  readonly spinner: boolean;
}

/** The options that decide how things are shown. */
export interface ViewOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly debug?: boolean;
  readonly lang?: string;
  readonly color?: boolean;
}

/**
 * Settles the view. Off a terminal and in CI there is no colour (unless FORCE_COLOR asks for it) and
 * no spinner; NO_COLOR, by no-color.org any value but the empty one, beats FORCE_COLOR.
 * @param settledLang the language of the settings, once they are known
 */
export function viewOf(
  { env, stdout, stderr }: Pick<World, 'env' | 'stdout' | 'stderr'>,
  options: ViewOptions,
  settledLang: Lang | null = null,
): View {
  const json = options.json === true;
  const quiet = options.quiet === true;
  const dumb = Boolean(env.CI) || env.TERM === 'dumb';
  const forced = Boolean(env.FORCE_COLOR) && env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  const wanted = options.color !== false && !env.NO_COLOR && env.FORCE_COLOR !== '0';
  return {
    json,
    quiet,
    debug: options.debug === true || !/^(0|false)?$/i.test(env.ZEGO_DEBUG ?? ''),
    lang: settledLang ?? languageOf(options.lang ?? env.ZEGO_LANG) ?? localeOf(env),
    color: {
      out: wanted && (forced || (stdout.isTTY && !dumb)),
      err: wanted && (forced || (stderr.isTTY && !dumb)),
    },
    // ora never returns where a terminal reports no width.
    spinner: stderr.isTTY && stderr.columns > 0 && !dumb && !quiet && !json,
  };
}

function languageOf(text: string | undefined): Lang | null {
  return text === 'en' || text === 'zh' ? text : null;
}

/** The first of the locale variables that is set decides; `zh_CN.UTF-8` and its kin mean Chinese. */
function localeOf(env: World['env']): Lang {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return /^zh([_.@-]|$)/i.test(locale) ? 'zh' : 'en';
}
