/** Names and, within arrays, numbers that lead to a value of a TOML document. */
export type TomlPath = readonly (string | number)[];

/** Where values of a TOML document stand, which its parser does not tell. */
export interface TomlPlaces {
  /** Line of a value; of the nearest thing around it where it has none of its own. */
  lineOf(path: TomlPath): number;
  /** The comment lines right above a table or key, without `#`. */
  commentsOf(path: TomlPath): readonly string[];
}

interface Token {
  readonly text: string;
  readonly line: number;
}

const TOKEN =
  /#[^\n]*|\n|"""(?:[^\\]|\\[\s\S])*?"""+|'''[\s\S]*?'''+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[[\]{}=,.]|[^\s#"'[\]{}=,.]+/g;

function* tokensOf(text: string): Generator<Token> {
  let line = 1;
  for (const [token] of text.matchAll(TOKEN)) {
    yield { text: token, line };
    line += token.split('\n').length - 1;
  }
}

const keyOf = (path: TomlPath): string => JSON.stringify(path);

/** `"a b"`, `'a b'` and `a` as the name that they are. */
function nameOf(token: string): string {
  if (token.startsWith("'")) return token.slice(1, -1);
  if (!token.startsWith('"')) return token;
  try {
    return String(JSON.parse(token));
  } catch {
    return token.slice(1, -1);
  }
}

/** The statements of a document: each a header or a key with its value, and the comments right above. */
interface Statement {
  readonly tokens: readonly Token[];
  readonly comments: readonly string[];
}

const depthStep = (token: string): number =>
  token === '[' || token === '{' ? 1 : token === ']' || token === '}' ? -1 : 0;

function* statementsOf(text: string): Generator<Statement> {
  let tokens: Token[] = [];
  let comments: string[] = [];
  let depth = 0;
  let isBlank = true;
  for (const token of [...tokensOf(text), { text: '\n', line: 0 }]) {
    if (token.text.startsWith('#')) {
      if (tokens.length === 0) comments.push(token.text.replace(/^#\s?/, '').trim());
      isBlank = false;
    } else if (token.text !== '\n') {
      tokens.push(token);
      depth += depthStep(token.text);
      isBlank = false;
    } else if (depth <= 0) {
      if (tokens.length > 0) yield { tokens, comments };
      if (tokens.length > 0 || isBlank) comments = [];
      [tokens, depth, isBlank] = [[], 0, true];
    }
  }
}

const namesIn = (tokens: readonly Token[]): readonly string[] =>
  tokens.filter(({ text }) => !/^[[\].]$/.test(text)).map(({ text }) => nameOf(text));

/** First token of each element of the array that a value begins with. */
function elementsOf(value: readonly Token[]): readonly Token[] {
  if (value[0]?.text !== '[') return [];
  const firsts: Token[] = [];
  let depth = 0;
  let isFirst = false;
  for (const token of value) {
    if (isFirst && depth === 1 && token.text !== ']') {
      firsts.push(token);
      isFirst = false;
    }
    depth += depthStep(token.text);
    if (depth === 1 && (token.text === ',' || (token.text === '[' && firsts.length === 0))) isFirst = true;
  }
  return firsts;
}

/** Counts the tables of arrays of tables, so that a header's names become the path of its table. */
function createHeaderPaths(): (tokens: readonly Token[]) => TomlPath {
  const counts = new Map<string, number>();
  return (tokens) => {
    const isArray = tokens[1]?.text === '[';
    const names = namesIn(tokens);
    const path: (string | number)[] = [];
    for (const [at, name] of names.entries()) {
      path.push(name);
      const count = counts.get(keyOf(path));
      if (at === names.length - 1 && isArray) {
        counts.set(keyOf(path), (count ?? 0) + 1);
        path.push(count ?? 0);
      } else if (count !== undefined) path.push(count - 1);
    }
    return path;
  };
}

/** Walks a TOML document that its parser has accepted. */
export function tomlPlaces(text: string): TomlPlaces {
  const lines = new Map<string, number>();
  const comments = new Map<string, readonly string[]>();
  const headerPath = createHeaderPaths();
  let table: TomlPath = [];
  const note = (path: TomlPath, line: number) => {
    for (let length = 1; length <= path.length; length += 1) {
      const key = keyOf(path.slice(0, length));
      if (!lines.has(key)) lines.set(key, line);
    }
  };
  for (const { tokens, comments: above } of statementsOf(text)) {
    const [first] = tokens;
    if (!first) continue;
    const isHeader = first.text === '[';
    const equals = tokens.findIndex((token) => token.text === '=');
    const path = isHeader ? headerPath(tokens) : [...table, ...namesIn(tokens.slice(0, equals))];
    if (isHeader) table = path;
    note(path, first.line);
    comments.set(keyOf(path), above);
    if (isHeader) continue;
    for (const [at, element] of elementsOf(tokens.slice(equals + 1)).entries())
      note([...path, at], element.line);
  }
  return {
    lineOf: (path) => {
      for (let length = path.length; length > 0; length -= 1) {
        const line = lines.get(keyOf(path.slice(0, length)));
        if (line !== undefined) return line;
      }
      return 1;
    },
    commentsOf: (path) => comments.get(keyOf(path)) ?? [],
  };
}
