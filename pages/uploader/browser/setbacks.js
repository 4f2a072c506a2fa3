// What went wrong since the storage last took a part of a file, and how long to leave the storage alone.

import { refusalOf } from "./putting.js";
import { backoff } from "./timing.js";
import { SAYS } from "./words.js";

const DENIALS = 6;
const STUBBORN = 6;
const STUBBORN_MS = 60000;

export class Setbacks {
  /** @param {() => void} goOn called when it is time for another try */
  constructor(goOn) {
    this.goOn = goOn;
    this.failures = 0;
    this.denials = 0;
    this.waitsUntil = 0;
  }

  get isWaiting() {
    return Date.now() < this.waitsUntil;
  }

  // A URL may have expired, but not every one that is presigned anew.
  get isDenied() {
    return this.denials >= DENIALS;
  }

  clear() {
    this.failures = this.denials = 0;
  }

  waitNoLonger() {
    this.waitsUntil = 0;
  }

  /**
   * An outage passes; a storage that answers and refuses every time needs a person.
   * @param {number} status
   * @param {string} url
   * @returns {Promise<string>} what to tell the analyst; nothing the first time, or when it is over meanwhile
   */
  async count(status, url) {
    this.failures += 1;
    const count = this.failures;
    this.rest(backoff(count - 1));
    const refusal = count < STUBBORN ? null : await refusalOf(status, url);
    if (this.failures !== count) return "";
    if (refusal) this.rest(STUBBORN_MS);
    return count > 1 ? refusal ?? SAYS.storageAway : "";
  }

  /** @param {number} pause */
  rest(pause) {
    this.waitsUntil = Date.now() + pause;
    setTimeout(this.goOn, pause + 5);
  }
}
