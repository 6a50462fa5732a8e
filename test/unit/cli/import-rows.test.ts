import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Row } from '../../../cli/import/fields.ts';
import { openInput } from '../../../cli/import/input.ts';
import { formatOf, type ImportFormat, readRows } from '../../../cli/import/rows.ts';

async function rowsOf(text: string | Buffer, format?: ImportFormat, chunk = 65_536): Promise<readonly Row[]> {
  const bytes = Buffer.from(text);
  const chunks = Array.from({ length: Math.ceil(bytes.length / chunk) }, (_, at) =>
    bytes.subarray(at * chunk, (at + 1) * chunk),
  );
  const rows: Row[] = [];
  for await (const row of readRows(await openInput('-', Readable.from(chunks)), format)) rows.push(row);
  return rows;
}

const SES_JSON = `{
  "SuppressedDestinationSummaries": [
    { "EmailAddress": "a@x.example", "Reason": "BOUNCE", "LastUpdateTime": "2026-11-20T10:00:00+01:00" },
    { "EmailAddress": "br{ace]@x.example", "Reason": "COMPLAINT", "LastUpdateTime": 1763719200.5 }
  ],
  "NextToken": "n"
}`;

describe('the format of a list', () => {
  it.each<[string, ImportFormat]>([
    ['email\na@x.example', 'csv'],
    ['a@x.example', 'csv'],
    ['{"email":"a@x.example"}\n{"email":"b@x.example"}', 'jsonl'],
    ['\n {"EmailAddress":"a@x.example","Reason":"BOUNCE"}', 'jsonl'],
    [SES_JSON, 'ses'],
    [JSON.stringify(JSON.parse(SES_JSON)), 'ses'],
    ['[{"email":"a@x.example"}]', 'ses'],
  ])('of %j is told by its beginning', (text, format) => expect(formatOf(text)).toBe(format));
});

describe('a CSV list', () => {
  it.each([
    [
      'one column without a name',
      'a@x.example\nb@x.example',
      [{ address: 'a@x.example' }, { address: 'b@x.example' }],
    ],
    ['one column of any name', 'Adresse\na@x.example', [{ address: 'a@x.example' }]],
    [
      'columns by their names',
      'name,E-Mail,Reason\nJane,a@x.example,mailboxFull',
      [{ address: 'a@x.example', reason: 'mailboxFull' }],
    ],
    [
      'the e-mail, where there is a postal address too',
      'address,email\nMain St,a@x.example',
      [{ address: 'a@x.example' }],
    ],
    ['semicolons', 'email;date\na@x.example;2026-11-20', [{ address: 'a@x.example', date: '2026-11-20' }]],
    ['tabs', 'email\tdate\na@x.example\t2026-11-20', [{ address: 'a@x.example', date: '2026-11-20' }]],
    [
      "SES's own import",
      'a@x.example,BOUNCE\nb@x.example,COMPLAINT',
      [
        { address: 'a@x.example', reason: 'BOUNCE' },
        { address: 'b@x.example', reason: 'COMPLAINT' },
      ],
    ],
    ['an unnamed date', 'a@x.example,2026-11-20', [{ address: 'a@x.example', date: '2026-11-20' }]],
    [
      'quoted cells',
      'email,reason\n"""j d""@x.example","full, they say"',
      [{ address: '"j d"@x.example', reason: 'full, they say' }],
    ],
    [
      'a cell of several lines',
      'note,email\n"one\ntwo",a@x.example\n,b@x.example',
      [
        { address: 'a@x.example', line: 2 },
        { address: 'b@x.example', line: 4 },
      ],
    ],
    ['CR LF and empty lines', 'email\r\n\r\na@x.example\r\n', [{ address: 'a@x.example', line: 3 }]],
    ['a byte order mark', '\uFEFFemail\na@x.example', [{ address: 'a@x.example' }]],
    ['a row without an address', 'email,reason\n,refused', [{ line: 2, problem: 'it has no address' }]],
    [
      'a quote that does not end',
      'email,reason\na@x.example,"full',
      [{ line: 2, problem: expect.stringContaining('a quote') }],
    ],
  ])('is read with %s', async (_, text, rows) => {
    const read = await rowsOf(text);
    expect(read).toHaveLength(rows.length);
    expect(read).toMatchObject(rows);
  });

  it('keeps its addresses where names beside them are in another encoding', async () => {
    const rows = await rowsOf(Buffer.from('name,email\nJos\u00E9,a@x.example', 'latin1'));
    expect(rows).toEqual([{ line: 2, address: 'a@x.example' }]);
  });

  it('with a lost quote loses the line of the quote alone', async () => {
    const lost = `email,reason\na@x.example,"open${'\nb@x.example,refused'.repeat(60)}`;
    const rows = await rowsOf(lost);
    expect(rows[0]).toEqual({ line: 2, problem: expect.stringContaining('a quote') });
    expect(rows.slice(1).map(({ line }) => line)).toEqual(Array.from({ length: 60 }, (_, at) => at + 3));
    expect(new Set(rows.slice(1).map(({ address }) => address))).toEqual(new Set(['b@x.example']));
  });

  it('whose last cells are still open at its end loses no address below', async () => {
    expect(await rowsOf('email,reason\na@x.example,"open\nb@x.example,')).toEqual([
      { line: 2, problem: expect.stringContaining('a quote') },
      { line: 3, address: 'b@x.example' },
    ]);
  });

  it('goes on after a line too long to be one, and names it', async () => {
    const rows = await rowsOf(`email\n${'x'.repeat(3_000_000)}\nb@x.example`);
    expect(rows).toEqual([
      { line: 2, problem: expect.stringContaining('too long') },
      { line: 3, address: 'b@x.example' },
    ]);
  });

  it('without a column of addresses is refused, and says what its columns are', async () => {
    await expect(rowsOf('name,phone\nJane,1')).rejects.toThrow('names name, phone');
  });

  it('in UTF-16 is refused', async () => {
    await expect(rowsOf(Buffer.from('\uFEFFemail', 'utf16le'))).rejects.toThrow('save it as UTF-8');
  });
});

describe('a JSON list', () => {
  it('of a line each names lines that are none', async () => {
    const rows = await rowsOf(
      '{"email":"a@x.example","reason":"refused","date":1763719200}\n[1]\n\n{"name":"b"}\nno',
    );
    expect(rows).toEqual([
      { line: 1, address: 'a@x.example', reason: 'refused', date: 1_763_719_200 },
      { line: 2, problem: 'it is no JSON object' },
      { line: 4, problem: expect.stringContaining('no field email') },
      { line: 5, problem: 'it is no JSON object' },
    ]);
  });

  it.each([1, 7, 65_536])('of the AWS CLI is read in pieces of %d bytes', async (chunk) => {
    expect(await rowsOf(SES_JSON, undefined, chunk)).toEqual([
      { line: 3, address: 'a@x.example', reason: 'BOUNCE', date: '2026-11-20T10:00:00+01:00' },
      { line: 4, address: 'br{ace]@x.example', reason: 'COMPLAINT', date: 1_763_719_200.5 },
    ]);
  });

  it('is read where brackets stand in strings and pages follow each other', async () => {
    const page = (address: string) =>
      `{"x":"}]\\"[{","SuppressedDestinationSummaries":[{"EmailAddress":"${address}","Attributes":{"a":[{}]}}]}`;
    const rows = await rowsOf(`${page('a@x.example')}\n${page('b@x.example')}`, 'ses');
    expect(rows.map(({ address }) => address)).toEqual(['a@x.example', 'b@x.example']);
  });

  it('that breaks off says so', async () => {
    const rows = await rowsOf(SES_JSON.slice(0, 160));
    expect(rows.at(-1)).toMatchObject({ problem: expect.stringContaining('breaks off') });
  });

  it('of format ses is read in the CSV of its import as well', async () => {
    expect(await rowsOf('a@x.example,BOUNCE', 'ses')).toEqual([
      { line: 1, address: 'a@x.example', reason: 'BOUNCE' },
    ]);
  });
});

it('a file that is not there is a mistake of the user', async () => {
  await expect(openInput('/nowhere/bad.csv', Readable.from([]))).rejects.toThrow(
    '/nowhere/bad.csv could not be read',
  );
});
