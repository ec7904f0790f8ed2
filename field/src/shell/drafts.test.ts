import { expect, test } from "vitest";
import type { Entry } from "../queue/entry";
import { draftKeeper } from "./drafts";

const later = () => new Promise((resolve) => setTimeout(resolve, 2));

test("one writing at a time; of many changes the last is always written", async () => {
  const written: string[] = [];
  let at = 0;
  const keeper = draftKeeper(async (xml) => {
    expect(++at).toBe(1);
    await later();
    at--;
    written.push(xml);
    return { savedAt: written.length } as Entry;
  });
  for (const xml of ["1", "2", "3", "4"]) keeper.keep(xml, []);
  expect(keeper.state.saving).toBe(true);
  await keeper.settled();
  expect(written).toEqual(["1", "4"]);
  expect(keeper.state).toEqual({ saving: false, savedAt: 2, failed: false });
});

test("a full disk is said, and the next change tries again", async () => {
  let full = true;
  const keeper = draftKeeper(async () => {
    if (full) throw new DOMException("full", "QuotaExceededError");
    return { savedAt: 7 } as Entry;
  });
  keeper.keep("1", []);
  await keeper.settled();
  expect(keeper.state.failed).toBe(true);
  full = false;
  keeper.keep("2", []);
  await keeper.settled();
  expect(keeper.state).toEqual({ saving: false, savedAt: 7, failed: false });
});
