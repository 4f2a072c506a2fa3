// Time: speed, and how long to wait.

const METER_MS = 8000;
const METER_LEAST_MS = 1500;
const PAUSE_FIRST_MS = 800;
const PAUSE_MOST_MS = 15000;

// Speed over the last seconds, so that it neither jumps nor remembers a pause.
export class Meter {
  /**
   * @param {number} windowMs how far back it looks
   * @param {number} leastMs after which it can say something
   */
  constructor(windowMs = METER_MS, leastMs = METER_LEAST_MS) {
    this.windowMs = windowMs;
    this.leastMs = leastMs;
    /** @type {{ now: number, bytes: number }[]} */
    this.samples = [];
  }

  clear() {
    this.samples = [];
  }

  /**
   * Bytes a second; 0 while it is too early to say.
   * @param {number} bytes
   */
  speed(bytes) {
    const now = performance.now();
    this.samples.push({ now, bytes });
    while (this.samples.length > 2 && now - this.samples[0].now > this.windowMs) this.samples.shift();
    const first = this.samples[0];
    const elapsed = now - first.now;
    return elapsed < this.leastMs ? 0 : Math.max(0, (bytes - first.bytes) / elapsed) * 1000;
  }
}

/**
 * @param {number} milliseconds
 * @returns {Promise<void>}
 */
export function sleep(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/**
 * How long to wait before another try: longer each time, and never the same for all.
 * @param {number} tries so far
 */
export function backoff(tries) {
  return Math.min(PAUSE_MOST_MS, PAUSE_FIRST_MS * 2 ** tries) * (0.5 + Math.random());
}
