// Moves the bars of the list's rows, wherever they are by now; those that have gone are left alone.

/**
 * @typedef {object} Component what Streamlit gives
 * @property {{ bars?: Record<string, { percent: number, text: string }> } | null} data
 * @property {HTMLElement | ShadowRoot} parentElement
 */

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
}
