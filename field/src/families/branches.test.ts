import { expect, test } from "vitest";
import { advanced, BRANCH, TRUNK, VERSION, withBranches, type Branch, type Update } from "./branches";

const listed = (version: string) => ({ name: "h", label: "บ้าน", [VERSION]: version });
const other = { name: "other", label: "อื่น", [VERSION]: "9" };

/** What a form that is opened now puts into its entity. */
function told(branches: readonly Branch[], row: Record<string, string>, found = false, id = "new"): Update {
  const [read] = withBranches([row], branches, found, () => id);
  return { household: "h", base: Number(read![VERSION]), trunk: read![TRUNK]!, branch: read![BRANCH]! };
}

test("visits made before a sync stand upon each other, upon the version that the office's list had", () => {
  let branches: Branch[] = [];
  const said: Update[] = [];
  for (const id of ["a", "b", "c"]) {
    said.push(told(branches, listed("4"), false, id));
    branches = advanced(branches, said.slice(-1), [listed("4"), other]);
  }
  expect(said.map(({ base, trunk, branch }) => [base, trunk, branch])).toEqual([
    [4, "4", "a"],
    [5, "4", "a"],
    [6, "4", "a"],
  ]);
});

test("once the list has caught up, the next visit begins a branch of its own", () => {
  const branches = advanced([], [told([], listed("4"), false, "a")], [listed("4")]);
  expect(told(branches, listed("4"), false, "b")).toMatchObject({ base: 5, trunk: "4", branch: "a" });
  expect(told(branches, listed("5"), false, "b")).toMatchObject({ base: 5, trunk: "5", branch: "b" });
  expect(advanced(branches, [], [listed("5")])).toEqual([]);
});

test("a family found on this phone has no trunk until the list has it", () => {
  const first = told([], listed("1"), true, "a");
  expect(first).toMatchObject({ base: 1, trunk: "", branch: "a" });
  const branches = advanced([], [first], [other]);
  expect(told(branches, listed("1"), true, "b")).toMatchObject({ base: 2, trunk: "", branch: "a" });
});

test("of two forms that were open at once the second moves the version on, and other families keep theirs", () => {
  const [one, two] = [told([], listed("4"), false, "a"), told([], listed("4"), false, "b")];
  const branches = advanced(advanced([], [one], [listed("4"), other]), [two], [listed("4"), other]);
  expect(branches).toEqual([{ household: "h", id: "a", trunk: "4", version: 6 }]);
  const [, untouched] = withBranches([listed("4"), other], branches, false, () => "x");
  expect(untouched).toEqual({ ...other, [TRUNK]: "9", [BRANCH]: "x" });
});
