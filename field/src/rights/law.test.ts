import "fake-indexeddb/auto";
import { beforeEach, expect, test } from "vitest";
import { openDatabase } from "../vault/database";
import { setUp, type Vault } from "../vault/vault";
import { dayOfTalk, heldLaw, mayHaveChanged, refreshLaw, type Law } from "./law";

let vault: Vault;
let asked: string[];
let count = 0;

const lawOf = (on: string): Law => ({ on, benefits: [{ name: "elderly-allowance" }], questions: [], words: { goOn: "ไปต่อ" } });
const server = (answer: () => Response) => async (path: RequestInfo | URL) => {
  asked.push(String(path));
  return answer();
};

beforeEach(async () => {
  asked = [];
  vault = await setUp(await openDatabase(() => {}, `law-${count++}`), "2590", "token", 200);
});

test("the rules of the day are fetched once, in both languages, and again on another day", async () => {
  await refreshLaw(vault, server(() => Response.json(lawOf("2026-11-23"))), "2026-11-23");
  await refreshLaw(vault, server(() => Response.json(lawOf("2026-11-23"))), "2026-11-23");
  expect(asked).toEqual(["/rights/th.json", "/rights/en.json"]);
  await refreshLaw(vault, server(() => Response.json(lawOf("2026-11-24"))), "2026-11-24");
  expect((await heldLaw(vault, "th"))!.on).toBe("2026-11-24");
});

test.each<[string, () => Response]>([
  ["a log-in page", () => new Response("<html>log in</html>", { status: 200 })],
  ["half of it", () => Response.json({ on: "2026-11-24", benefits: [{}] })],
  ["rules without a benefit", () => Response.json({ ...lawOf("2026-11-24"), benefits: [] })],
  ["an error", () => new Response("{}", { status: 503 })],
  ["no network", () => { throw new TypeError("network"); }],
])("%s leaves the rules that the phone has", async (_name, answer) => {
  await refreshLaw(vault, server(() => Response.json(lawOf("2026-11-23"))), "2026-11-23");
  await refreshLaw(vault, server(answer), "2026-11-24");
  expect((await heldLaw(vault, "th"))!.on).toBe("2026-11-23");
});

test("ages are of today, unless the phone's clock lies before the rules", () => {
  expect(dayOfTalk(lawOf("2026-11-23"), "2026-12-01")).toBe("2026-12-01");
  expect(dayOfTalk(lawOf("2026-11-23"), "1970-01-01")).toBe("2026-11-23");
});

test("the volunteer is told of rules older than thirty days, or of another fiscal year", () => {
  expect(mayHaveChanged(lawOf("2026-11-23"), "2026-12-23")).toBe(false);
  expect(mayHaveChanged(lawOf("2026-11-23"), "2026-12-24")).toBe(true);
  expect(mayHaveChanged(lawOf("2026-09-30"), "2026-09-30")).toBe(false);
  expect(mayHaveChanged(lawOf("2026-09-30"), "2026-10-01")).toBe(true);
});
