import { cdnActions } from './cdn.ts';
import { rtmpActions } from './rtmp.ts';
import { streamActions } from './stream.ts';
import { transferActions } from './transfer.ts';
import type { Action } from './types.ts';

/** The catalogue: every Action zego can call, in the order of the help. */
export const actions: readonly Action[] = [
  ...transferActions,
  ...cdnActions,
  ...streamActions,
  ...rtmpActions,
];

/** The fields that hold an address, by the API's name: their user and query may be a stream key. */
export const addressFields: ReadonlySet<string> = new Set(
  actions.flatMap(({ params }) =>
    params.filter(({ type }) => type === 'rtmpUrl').map(({ field }) => field),
  ),
);

/**
 * Finds a row by the API's name, whatever its case.
 * @returns the row, or undefined for a name that is not in the catalogue
 */
export function actionNamed(name: string): Action | undefined {
  return actions.find((row) => row.action.toLowerCase() === name.toLowerCase());
}
