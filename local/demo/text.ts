/** Characters that take two columns in a terminal: CJK, kana, full-width forms (Unicode Standard Annex #11, W and F). */
const WIDE = /[ᄀ-ᅟ⺀-〾ぁ-㏿㐀-䶿一-鿿ꀀ-꓏가-힣豈-﫿︰-﹏＀-｠￠-￦]/u;

const columnsOf = (character: string): number => (WIDE.test(character) ? 2 : 1);

/** Columns that a text takes in a terminal. */
export const widthOf = (text: string): number => [...text].reduce((sum, one) => sum + columnsOf(one), 0);

/** The text in at most `columns`, its end cut off with `…`. */
export function cutTo(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  let width = 0;
  let kept = '';
  for (const character of text) {
    width += columnsOf(character);
    if (width > columns - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

/** The text in exactly `columns`. */
export const fitTo = (text: string, columns: number): string => {
  const cut = cutTo(text, columns);
  return cut + ' '.repeat(columns - widthOf(cut));
};

/** A whole number with a thin group: `2,239`. */
export const grouped = (count: number): string => count.toLocaleString('en-US');

/** A share in whole percent; of nothing it is a dash. */
export const percent = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${Math.round((100 * part) / whole)} %`;
