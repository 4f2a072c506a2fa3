// What the page speaks: screen readers pronounce it so, and the browser keeps what was chosen.

/** @import { Mounted } from "./uploader/browser/types.d.ts" */

const YEAR_SECONDS = 31536000;

/** @param {Mounted<{ language: string, chosen: boolean, cookie: string }>} component */
export default function ({ data }) {
  document.documentElement.lang = data.language;
  if (!data.chosen) return;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${data.cookie}=${data.language}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax${secure}`;
}
