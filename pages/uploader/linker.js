// Streamlit takes one script of a component and serves no file beside it. So the modules come as text within this
// one; each becomes a script of its own, and where it imports another, the address that this one got is put in.

/** @import { Mounted } from "./browser/types.d.ts" */

const IMPORT = /^(import .*|\} )from "\.\/(\w+)\.js";$/gm;

/** @type {Map<string, string>} */
const addresses = new Map();

/**
 * @param {string} name of a module in MODULES, which is written above this
 * @returns {string}
 */
function addressOf(name) {
  const known = addresses.get(name);
  if (known) return known;
  const linked = MODULES[name].replace(IMPORT, (_, start, other) => `${start}from "${addressOf(other)}";`);
  const script = new Blob([linked, `\n//# sourceURL=uploader/${name}.js`], { type: "text/javascript" });
  const address = URL.createObjectURL(script);
  addresses.set(name, address);
  return address;
}

const uploader = import(addressOf("uploader"));

/** @param {Mounted<unknown>} component */
export default async function (component) {
  return (await uploader).default(component);
}
