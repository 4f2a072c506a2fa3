// Bytes from disk to storage: one part by one PUT, and what tells a file from another.

import { SAYS } from "./words.js";

const STALLED_MS = 45000;
const ANSWER_MS = 5000;
const SAMPLE_BYTES = 65536;

/** A part that the storage did not take. */
export class PutFailure extends Error {
  /** @param {number} status as of HTTP; 0 when the network failed, -1 when it was aborted */
  constructor(status) {
    super(`part not stored (${status})`);
    this.status = status;
  }
}

/**
 * Resolves when the storage has the part; rejects with a PutFailure.
 * @param {string} url
 * @param {Blob} blob
 * @param {AbortSignal} signal
 * @param {(bytes: number) => void} onSent
 * @returns {Promise<void>}
 */
export function put(url, blob, signal, onSent) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let movedAt = Date.now();
    const watch = setInterval(() => {
      if (Date.now() - movedAt > STALLED_MS) request.abort();
    }, 1000);
    const end = (/** @type {number} */ status) => {
      clearInterval(watch);
      signal.removeEventListener("abort", abort);
      if (status >= 200 && status < 300) resolve();
      else reject(new PutFailure(signal.aborted ? -1 : status));
    };
    const abort = () => request.abort();
    signal.addEventListener("abort", abort);
    request.upload.onprogress = (event) => {
      movedAt = Date.now();
      onSent(event.loaded);
    };
    request.onload = () => end(request.status);
    request.onerror = request.onabort = () => end(0);
    request.open("PUT", url);
    request.send(blob);
  });
}

/**
 * Why a storage that answers takes no part; null when it does not answer or is in trouble itself. A page whose
 * address it does not allow is told nothing, so that even a refusal looks like an outage there.
 * @param {number} status
 * @param {string} url
 */
export async function refusalOf(status, url) {
  if (status === 0) return (await answers(url)) ? SAYS.stranger : null;
  return status < 500 && status !== 408 && status !== 429 ? SAYS.denied : null;
}

/** @param {string} url */
async function answers(url) {
  try {
    await fetch(new URL(url).origin, { mode: "no-cors", cache: "no-store", signal: AbortSignal.timeout(ANSWER_MS) });
    return true;
  } catch {
    return false;
  }
}

/** @param {File} file */
export async function isReadable(file) {
  try {
    await file.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

/**
 * The same file picked again has the same fingerprint. Without a secure context there is no digest, and
 * name, size and time must do.
 * @param {File} file
 */
export async function fingerprintOf(file) {
  const label = `${file.name.slice(-100)}|${file.size}|${file.lastModified}`;
  if (!crypto.subtle) return label;
  const middle = Math.floor(file.size / 2);
  const samples = [0, middle, Math.max(0, file.size - SAMPLE_BYTES)].map((at) => file.slice(at, at + SAMPLE_BYTES));
  const digest = await crypto.subtle.digest("SHA-256", await new Blob([label, ...samples]).arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Other tabs of this browser see which uploads are alive. Resolves with a function that lets go, or with null
 * when another tab holds it.
 * @param {string} jobId
 * @returns {Promise<(() => void) | null>}
 */
export function hold(jobId) {
  if (!navigator.locks) return Promise.resolve(() => {});
  return new Promise((resolve) => {
    navigator.locks.request(`audience-${jobId}`, { ifAvailable: true }, (lock) => {
      if (!lock) return resolve(null);
      return new Promise((end) => resolve(() => end(null)));
    });
  });
}

/** @returns {Promise<Set<string>>} jobs that some tab holds, this one too */
export async function heldElsewhere() {
  if (!navigator.locks) return new Set();
  const { held = [] } = await navigator.locks.query();
  return new Set(held.map(({ name = "" }) => name.replace("audience-", "")));
}
