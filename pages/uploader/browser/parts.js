// Which parts of a file are still to be sent, and their presigned URLs.

/** @import { Presigned } from "./types.d.ts" */

/**
 * @typedef {object} Part one to be sent now
 * @property {number} number
 * @property {string} url serves once
 * @property {number} start
 * @property {number} size
 */

const PRESIGNED_AT_ONCE = 50;
const PRESIGNED_AHEAD = 15;
const URL_FRESH_SHARE = 0.8;

export class Parts {
  /**
   * @param {number} size of the file
   * @param {number} partSize
   * @param {number[]} arrived numbers of the parts that need not be sent again
   */
  constructor(size, partSize, arrived) {
    this.size = size;
    this.partSize = partSize;
    const there = new Set(arrived);
    const count = Math.ceil(size / partSize);
    this.missing = Array.from({ length: count }, (_, at) => at + 1).filter((number) => !there.has(number));
    /**
     * Bytes sent of each part on its way.
     * @type {Map<number, number>}
     */
    this.flying = new Map();
    /** @type {Map<number, { url: string, until: number }>} */
    this.urls = new Map();
    this.stored = arrived.reduce((sum, number) => sum + this.sizeOf(number), 0);
  }

  /** @param {number} number */
  sizeOf(number) {
    return Math.min(this.partSize, this.size - (number - 1) * this.partSize);
  }

  get sent() {
    let sum = this.stored;
    for (const bytes of this.flying.values()) sum += bytes;
    return sum;
  }

  get isWhole() {
    return this.missing.length === 0 && this.flying.size === 0;
  }

  /** @param {Presigned} presigned */
  takeUrls({ urls, url_seconds: seconds }) {
    const until = Date.now() + seconds * 1000 * URL_FRESH_SHARE;
    for (const [number, url] of Object.entries(urls)) this.urls.set(Number(number), { url, until });
  }

  // The parts to be presigned next; none while enough are presigned ahead.
  toPresign() {
    const isFresh = this.areFresh();
    const ahead = this.missing.slice(0, PRESIGNED_AHEAD);
    if (ahead.every(isFresh)) return [];
    return this.missing.slice(0, PRESIGNED_AT_ONCE).filter((number) => !isFresh(number));
  }

  areFresh() {
    const now = Date.now();
    return (/** @type {number} */ number) => (this.urls.get(number)?.until ?? 0) > now;
  }

  /**
   * Takes the next presigned part off the list.
   * @returns {Part | null}
   */
  take() {
    const at = this.missing.findIndex(this.areFresh());
    if (at < 0 || at >= PRESIGNED_AT_ONCE) return null;
    const [number] = this.missing.splice(at, 1);
    const url = this.urls.get(number)?.url ?? "";
    this.urls.delete(number);
    this.flying.set(number, 0);
    return { number, url, start: (number - 1) * this.partSize, size: this.sizeOf(number) };
  }

  /** @param {number} number */
  landed(number) {
    if (this.flying.delete(number)) this.stored += this.sizeOf(number);
  }

  /** @param {number} number */
  lost(number) {
    if (this.flying.delete(number)) this.missing.unshift(number);
  }
}
