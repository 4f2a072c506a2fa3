// How long something still takes, told so that it can be read calmly: in round steps, and not up and down.

import { Meter } from "./timing.js";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const WINDOW_MS = 30_000;
const LEAST_MS = 4000;
const SLOWER = 1.3; // times what was told: less is noise
const SLOWER_FOR_MS = 8000;

/** In seconds: below which limit which steps are told. The same are in pages/wording/time_left.py. */
const STEPS = [[9.5 * MINUTE, MINUTE], [57.5 * MINUTE, 5 * MINUTE], [2.9 * HOUR, 10 * MINUTE], [9.75 * HOUR, HOUR / 2]];

export const A_FEW_SECONDS = 5;

/**
 * The step that is told of so many seconds.
 * @param {number} seconds
 */
export function roundSeconds(seconds) {
  if (seconds < 10) return A_FEW_SECONDS;
  if (seconds <= 50) return Math.ceil(seconds / 10) * 10;
  const [, step] = STEPS.find(([limit]) => seconds < limit) ?? [0, HOUR];
  return Math.max(1, Math.round(seconds / step)) * step;
}

export class Countdown {
  constructor() {
    this.meter = new Meter(WINDOW_MS, LEAST_MS);
    this.clear();
  }

  // What was before a pause says nothing of what comes after it.
  clear() {
    this.meter.clear();
    this.told = 0;
    /** @type {number | null} */
    this.slowerSince = null;
  }

  /**
   * The seconds to tell, 0 while it cannot be said. They only grow when it has been slower for a while.
   * @param {number} done
   * @param {number} total
   */
  left(done, total) {
    const speed = this.meter.speed(done);
    if (!speed) this.told = 0;
    else {
      const seconds = (total - done) / speed;
      if (!this.told || this.isSlower(seconds)) this.told = roundSeconds(seconds);
      else this.told = Math.min(this.told, roundSeconds(seconds));
    }
    return this.told;
  }

  /** @param {number} seconds */
  isSlower(seconds) {
    if (seconds <= this.told * SLOWER) this.slowerSince = null;
    else {
      this.slowerSince ??= performance.now();
      if (performance.now() - this.slowerSince >= SLOWER_FOR_MS) {
        this.slowerSince = null;
        return true;
      }
    }
    return false;
  }
}
