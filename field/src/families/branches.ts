/** Families that were visited again before the office's list knew of it: what a form is told of the version it is filled in
 *  upon, after ODK's rules for entities offline. The office reads from it in which order one phone's visits were made. */
import type { Row } from "../kernel/csv";

/** Visits made one upon the other on this phone. id: the phone's name for them. trunk: the version of the office's list upon
 *  which the first was made, '' for a family that was found on this phone. version: after the last of them. */
export interface Branch {
  readonly household: string;
  readonly id: string;
  readonly trunk: string;
  readonly version: number;
}

/** What a submission says of a household that it changes. */
export interface Update {
  readonly household: string;
  readonly base: number;
  readonly trunk: string;
  readonly branch: string;
}

export const VERSION = "__version";
export const TRUNK = "__trunkVersion";
export const BRANCH = "__branchId";

/** The rows as forms read them, with the three columns. found: families that only this phone knows. */
export function withBranches(rows: readonly Row[], branches: readonly Branch[], found: boolean, newId = () => crypto.randomUUID() as string): Row[] {
  const own = new Map(branches.map((branch) => [branch.household, branch]));
  return rows.map((row) => {
    const branch = own.get(row["name"] ?? "");
    if (branch && isAhead(branch, row)) return { ...row, [VERSION]: String(branch.version), [TRUNK]: branch.trunk, [BRANCH]: branch.id };
    return { ...row, [TRUNK]: found ? "" : (row[VERSION] ?? ""), [BRANCH]: newId() };
  });
}

/** The branches after a submission was finished; those that the office's list has caught up with are left out. */
export function advanced(branches: readonly Branch[], updates: readonly Update[], listed: readonly Row[]): Branch[] {
  const rows = new Map(listed.map((row) => [row["name"] ?? "", row]));
  const after = new Map(
    branches.filter((branch) => isAhead(branch, rows.get(branch.household) ?? {})).map((branch) => [branch.household, branch]),
  );
  for (const { household, base, trunk, branch } of updates) {
    const before = after.get(household);
    after.set(household, {
      household,
      id: before?.id ?? branch,
      trunk: before?.trunk ?? trunk,
      version: Math.max(before?.version ?? 0, base) + 1,
    });
  }
  return [...after.values()];
}

function isAhead(branch: Branch, row: Row): boolean {
  return branch.version > Number(row[VERSION] ?? 0);
}
