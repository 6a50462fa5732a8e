/** What the demo writes to a terminal: cursor up, erase below, colours, line ends and text. */
const ESC = String.fromCharCode(27);
const TOKEN = new RegExp(`${ESC}\\[(\\d*(?:;\\d+)*)([A-Za-z])|\\r?\\n|\\r|[^${ESC}\\r\\n]+|${ESC}`, 'g');

/** The lines that a terminal shows in the end, colours left in. */
export function replay(written: string): readonly string[] {
  let lines: string[] = [''];
  let row = 0;
  const append = (text: string) => {
    lines[row] = (lines[row] ?? '') + text;
  };
  for (const [token, parameters = '', command] of written.matchAll(TOKEN)) {
    if (command === 'A') row = Math.max(0, row - Number(parameters || 1));
    else if (command === 'J') lines = [...lines.slice(0, row), ''];
    else if (command === 'm') append(token);
    else if (token.endsWith('\n')) {
      row += 1;
      if (row >= lines.length) lines.push('');
    } else if (!command && token !== '\r') append(token);
  }
  return lines;
}
