import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { autosave, type Autosave } from "./autosave";
import type { Answers } from "./engine";

let now: string;
let saved: string[];
let keeper: Autosave;

beforeEach(() => {
  vi.useFakeTimers();
  now = "<data>1</data>";
  saved = [];
  const read = (): Promise<Answers> => Promise.resolve({ xml: now, attachments: [], complete: false });
  keeper = autosave(read, ({ xml }) => saved.push(xml));
});

afterEach(() => {
  keeper.stop();
  vi.useRealTimers();
});

it("saves a little after the last touch", async () => {
  keeper.touched();
  await vi.advanceTimersByTimeAsync(1_900);
  expect(saved).toEqual([]);
  await vi.advanceTimersByTimeAsync(200);
  expect(saved).toEqual(["<data>1</data>"]);
});

it("saves while somebody goes on typing", async () => {
  for (let second = 0; second < 10; second += 1) {
    keeper.touched();
    await vi.advanceTimersByTimeAsync(1_000);
  }
  expect(saved).toHaveLength(1);
});

it("saves nothing twice, and nothing untouched", async () => {
  await keeper.flush();
  expect(saved).toEqual([]);
  keeper.touched();
  await keeper.flush();
  keeper.touched();
  await keeper.flush();
  expect(saved).toHaveLength(1);
});

it("saves at once when the app goes out of sight, with what was typed last", async () => {
  keeper.touched();
  now = "<data>2</data>";
  await keeper.flush();
  expect(saved).toEqual(["<data>2</data>"]);
});

it("saves nothing after its end", async () => {
  keeper.touched();
  keeper.stop();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(saved).toEqual([]);
});
