// Says what stands in these modules in the language of the page: every text that is read passes here.

/** @import { Texts } from "./types.d.ts" */

let language = "en";
/** @type {Texts} */
let texts = {};
let plurals = new Intl.PluralRules(language);
let whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
let tenth = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/**
 * Speaks this language from now on.
 * @param {string} wanted
 * @param {Texts} known by their English; what is missing is said in that
 */
export function speak(wanted, known) {
  language = wanted;
  texts = known;
  plurals = new Intl.PluralRules(language);
  whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  tenth = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}

export function spoken() {
  return language;
}

/**
 * A text that is kept in English until it is shown.
 * @param {string} text
 */
export function say(text) {
  return text;
}

/**
 * A text in the language of the page, its values in place of their names in braces.
 * @param {string} text in English
 * @param {Record<string, string | number>} values
 */
export function tr(text, values = {}) {
  const said = texts[text];
  return filled(typeof said === "string" ? said : text, values);
}

/**
 * The same of something that is counted; `{count}` is how many there are.
 * @param {string} one
 * @param {string} many
 * @param {number} count
 * @param {Record<string, string | number>} values
 */
export function trn(one, many, count, values = {}) {
  const said = texts[one];
  const form = typeof said === "object" ? said[plurals.select(count)] ?? said.other : count === 1 ? one : many;
  return filled(form, { count: wholeNumber(count), ...values });
}

/** @param {number} value */
export function wholeNumber(value) {
  return whole.format(value);
}

/** @param {number} value */
export function oneDecimal(value) {
  return tenth.format(value);
}

/**
 * @param {string} text
 * @param {Record<string, string | number>} values
 */
function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (name, key) => String(values[key] ?? name));
}
