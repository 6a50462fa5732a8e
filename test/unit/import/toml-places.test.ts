import { describe, expect, it } from 'vitest';
import { tomlPlaces } from '../../../shared/import/toml-places.ts';

const TEXT = `# above the first
["default"]
limit = 1 # not above the next
# not above either

# 421 above
# and above
[[provider."a.b".automation]]
regex = [
  '''it's [one] = "two"''',
  # between
  "three # four",
]
[[provider."a.b".automation]]
text = """
many
lines"""
last = {a = [1, 2], b = "]"}
[provider."a.b"]
match=[{S=".x"},{S=".y"},
 {S=".z"}]
`;

describe('places in TOML', () => {
  const places = tomlPlaces(TEXT);

  it.each([
    [['default'], 2],
    [['default', 'limit'], 3],
    [['provider', 'a.b', 'automation', 0], 8],
    [['provider', 'a.b', 'automation', 0, 'regex'], 9],
    [['provider', 'a.b', 'automation', 0, 'regex', 0], 10],
    [['provider', 'a.b', 'automation', 0, 'regex', 1], 12],
    [['provider', 'a.b', 'automation', 1], 14],
    [['provider', 'a.b', 'automation', 1, 'text'], 15],
    [['provider', 'a.b', 'automation', 1, 'last'], 18],
    [['provider', 'a.b', 'match', 1], 20],
    [['provider', 'a.b', 'match', 2], 21],
    [['provider', 'a.b', 'match', 2, 'S'], 21],
  ])('are told of %j', (path, line) => expect(places.lineOf(path)).toBe(line));

  it('of a name that stands nowhere are those of what is around it', () => {
    expect(places.lineOf(['provider', 'a.b', 'automation', 1, 'regex'])).toBe(14);
    expect(places.lineOf(['nobody'])).toBe(1);
  });

  it('have the comments right above them, up to an empty line', () => {
    expect(places.commentsOf(['provider', 'a.b', 'automation', 0])).toEqual(['421 above', 'and above']);
    expect(places.commentsOf(['default'])).toEqual(['above the first']);
    expect(places.commentsOf(['default', 'limit'])).toEqual([]);
  });
});
