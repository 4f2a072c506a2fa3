// Moves the bars of the list's rows, wherever they are by now; those that have gone are left alone.

export default function ({ data, parentElement }) {
  const host = parentElement.host ?? parentElement;
  const accent = getComputedStyle(host).getPropertyValue("--st-primary-color");
  for (const [job, { percent, text }] of Object.entries(data?.bars ?? {})) {
    const bar = document.querySelector(`[data-progress-of="${CSS.escape(job)}"]`);
    if (!bar) continue;
    bar.setAttribute("aria-valuenow", percent);
    bar.style.setProperty("--accent", accent);
    bar.querySelector("span").textContent = text;
    bar.querySelector("div > div").style.width = `${percent}%`;
  }
}
