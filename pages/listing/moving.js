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
 * @property {Record<string, string>} address what the page's address is to say of what is shown
 * @property {Record<string, string>} taken what it said when that was drawn after it
 * @property {number} taken_at when it said so
 * @property {boolean} hidden what was told last
 */

const LOOK_MS = 1000;
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
 * @param {Data["address"]} address
 * @param {Data["address"]} taken
 */
function tellAddress(address, taken) {
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
 * @param {Data["address"]} one
 * @param {Data["address"]} other
 */
function differing(one, other) {
  return Object.keys({ ...one, ...other }).filter((name) => (one[name] ?? "") !== (other[name] ?? ""));
}

/** @param {Component} component */
export default function ({ data, parentElement, setStateValue }) {
  if (!data) return;
  const host = parentElement instanceof ShadowRoot ? parentElement.host : parentElement;
  moveBars(data.bars, getComputedStyle(host).getPropertyValue("--st-primary-color"));
  moveNotes(data.notes);
  moveAges(data.ages);
  if (data.taken_at >= takenLast) tellAddress(data.address, data.taken); // calls may overtake each other
  takenLast = Math.max(takenLast, data.taken_at);
  const tell = () => document.hidden !== data.hidden && setStateValue("hidden", document.hidden);
  document.addEventListener("visibilitychange", tell);
  tell();
  const looking = setInterval(tellOfTabs, LOOK_MS);
  tellOfTabs();
  return () => {
    document.removeEventListener("visibilitychange", tell);
    clearInterval(looking);
  };
}
