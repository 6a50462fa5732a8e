/** Draws a few lines over and over in a terminal; elsewhere writes them plainly, every ten seconds. */
export function createScreen(out: NodeJS.WriteStream, plainEveryMillis = 10_000) {
  let drawn = 0;
  let lastPlain = 0;
  return {
    draw(lines: readonly string[], nowMillis: number): void {
      if (out.isTTY) {
        out.write(
          `${drawn > 0 ? `\x1b[${drawn}A` : ''}${lines.map((line) => `\x1b[2K${line}\n`).join('')}\x1b[J`,
        );
        drawn = lines.length;
      } else if (nowMillis - lastPlain >= plainEveryMillis) {
        out.write(`${lines.join('\n')}\n\n`);
        lastPlain = nowMillis;
      }
    },
    /** Leaves what was drawn and goes on below it. */
    release(): void {
      drawn = 0;
    },
  };
}
