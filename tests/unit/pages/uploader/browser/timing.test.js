import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { backoff, Meter } from "../../../../../pages/uploader/browser/timing.js";
import { stopTime } from "./time.js";

test("the speed is that of the last seconds", async () => {
  const pass = stopTime();
  const meter = new Meter();
  meter.speed(0);
  await pass(10_000);
  meter.speed(10_000_000);
  await pass(4_000);

  assert.equal(meter.speed(30_000_000), 5_000_000);
});

test("no speed is told before there is something to reckon it from", async () => {
  const pass = stopTime();
  const meter = new Meter();
  meter.speed(0);
  await pass(1_000);

  assert.equal(meter.speed(900_000), 0);
});

test("what was before a pause does not count", async () => {
  const pass = stopTime();
  const meter = new Meter();
  meter.speed(0);
  await pass(4_000);
  meter.clear();
  meter.speed(1_000_000);
  await pass(2_000);

  assert.equal(meter.speed(5_000_000), 2_000_000);
});

test("each try waits longer than the one before, up to a quarter of a minute, and no two tabs the same", () => {
  mock.method(Math, "random", () => 0);
  assert.deepEqual([0, 1, 2, 3, 4, 5, 50].map(backoff), [400, 800, 1_600, 3_200, 6_400, 7_500, 7_500]);
  mock.method(Math, "random", () => 0.5);
  assert.deepEqual([0, 1, 2, 3, 4, 5, 50].map(backoff), [800, 1_600, 3_200, 6_400, 12_800, 15_000, 15_000]);
});
