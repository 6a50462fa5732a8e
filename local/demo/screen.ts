import { painterOf } from './paint.ts';
import { cutTo } from './text.ts';

const WIDEST = 100;

export type Screen = ReturnType<typeof createScreen>;

/** Draws a few lines over and over in a terminal; elsewhere writes them plainly, every ten seconds. */
export function createScreen(out: NodeJS.WriteStream, plainEveryMillis = 10_000) {
  const painted = painterOf(out);
  let drawn: readonly string[] = [];
  let unwritten: readonly string[] = [];
  let lastPlain = 0;
  const erase = (): string => (drawn.length > 0 ? `\x1b[${drawn.length}A\x1b[J` : '');
  const block = (lines: readonly string[]): string => lines.map((line) => `${painted(line)}\n`).join('');
  return {
    /** `extra` lines are for terminals alone. */
    draw(lines: readonly string[], nowMillis: number, extra: readonly string[] = []): void {
      if (out.isTTY) {
        // A line that wraps would take two rows, and be drawn over by half.
        const next = [...lines, ...extra].map((line) => cutTo(line, out.columns || WIDEST));
        out.write(`${erase()}${block(next)}`);
        drawn = next;
      } else if (nowMillis - lastPlain >= plainEveryMillis) {
        out.write(`${block(lines)}\n`);
        lastPlain = nowMillis;
        unwritten = [];
      } else unwritten = lines;
    },
    /** Writes lines that stay, above what is drawn. */
    say(lines: readonly string[]): void {
      if (lines.length === 0) return;
      out.write(out.isTTY ? `${erase()}${block(lines)}${block(drawn)}` : block(lines));
    },
    /** Writes what a terminal has among the extra lines that are drawn. */
    note(lines: readonly string[]): void {
      if (!out.isTTY) out.write(block(lines));
    },
    /** Leaves what was drawn last, and goes on below it. */
    release(): void {
      if (unwritten.length > 0) out.write(block(unwritten));
      unwritten = [];
      drawn = [];
    },
  };
}
