/** How long to wait before trying again: the office's server, and a PIN. */

const FIRST = 5_000;
const LONGEST = 15 * 60_000;

/** Milliseconds until the next round after `failures` failed ones in a row: doubling, at most a quarter of an hour,
 *  spread by chance so that phones coming out of one dead spot do not all knock at once. */
export function roundWait(failures: number, chance: number, retryAfter = 0): number {
  const doubled = Math.min(LONGEST, FIRST * 2 ** Math.max(0, failures - 1));
  return Math.max(doubled * (0.5 + chance / 2), Math.min(retryAfter, 3_600_000));
}

export const PIN_PATTERN = /^[0-9]{4,8}$/;
/** After so many wrong PINs in a row the household lists are deleted. */
export const WIPE_LISTS_AT = 10;

const PIN_WAITS = [0, 0, 0, 10, 30, 60, 120]; // seconds, by wrong tries so far

/** Milliseconds to wait before the next PIN. Counted from the opening of the page, not by the phone's clock. */
export function pinWait(wrongTries: number): number {
  return (PIN_WAITS[wrongTries] ?? 300) * 1000;
}

const TOO_SIMPLE = /^(\d)\1+$|^(?:0123456789|1234567890|9876543210)$/;

/** Whether a PIN is one of the first that anybody would try. */
export function easilyGuessed(pin: string): boolean {
  return TOO_SIMPLE.test(pin) || "01234567890".includes(pin) || "09876543210".includes(pin);
}
