const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', nbsp: ' ' };

/** Elements that end a line. */
const BREAK = /<\/?(?:p|div|br|tr|table|h[1-6]|li|ul|ol|pre|blockquote)\b[^<>]{0,2000}>/gi;

/** Any other element; a bare `<user@example.com>` is none. */
const ELEMENT = /<(?:!|\/?[a-z][a-z0-9]{0,20}(?=[\s/>]))[^<>]{0,2000}>/gi;

/** Takes out what is no text. */
function withoutScripts(html: string): string {
  const [start = '', ...scripts] = html.split(/<(?=(?:style|script)\b)/i);
  return (
    start +
    scripts
      .map((script) =>
        script
          .split(/<\/(?:style|script)\s*>/i)
          .slice(1)
          .join(''),
      )
      .join('')
  );
}

/** The words of a page of HTML, line by line; no more of HTML is understood than bounces need. */
export const plainText = (html: string): string =>
  withoutScripts(html)
    .replace(BREAK, '\n')
    .replace(ELEMENT, '')
    .replace(/&(lt|gt|amp|quot|nbsp);/g, (_entity, name: string) => ENTITIES[name] ?? ' ')
    .replace(/&#(\d{1,5});/g, (_entity, code: string) => String.fromCharCode(Number(code)));
