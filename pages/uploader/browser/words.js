// What the analyst reads: sentences, and figures as the Python pages write them.

/** @import { Entry } from "./types.d.ts" */

import { FLYING, PENDING } from "./states.js";

const SPACE = "\u00a0";
const UNITS = ["bytes", "KB", "MB", "GB", "TB", "PB"];
const WHOLE = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const TENTH = new Intl.NumberFormat("en-US", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

export const SAYS = {
  offline: "You are offline. It goes on by itself as soon as you are back.",
  offlinePage: "You are offline. This page, and what you upload, goes on by itself as soon as you are back.",
  cutOff: "The connection to this service is interrupted. This page goes on by itself as soon as it is back.",
  storageAway: "Storage is not reachable; trying again…",
  storageStuck: "The storage takes nothing right now. It goes on by itself as soon as it does.",
  pageAway: "The connection is interrupted; trying again…",
  changed: "This file was changed on your computer while it was uploaded. Choose it again to start over.",
  unreadable: "Your browser cannot read this file. Was it moved or is it open elsewhere? Choose it again.",
  denied: "The storage does not accept the file. Try again; if it stays so, tell whoever runs this service.",
  stranger:
    "The storage does not take files from this page. Ask whoever runs this service: its address may not be allowed there.",
  folder: "This is a folder. Choose the files in it.",
  elsewhere: "It is uploading in another tab.",
  twice: "This file is already in the list.",
  other: "You chose another file. Choose this one again, and it goes on where it stopped.",
  unfinished: "Choose the same file again, and it goes on there.",
};

/** @param {number} value */
function wholeNumber(value) {
  return WHOLE.format(value);
}

/** @param {number} value */
function compactNumber(value) {
  if (value >= 1e9) return `${TENTH.format(value / 1e9)}${SPACE}B`;
  if (value >= 1e6) return `${TENTH.format(value / 1e6)}${SPACE}M`;
  return WHOLE.format(value);
}

/**
 * @param {number} value
 * @param {string} one
 * @param {string} many
 */
function counted(value, one, many = `${one}s`) {
  return `${wholeNumber(value)} ${value === 1 ? one : many}`;
}

/** @param {number} bytes */
function powerOf(bytes) {
  let power = 0;
  for (let value = bytes; value >= 999.95 && power < UNITS.length - 1; power += 1) value /= 1000;
  return power;
}

/**
 * @param {number} bytes
 * @param {number} power
 */
function sized(bytes, power = powerOf(bytes)) {
  return power === 0 ? WHOLE.format(bytes) : TENTH.format(bytes / 1000 ** power);
}

/** @param {number} bytes */
export function sizeOf(bytes) {
  const power = powerOf(bytes);
  return `${sized(bytes, power)}${SPACE}${bytes === 1 ? "byte" : UNITS[power]}`;
}

/**
 * @param {number} part
 * @param {number} total
 */
export function sizeOfTotal(part, total) {
  const power = powerOf(total);
  if (powerOf(part) < power && part > 0 && part < 1000 ** power / 10) return `${sizeOf(part)} of ${sizeOf(total)}`;
  return `${sized(part, power)} of ${sizeOf(total)}`;
}

/** @param {number} share */
export function percent(share) {
  return `${Math.floor(Math.min(1, Math.max(0, share)) * 100)}${SPACE}%`;
}

/** @param {number} seconds */
export function timeLeft(seconds) {
  if (seconds < 60) return `${Math.max(1, Math.ceil(seconds))}${SPACE}s left`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes}${SPACE}min left`;
  return `${Math.floor(minutes / 60)}${SPACE}h ${String(minutes % 60).padStart(2, "0")}${SPACE}min left`;
}

/**
 * One line's status, without its note; `hint` is what is shown beside it when there is room.
 * @param {Entry} entry
 * @returns {{ text: string, hint?: string }}
 */
export function statusOf(entry) {
  switch (entry.state) {
    case "preparing":
      return { text: "Starting…" };
    case "uploading":
      return {
        text: sizeOfTotal(entry.sent, entry.size),
        hint: entry.speed ? `${sizeOf(entry.speed)}/s · ${timeLeft((entry.size - entry.sent) / entry.speed)}` : "",
      };
    case "paused":
      return { text: `Paused at ${sizeOfTotal(entry.sent, entry.size)}` };
    case "verifying":
      return { text: "Verifying…" };
    case "unfinished":
      return { text: `Stopped at ${percent(entry.sent / entry.size)} of ${sizeOf(entry.size)}` };
    case "elsewhere":
      return { text: "Uploading" };
    case "waiting":
      return { text: "Waiting to be counted…" };
    case "counting":
      return { text: entry.rows ? `Counting… ${compactNumber(entry.rows)} rows` : "Counting…" };
    case "stopping":
      return { text: "Cancelling…" };
    case "ready":
      return { text: readyText(entry) };
    case "unclear":
      return { text: "Check the columns" };
    case "cancelled":
      return { text: "Cancelled. What was uploaded has been deleted." };
    case "expired":
      return { text: "Not finished in time" };
    case "refused":
      return { text: "Not uploaded" };
    default:
      return { text: "Failed" };
  }
}

/**
 * The link to the page of its report; none where that page has no more to say than the line.
 * @param {Entry} entry
 */
export function linkOf(entry) {
  if (entry.state === "ready") return "View report →";
  if (entry.state === "unclear") return "Check →";
  return entry.remedy === "read" ? "Read it differently →" : "";
}

/** @param {Entry} entry */
function readyText(entry) {
  if (entry.customers === undefined) return "Ready";
  if (entry.customers === 0) return "Ready · no customers found";
  const customers = `Ready · ${counted(entry.customers, "customer")}`;
  return entry.countries ? `${customers} in ${counted(entry.countries, "country", "countries")}` : customers;
}

/**
 * What a screen reader says when a line's state changes; nothing for the steps in between.
 * @param {Entry} entry
 */
export function announcementOf(entry) {
  if (["preparing", "verifying", "waiting", "stopping", "elsewhere"].includes(entry.state)) return "";
  if (entry.state === "uploading") return `${entry.name}: uploading`;
  return `${entry.name}: ${statusOf(entry).text}. ${entry.note || ""}`;
}

/**
 * What the page says while it cannot reach its server: parts whose URLs it has go up all the same.
 * @param {Entry[]} entries
 * @param {boolean} isOnline
 */
export function interruptionText(entries, isOnline) {
  if (!isOnline) return SAYS.offlinePage;
  const flying = entries.filter((entry) => entry.state === "uploading" && entry.transfer?.sending?.parts.flying.size);
  if (flying.length === 1) return `${SAYS.cutOff} Your upload goes on meanwhile.`;
  if (flying.length) return `${SAYS.cutOff} Your ${counted(flying.length, "upload")} go on meanwhile.`;
  if (entries.some((entry) => PENDING.has(entry.state))) return `${SAYS.cutOff} Counting goes on meanwhile.`;
  return SAYS.cutOff;
}

/** @param {Entry[]} entries */
export function stripText(entries) {
  const uploading = entries.filter((entry) => FLYING.has(entry.state));
  if (uploading.length) {
    const total = uploading.reduce((sum, entry) => sum + entry.size, 0);
    const sent = uploading.reduce((sum, entry) => sum + entry.sent, 0);
    const share = total ? sent / total : 0;
    return { text: `${counted(uploading.length, "file")} uploading · ${percent(share)}`, share };
  }
  const counting = entries.filter((entry) => PENDING.has(entry.state));
  if (!counting.length) return null;
  const share = counting.reduce((sum, entry) => sum + (entry.share || 0), 0) / counting.length;
  return { text: `${counted(counting.length, "file")} being counted`, share };
}
