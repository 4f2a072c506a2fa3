// What the states of a file have in common.

/** @import { State } from "./types.d.ts" */

/**
 * @param {State[]} states
 * @returns {Set<State>}
 */
const setOf = (...states) => new Set(states);

export const FLYING = setOf("preparing", "uploading", "paused", "verifying");
export const PENDING = setOf("waiting", "counting", "stopping");
export const LIVE = setOf(...PENDING, "elsewhere");
export const ENDED_BADLY = setOf("unclear", "failed");
export const OVER = setOf("ready", ...ENDED_BADLY, "cancelled", "expired", "refused", "unreadable");
