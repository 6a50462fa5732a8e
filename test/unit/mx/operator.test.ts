import { expect, it } from 'vitest';
import { operatorOf } from '../../../shared/mx/operator.ts';

it.each([
  ['mx1.mail.example.com', 'example.com'],
  ['mx.example.co.uk', 'example.co.uk'],
  ['example.com', 'example.com'],
  ['mx.small-firm.test', 'small-firm.test'],
  ['ec2-203-0-113-7.compute-1.amazonaws.com', 'amazonaws.com'],
  ['co.uk', 'co.uk'],
  ['localhost', 'localhost'],
])('the operator of %s is %s', (host, operator) => {
  expect(operatorOf(host)).toBe(operator);
});
