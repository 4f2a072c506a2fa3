import assert from "node:assert/strict";
import { test } from "node:test";

import { Countdown, roundSeconds } from "../../../../../pages/uploader/browser/countdown.js";
import { stopTime } from "./time.js";

const MB = 1_000_000;

/**
 * What is told, each time it changes, of a file of that size that is sent at these speeds, each for a second.
 * @param {number} size
 * @param {Iterable<number>} speeds bytes a second
 */
async function told(size, speeds) {
  const pass = stopTime();
  const countdown = new Countdown();
  const all = [countdown.left(0, size)];
  let sent = 0;
  for (const speed of speeds) {
    await pass(1000);
    sent = Math.min(size, sent + speed);
    all.push(countdown.left(sent, size));
  }
  return all.filter((seconds, index) => seconds !== all[index - 1]);
}

/**
 * @template Value
 * @param {number} times
 * @param {Value[]} values
 */
const again = (times, ...values) => Array.from({ length: times }, () => values).flat();

test("a step that is told is told again of itself", () => {
  for (let seconds = 0; seconds < 100_000; seconds += 7) {
    assert.equal(roundSeconds(roundSeconds(seconds)), roundSeconds(seconds));
  }
});

test("nothing is told before there is something to reckon it from", async () => {
  assert.deepEqual(await told(1000 * MB, again(3, 10 * MB)), [0]);
});

test("an upload at one speed counts down, step by step", async () => {
  assert.deepEqual(await told(1500 * MB, again(150, 10 * MB)), [0, 120, 60, 50, 40, 30, 20, 10, 5]);
});

test("parts that arrive in bursts do not make it go up and down", async () => {
  const bursts = again(30, 40 * MB, 0, 0, 5 * MB, 0, 2 * MB, 30 * MB, 0, 1 * MB, 22 * MB);

  const steps = await told(3000 * MB, bursts);

  assert.deepEqual(steps.slice(1), steps.slice(1).toSorted((one, other) => other - one));
  assert.equal(steps.at(-1), 5);
});

test("an upload that has become slower for good tells so, after a while", async () => {
  const steps = await told(6000 * MB, [...again(60, 20 * MB), ...again(60, 5 * MB)]);

  assert.equal(steps.at(1), 300);
  assert.ok(Math.max(...steps.slice(2)) >= 720, `${steps}`);
});

test("what stands still tells nothing", async () => {
  const steps = await told(1000 * MB, [...again(20, 10 * MB), ...again(40, 0)]);

  assert.equal(steps.at(-1), 0);
});

test("what was before a pause does not count", async () => {
  const pass = stopTime();
  const countdown = new Countdown();
  countdown.left(0, 1000 * MB);
  await pass(10_000);
  assert.equal(countdown.left(10 * MB, 1000 * MB), 900);
  countdown.clear();

  assert.equal(countdown.left(10 * MB, 1000 * MB), 0);
  await pass(5000);
  assert.equal(countdown.left(110 * MB, 1000 * MB), 50);
});
