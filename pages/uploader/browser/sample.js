// A small customer file to try the product with: the same rows every time, with the usual dirt in it.

const NAME = "sample-customers.csv";
const ROWS = 4000;
const FIRST = "ana ben chloe david emma felix grace hugo ines jonas kaia liam".split(" ");
const LAST = "meyer garcia smith rossi dubois novak jensen silva tanaka patel".split(" ");
const COUNTRIES = {
  US: 22,
  Germany: 15,
  GB: 12,
  fr: 10,
  Spain: 8,
  IT: 7,
  NL: 6,
  Brazil: 5,
  JP: 4,
  IN: 4,
  Poland: 3,
  SE: 2,
  CH: 1,
};
const NO_COUNTRY = "";

export function sampleFile() {
  let seed = 20260501;
  const below = (/** @type {number} */ limit) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * limit);
  };
  const countries = [
    ...Object.entries(COUNTRIES).flatMap(([country, weight]) => Array(weight).fill(country)),
    NO_COUNTRY,
  ];
  const rows = ["customer_id,email,country,signed_up"];
  for (let id = 1; id <= ROWS; id += 1) {
    const name = `${FIRST[below(12)]}.${LAST[below(10)]}${below(300)}`;
    const email = below(100) === 0 ? "" : `${below(20) ? name : name.toUpperCase()}@example.com`;
    const day = `2026-${String(1 + below(9)).padStart(2, "0")}-${String(1 + below(28)).padStart(2, "0")}`;
    rows.push(`${id},${email},${countries[below(countries.length)]},${day}`);
  }
  return new File([`${rows.join("\n")}\n`], NAME, { type: "text/csv", lastModified: 0 });
}

export function downloadSample() {
  const url = URL.createObjectURL(sampleFile());
  const link = document.createElement("a");
  link.href = url;
  link.download = NAME;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}
