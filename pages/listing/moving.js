// Moves bars, notes and ages of the list's rows, wherever they are by now, and says of uploads whether their tab is
// open; rows that have gone are left alone. It tells whether the page can be seen: what nobody sees need not move.

/**
 * @typedef {object} Component what Streamlit gives
 * @property {Data | null} data
 * @property {HTMLElement | ShadowRoot} parentElement
 * @property {(name: string, value: unknown) => void} setStateValue
 */

/**
 * @typedef {object} Data
 * @property {Record<string, { percent: number, text: string }>} bars
 * @property {Record<string, string>} notes of those that wait
 * @property {Record<string, string>} ages
 * @property {Telling | null} telling
 * @property {boolean} hidden what was told last
 */

/**
 * @typedef {object} Telling
 * @property {Record<string, string>} address what the page's address is to say of what is shown
 * @property {Record<string, string>} taken what it said when that was drawn after it
 * @property {number} taken_at when it said so
 */

const LOOK_MS = 500;
const RECENT_MOST = 5;
const TYPED = "search";
const LIST = /\/reports$/;
/** @type {Record<string, string> | undefined} */
let said;
let takenLast = 0;

// A tab that uploads holds a lock of the job's name, see `hold` in pages/uploader/browser/putting.js.
async function tellOfTabs() {
  if (!navigator.locks) return; // then the note says both
  const { held = [] } = await navigator.locks.query();
  const names = new Set(held.map(({ name }) => name));
  /** @type {NodeListOf<HTMLElement>} */
  const notes = document.querySelectorAll("[data-uploads]");
  for (const note of notes) {
    const { uploads, open = "", closed = "" } = note.dataset;
    const text = names.has(`audience-${uploads}`) ? open : closed;
    if (note.textContent !== text) note.textContent = text;
  }
}

/**
 * @param {Data["bars"]} bars
 * @param {string} accent
 */
function moveBars(bars, accent) {
  for (const [job, { percent, text }] of Object.entries(bars)) {
    /** @type {HTMLElement | null} */
    const bar = document.querySelector(`[data-progress-of="${CSS.escape(job)}"]`);
    if (!bar) continue;
    bar.setAttribute("aria-valuenow", String(percent));
    bar.style.setProperty("--accent", accent);
    /** @type {NodeListOf<HTMLElement>} */
    const [said, filled] = bar.querySelectorAll(":scope > span, :scope > div > div");
    said.textContent = text;
    filled.style.width = `${percent}%`;
  }
}

/** @param {Data["notes"]} notes */
function moveNotes(notes) {
  for (const [job, text] of Object.entries(notes)) {
    const note = document.querySelector(`[data-waits="${CSS.escape(job)}"]`);
    if (note && note.textContent !== text) note.textContent = text;
  }
}

/** @param {Data["ages"]} ages */
function moveAges(ages) {
  for (const [job, age] of Object.entries(ages)) {
    const time = document.querySelector(`.st-key-report-row-${CSS.escape(job)} time`);
    if (time && time.textContent !== age) time.textContent = age;
  }
}

/**
 * A step for Back, unless it was typed, and another page of the list is seen from its top. What was drawn before the
 * address became another, by Back, is late, and changes nothing.
 * @param {Telling} telling
 */
function tellAddress({ address, taken, taken_at: takenAt }) {
  if (takenAt < takenLast) return; // calls may overtake each other
  takenLast = takenAt;
  const current = Object.fromEntries(new URLSearchParams(location.search));
  const changed = said ? differing(said, address) : [];
  const isLate = (!said || differing(current, said).length > 0) && differing(current, taken).length > 0;
  if (!LIST.test(location.pathname) || isLate || said && !changed.length) return;
  if (changed.includes("page")) document.querySelector("[data-testid=stMain]")?.scrollTo({ top: 0 });
  const isStep = said && !changed.includes(TYPED);
  said = address;
  const query = new URLSearchParams(address).toString();
  if (query === location.search.slice(1)) return;
  const url = `${location.pathname}${query ? `?${query}` : ""}`;
  if (isStep) history.pushState({}, "", url);
  else history.replaceState(history.state, "", url);
}

/**
 * @param {Telling["address"]} one
 * @param {Telling["address"]} other
 */
function differing(one, other) {
  return Object.keys({ ...one, ...other }).filter((name) => (one[name] ?? "") !== (other[name] ?? ""));
}

// The last reports, but those that the drop zone has a line for.
function leaveOut() {
  const list = document.querySelector(".st-key-recent-reports");
  if (!list) return;
  const lines = new Set((window.audienceShelf?.entries ?? []).map(({ jobId }) => jobId));
  let shown = 0;
  for (const row of list.querySelectorAll("[class*=st-key-report-row-]")) {
    const job = /st-key-report-row-(\S+)/.exec(row.className)?.[1];
    const isLeftOut = lines.has(job) || shown >= RECENT_MOST;
    (row.closest("[data-testid=stLayoutWrapper]") ?? row).toggleAttribute("data-left-out", isLeftOut);
    row.toggleAttribute("data-first", !isLeftOut && !shown);
    if (!isLeftOut) shown += 1;
  }
  list.toggleAttribute("data-empty", shown === 0);
  if (!window.audienceShelf || window.audienceShelf.isRecalled) list.toggleAttribute("data-settled", true);
}

/** @param {MouseEvent} event */
function trySample({ target }) {
  if (target instanceof Element && target.closest("[data-try-sample]")) window.audienceShelf?.addSample();
}

/** @param {Component} component */
export default function ({ data, parentElement, setStateValue }) {
  if (!data) return;
  const host = parentElement instanceof ShadowRoot ? parentElement.host : parentElement;
  moveBars(data.bars, getComputedStyle(host).getPropertyValue("--st-primary-color"));
  moveNotes(data.notes);
  moveAges(data.ages);
  if (data.telling) tellAddress(data.telling);
  const tell = () => document.hidden !== data.hidden && setStateValue("hidden", document.hidden);
  document.addEventListener("visibilitychange", tell);
  tell();
  const look = () => {
    leaveOut();
    tellOfTabs();
  };
  const looking = setInterval(look, LOOK_MS);
  look();
  document.addEventListener("click", trySample);
  return () => {
    document.removeEventListener("visibilitychange", tell);
    document.removeEventListener("click", trySample);
    clearInterval(looking);
  };
}
