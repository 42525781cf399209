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

/**
 * Finds a row by the API's name, whatever its case.
 * @returns the row, or undefined for a name that is not in the catalogue
 */
export function actionNamed(name: string): Action | undefined {
  return actions.find((row) => row.action.toLowerCase() === name.toLowerCase());
}
