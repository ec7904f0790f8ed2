import { expect, test } from "vitest";
import { metresBetween, plotOf, readPlace, scaleLength } from "./places";

test("a geometry is a place only when both numbers are on earth", () => {
  expect(readPlace("7.8804 98.3923 0 0")).toEqual({ lat: 7.8804, lon: 98.3923 });
  for (const no of ["", "  ", "7.88", "abc 98", "91 98 0 0", "7 181"]) expect(readPlace(no)).toBeNull();
});

test("distance on the ground: one minute of latitude is a nautical mile; Phuket to Bangkok about 680 km", () => {
  expect(metresBetween({ lat: 7, lon: 98 }, { lat: 7 + 1 / 60, lon: 98 })).toBeCloseTo(1853, -1);
  const bangkok = metresBetween({ lat: 7.8804, lon: 98.3923 }, { lat: 13.7563, lon: 100.5018 });
  expect(bangkok).toBeGreaterThan(680_000);
  expect(bangkok).toBeLessThan(700_000);
  expect(metresBetween({ lat: 7, lon: 98 }, { lat: 7, lon: 98 })).toBe(0);
});

test("the drawing keeps north up and distances true", () => {
  const south = { lat: 7.88, lon: 98.39 };
  const north = { lat: 7.89, lon: 98.4 };
  const plot = plotOf([south, north]);
  const [low, high] = [plot.at(south), plot.at(north)];
  expect(high.y).toBeLessThan(low.y);
  expect(high.x).toBeGreaterThan(low.x);
  expect(Math.hypot(high.x - low.x, high.y - low.y)).toBeCloseTo(metresBetween(south, north), -1);
  for (const point of [low, high]) {
    expect(point.x).toBeGreaterThan(0);
    expect(point.x).toBeLessThan(plot.width);
  }
});

test("a single place still has a drawing around it", () => {
  const plot = plotOf([{ lat: 7.88, lon: 98.39 }]);
  expect(plot.at({ lat: 7.88, lon: 98.39 })).toEqual({ x: plot.width / 2, y: plot.height / 2 });
  expect(plot.width).toBeGreaterThanOrEqual(200);
});

test("scale bars are round", () => {
  expect([7, 30, 60, 999, 1000].map(scaleLength)).toEqual([5, 20, 50, 500, 1000]);
});
