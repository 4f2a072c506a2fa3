// Which jobs this tab shows the end of, kept so that a reload shows them again.

const KEY = "audience-followed";

export const FOLLOWED_MOST = 50;

/** @returns {string[]} */
export function readFollowed() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
  } catch {
    return [];
  }
}

/** @param {(string | undefined)[]} jobs */
export function keepFollowed(jobs) {
  sessionStorage.setItem(KEY, JSON.stringify(jobs.slice(-FOLLOWED_MOST)));
}
