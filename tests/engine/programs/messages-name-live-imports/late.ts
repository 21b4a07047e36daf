/** Assigned to later: whoever imports it reads it where it is. */
export let late: unknown = 1;
export function assign(value: unknown): void {
  late = value;
}
