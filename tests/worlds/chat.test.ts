import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ChatControl, Message } from '../../src/worlds/chat.ts';
import { chatServer } from '../../src/worlds/servers/chat.ts';
import { type Asked, virtual } from './virtual.ts';

function room() {
  const world = virtual<ChatControl>(chatServer);
  const post = (path: string, body: string) => world.ask(`/lobby/${path}`, { method: 'POST', body });
  return {
    ...world,
    join: (name: string) => post('join', name),
    leave: (name: string) => post('leave', name),
    send: (from: string, text: string) => post(`send?from=${from}`, text),
    // A reader that takes what it gets at once, or only when told to.
    read: (reader: string) => world.ask(`/lobby/messages?reader=${reader}`),
    readSlowly: (reader: string) => world.ask(`/lobby/messages?reader=${reader}`, { window: 1 }),
  };
}

const messagesOf = ({ text }: Asked): Message[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

describe('the chat', () => {
  it('lets members talk and everybody read', () => {
    const { join, send, read, run } = room();
    const joined = join('Ada');
    run();
    const readers = [read('one'), read('two')];
    run();
    const sent = send('Ada', 'hello');
    run();
    assert.deepEqual(joined.json(), ['Ada']);
    assert.deepEqual(sent.json(), { number: 1, from: 'Ada', text: 'hello' });
    for (const reader of readers)
      assert.deepEqual(messagesOf(reader), [{ number: 1, from: 'Ada', text: 'hello' }]);
  });

  it('refuses who is no member, any more or at all', () => {
    const { join, leave, send, run } = room();
    const stranger = send('Eve', 'hi');
    join('Ada');
    run();
    leave('Ada');
    run();
    const former = send('Ada', 'hi');
    const twice = leave('Ada');
    run();
    assert.deepEqual([stranger.status, former.status, twice.status], [403, 403, 409]);
  });

  it('keeps for a slow reader what it has not read', () => {
    const { control, readSlowly, run } = room();
    const slow = readSlowly('slow');
    control.talk('lobby', { count: 4, every: 30 });
    run();
    assert.equal(messagesOf(slow).length, 1);
    assert.deepEqual(control.queues, { slow: 3 });
    slow.read();
    assert.equal(messagesOf(slow).length, 2);
    slow.read();
    slow.read();
    slow.read();
    assert.deepEqual(
      messagesOf(slow).map(({ number }) => number),
      [1, 2, 3, 4],
    );
    assert.deepEqual(control.queues, { slow: 0 });
  });

  it('lets one slow reader fall behind and no other', () => {
    const { control, read, run } = room();
    const reader = read('quick');
    control.addSlowReader('lobby', 'Sam', { every: 100 });
    control.talk('lobby', { count: 6, every: 40 });
    run(260);
    assert.equal(messagesOf(reader).length, 6);
    // Sam had 40 … 140, 140 … 240 and is at the third.
    assert.deepEqual(control.queues, { Sam: 4, quick: 0 });
    run();
    assert.deepEqual(control.queues, { Sam: 0, quick: 0 });
  });

  it('breaks every connection when it crashes, and forgets its members', () => {
    const { control, join, send, read, run } = room();
    join('Ada');
    const reader = read('one');
    run();
    control.crash('lobby');
    assert.ok(reader.broken);
    assert.deepEqual(reader.seen, ['started', 'aborted by server']);
    const refused = send('Ada', 'still there?');
    run();
    assert.equal(refused.status, 403);
    assert.equal(control.log.aborted, 1);
  });

  it('sends nothing more to who left', () => {
    const { control, read, run, after } = room();
    const reader = read('one');
    control.talk('lobby', { count: 5, every: 30 });
    after(100, () => reader.abort());
    run();
    assert.equal(messagesOf(reader).length, 3);
    assert.deepEqual(control.queues, {});
  });
});
