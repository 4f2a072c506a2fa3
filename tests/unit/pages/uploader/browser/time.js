// A clock that tests move, in a world without chance.

import { afterEach, mock } from "node:test";

const STEP_MS = 50;

afterEach(() => {
  mock.timers.reset();
  mock.restoreAll();
});

/**
 * Stops every clock until the test is over, and has every wait be as long as on average.
 * @returns {(milliseconds: number) => Promise<void>} lets time pass, and what waited for it act
 */
export function stopTime() {
  mock.timers.enable({ apis: ["Date", "setInterval", "setTimeout"], now: 1_000_000_000_000 });
  mock.method(Math, "random", () => 0.5);
  mock.method(performance, "now", () => Date.now());
  return async (milliseconds) => {
    await settle();
    for (let left = milliseconds; left > 0; left -= STEP_MS) {
      mock.timers.tick(Math.min(STEP_MS, left));
      await settle();
    }
  };
}

// Lets everything act that waits for nothing but its turn.
export async function settle() {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
