/**
 * Finds the package that a module belongs to.
 * @param {string} id the path of the module
 * @returns the package's folder and name, and the file below it; null for a module of no package
 */
export function packageOf(id) {
  const [, folder, name, file] =
    /^(.*\/node_modules\/((?:@[^/]+\/)?[^/]+))\/(.*)$/.exec(id.replaceAll('\\', '/')) ?? [];
  return folder === undefined ? null : { folder, name, file };
}
