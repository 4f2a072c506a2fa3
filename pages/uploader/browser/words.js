// What the analyst reads: sentences, and figures as the Python pages write them.

/** @import { Entry } from "./types.d.ts" */

import { A_FEW_SECONDS, roundSeconds } from "./countdown.js";
import { FLYING, PENDING } from "./states.js";
import { oneDecimal, say, tr, trn, wholeNumber } from "./texts.js";

const SPACE = "\u00a0";
const UNITS = ["", "KB", "MB", "GB", "TB", "PB"];
export const SAYS = {
  offline: say("You are offline. It goes on by itself as soon as you are back."),
  offlinePage: say("You are offline. This page, and what you upload, goes on by itself as soon as you are back."),
  cutOff: say("The connection to this service is interrupted. This page goes on by itself as soon as it is back."),
  storageAway: say("Storage is not reachable; trying again…"),
  storageStuck: say("The storage takes nothing right now. It goes on by itself as soon as it does."),
  pageAway: say("The connection is interrupted; trying again…"),
  changed: say("This file was changed on your computer while it was uploaded. Choose it again to start over."),
  unreadable: say("Your browser cannot read this file. Was it moved or is it open elsewhere? Choose it again."),
  denied: say("The storage does not accept the file. Try again; if it stays so, tell whoever runs this service."),
  stranger: say(
    "The storage does not take files from this page. Ask whoever runs this service: its address may not be allowed there.",
  ),
  folder: say("This is a folder. Choose the files in it."),
  elsewhere: say("It is uploading in another tab."),
  twice: say("This file is already in the list."),
  other: say("You chose another file. Choose this one again, and it goes on where it stopped."),
  unfinished: say("Choose the same file again, and it goes on there."),
};

/** @param {number} value */
function compactNumber(value) {
  if (value >= 1e9) return tr("{number}\u00a0B", { number: oneDecimal(value / 1e9) });
  if (value >= 1e6) return tr("{number}\u00a0M", { number: oneDecimal(value / 1e6) });
  return wholeNumber(value);
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
  return power === 0 ? wholeNumber(bytes) : oneDecimal(bytes / 1000 ** power);
}

/** @param {number} bytes */
export function sizeOf(bytes) {
  const power = powerOf(bytes);
  if (power === 0) return trn("{count}\u00a0byte", "{count}\u00a0bytes", bytes);
  return `${sized(bytes, power)}${SPACE}${UNITS[power]}`;
}

/**
 * @param {number} part
 * @param {number} total
 */
export function sizeOfTotal(part, total) {
  const power = powerOf(total);
  const isSmall = powerOf(part) < power && part > 0 && part < 1000 ** power / 10;
  return tr("{part} of {total}", { part: isSmall ? sizeOf(part) : sized(part, power), total: sizeOf(total) });
}

/** @param {number} share */
export function percent(share) {
  return `${Math.floor(Math.min(1, Math.max(0, share)) * 100)}${SPACE}%`;
}

/** @param {number} seconds */
export function timeLeft(seconds) {
  return tr("{time} left", { time: roughTime(seconds) });
}

/** @param {number} seconds */
function roughTime(seconds) {
  const round = roundSeconds(seconds);
  if (round === A_FEW_SECONDS) return tr("a few seconds");
  if (round < 60) return tr("about {time}", { time: `${round}${SPACE}s` });
  const [hours, minutes] = [Math.floor(round / 3600), Math.floor(round / 60) % 60];
  const told = [hours ? `${hours}${SPACE}h` : "", minutes ? `${minutes}${SPACE}min` : ""].filter(Boolean);
  return tr("about {time}", { time: told.join(SPACE) });
}

/**
 * One line's status, without its note; `hint` is what is shown beside it when there is room.
 * @param {Entry} entry
 * @returns {{ text: string, hint?: string }}
 */
export function statusOf(entry) {
  switch (entry.state) {
    case "preparing":
      return { text: tr("Starting…") };
    case "uploading":
      return {
        text: sizeOfTotal(entry.sent, entry.size),
        hint: [entry.speed && `${sizeOf(entry.speed)}/s`, entry.left && timeLeft(entry.left)].filter(Boolean).join(
          " · ",
        ),
      };
    case "paused":
      return { text: tr("Paused at {size}", { size: sizeOfTotal(entry.sent, entry.size) }) };
    case "verifying":
      return { text: tr("Verifying…") };
    case "unfinished":
      return { text: stoppedText(entry) };
    case "elsewhere":
      return { text: tr("Uploading") };
    case "waiting":
      return { text: tr("Waiting to be counted…"), hint: expectationOf(entry) };
    case "counting":
      return { text: countingText(entry), hint: entry.left ? timeLeft(entry.left) : "" };
    case "stopping":
      return { text: tr("Cancelling…") };
    case "ready":
      return { text: readyText(entry) };
    case "unclear":
      return { text: tr("Check the columns") };
    case "cancelled":
      return { text: tr("Cancelled. What was uploaded has been deleted.") };
    case "expired":
      return { text: tr("Not finished in time") };
    case "refused":
      return { text: tr("Not uploaded") };
    default:
      return { text: tr("Failed") };
  }
}

/**
 * How many files are before one that waits, and about how long that takes; nothing if it is not known.
 * @param {Entry} entry
 */
function expectationOf({ before, left }) {
  if (before === undefined) return "";
  const place = before
    ? trn("{count} file is before yours", "{count} files are before yours", before)
    : tr("Yours is next");
  return left ? `${place} · ${roughTime(left)}` : place;
}

/**
 * The link to the page of its report; none where that page has no more to say than the line.
 * @param {Entry} entry
 */
export function linkOf(entry) {
  if (entry.state === "ready") return tr("View report →");
  if (entry.state === "unclear") return tr("Check →");
  return entry.remedy === "read" ? tr("Read it differently →") : "";
}

/** @param {Entry} entry */
function stoppedText({ sent, size }) {
  return tr("Stopped at {percent} of {size}", { percent: percent(sent / size), size: sizeOf(size) });
}

/** @param {Entry} entry */
function countingText({ rows }) {
  if (!rows) return tr("Counting…");
  return trn("Counting… {rows} row", "Counting… {rows} rows", rows, { rows: compactNumber(rows) });
}

/** @param {Entry} entry */
function readyText({ customers, countries }) {
  if (customers === undefined) return tr("Ready");
  if (customers === 0) return tr("Ready · no customers found");
  const counted = trn("{count} customer", "{count} customers", customers);
  if (!countries) return tr("Ready · {customers}", { customers: counted });
  return trn("Ready · {customers} in {count} country", "Ready · {customers} in {count} countries", countries, {
    customers: counted,
  });
}

/**
 * What a screen reader says when a line's state changes; nothing for the steps in between.
 * @param {Entry} entry
 */
export function announcementOf(entry) {
  if (["preparing", "verifying", "waiting", "stopping", "elsewhere"].includes(entry.state)) return "";
  if (entry.state === "uploading") return tr("{name}: uploading", { name: entry.name });
  return `${entry.name}: ${statusOf(entry).text}. ${tr(entry.note)}`;
}

/**
 * What the page says while it cannot reach its server: parts whose URLs it has go up all the same.
 * @param {Entry[]} entries
 * @param {boolean} isOnline
 */
export function interruptionText(entries, isOnline) {
  if (!isOnline) return tr(SAYS.offlinePage);
  return [tr(SAYS.cutOff), meanwhile(entries)].filter(Boolean).join(" ");
}

/** @param {Entry[]} entries */
function meanwhile(entries) {
  const flying = entries.filter((entry) => entry.state === "uploading" && entry.transfer?.sending?.parts.flying.size);
  if (flying.length) {
    return trn("Your upload goes on meanwhile.", "Your {count} uploads go on meanwhile.", flying.length);
  }
  return entries.some((entry) => PENDING.has(entry.state)) ? tr("Counting goes on meanwhile.") : "";
}

/** @param {Entry[]} entries */
export function stripText(entries) {
  const uploading = entries.filter((entry) => FLYING.has(entry.state));
  if (uploading.length) {
    const total = uploading.reduce((sum, entry) => sum + entry.size, 0);
    const sent = uploading.reduce((sum, entry) => sum + entry.sent, 0);
    const share = total ? sent / total : 0;
    const text = trn("{count} file uploading · {percent}", "{count} files uploading · {percent}", uploading.length, {
      percent: percent(share),
    });
    return { text, share };
  }
  const counting = entries.filter((entry) => PENDING.has(entry.state));
  if (!counting.length) return null;
  const share = counting.reduce((sum, entry) => sum + (entry.share || 0), 0) / counting.length;
  return { text: trn("{count} file being counted", "{count} files being counted", counting.length), share };
}
