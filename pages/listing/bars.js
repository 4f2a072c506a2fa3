// Moves the bars of the list's rows, wherever they are by now, and says of uploads whether their tab is open; rows
// that have gone are left alone.

/**
 * @typedef {object} Component what Streamlit gives
 * @property {{ bars?: Record<string, { percent: number, text: string }> } | null} data
 * @property {HTMLElement | ShadowRoot} parentElement
 */

const LOOK_MS = 1000;
/** @type {ReturnType<typeof setInterval> | undefined} */
let looking;

// A tab that uploads holds a lock of the job's name, see `hold` in pages/uploader/browser/putting.js.
async function tellOfTabs() {
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

/** @param {Component} component */
export default function ({ data, parentElement }) {
  const host = parentElement instanceof ShadowRoot ? parentElement.host : parentElement;
  const accent = getComputedStyle(host).getPropertyValue("--st-primary-color");
  for (const [job, { percent, text }] of Object.entries(data?.bars ?? {})) {
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
  clearInterval(looking);
  if (!navigator.locks) return; // then the note says both
  looking = setInterval(tellOfTabs, LOOK_MS);
  tellOfTabs();
  return () => clearInterval(looking);
}
